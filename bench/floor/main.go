// Command floor parses a file, or all files of a directory tree at the same time,
// with hclsyntax, evaluates every expression in it, and does nothing else. It is
// what the compiler is measured against: no compiler of the same language can do
// less.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/sync/errgroup"
)

func main() {
	if err := all(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// all takes the files of a tree as it comes to them.
func all(root string) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == root && !entry.IsDir():
			return run(path)
		case !entry.IsDir() && strings.HasSuffix(path, ".hcl"):
			group.Go(func() error { return run(path) })
		}
		return nil
	})
	return errors.Join(err, group.Wait())
}

func run(path string) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	file, diags := hclsyntax.ParseConfig(src, path, hcl.InitialPos)
	if diags.HasErrors() {
		return diags
	}
	exprs := expressions(nil, file.Body.(*hclsyntax.Body))
	ctx := &hcl.EvalContext{
		Variables: variables(exprs),
		Functions: map[string]function.Function{"concat": stdlib.ConcatFunc, "upper": stdlib.UpperFunc},
	}
	for _, expr := range exprs {
		if _, diags := expr.Value(ctx); diags.HasErrors() {
			return diags
		}
	}
	return nil
}

func expressions(into []hclsyntax.Expression, body *hclsyntax.Body) []hclsyntax.Expression {
	for _, attr := range body.Attributes {
		into = append(into, attr.Expr)
	}
	for _, block := range body.Blocks {
		into = expressions(into, block.Body)
	}
	return into
}

// scope is the names below a name, until it becomes a value.
type scope map[string]scope

// variables makes a value for everything that the expressions mention: a string,
// or a list where the name says that one is wanted.
func variables(exprs []hclsyntax.Expression) map[string]cty.Value {
	names := scope{}
	for _, expr := range exprs {
		for _, traversal := range expr.Variables() {
			names.add(traversal)
		}
	}
	values := map[string]cty.Value{}
	for name, below := range names {
		values[name] = below.value(name)
	}
	return values
}

func (s scope) add(traversal hcl.Traversal) {
	for _, step := range traversal {
		var name string
		switch step := step.(type) {
		case hcl.TraverseRoot:
			name = step.Name
		case hcl.TraverseAttr:
			name = step.Name
		default:
			return
		}
		if s[name] == nil {
			s[name] = scope{}
		}
		s = s[name]
	}
}

func (s scope) value(name string) cty.Value {
	switch {
	case len(s) > 0:
	case name == "layers":
		return cty.TupleVal([]cty.Value{cty.StringVal(name)})
	default:
		return cty.StringVal(name)
	}
	values := make(map[string]cty.Value, len(s))
	for name, below := range s {
		values[name] = below.value(name)
	}
	return cty.ObjectVal(values)
}
