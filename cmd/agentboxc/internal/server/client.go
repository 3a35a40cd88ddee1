package server

import (
	"encoding/json"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// client is what the server wants to know of a client.
type client struct {
	process  int // 0 when it is not known
	folders  []folder
	inUTF8   bool     // positions count bytes
	watches  bool     // it watches files for a server that asks
	progress bool     // it shows how work goes on
	pull     bool     // it asks for diagnostics, and does not want to be told
	related  bool     // its diagnostics have related places
	data     bool     // its diagnostics carry data
	refresh  bool     // it asks for diagnostics again when it is told to
	commands []string // that it carries out itself
	// Capabilities are all of them, for features. Members of the wrong type are as if
	// they were not there.
	Capabilities protocol.ClientCapabilities
}

// readClient reads the parameters of initialize. They are the one message that all
// clients fill with all that they know, and a member that is not as it should be is no
// reason to refuse the session.
func readClient(params protocol.LSPAny) client {
	var c client
	all := object(params)
	var process float64
	if read(all["processId"], &process) {
		c.process = int(process)
	}
	c.folders = readFolders(all)
	capabilities := object(all["capabilities"])
	var encodings []string
	read(object(capabilities["general"])["positionEncodings"], &encodings)
	for _, e := range encodings {
		c.inUTF8 = c.inUTF8 || e == string(protocol.PositionEncodingKindUTF8)
	}
	inWorkspace := object(capabilities["workspace"])
	inDocument := object(capabilities["textDocument"])
	c.watches = yes(object(inWorkspace["didChangeWatchedFiles"])["dynamicRegistration"])
	c.refresh = yes(object(inWorkspace["diagnostics"])["refreshSupport"])
	c.progress = yes(object(capabilities["window"])["workDoneProgress"])
	read(object(object(capabilities["experimental"])["commands"])["commands"], &c.commands)
	_, pushes := inDocument["publishDiagnostics"]
	_, pulls := inDocument["diagnostic"]
	var choice string
	read(object(all["initializationOptions"])["diagnostics"], &choice)
	c.pull = pulls && (choice == "pull" || !pushes)
	published := object(inDocument["publishDiagnostics"])
	if c.pull {
		published = object(inDocument["diagnostic"])
	}
	c.related = yes(published["relatedInformation"])
	c.data = yes(published["dataSupport"])
	c.Capabilities = tolerant(capabilities)
	return c
}

// tolerant decodes capabilities one by one, so that a wrong one costs only itself.
func tolerant(capabilities map[string]json.RawMessage) protocol.ClientCapabilities {
	var all protocol.ClientCapabilities
	for name, value := range capabilities {
		var inner map[string]json.RawMessage
		if json.Unmarshal(value, &inner) != nil {
			continue
		}
		for part, v := range inner {
			one, err := json.Marshal(map[string]map[string]json.RawMessage{name: {part: v}})
			if err != nil {
				continue
			}
			merged := all
			if protocol.Unmarshal(one, &merged) == nil {
				all = merged
			}
		}
	}
	return all
}

func readFolders(params map[string]json.RawMessage) []folder {
	var list []struct{ URI string }
	read(params["workspaceFolders"], &list)
	var root string
	if len(list) == 0 && read(params["rootUri"], &root) && root != "" {
		list = append(list, struct{ URI string }{root})
	}
	if len(list) == 0 && read(params["rootPath"], &root) && root != "" {
		list = append(list, struct{ URI string }{string(uriOf(root))})
	}
	var folders []folder
	for _, l := range list {
		if f, ok := newFolder(uri.URI(l.URI)); ok {
			folders = append(folders, f)
		}
	}
	return folders
}

// object is empty for what is none.
func object(raw []byte) map[string]json.RawMessage {
	var o map[string]json.RawMessage
	_ = json.Unmarshal(raw, &o) // which is what the comment says
	return o
}

func read(raw []byte, into any) bool { return raw != nil && json.Unmarshal(raw, into) == nil }

func yes(raw []byte) bool {
	var b bool
	return read(raw, &b) && b
}
