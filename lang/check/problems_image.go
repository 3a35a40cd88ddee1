package check

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

type invalidAccount struct {
	Name string
	At   diag.Range
}

func (p invalidAccount) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidName, Subject: p.At,
		Detail: fmt.Sprintf("%q cannot be the name of a user: it has at most 32 lower-case letters, digits, _ and -, and starts with a letter or _.", clipped(p.Name)),
	}
}

type sameUID struct{ User, Other ir.User }

func (p sameUID) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.User.Range,
		Detail:  fmt.Sprintf("The users %s and %s have the same uid, %d.", p.Other.Name, p.User.Name, p.User.UID),
		Related: []diag.Related{{Message: "the user " + p.Other.Name, Range: p.Other.Range}},
	}
}

type unknownOwner struct {
	Item  item
	Name  string
	Users []ir.User
}

func (p unknownOwner) Diagnostic() diag.Diagnostic {
	names := []string{"root"}
	for _, u := range p.Users {
		names = append(names, u.Name)
	}
	d := diag.Diagnostic{Code: diag.InvalidValue, Subject: p.Item.at}
	d.Detail = fmt.Sprintf("The image has no user or group %q.", p.Name)
	if near, ok := diag.Nearest(p.Name, names); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		return d
	}
	d.Detail += fmt.Sprintf(" Declare it in the variant with: user %q { uid = 1000 }", p.Name)
	return d
}

type relativeLabel struct{ Block *config.Block }

func (p relativeLabel) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Block.NameRange(),
		Detail: fmt.Sprintf("%q is not an absolute path. Write the path in the image as the label, or set path.", clipped(p.Block.Name())),
	}
}

type rootTarget struct{ Block *config.Block }

func (p rootTarget) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Block.NameRange(),
		Detail: "Every image has /, and nothing can be laid in its place.",
	}
}

type samePath struct {
	Path      string
	At, First diag.Range
}

func (p samePath) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.At,
		Detail:  fmt.Sprintf("Two blocks of the variant lay something at %s.", p.Path),
		Related: []diag.Related{{Message: "the first one", Range: p.First}},
	}
}

type belowFile struct {
	Path, Leaf string
	At, First  diag.Range
}

func (p belowFile) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.At,
		Detail:  fmt.Sprintf("%s lies below %s, which is not a directory.", p.Path, p.Leaf),
		Related: []diag.Related{{Message: p.Leaf + " is made here", Range: p.First}},
	}
}

type standardBelow struct{ At diag.Range }

func (p standardBelow) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.At,
		Detail: "/etc is a directory, because every image has an /etc/passwd and its like. Set standard = false in the rootfs block to lay something else there.",
	}
}

type parityBroken struct {
	Shell     *ir.Shell
	Name      string
	At, Image diag.Range
}

func (p parityBroken) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ParityBroken, Subject: p.At,
		Detail:  fmt.Sprintf("The shell %s sets %s to another value than variant.%s, whose environment it promises to have. Remove it, or set parity = false.", p.Shell.Name, p.Name, p.Shell.From),
		Related: []diag.Related{{Message: "the value in the image", Range: p.Image}},
	}
}
