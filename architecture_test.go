// Package agentboxc_test holds the repository to docs/architecture.md: which
// package may import which, and where the world may be touched.
package agentboxc_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/agentboxc/agentboxc"

// pkg is what `go list -json` tells about a package; paths of the module are
// relative to it.
type pkg struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Deps       []string
	Module     *struct{ Path string }
}

// product are the trunks and the shell. What else there is are development
// programs: free in what they import, and imported by nobody.
var product = []string{"schema", "lang", "codegen", "cmd"}

func packages(t *testing.T) []pkg {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("go", "list", "-deps", "-test=false", "-json=ImportPath,Dir,GoFiles,Imports,Deps,Module", "./...")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.Bytes())
	}
	var ours []pkg
	for dec := json.NewDecoder(&stdout); ; {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if p.Module != nil && p.Module.Path == module {
			ours = append(ours, p.relative())
		}
	}
	if len(ours) < 10 {
		t.Fatalf("go list found %d packages of the module; that can't be all", len(ours))
	}
	return ours
}

func (p pkg) relative() pkg {
	short := func(path string) string { return strings.TrimPrefix(path, module+"/") }
	p.ImportPath = short(p.ImportPath)
	for i := range p.Imports {
		p.Imports[i] = short(p.Imports[i])
	}
	for i := range p.Deps {
		p.Deps[i] = short(p.Deps[i])
	}
	return p
}

// under reports whether path is one of the trees, or in one of them.
func under(path string, trees ...string) bool {
	return slices.ContainsFunc(trees, func(tree string) bool {
		return path == tree || strings.HasPrefix(path, tree+"/")
	})
}

// ban forbids packages to import others. A rule that looks at everything below
// a package, too, is deep.
type ban struct {
	why    string
	of     []string // trees it holds for
	except []string // trees among them it does not hold for
	what   []string // trees that must not be imported
	but    []string // trees among those that may be
	deep   bool
}

const (
	hcl = "github.com/hashicorp/hcl"
	cty = "github.com/zclconf/go-cty"
)

var bans = []ban{
	{
		why: "schema is facts about the language, below everything else",
		of:  []string{"schema"}, what: product, but: []string{"schema"},
	},
	{
		why: "ir is plain values; it knows ranges and nothing else of the front end",
		of:  []string{"lang/ir"}, what: product, but: []string{"lang/ir", "lang/diag"}, deep: true,
	},
	{
		why: "diag is below every stage",
		of:  []string{"lang/diag"}, what: product, but: []string{"lang/diag"}, deep: true,
	},
	{
		why: "the back end sees of the front end only what it hands over",
		of:  []string{"codegen"}, what: product, but: []string{"codegen", "lang/ir", "lang/diag"}, deep: true,
	},
	{
		why: "the front end does not know what is made of its program",
		of:  []string{"lang"}, what: []string{"codegen", "cmd"}, deep: true,
	},
	{
		why: "hcl is how the front end reads, and no part of any contract",
		of:  product, except: []string{"lang"}, what: []string{hcl},
	},
	{
		why: "ir and the back end are free of hcl",
		of:  []string{"lang/ir", "lang/diag", "codegen", "schema"}, what: []string{hcl}, deep: true,
	},
	{
		why: "cty values stay in the front end; the schema names types only",
		of:  product, except: []string{"lang", "schema"}, what: []string{cty},
	},
	{
		why: "processes are host's alone",
		of:  product, except: []string{"cmd/agentboxc/internal/host"},
		what: []string{"os/exec", "os/signal", "syscall"},
	},
	{
		why: "the network is host's alone, and registries are publish's",
		of:  product, except: []string{"cmd/agentboxc/internal/host", "cmd/agentboxc/internal/image/publish"},
		what: []string{"net"}, but: []string{"net/url"},
	},
	{
		why: "how images are made and moved is known to image, and its library is no part of a contract",
		of:  product, except: []string{"cmd/agentboxc/internal/image"},
		what: []string{"github.com/google/go-containerregistry"},
	},
	{
		why:  "the trunks are pure: files come in through fs.FS",
		of:   []string{"schema", "lang", "codegen"},
		what: []string{"os", "io/ioutil", "math/rand", "crypto/rand", "log", "unsafe"},
	},
	{
		why: "development programs are no part of the product",
		of:  product, what: []string{"rig", "bench", "editors"},
	},
}

func TestImportDirections(t *testing.T) {
	for _, p := range packages(t) {
		for _, b := range bans {
			if !under(p.ImportPath, b.of...) || under(p.ImportPath, b.except...) {
				continue
			}
			imports := p.Imports
			if b.deep {
				imports = p.Deps
			}
			for _, i := range imports {
				if under(i, b.what...) && !under(i, b.but...) {
					t.Errorf("%s imports %s: %s", p.ImportPath, i, b.why)
				}
			}
		}
	}
}

// stages are the packages of each tree in the order in which they may build
// upon each other.
var stages = [][]string{
	{
		"lang/diag", "lang/ir", "lang/shape", "lang/source", "lang/syntax", "lang/config", "lang/resolve",
		"lang/check", "lang/names", "lang/trial", "lang", "lang/query/cursor", "lang/query",
		"lang/foreign/dockerfile", "lang/foreign/document", "lang/foreign/dictionary", "lang/foreign/draft", "lang/foreign",
	},
	{"codegen/json", "codegen/nix", "codegen/flake", "codegen/nar", "codegen/lock", "codegen/measure", "codegen/plan", "codegen/budget", "codegen/fault", "codegen"},
	{
		"cmd/agentboxc/internal/host/cache", "cmd/agentboxc/internal/host/gitfs", "cmd/agentboxc/internal/host/gitignore", "cmd/agentboxc/internal/host/secret", "cmd/agentboxc/internal/host/session", "cmd/agentboxc/internal/host/nixconf", "cmd/agentboxc/internal/host/tree", "cmd/agentboxc/internal/host/fetch", "cmd/agentboxc/internal/host/nix",
		"cmd/agentboxc/internal/host", "cmd/agentboxc/internal/recall", "cmd/agentboxc/internal/index", "cmd/agentboxc/internal/locking", "cmd/agentboxc/internal/apply", "cmd/agentboxc/internal/image",
		"cmd/agentboxc/internal/image/publish", "cmd/agentboxc/internal/image/deliver", "cmd/agentboxc/internal/build",
		"cmd/agentboxc/internal/review", "cmd/agentboxc/internal/view", "cmd/agentboxc/internal/server",
		"cmd/agentboxc/internal/cli", "cmd/agentboxc",
	},
}

func TestStagesImportEarlierOnes(t *testing.T) {
	for _, p := range packages(t) {
		if !under(p.ImportPath, product...) {
			continue
		}
		known := under(p.ImportPath, "schema")
		for _, order := range stages {
			at := slices.Index(order, p.ImportPath)
			if at < 0 {
				continue
			}
			known = true
			for _, i := range p.Imports {
				if slices.Contains(order[at:], i) {
					t.Errorf("%s imports %s, a later stage", p.ImportPath, i)
				}
			}
		}
		if !known {
			t.Errorf("%s is in no order of stages; give it a place there", p.ImportPath)
		}
	}
}
