package query_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/query"
)

// unknown are the codes that say that a name is none, or means nothing where it
// stands.
var unknown = []diag.Code{
	diag.UnknownBlock, diag.UnknownAttribute, diag.UnknownReference, diag.UnknownFunction, diag.OutOfPlace,
	diag.UnknownPackage, diag.UnknownVariableSet, diag.InvalidPlatform, diag.Cycle, diag.AttributeAsBlock, diag.BlockAsAttribute,
}

// known is an index, so that packages are offered and wrong ones would be reported.
var known = names.Plain{
	"default":                   {"bash", "coreutils", "git", "hello", "python3", "python312", "python312Packages"},
	"default.python312Packages": {"numpy", "pip", "requests"},
}

// TestOffersAreKnown puts what is offered into the golden programs, in the place of
// what is written and on lines of their own, and lets the compiler say whether it
// knows it.
func TestOffersAreKnown(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	put, kinds := 0, map[query.CompletionKind]int{}
	all := trees(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		files := all[name]
		tree := compiled(files, lang.Options{DirName: "unit"})
		for _, dir := range tree.Dirs() {
			for _, file := range tree.Unit(dir).Files() {
				places := 10
				if testing.Short() {
					places = 2
				}
				for range places {
					text, offset := somewhere(random, files[file.Path])
					changed := maps.Clone(files)
					changed[file.Path] = text
					offers := offersAt(changed, dir, file.Path, offset)
					for _, item := range sample(random, offers.Items, 5) {
						put++
						kinds[item.Kind]++
						if err := tryOffer(changed, dir, file.Path, offers, item); err != nil {
							t.Errorf("%s: %s: at %q offers %s: %v", name, file.Path, around(text, offset), item.Label, err)
						}
					}
				}
			}
		}
	}
	if put < 50 || len(kinds) < 8 {
		t.Errorf("only %d offers of the kinds %v were put in", put, kinds)
	}
	t.Log(put, kinds)
}

// somewhere returns an offset in a text: at the end of a word, or on a line that is
// put in, where something begins that may be in want of an end.
func somewhere(random *rand.Rand, text string) (string, int) {
	beginnings := []string{"", "  ", "  packages = [", "  layers = [", "  extends = ", "  env = { A = \"${", "  tag = ", "  config {", "  cmd = concat(", "  x = local.", "  x = var.", "  source = pkgs."}
	if len(text) == 0 || random.IntN(2) == 0 {
		lines := strings.SplitAfter(text, "\n")
		at := random.IntN(len(lines) + 1)
		begun := beginnings[random.IntN(len(beginnings))]
		before := strings.Join(lines[:at], "") + begun
		return before + "\n" + strings.Join(lines[at:], ""), len(before)
	}
	words := regexp.MustCompile(`[\w-]+`).FindAllStringIndex(text, -1)
	word := words[random.IntN(len(words))]
	return text, word[0] + 1 + random.IntN(word[1]-word[0])
}

func offersAt(files map[string]string, dir, file string, offset int) query.Completion {
	tree := compiled(files, lang.Options{DirName: "unit"})
	s := tree.Unit(dir)
	if s == nil || s.File(file) == nil {
		return query.Completion{}
	}
	return query.Complete(s, file, offset, query.Completing{Snippets: true, Names: known, Files: filesystem(files), Tree: tree})
}

func sample(random *rand.Rand, items []query.CompletionItem, most int) []query.CompletionItem {
	items = slices.Clone(items)
	random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	return items[:min(len(items), most)]
}

// tryOffer puts an item in, closes what it leaves open, and returns what the
// compiler does not know of it.
func tryOffer(files map[string]string, dir, file string, offers query.Completion, item query.CompletionItem) error {
	text := files[file]
	written := item.Text
	if item.Snippet != "" {
		written = filledIn(item.Snippet)
	}
	if strings.HasSuffix(written, ".") || item.Kind == query.ItemDirectory {
		return nil // the beginning of something
	}
	start, end := offers.Replace.Start.Byte, offers.Replace.End.Byte
	rest := text[end:]
	line, after, _ := strings.Cut(rest, "\n")
	text = text[:start] + written + line + closers(text[:start]+written+line) + "\n" + after
	before := complaints(files, dir)
	changed := maps.Clone(files)
	changed[file] = text
	for _, d := range complaints(changed, dir) {
		isHere := d.Subject.File == file && d.Subject.Start.Byte < start+len(written) && d.Subject.End.Byte > start
		isNew := !slices.ContainsFunc(before, func(b diag.Diagnostic) bool { return b.Code == d.Code && b.Detail == d.Detail })
		isComputed := d.Code == diag.UnknownPackage && item.Kind != query.ItemPackage && item.Kind != query.ItemConstant
		if isHere && isNew && slices.Contains(unknown, d.Code) && !isComputed {
			return fmt.Errorf("%s %s in\n%s", d.Code, d.Detail, text[max(0, start-200):start+len(written)])
		}
	}
	return nil
}

// closers are the brackets and quotes that the last line of a text leaves open.
func closers(text string) string {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	var open []byte
	for i := range len(line) {
		inText := len(open) > 0 && open[len(open)-1] == '"'
		switch c := line[i]; {
		case c == '"' && inText:
			open = open[:len(open)-1]
		case c == '"':
			open = append(open, '"')
		case c == '{' && inText && line[i-1] == '$':
			open = append(open, '}')
		case inText:
		case c == '[':
			open = append(open, ']')
		case c == '(':
			open = append(open, ')')
		case c == '{':
			open = append(open, '}')
		case len(open) > 0 && c == open[len(open)-1]:
			open = open[:len(open)-1]
		}
	}
	slices.Reverse(open)
	return string(open)
}

func complaints(files map[string]string, dir string) diag.List {
	tree := compiled(files, lang.Options{DirName: "unit", Names: known})
	s := tree.Unit(dir)
	_, tests := lang.CheckTests(filesystem(files), s.Result)
	return append(slices.Clone(s.Diags), tests...)
}

var (
	choice      = regexp.MustCompile(`\$\{\d+\|([^,|]*)[^|]*\|\}`)
	placeholder = regexp.MustCompile(`\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d+`)
	escaped     = regexp.MustCompile(`\\([\\$}])`)
)

// filledIn is a snippet with the defaults of its places.
func filledIn(snippet string) string {
	snippet = choice.ReplaceAllString(snippet, "$1")
	snippet = placeholder.ReplaceAllString(snippet, "$1")
	return escaped.ReplaceAllString(snippet, "$1")
}

func around(text string, offset int) string {
	return text[max(0, offset-30):offset] + "‸" + text[offset:min(len(text), offset+10)]
}
