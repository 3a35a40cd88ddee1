package cli

import (
	"io/fs"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// sourcesIn reads the files that diagnostics quote: the ones the compiler has
// read, as it has read them, else from the tree.
func sourcesIn(tree fs.FS, read ...*source.File) diag.Sources {
	return func(name string) []byte {
		for _, file := range read {
			if file.Path == name {
				return file.Bytes
			}
		}
		file, _ := source.ReadFile(tree, name)
		return file.Bytes
	}
}

// diagnose shows diagnostics of files that messages call by what shown returns.
func (a *app) diagnose(list diag.List, shown func(string) string, text diag.Sources) {
	var findings view.Findings
	findings.Add(list, shown, text)
	a.view.Diagnostics(&findings)
}
