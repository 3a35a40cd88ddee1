package view

// Started tells that a unit was made and what comes next.
func (v *View) Started(path string) {
	v.linef("Created %s", path)
	v.Note("Next: agentboxc validate, agentboxc lock, then agentboxc apply.")
}
