package schema

// sourceAttr is the directory of a project that is built, which has to hold what
// holding says.
func sourceAttr(holding, example string) *Attr {
	return &Attr{
		Name: "source",
		Doc: `Directory of the project, with ` + holding + `.

What version control and builds leave there is not part of it: ` + "`.git`, `node_modules`, the `target`" + ` of Cargo, object files, and the
files that agentboxc itself reads and writes.`,
		Type:     Text,
		Required: true,
		Check:    RelativePath,
		Example:  example,
	}
}

var versionAttr = &Attr{
	Name:    "version",
	Doc:     "Version that the package has in the store.",
	Type:    Text,
	Default: `"0"`,
	Check:   Version,
	Example: `"1.2.3"`,
}

// testsAttr is for builders that run the tests of what they build.
var testsAttr = &Attr{
	Name:    "check",
	Doc:     "Whether the build runs the project's tests.",
	Type:    Flag,
	Default: "true",
	Example: `false`,
}
