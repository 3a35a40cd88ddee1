package server

import (
	"fmt"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func completionFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		c.CompletionProvider = &protocol.CompletionOptions{TriggerCharacters: []string{".", "\"", "/", "[", "{"}}
	}
	return onFile(protocol.MethodTextDocumentCompletion, offer, complete)
}

func complete(f *file, p *protocol.CompletionParams) (any, error) {
	k := completionClient(&f.ask.server.client)
	with := query.Completing{
		Snippets: k.snippets, Tree: f.ask.units(f.unit.tree), Files: newOverlay(f.unit.tree.disk, f.unit.tree.place.Path, f.ask.at),
	}
	if f.openNames != nil {
		known, done := f.openNames()
		defer done()
		with.Names = known
	}
	found := query.Complete(f.Snapshot, f.name, f.offset(p.Position), with)
	list := &protocol.CompletionList{IsIncomplete: found.Incomplete, Items: make([]protocol.CompletionItem, len(found.Items))}
	in, whole := f.rangeOf(found.Insert), f.rangeOf(found.Replace)
	if k.defaults && len(found.Items) > 0 {
		list.ItemDefaults = &protocol.CompletionItemDefaults{InsertTextMode: k.indents()}
		if list.ItemDefaults.EditRange = &whole; k.insertReplace {
			list.ItemDefaults.EditRange = &protocol.EditRangeWithInsertReplace{Insert: in, Replace: whole}
		}
	}
	for i := range found.Items {
		list.Items[i] = k.item(i, &found.Items[i], in, whole)
	}
	return list, nil
}

// itemsOf is what a client takes in a list of items.
type itemsOf struct {
	snippets, insertReplace, markdown, tags, adjusts bool
	defaults                                         bool // the range of all items is in one place
	*client
}

func completionClient(c *client) itemsOf {
	k := itemsOf{client: c}
	inDocument := c.Capabilities.TextDocument
	if inDocument == nil || inDocument.Completion == nil {
		return k
	}
	if item := inDocument.Completion.CompletionItem; item != nil {
		k.snippets = isTrue(item.SnippetSupport)
		k.insertReplace = isTrue(item.InsertReplaceSupport)
		k.markdown = slices.Contains(item.DocumentationFormat, protocol.MarkupKindMarkdown)
		k.tags = slices.Contains(item.TagSupport.ValueSet, protocol.CompletionItemTagDeprecated)
		k.adjusts = slices.Contains(item.InsertTextModeSupport.ValueSet, protocol.InsertTextModeAdjustIndentation)
	}
	if list := inDocument.Completion.CompletionList; list != nil {
		k.defaults = slices.Contains(list.ItemDefaults, "editRange")
	}
	return k
}

func isTrue(b *bool) bool { return b != nil && *b }

// indents is how the lines of a snippet are indented: like the line that it is put
// into, where the client knows how.
func (k itemsOf) indents() protocol.InsertTextMode {
	if k.adjusts {
		return protocol.InsertTextModeAdjustIndentation
	}
	return 0
}

var itemKinds = map[query.CompletionKind]protocol.CompletionItemKind{
	query.ItemBlock:     protocol.CompletionItemKindStruct,
	query.ItemAttribute: protocol.CompletionItemKindProperty,
	query.ItemSymbol:    protocol.CompletionItemKindReference,
	query.ItemValue:     protocol.CompletionItemKindVariable,
	query.ItemMember:    protocol.CompletionItemKindField,
	query.ItemFunction:  protocol.CompletionItemKindFunction,
	query.ItemConstant:  protocol.CompletionItemKindEnumMember,
	query.ItemPackage:   protocol.CompletionItemKindModule,
	query.ItemFile:      protocol.CompletionItemKindFile,
	query.ItemDirectory: protocol.CompletionItemKindFolder,
}

// item is the i-th of a list. Clients sort by a text, and the items are in order.
func (k itemsOf) item(i int, from *query.CompletionItem, in, whole protocol.Range) protocol.CompletionItem {
	out := protocol.CompletionItem{
		Label: from.Label, Kind: itemKinds[from.Kind], SortText: protocol.NewOptional(fmt.Sprintf("%04d", i)),
	}
	if from.Detail != "" {
		out.Detail = protocol.NewOptional(from.Detail)
	}
	if from.Filter != "" {
		out.FilterText = protocol.NewOptional(from.Filter)
	}
	if from.Doc != "" {
		out.Documentation = documentation(from.Doc, k.markdown)
	}
	if from.Deprecated && k.tags {
		out.Tags = []protocol.CompletionItemTag{protocol.CompletionItemTagDeprecated}
	}
	if command := k.next(from); command != "" {
		out.Command = protocol.Command{Title: "Go on", Command: command}
	}
	text := from.Text
	if k.snippets && from.Snippet != "" {
		text, out.InsertTextFormat = from.Snippet, protocol.InsertTextFormatSnippet
	}
	switch {
	case k.defaults:
		if text != from.Label {
			out.TextEditText = protocol.NewOptional(text)
		}
		return out
	case k.insertReplace:
		out.TextEdit = &protocol.InsertReplaceEdit{NewText: text, Insert: in, Replace: whole}
	default:
		out.TextEdit = &protocol.TextEdit{NewText: text, Range: whole}
	}
	if out.InsertTextFormat == protocol.InsertTextFormatSnippet {
		out.InsertTextMode = k.indents()
	}
	return out
}

// Commands of a client that go on behind what is put in. The protocol has none for
// that, and clients that have them say so.
const (
	suggest        = "editor.action.triggerSuggest"
	parameterHints = "editor.action.triggerParameterHints"
)

// next is the command that goes on behind an item which is only a beginning, if the
// client has it.
func (k itemsOf) next(item *query.CompletionItem) string {
	command := suggest
	if item.Kind == query.ItemFunction {
		command = parameterHints
	}
	if !item.Again || !slices.Contains(k.commands, command) {
		return ""
	}
	return command
}

// documentation is Markdown, or the same as a text for clients that show no other.
func documentation(text string, markdown bool) protocol.InlayHintTooltip {
	if markdown {
		return &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}
	}
	return protocol.String(text)
}
