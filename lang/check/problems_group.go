package check

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

type groupLikeVariant struct{ Group, Variant *resolve.Symbol }

func (p groupLikeVariant) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.Group.Range(),
		Detail:  fmt.Sprintf("There is also a variant %q. Commands take either by its name, so they could not tell which is meant. Give the group another name.", p.Group.Name),
		Related: []diag.Related{{Message: "the variant", Range: p.Variant.Range()}},
	}
}

type tooManyMembers struct{ Attr *config.Attr }

func (p tooManyMembers) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ValueTooLarge, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("Where groups are used up to here, they stand for more than %d variants together.", maxMembers),
	}
}
