package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/agentboxc/agentboxc/bench/editor"
	"github.com/agentboxc/agentboxc/bench/monorepo"
)

// gopls is the yardstick. It is installed as a program, so that its module is none
// of ours.
const gopls = "golang.org/x/tools/gopls@v0.23.0"

// debounce is how long the server waits for the next keystroke before it publishes.
const debounce = 30 * time.Millisecond

// typing is a file to work on, with the limits for it.
type typing struct {
	name      string
	units     int // of the workspace around it
	size      int // bytes of the file, about
	edits     int
	work      time.Duration // limit of what a keystroke takes, for 95 of 100
	median    time.Duration // the same for half of them; 0 is none
	published time.Duration // limit of the time behind the debounce, for 95 of 100; 0 is none
}

var typings = []typing{
	{name: "1 KB, 1,000 units", units: 1000, size: 1 << 10, edits: 1000, median: time.Millisecond, published: 5 * time.Millisecond},
	{name: "65 KB", units: 1, size: 65 << 10, edits: 1000, work: 30 * time.Millisecond},
	{name: "650 KB", units: 1, size: 650 << 10, edits: 1000, work: 60 * time.Millisecond},
}

// What completion, hover and the start may take, and what may be in memory.
const (
	askMedian  = time.Millisecond
	askMost    = 3 * time.Millisecond
	startLimit = 30 * time.Millisecond
	startRuns  = 9
)

var residents = []struct {
	units int
	limit int64
}{{1000, 100 << 20}, {10_000, 350 << 20}}

// benchEditor measures the language server as a client sees it: what a keystroke
// takes, what questions take, and how much memory is needed. gopls does the same with
// files of Go of the same size.
func benchEditor(p programs, dir string) error {
	yardstick, err := buildGopls(dir)
	if err != nil {
		fmt.Println("\ngopls: not measured:", err)
	}
	fmt.Printf("\n%-18s %-22s %9s %9s %17s %9s %9s\n", "editor", "measure", "p50", "p95", "limits", "gopls p50", "p95")
	broken := []error{startUp(p, dir)}
	for i, scene := range typings {
		root := filepath.Join(dir, fmt.Sprintf("editor-%d", i))
		broken = append(broken, scene.bench(p, yardstick, root), os.RemoveAll(root))
	}
	for _, r := range residents {
		broken = append(broken, resident(p, filepath.Join(dir, "editor-resident"), r.units, r.limit))
	}
	return errors.Join(broken...)
}

func buildGopls(dir string) (string, error) {
	cmd := exec.Command("go", "install", gopls)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-trimpath", "GOWORK=off", "GOBIN="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("it cannot be built: %w\n%s", err, out)
	}
	return filepath.Join(dir, "gopls"), nil
}

func (s typing) bench(p programs, yardstick, root string) error {
	ours, err := s.ours(p, filepath.Join(root, "unit"))
	if err != nil {
		return err
	}
	theirs := &editor.Session{}
	if yardstick != "" {
		if theirs, err = s.theirs(yardstick, filepath.Join(root, "go")); err != nil {
			return fmt.Errorf("gopls: %w", err)
		}
	}
	return s.report(ours, theirs)
}

func (s typing) ours(p programs, root string) (*editor.Session, error) {
	if err := monorepo.Write(root, s.units); err != nil {
		return nil, err
	}
	doc := editor.Document{
		Path: filepath.Join(root, monorepo.Unit(0), "agentbox.hcl"), Language: "agentbox",
		Mark: `tag      = "t`, Ask: "layer.base",
	}
	if s.units > 1 {
		text, err := os.ReadFile(doc.Path)
		if err != nil {
			return nil, err
		}
		doc.Text, doc.Mark, doc.Ask = string(text), `"/srv/`, "layer.app"
	} else {
		doc.Text = string(variants(s.size / variantSize))
	}
	return session([]string{p.compiler, "lsp"}, root, nil, doc, editor.Plan{
		Edits: s.edits, Pause: 5, Work: "textDocument/diagnostic", Asks: 200,
	})
}

// variantSize is about that of a variant in variants.
const variantSize = 330

