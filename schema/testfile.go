package schema

// TestRoot returns the blocks that may stand at the top of a test file, whose
// name ends in .agentboxtest.hcl.
func TestRoot() []*Block { return testRoot }

var testRoot = []*Block{fileVariablesBlock, runBlock}

var fileVariablesBlock = &Block{
	Type: "variables",
	Doc: `Values for variables of the unit, in all runs of the test file.

They win over every other value from outside: the environment, files of values and ` + "`--var`" + `. The ` + "`variables`" + ` block of a run wins over them.`,
	Example: `variables {
  node_major = 22
}`,
	Unique: true,
	Any: &Attr{
		Name:    "name",
		Doc:     "Value of the variable of this name; functions may be called, and nothing else be referred to.",
		Type:    AnyValue,
		Example: `22`,
	},
}

var runBlock = &Block{
	Type:   "run",
	Labels: []Label{nameLabel("Name of the run, as reports show it and `--filter` takes it.")},
	Doc: `One compilation of the unit, and what has to hold of its result.

Runs go in the order of the file, and none depends on another. Nothing is built, and nothing is written.`,
	Example: `run "runtime_has_git" {
  assert {
    condition     = contains(layer.base.packages, pkgs.git)
    error_message = "The base layer has to bring git."
  }
}`,
	Attrs: []*Attr{
		{
			Name: "platform",
			Doc: `Platform on which the assertions are checked; all platforms of the unit when it is not set.

It has to be one of the unit's.`,
			Type:    Text,
			Check:   Platform,
			Example: `"x86_64-linux"`,
		},
		{
			Name: "expect_failures",
			Doc: `Variables and blocks of the unit that have to bring up an error in this run.

The run passes when there is at least one error in each of them, such as a validation of a variable that does not hold, and none elsewhere.
Assertions are not checked then, because there is no program to check.`,
			Type:    Many(Declaration),
			Example: `[var.node_major]`,
		},
	},
	Blocks: []*Block{
		{
			Type: "variables",
			Doc:  "Values for variables of the unit, in this run alone.",
			Example: `variables {
  node_major = 22
}`,
			Unique: true,
			Any: &Attr{
				Name:    "name",
				Doc:     "Value of the variable of this name; it may call functions, and refer to the file's own `variables` as `var.name`.",
				Type:    AnyValue,
				Example: `22`,
			},
		},
		{
			Type: "assert",
			Doc: `A condition that has to hold of the compiled unit.

There may be several, and each that does not hold is reported.`,
			Example: `assert {
  condition     = contains(variant.runtime.layers, "layer.base")
  error_message = "The image is built on the base layer."
}`,
			Attrs: []*Attr{
				{
					Name: "condition",
					Doc: `Expression that is true when all is well.

It reads the program as ` + "`agentboxc show --json`" + ` prints it, by address: ` + "`variant.runtime.tag`, `layer.base.packages`, `var.x`, `platform.arch`" + `.`,
					Type:     Flag,
					Required: true,
					Example:  `variant.runtime.config.env.LANG == "C.UTF-8"`,
				},
				{
					Name:     "error_message",
					Doc:      "What to tell when it does not hold, as full sentences; it may read what the condition may.",
					Type:     Text,
					Required: true,
					Example:  `"LANG is ${variant.runtime.config.env.LANG}, and programs expect UTF-8."`,
				},
			},
		},
	},
}
