package locking

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/fetch"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/ir"
)

const rev = "0123456789012345678901234567890123456789"

// flakes is the flake.nix of each reference; what is not there cannot be had.
type flakes map[string]string

func (f flakes) get(ref lock.Attrs) (*fetch.Fetched, error) {
	text, ok := f[ref.String()]
	if !ok {
		return nil, errors.New("nobody has " + ref.String())
	}
	found := &fetch.Fetched{Moving: "the default branch"}
	found.Locked = ref.With(map[string]string{"rev": rev, "narHash": "sha256-x"})
	found.Files = map[string][]byte{"flake.nix": []byte(text)}
	return found, nil
}

func request(urls ...string) lock.Request {
	var r lock.Request
	for _, url := range urls {
		r.Inputs = append(r.Inputs, &ir.Input{Name: url[strings.LastIndex(url, "/")+1:], URL: url, Flake: true})
	}
	return r
}

const leaf = "{ outputs = _: { }; }"

// What does not depend on each other is fetched at the same time: here everyone
// waits for everyone.
func TestRunFetchesInParallel(t *testing.T) {
	world := flakes{
		"github:o/a": `{ inputs.c.url = "github:o/c"; outputs = _: { }; }`,
		"github:o/b": leaf, "github:o/c": leaf,
	}
	var meeting sync.WaitGroup
	meeting.Add(2)
	result, diags, err := Run(t.Context(), request("github:o/a", "github:o/b"), func(_ context.Context, ref lock.Attrs) (*fetch.Fetched, error) {
		if ref.Text("repo") != "c" {
			meeting.Done()
			meeting.Wait()
		}
		return world.get(ref)
	})
	if err != nil || diags != nil {
		t.Fatal(err, diags)
	}
	if got := len(result.Lock.Nodes); got != 4 {
		t.Errorf("%d nodes, want 4", got)
	}
	if len(result.Moving) != 2 || result.Moving["a"] != "the default branch" {
		t.Errorf("moving: %v", result.Moving)
	}
}

func TestRunTellsEveryFailure(t *testing.T) {
	world := flakes{"github:o/b": `{ inputs.x.url = "github:o/gone"; outputs = _: { }; }`, "github:o/c": "{ }"}
	result, diags, err := Run(t.Context(), request("github:o/a", "github:o/b", "github:o/c"), func(_ context.Context, ref lock.Attrs) (*fetch.Fetched, error) {
		return world.get(ref)
	})
	if result != nil || len(diags) != 1 || !strings.Contains(diags[0].Detail, "it has no outputs") {
		t.Errorf("result %v, diagnostics %+v", result, diags)
	}
	for _, want := range []string{"locking the input a: nobody has github:o/a", "locking the input b/x: nobody has github:o/gone"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}
