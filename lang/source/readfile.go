package source

import (
	"io/fs"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// ReadFile reads one source file within the limits of Load. The file is never
// nil; it is empty when it could not be read.
func ReadFile(fsys fs.FS, path string) (*File, diag.List) {
	data, problem := read(fsys, path)
	if problem != nil {
		var diags diag.List
		diags.Add(problem)
		return &File{Path: path}, diags
	}
	return New(path, data)
}
