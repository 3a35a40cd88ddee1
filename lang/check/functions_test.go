package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/schema"
)

// TestFunctions proves that the functions that are described are those that there
// are, with the parameters that they have.
func TestFunctions(t *testing.T) {
	c := &checker{}
	for _, f := range schema.Functions() {
		impl := c.implementation(f.Name)
		params, variadic := impl.Params(), impl.VarParam()
		want := len(params)
		if variadic != nil {
			params, want = append(slices.Clone(params), *variadic), want+1
		}
		last := len(f.Params) > 0 && f.Params[len(f.Params)-1].Variadic
		if len(f.Params) != want || last != (variadic != nil) {
			t.Errorf("%s is described as %s, but has %d parameters", f.Name, f.Signature(), want)
			continue
		}
		for i, p := range params {
			if !fits(p.Type, f.Params[i].Type) {
				t.Errorf("%s of %s is described as a %s, but is a %s", f.Params[i].Name, f.Name, f.Params[i].Type, p.Type.FriendlyName())
			}
		}
	}
	for name := range standard() {
		if !schema.HasFunction(name) {
			t.Errorf("%s is not described", name)
		}
	}
	for name := range limits {
		if !schema.HasFunction(name) {
			t.Errorf("there is a limit for %s, which does not exist", name)
		}
	}
	for name := range costs {
		if !schema.HasFunction(name) {
			t.Errorf("there is a cost for %s, which does not exist", name)
		}
	}
}

// fits reports whether a description names the type. Functions that take several
// types say which in their descriptions.
func fits(ty cty.Type, described string) bool {
	switch {
	case ty == cty.String, ty == cty.Number, ty == cty.Bool:
		return described == ty.FriendlyName()
	case ty.IsCollectionType() && ty.ElementType() != cty.DynamicPseudoType:
		return strings.HasSuffix(described, ty.ElementType().FriendlyName())
	}
	return true
}