// theirs types less, because each keystroke takes long, and publishes at once. gopls
// does not answer requests for diagnostics, so that a hover stands for them.
func (s typing) theirs(yardstick, root string) (*editor.Session, error) {
	doc, err := writeGo(root, s.units, s.size)
	if err != nil {
		return nil, err
	}
	options := map[string]any{"diagnosticsDelay": "0s"}
	return session([]string{yardstick}, root, options, doc, editor.Plan{
		Edits: min(s.edits, 100), Pause: 5, Work: "textDocument/hover", Asks: 50,
	})
}

func session(args []string, root string, options any, doc editor.Document, plan editor.Plan) (*editor.Session, error) {
	c, _, err := editor.Start(args, root, options)
	if err != nil {
		return nil, err
	}
	s, err := editor.Run(c, doc, plan)
	return s, errors.Join(err, c.Close())
}

// startUp measures from the start of the process to the answer to initialize.
func startUp(p programs, dir string) error {
	root := filepath.Join(dir, "editor-start")
	if err := monorepo.Write(root, 1); err != nil {
		return err
	}
	var all editor.Figures
	for range startRuns {
		c, took, err := editor.Start([]string{p.compiler, "lsp"}, root, nil)
		if err != nil {
			return err
		}
		all = append(all, took)
		if err := c.Close(); err != nil {
			return err
		}
	}
	return row("start", "initialize", all, startLimit, 0, nil)
}

// resident measures memory after a file has been worked on, and somebody has searched
// the workspace.
func resident(p programs, root string, units int, limit int64) error {
	if err := monorepo.Write(root, units); err != nil {
		return err
	}
	defer os.RemoveAll(root)
	c, _, err := editor.Start([]string{p.compiler, "lsp"}, root, nil)
	if err != nil {
		return err
	}
	path := filepath.Join(root, monorepo.Unit(0), "agentbox.hcl")
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	doc := editor.Document{Path: path, Language: "agentbox", Text: string(text), Mark: `"/srv/`, Ask: "layer.app"}
	_, err = editor.Run(c, doc, editor.Plan{Edits: 100, Work: "textDocument/diagnostic", Asks: 20})
	if err != nil {
		return errors.Join(err, c.Close())
	}
	if _, _, err := c.Ask("workspace/symbol", map[string]any{"query": "runtime"}); err != nil {
		return errors.Join(err, c.Close())
	}
	memory, err := c.Memory()
	if err := errors.Join(err, c.Close()); err != nil {
		return err
	}
	fmt.Printf("%-18s %-22s %8.1fM %9s %16.0fM\n", fmt.Sprintf("%d units", units), "resident memory", float64(memory)/(1<<20), "", float64(limit)/(1<<20))
	if memory > limit {
		return fmt.Errorf("the server has %d bytes in memory at %d units, over the limit of %d", memory, units, limit)
	}
	return nil
}

func (s typing) report(ours, theirs *editor.Session) error {
	return errors.Join(
		row(s.name, "work of a keystroke", ours.Work, s.median, s.work, theirs.Work),
		row(s.name, "published, late by", behind(ours.Published), 0, s.published, theirs.Published),
		row(s.name, "completion", ours.Completion, askMedian, askMost, theirs.Completion),
		row(s.name, "hover", ours.Hover, askMedian, askMost, theirs.Hover),
		row(s.name, "completion at once", ours.AtOnce, 0, 0, theirs.AtOnce),
	)
}

// behind is how much longer something took than the debounce.
func behind(f editor.Figures) editor.Figures {
	var late editor.Figures
	for _, d := range f {
		late = append(late, d-debounce)
	}
	return late
}

// row prints figures, and returns an error when a limit is broken. A limit of 0 is
// none.
func row(name, what string, ours editor.Figures, median, most time.Duration, theirs editor.Figures) error {
	limits := ""
	for _, l := range []time.Duration{median, most} {
		if l > 0 {
			limits += " " + l.String()
		} else {
			limits += " -"
		}
	}
	p50, p95 := ours.At(50), ours.At(95)
	fmt.Printf("%-18s %-22s %9s %9s %17s %9s %9s\n", name, what, round(p50), round(p95), limits, shown(theirs, 50), shown(theirs, 95))
	if median > 0 && p50 > median || most > 0 && p95 > most {
		return fmt.Errorf("%s: %s takes %s and %s, over the limits%s", name, what, round(p50), round(p95), limits)
	}
	return nil
}

func shown(f editor.Figures, percent int) string {
	if len(f) == 0 {
		return "-"
	}
	return round(f.At(percent))
}
