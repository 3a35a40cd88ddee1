package check

import (
	"encoding/base64"
	"errors"
	"fmt"
	"hash"
	"net/url"
	"strings"
	"unicode/utf8"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/agentboxc/agentboxc/schema"
)

// hashFunc is a function from a string to the hash of its bytes, written by text.
func hashFunc(of func() hash.Hash, text func([]byte) string) function.Function {
	return textFunc(func(s string) string {
		h := of()
		h.Write([]byte(s)) // which cannot fail
		return text(h.Sum(nil))
	})
}

var errNotText = errors.New("what it stands for is not UTF-8 text")

// decodeFunc is a function from a string to the text that it stands for.
func decodeFunc(decode func(string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "string", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			text, err := decode(args[0].AsString())
			if err == nil && !utf8.ValidString(text) {
				err = errNotText
			}
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, err)
			}
			return cty.StringVal(text), nil
		},
	})
}

func fromBase64(s string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", errors.New("it is not Base64")
	}
	return string(data), nil
}

func fromURL(s string) (string, error) {
	text, err := url.QueryUnescape(s)
	if err != nil {
		return "", errors.New("a % is not followed by two hexadecimal digits")
	}
	return text, nil
}

var yamlEncodeFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowNull: true}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		plain, err := packagesAsText(args[0]) // for the references that have no form
		if err != nil {
			return cty.UnknownVal(ty), function.NewArgError(0, err)
		}
		return yaml.YAMLEncodeFunc.Call([]cty.Value{plain})
	},
})

// jsonFunc is jsonencode, whose escapes it takes back from tokens: no character
// of a store path needs one.
var jsonFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowNull: true}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		plain, err := packagesAsText(args[0])
		if err != nil {
			return cty.UnknownVal(ty), function.NewArgError(0, err)
		}
		v, err := stdlib.JSONEncode(plain)
		if err != nil || !v.IsKnown() {
			return v, err
		}
		return cty.StringVal(tokensFromJSON(v.AsString())), nil
	},
})

// tokensFromJSON takes the escapes of tokens back, and no others: a backslash of
// the user's is escaped itself.
func tokensFromJSON(s string) string {
	if !strings.Contains(s, jsonMark) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		at := strings.IndexByte(s, '\\')
		if at < 0 || at+1 == len(s) {
			break
		}
		b.WriteString(s[:at])
		s = s[at:]
		switch {
		case strings.HasPrefix(s, jsonMark):
			b.WriteString(mark)
			s = s[len(jsonMark):]
		case strings.HasPrefix(s, jsonJoint):
			b.WriteString(joint)
			s = s[len(jsonJoint):]
		default:
			b.WriteString(s[:2])
			s = s[2:]
		}
	}
	b.WriteString(s)
	return b.String()
}

const jsonMark, jsonJoint = `\u0000`, `\u0001`

func packagesAsText(v cty.Value) (cty.Value, error) {
	return cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if !v.Type().IsCapsuleType() || v.IsNull() || !v.IsKnown() {
			return v, nil
		}
		r, ok := asReference(v)
		if !ok || r.Kind != schema.Package {
			return v, fmt.Errorf("a reference to a block cannot be written as text")
		}
		return cty.StringVal(token(r)), nil
	})
}
