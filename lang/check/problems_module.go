package check

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

type tooManyModules struct{ At diag.Range }

func (p tooManyModules) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.TooManyInstances, Subject: p.At,
		Detail: fmt.Sprintf("With this one, units are used as modules more than %d times. Split the unit.", maxModules),
	}
}

// noElement is a step inside a value of a module that leads nowhere.
type noElement struct {
	Ref      config.Ref
	Step, Of string
}

func (p noElement) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidExpression, Subject: p.Ref.Range,
		Detail: fmt.Sprintf("The value of %s in the module's unit has no element %q here.", p.Of, p.Step),
	}
}

// moduleVariant is a variant of a module that is named as if it were built.
type moduleVariant struct {
	Item item
	Have *reference
}

func (p moduleVariant) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.OutOfPlace, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s cannot stand here. The variants of a module are not built. Name one of this unit that extends it: variant %q { extends = %s }",
			p.Have.Address, p.Have.of.Name, p.Have.Address),
	}
}

// differentInputs are inputs of two modules that have one name and are not the
// same.
type differentInputs struct {
	Name         string
	First, Other offeredInput
}

func (p differentInputs) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.Other.URLRange,
		Detail: fmt.Sprintf("%s and %s each have an input %q, and they are not the same; a flake has one of a name. Declare input %q in the unit that uses both: it counts for all modules.",
			p.First.by, p.Other.by, p.Name, p.Name),
		Related: []diag.Related{{Message: "the input of " + p.First.by, Range: p.First.URLRange}},
	}
}
