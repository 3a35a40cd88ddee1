package view

// Manual prints a section of the manual, as the Markdown that it is.
func (v *View) Manual(code, title, text string) {
	v.linef("%s", v.onOut.strong(code+" "+title))
	v.linef("\n%s", text)
}
