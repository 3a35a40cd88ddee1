package view

import "github.com/agentboxc/agentboxc/lang/diag"

// Diagnostics shows what the compiler has to say about files, for people.
func (v *View) Diagnostics(f *Findings) {
	if len(f.list) == 0 {
		return
	}
	v.sync()
	options := diag.TextOptions{Color: v.onErr.on(), Width: v.width}
	_ = diag.WriteText(v.err, f.list, f.text, options) // there is nowhere left to say that it failed
}
