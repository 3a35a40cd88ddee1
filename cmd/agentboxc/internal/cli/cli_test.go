package cli

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// captured runs fn with the standard error going into a file, and returns what
// it wrote there.
func captured(t *testing.T, fn func(a *app)) string {
	t.Helper()
	file, err := os.Create(t.TempDir() + "/stderr")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	stderr := os.Stderr
	os.Stderr = file
	defer func() { os.Stderr = stderr }()
	fn(&app{view: view.New()})
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestPanicsAreReported(t *testing.T) {
	tests := map[string]func(){
		"in a command":                func() { panic("the cause") },
		"in one of several at a time": func() { inOrder([]int{1, 2, 3}, func(int) int { panic("the cause") }, func(int) {}) },
	}
	for name, fail := range tests {
		t.Run(name, func(t *testing.T) {
			var code exit
			text := captured(t, func(a *app) {
				root := a.root()
				root.AddCommand(&cobra.Command{Use: "fail", RunE: a.run(func(context.Context, []string) (exit, error) {
					fail()
					return done, nil
				})})
				code = a.guarded(context.Background(), root, []string{"fail", "--quiet"})
			})
			if code != failed {
				t.Errorf("exit code %d, want %d", code, failed)
			}
			for _, want := range []string{
				"internal error: the cause", "Please report it", "agentboxc " + Version, "arguments: fail --quiet", "cli_test.go:",
			} {
				if !strings.Contains(text, want) {
					t.Errorf("the report lacks %q:\n%s", want, text)
				}
			}
		})
	}
}

func TestInOrderKeepsTheOrder(t *testing.T) {
	items := make([]int, 100)
	for i := range items {
		items[i] = i
	}
	next := 0
	inOrder(items, func(i int) int { return i * i }, func(got int) {
		if got != next*next {
			t.Errorf("result %d is %d, want %d", next, got, next*next)
		}
		next++
	})
	if next != len(items) {
		t.Errorf("there were %d results, want %d", next, len(items))
	}
}

func TestWorse(t *testing.T) {
	tests := []struct{ a, b, want exit }{
		{done, done, done}, {done, changes, changes}, {changes, failed, failed}, {failed, changes, failed},
	}
	for _, test := range tests {
		if got := worse(test.a, test.b); got != test.want {
			t.Errorf("worse(%d, %d) is %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

// Every command has a short text, and every flag says what it does.
func TestCommandsAreDocumented(t *testing.T) {
	a := &app{view: view.New()}
	for _, cmd := range a.root().Commands() {
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: short text %q", cmd.Name(), cmd.Short)
		}
		if usage := cmd.Flags().FlagUsages(); strings.Contains(usage, "   \n") {
			t.Errorf("%s: a flag without usage:\n%s", cmd.Name(), usage)
		}
	}
}
