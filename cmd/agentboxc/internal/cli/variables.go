package cli

import (
	"github.com/spf13/pflag"
)

// variableFlags collects --var and --var-file. They are one list, because the
// later of the two wins, whichever kind it is.
type variableFlags struct{ given []givenVariable }

type givenVariable struct {
	file bool
	text string
}

func (f *variableFlags) register(flags *pflag.FlagSet) {
	flags.Var(&variableFlag{into: f}, "var", "set a variable of the unit, as `NAME=VALUE`; may be repeated")
	flags.Var(&variableFlag{into: f, file: true}, "var-file", "set the variables that `FILE` sets; may be repeated")
}

// variableFlag is one of the two flags as pflag wants it.
type variableFlag struct {
	into *variableFlags
	file bool
}

func (f *variableFlag) String() string { return "" }
func (f *variableFlag) Type() string   { return "string" }

func (f *variableFlag) Set(text string) error {
	f.into.given = append(f.into.given, givenVariable{f.file, text})
	return nil
}
