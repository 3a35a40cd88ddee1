package syntax

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// TestHostile parses what would crash hclsyntax or keep it busy for minutes, in
// a process of its own: a stack that overflows can't be recovered from, and
// only a process has a peak of memory.
func TestHostile(t *testing.T) { runHostile(t, "TestHostileInside") }

// runHostile runs a test in a process of its own, and watches its memory.
func runHostile(t *testing.T, name string) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^"+name+"$", "-test.v")
	child.Env = append(os.Environ(), "HOSTILE_INSIDE=1")
	out, err := child.CombinedOutput()
	t.Logf("%s", out)
	if err != nil || !bytes.Contains(out, []byte("PASS")) {
		t.Fatal(err)
	}
	usage, ok := child.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("no resource usage on this system")
	}
	const limit = 512 << 20 * slowness
	peak := usage.Maxrss
	if runtime.GOOS == "linux" {
		peak <<= 10
	}
	t.Logf("peak of %d MiB", peak>>20)
	if peak > limit {
		t.Errorf("the process took %d MiB", peak>>20)
	}
}

// TestHostileInside runs inside TestHostile. Each text has to give a located
// diagnostic of the code within two seconds.
func TestHostileInside(t *testing.T) {
	if os.Getenv("HOSTILE_INSIDE") == "" {
		return // TestHostile runs it
	}
	const many = 1_000_000
	repeat := strings.Repeat
	hostile(t, parse, []hostileText{
		{"parentheses", "a = " + repeat("(", many), diag.NestingTooDeep},
		{"parentheses closed", "a = " + repeat("(", many) + "1" + repeat(")", many) + "\n", diag.NestingTooDeep},
		{"brackets", "a = " + repeat("[", many), diag.NestingTooDeep},
		{"braces", "a = " + repeat("{", many), diag.NestingTooDeep},
		{"objects", "a = " + repeat("{a=", many), diag.NestingTooDeep},
		{"interpolations", "a = " + repeat("\"${", many), diag.NestingTooDeep},
		{"calls", "a = " + repeat("f(", many), diag.NestingTooDeep},
		{"for expressions", "a = " + repeat("[for x in ", 300_000), diag.NestingTooDeep},
		{"indexes", "a = " + repeat("x[", many), diag.NestingTooDeep},
		{"blocks", repeat("a {\n", many), diag.NestingTooDeep},
		{"heredocs", "a = " + repeat("<<A\n${", 500_000), diag.NestingTooDeep},
		{"mixed", "a = " + repeat("[{(", 300_000), diag.NestingTooDeep},
		{"not", "a = " + repeat("!", many) + "true\n", diag.TooComplex},
		{"minus", "a = " + repeat("-", many) + "1\n", diag.TooComplex},
		{"minus over lines", "a = (" + repeat("-\n", many) + "1)\n", diag.TooComplex},
		{"conditionals", "a = " + repeat("x ? y : ", 400_000) + "z\n", diag.TooComplex},
		{"splats", "a = x" + repeat("[*]", many) + "\n", diag.TooComplex},
		{"index chain", "a = x" + repeat("[y]", many) + "\n", diag.TooComplex},
		{"sum", "a = 1" + repeat("+1", many) + "\n", diag.TooComplex},
		{"comparisons", "a = 1" + repeat("==1", many) + "\n", diag.TooComplex},
		{"names", "a = a" + repeat("::a", many) + "()\n", diag.TooComplex},
		{"directives", "a = \"" + repeat("%{if x}", 500_000) + "\"\n", diag.TooComplex},
		{"sum in a for", "a = { for x in y : \n" + repeat("x +\n", 500_000) + "1 => 2 }\n", diag.TooComplex},
		{"heredoc", "a = <<A\n" + repeat("some line of a text\n", 100_000) + "A\n", diag.TooComplex},
		{"heredoc of empty lines", "a = <<A\n" + repeat("\n", many) + "A\n", diag.TooComplex},
		{"heredoc with interpolations", "a = <<A\n" + repeat("some ${x}\n", 100_000) + "A\n", diag.TooComplex},
		{"heredoc not closed", "a = <<A\n" + repeat("some line\n", 100_000), diag.SyntaxError},
		{"dollars", "a = \"" + repeat("$", many) + "\"\n", diag.TooComplex},
		{"strings of dollars", repeat("a = \""+repeat("$", 5000)+"\"\n", 600), diag.TooComplex},
		{"digits", "a = " + repeat("1", many) + "\n", diag.NumberOutOfRange},
		{"exponent", "a = \"${1e30000000}\"\n", diag.NumberOutOfRange},
		{"large exponent", "a = 1e9999999999\n", diag.NumberOutOfRange},
		{"tokens", repeat("a {\nb = [\n"+repeat("1,", 1000)+"]\n}\n", 1000), diag.TooComplex},
		{"tokens on one line", "a = [" + repeat("1,", many) + "]\n", diag.TooComplex},
		{"items", repeat("layer \"x\" y\n", 300_000), diag.SyntaxError},
		{"words", repeat("x y z\n", 600_000), diag.SyntaxError},
		{"words in a block", "layer \"x\" {\n" + repeat("x y\n", 98_000) + "}\n", diag.SyntaxError},
		{"unclosed items", repeat("layer \"x\" {\n", 300_000), diag.NestingTooDeep},
		{"unclosed lists", repeat("layer \"x\" {\na = [\n}\n", 100_000), diag.SyntaxError},
		{"unclosed heredocs", repeat("layer \"x\" {\na = <<A\n", 100_000), diag.SyntaxError},
		{"unclosed comments", repeat("layer \"x\" {\n/*\n", 100_000), diag.SyntaxError},
		{"comments in braces", "a = " + repeat("{ /* x */", 90) + repeat("}", 90) + "\n", diag.SyntaxError},
		{"signs", repeat("@", 4_000_000), diag.SyntaxError},
		{"quotes", repeat("\"\n", many), diag.SyntaxError},
		{"string of line ends", "a = \"" + repeat("\n", many) + "\"\n", diag.SyntaxError},
		{"repetitions", repeat("a = 1\n", 100_000), diag.DuplicateName},
		{"conflicts", repeat("=======\n", 400_000), diag.SyntaxError},
		{"NUL escapes", "a = \"" + repeat("\\u0000", 500_000) + "\"\n", diag.ForbiddenChar},
		{"combining characters", "a = \"e" + repeat("\u0301", many) + "\"\n", ""},
		{"line ends in brackets", "a = [" + repeat("\n", 200_000) + "1" + repeat("\n", 90_000) + "]\n", ""},
		{"one long string", "a = \"" + repeat("x", 4_000_000) + "\"\n", ""},
		{"one long comment", "#" + repeat("x", 4_000_000) + "\n", ""},
		{"deep lines", "a = " + repeat("[\n", 99) + repeat("[],\n", 70_000) + repeat("]\n", 99), ""},
		{"lists", "a = [" + repeat("[],\n", 70_000) + "]\n", ""},
	})
}

