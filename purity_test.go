package agentboxc_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"testing"
)

// A use forbids names of a standard package outside some of our packages.
type use struct {
	why    string
	of     string   // standard package
	names  []string // exported names in it
	except []string // packages that may; host stands for those below it, too
}

func (u use) allows(path string) bool {
	return slices.Contains(u.except, path) || under(path, hostPackage) && slices.Contains(u.except, hostPackage)
}

const (
	hostPackage = "cmd/agentboxc/internal/host"
	viewPackage = "cmd/agentboxc/internal/view"
	mainPackage = "cmd/agentboxc"

	publishPackage = "cmd/agentboxc/internal/image/publish"
)

var uses = []use{
	{
		why: "the clock is host's and view's",
		of:  "time", names: []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"},
		except: []string{hostPackage, viewPackage, publishPackage}, // which waits for registries
	},
	{
		why: "printing is view's and main's",
		of:  "fmt", names: []string{"Print", "Printf", "Println"},
		except: []string{viewPackage, mainPackage},
	},
	{
		why: "the output streams are view's and main's",
		of:  "os", names: []string{"Stdout", "Stderr"},
		except: []string{viewPackage, mainPackage},
	},
	{
		why: "the environment is host's, and colours follow it in view",
		of:  "os", names: []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"},
		except: []string{hostPackage, viewPackage},
	},
}

func TestTheWorldIsTouchedInItsPlace(t *testing.T) {
	for _, p := range packages(t) {
		if !under(p.ImportPath, product...) {
			continue
		}
		for _, name := range p.GoFiles {
			checkUses(t, p, filepath.Join(p.Dir, name))
		}
	}
}

func checkUses(t *testing.T, p pkg, path string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		of, ok := sel.X.(*ast.Ident)
		if !ok {
			return true
		}
		for _, u := range uses {
			if of.Name == u.of && slices.Contains(u.names, sel.Sel.Name) && !u.allows(p.ImportPath) {
				t.Errorf("%s: %s uses %s.%s: %s", fset.Position(n.Pos()), p.ImportPath, u.of, sel.Sel.Name, u.why)
			}
		}
		return true
	})
}
