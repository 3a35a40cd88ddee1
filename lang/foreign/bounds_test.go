package foreign_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/lang/foreign"
)

// numbered repeats a format with numbers until it fills a file.
func numbered(format string) string {
	var b strings.Builder
	for n := 0; b.Len() < foreign.MaxSize-200; n++ {
		fmt.Fprintf(&b, format, n)
	}
	return b.String()
}

// TestBounds wants files of the largest size to be done with in time, whatever
// is in them.
func TestBounds(t *testing.T) {
	const from = "FROM debian\n"
	for name, c := range map[string]struct{ format, text string }{
		"packages":      {"dockerfile", from + "RUN apt-get install " + numbered("x%d ")},
		"known":         {"dockerfile", from + "RUN apt-get install " + numbered("git=%d ")},
		"lines":         {"dockerfile", from + "RUN apt-get install \\\n" + numbered("x%d \\\n") + "y"},
		"pip":           {"dockerfile", from + "RUN pip install " + numbered("x%d==1 ")},
		"npm":           {"dockerfile", from + "RUN npm i -g " + numbered("x%d@1 ")},
		"removed":       {"dockerfile", from + "RUN apt-get purge " + numbered("x%d ")},
		"env":           {"dockerfile", from + "ENV " + numbered("X%d=y ")},
		"grown env":     {"dockerfile", from + "ENV A=" + strings.Repeat("x", 60_000) + "\n" + numbered("ENV B%d=$A\n")},
		"doubled env":   {"dockerfile", from + "ENV A=xx\n" + strings.Repeat("ENV A=$A$A$A\n", 4000)},
		"labels":        {"dockerfile", from + "LABEL " + numbered("x%d=y ")},
		"long name":     {"dockerfile", from + "ENV " + strings.Repeat("X", 500_000) + "=1 " + strings.Repeat("A=1 ", 100_000)},
		"directories":   {"dockerfile", from + "RUN mkdir -p " + numbered("/x%d ")},
		"owners":        {"dockerfile", from + "RUN mkdir -p /a/b && chown -R root " + strings.Repeat("/a ", 300_000)},
		"ports":         {"dockerfile", from + "EXPOSE " + numbered("1-%d ")},
		"users":         {"dockerfile", from + "RUN " + numbered("useradd u%d; ")},
		"commands":      {"dockerfile", from + "RUN " + numbered("cd x%d; ")},
		"nested":        {"dockerfile", from + "RUN " + strings.Repeat("(", 100_000) + "a" + strings.Repeat(")", 100_000)},
		"substitutions": {"dockerfile", from + "RUN " + strings.Repeat("$(", 100_000) + "a" + strings.Repeat(")", 100_000)},
		"conditions":    {"dockerfile", from + "RUN " + strings.Repeat("a && ", 150_000) + "b"},
		"stages":        {"dockerfile", numbered("FROM a AS s%d\n")},
		"chain":         {"dockerfile", "FROM a AS s0\n" + strings.Repeat("FROM s0 AS s0\n", 4000)},
		"copies":        {"dockerfile", from + strings.Repeat("COPY a b c d e f g h /x\n", 4000)},
		"json":          {"devbox", `{"packages": [` + strings.TrimSuffix(numbered(`"x%d",`), ",") + "]}"},
		"scripts":       {"devbox", `{"shell": {"scripts": {` + strings.TrimSuffix(numbered(`"x%d":"y",`), ",") + "}}}"},
		"toml":          {"flox", "[install]\n" + numbered("x%d.pkg-path = \"y\"\n")},
		"yaml":          {"apko", "contents:\n  packages:\n" + numbered("    - x%d\n")},
		"targets":       {"bake", numbered("target \"x%d\" { dockerfile-inline = \"FROM a\" }\n")},
		"doubled":       {"bake", "target \"x\" { dockerfile-inline = \"FROM a\\nENV X=${f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(\"x\")))))))))))))))))))))}\" }\nfunction \"f\" {\n params = [a]\n result = \"${a}${a}${a}${a}\"\n}\n"},
		"circle":        {"bake", "target \"x\" { tags = [f(\"x\")] }\nfunction \"f\" {\n params = [a]\n result = f(f(a))\n}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			result, err := foreign.Import([]byte(c.text[:min(len(c.text), foreign.MaxSize)]), foreign.Options{Format: c.format, Name: "file", Dir: "."})
			if text, ours := foreign.IsBug(err); ours {
				t.Fatalf("%v\n%.2000s", err, text)
			}
			if took := time.Since(start); took > 4*maxTime {
				t.Errorf("took %v", took)
			} else if testing.Verbose() {
				t.Log(took, err, result != nil)
			}
		})
	}
}