// hostileText is what would crash or stall a parser.
type hostileText struct {
	name, text string
	code       diag.Code // "" for a text that is sound
}

// hostile parses each of the texts within the limits of time.
func hostile(t *testing.T, read func(*testing.T, string) (*File, diag.List), cases []hostileText) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			start := processorTime(t)
			parsed, diags := read(t, c.text)
			elapsed := processorTime(t) - start
			if c.code == "" && len(diags) > 0 || c.code != "" && (len(diags) == 0 || diags[0].Code != c.code) {
				t.Errorf("want %q, got %.300v", c.code, diags)
			}
			if len(diags) > maxDamaged+1 {
				t.Errorf("%d diagnostics", len(diags))
			}
			checkRanges(t, len(c.text), diags)
			t.Logf("%v, %d diagnostics, %d blocks", elapsed, len(diags), len(parsed.Body().Blocks))
			if elapsed > 2*time.Second*slowness {
				t.Errorf("took %v", elapsed)
			}
			runtime.KeepAlive(parsed)
			if c.code != "" || source.IsJSON(parsed.Source.Path) {
				return
			}
			start = processorTime(t)
			formatted, diags := Format(parsed.Source)
			elapsed = processorTime(t) - start
			t.Logf("formatted in %v", elapsed)
			if len(formatted) == 0 || len(diags) > 0 || elapsed > 2*time.Second*slowness {
				t.Errorf("formatted to %d bytes in %v: %v", len(formatted), elapsed, diags)
			}
		})
	}
}

// processorTime is what this process has used, which other processes on the
// machine do not change.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
