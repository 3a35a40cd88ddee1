package lock

import (
	"fmt"
	"strings"
)

// anyForm stands for the list of all kinds of reference.
const anyForm = ""

var allForms = []string{
	"github:OWNER/REPO", "github:OWNER/REPO/BRANCH", "gitlab:OWNER/REPO", "git+https://HOST/PATH?ref=BRANCH",
	"https://HOST/PATH.tar.gz", "path:./DIRECTORY", "nixpkgs",
}

// referenceError says why a text is not a flake reference, and what would be.
type referenceError struct {
	reason string
	forms  []string
}

func bad(reason string, forms ...string) error {
	if len(forms) == 1 && forms[0] == anyForm {
		forms = allForms
	}
	return &referenceError{reason: reason, forms: forms}
}

// Error is the reason and the forms, as the end of a sentence.
func (e *referenceError) Error() string {
	return e.reason + "; " + e.advice()
}

func (e *referenceError) advice() string {
	quoted := make([]string, len(e.forms))
	for i, form := range e.forms {
		quoted[i] = "`" + form + "`"
	}
	if len(quoted) == 1 {
		return "write " + quoted[0]
	}
	return "forms that work are " + strings.Join(quoted[:len(quoted)-1], ", ") + " and " + quoted[len(quoted)-1]
}

// notURL explains a text that is neither a path nor a name nor a URL.
func notURL(text string) error {
	if i := strings.IndexFunc(text, unprintable); i >= 0 {
		return badCharacter(text, []rune(text[i:])[0])
	}
	if user, path, ok := strings.Cut(text, ":"); ok && strings.Contains(user, "@") {
		host := user[strings.Index(user, "@")+1:]
		forms := []string{"git+ssh://" + user + "/" + strings.TrimPrefix(path, "/")}
		if scheme, known := forgeHosts[host]; known {
			forms = append(forms, scheme+":"+strings.TrimSuffix(path, ".git"))
		}
		return bad("it is an address for ssh, not a URL", forms...)
	}
	if strings.HasPrefix(text, "~") {
		return bad("Nix does not know ~", "path:/home/NAME/DIRECTORY")
	}
	if scheme, rest, ok := strings.Cut(text, ":"); ok && scheme != strings.ToLower(scheme) {
		return bad("the part before the colon is written in lower case", strings.ToLower(scheme)+":"+rest)
	}
	return bad("it is neither a URL nor a name in the flake registry nor a path, which begins with `./`, `../` or `/`", anyForm)
}

func unprintable(r rune) bool { return r <= ' ' || r > '~' }

// badCharacter proposes the text with the character encoded, where that can be
// what was meant: not around it, and not in the scheme.
func badCharacter(text string, r rune) error {
	reason := fmt.Sprintf("the character %q cannot stand in it as it is", r)
	text = strings.TrimFunc(text, unprintable)
	scheme, rest, _ := strings.Cut(text, ":")
	joined := strings.Join(strings.FieldsFunc(scheme, unprintable), "")
	if schemes[joined] == nil {
		return bad(reason, anyForm)
	}
	return bad(reason, joined+":"+encode(rest, reserved+"%"))
}

// reserved are the characters that mean something in a URL.
const reserved = ":@/?&=+,;!$'()*"
