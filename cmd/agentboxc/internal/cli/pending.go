package cli

import (
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

var format = func(f *source.File) ([]byte, diag.List) { return f.Bytes, nil }
