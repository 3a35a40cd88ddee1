package editors

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/schema"
)

func TestFilesAreCurrent(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir("vscode"), goldie.WithNameSuffix(""), goldie.WithDiffEngine(goldie.ClassicDiff))
	g.Assert(t, "syntaxes/agentbox.tmLanguage.json", Grammar())
	g.Assert(t, "snippets/agentbox.json", Snippets())
}

func TestEveryWordOfTheLanguageIsInTheGrammar(t *testing.T) {
	var grammar struct {
		Repository map[string]struct {
			Begin, Match string
			Patterns     []struct{ Begin string }
		}
	}
	if err := json.Unmarshal(Grammar(), &grammar); err != nil {
		t.Fatal(err)
	}
	for rule, words := range map[string][]string{
		grammar.Repository["block"].Begin:            {"layer", "variant", "validation", "override", "run", "assert", "workspace"},
		grammar.Repository["attribute"].Begin:        {"packages", "max_growth", "runtime_inputs", "members", "expect_failures"},
		grammar.Repository["call"].Patterns[0].Begin: {"concat", "pkg"},
		grammar.Repository["reference"].Match:        append(config.Keywords(), "agentbox", "publish"),
	} {
		for _, word := range words {
			if !regexp.MustCompile(`[(|:]` + word + `[)|]`).MatchString(rule) {
				t.Errorf("%s is not in %s", word, rule)
			}
		}
	}
	if strings.Contains(string(Grammar()), "@") {
		t.Error("a mark has been left in the grammar")
	}
}

// What a snippet puts in, before anything is typed, is the example that the
// tests of the schema compile.
func TestSnippetsAreTheExamples(t *testing.T) {
	var snippets map[string]snippet
	if err := json.Unmarshal(Snippets(), &snippets); err != nil {
		t.Fatal(err)
	}
	blocks := illustrated()
	if len(snippets) != len(blocks) || len(snippets) < len(schema.Root()) {
		t.Errorf("there are %d snippets for %d blocks", len(snippets), len(blocks))
	}
	for name, b := range blocks {
		if got := inserted(snippets[name]); got != b.Example {
			t.Errorf("%s puts in\n%s\nand the example is\n%s", name, got, b.Example)
		}
	}
}

var stop = regexp.MustCompile(`\$\{\d+:([^}\\]*)\}`)

// inserted is the text of a snippet with what its tab stops propose.
func inserted(s snippet) string {
	text := strings.Join(s.Body, "\n")
	text = stop.ReplaceAllString(text, "$1")
	return strings.NewReplacer(`\\`, `\`, `\$`, `$`, `\}`, `}`).Replace(text)
}
