package view

import "runtime"

// Version is what the version command tells.
type Version struct{ Compiler string }

// Version prints the version of the compiler and of what it was built with.
func (v *View) Version(version Version, asJSON bool) {
	platform := runtime.GOOS + "/" + runtime.GOARCH
	if !asJSON {
		v.linef("agentboxc %s", version.Compiler)
		v.Detail("built with %s for %s", runtime.Version(), platform)
		return
	}
	v.document(struct {
		FormatVersion string `json:"format_version"`
		Version       string `json:"version"`
		Go            string `json:"go"`
		Platform      string `json:"platform"`
	}{formatVersion, version.Compiler, runtime.Version(), platform})
}
