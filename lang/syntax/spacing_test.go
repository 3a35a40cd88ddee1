package syntax

import (
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/agentboxc/agentboxc/lang/source"
)

// hclwrite is the judge of spaces, for all texts that are formatted at all.
func checkSpacing(t *testing.T, text []byte) {
	t.Helper()
	f, diags := source.New("spacing.hcl", text)
	if _, found := Parse(f); diags.HasErrors() || found.HasErrors() {
		return
	}
	got, want := string(spaced(text)), string(hclwrite.Format(text))
	if got != want {
		t.Errorf("%q becomes\n%q, and to hclwrite\n%q", text, got, want)
	}
}

// wellFormed has every construct at least once, spaced badly.
var wellFormed = []string{
	"a=1\nbcd   =2 # x\ne=[1,\n2]   // y\nf = 3 /* z */\n\ng=-1\nh= 1-  -2*-x\n",
	"b   \"l\"   m{\nc{}\nd {  }\ne{f=1}\n}\n",
	"a=[for x in[1,2]:x if x!=-1]\nb={for k,v in m:k=>v...if v}\nc=a . b[ 0 ] [*].c.*.d\n",
	"a=\"x ${ y } ${  {a=1}  } %{ if z }1%{else}2%{ endif ~}\"\nb=f(  1,g( ),[ ],{})\nc=!a&&b||(c)\nd=a?b:c\n",
	"a=<<E\n  x ${ y }\n E\nE\nb=[<<-E\n\tx\n\tE\n,1]\nc={\nd=<<E\nE\ne=1\n}\n",
	"a={b=1,\"c\"=2\n(d)=3,e:4}\nf=provider::x::y(z...)\nlocals{ // c\n\n# d\na=1 # é\nbb=\"\U0001f468\u200d\U0001f469\" # f\n}\n",
	"a=[{\nb=[(\n1)]}]\nc=1",
	"\t a = 1 \t \n\n\n   # c\n}",
	"a = 1   ",
}

func TestSpacing(t *testing.T) {
	for _, text := range wellFormed {
		checkSpacing(t, []byte(text))
	}
	for _, seed := range seeds() {
		checkSpacing(t, seed)
	}
	for text := range randomTexts(20_000) {
		checkSpacing(t, text)
	}
}

func FuzzSpacing(f *testing.F) {
	for _, text := range wellFormed {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) < 4096 {
			checkSpacing(t, text)
		}
	})
}
