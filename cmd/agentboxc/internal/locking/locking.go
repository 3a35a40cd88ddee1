// Package locking makes a lock: it has everything fetched that lock.Resolve asks
// for, several things at a time, and asks again until the lock is there. It
// neither reads nor writes flake.lock, and knows nothing of how trees are
// fetched.
package locking

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/go-multierror"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/fetch"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Fetch gets the tree of a reference. It is called for many at the same time.
type Fetch func(ctx context.Context, ref lock.Attrs) (*fetch.Fetched, error)

// Result is a lock that was made.
type Result struct {
	Lock *lock.Lock
	// Moving says of inputs of the program, by name, what they are the latest
	// of: "branch nixos-unstable".
	Moving map[string]string
}

// Run locks what the request says; its Known is set here. Diagnostics are about
// the program's inputs and what they lead to, and the result is nil when there
// are errors among them. The error is about the world: it tells every tree that
// could not be fetched.
func Run(ctx context.Context, request lock.Request, get Fetch) (*Result, diag.List, error) {
	r := &run{get: get, known: map[string]*fetch.Fetched{}, asked: map[string]bool{}, done: make(chan fetched)}
	request.Known = r.lookUp
	for {
		made, needs, diags := lock.Resolve(request)
		r.start(ctx, needs)
		if r.running == 0 {
			return r.result(made), diags, r.failure()
		}
		r.wait()
	}
}

// run is one making of a lock.
type run struct {
	get     Fetch
	known   map[string]*fetch.Fetched // by reference
	asked   map[string]bool
	running int
	done    chan fetched
	failed  []fetched
}

type fetched struct {
	need lock.Need
	tree *fetch.Fetched
	err  error
}

func (r *run) lookUp(ref lock.Attrs) (tree *lock.Tree, dir string, known bool) {
	found := r.known[ref.Key()]
	if found == nil {
		return nil, "", false
	}
	return &found.Tree, found.Dir, true
}

// start fetches what nobody has asked for before.
func (r *run) start(ctx context.Context, needs []lock.Need) {
	for _, need := range needs {
		key := need.Ref.Key()
		if r.asked[key] {
			continue
		}
		r.asked[key] = true
		r.running++
		go func() {
			tree, err := r.get(ctx, need.Ref)
			r.done <- fetched{need, tree, err}
		}()
	}
}

// wait takes in one tree.
func (r *run) wait() {
	f := <-r.done
	r.running--
	if f.err != nil {
		r.failed = append(r.failed, f)
		return
	}
	r.known[f.need.Ref.Key()] = f.tree
}

// failure puts the errors together in the order of the inputs.
func (r *run) failure() error {
	slices.SortFunc(r.failed, func(a, b fetched) int { return strings.Compare(a.need.Path, b.need.Path) })
	var all *multierror.Error
	for _, f := range r.failed {
		all = multierror.Append(all, fmt.Errorf("locking the input %s: %w", f.need.Path, f.err))
	}
	return all.ErrorOrNil()
}

func (r *run) result(made *lock.Lock) *Result {
	if made == nil {
		return nil
	}
	result := &Result{Lock: made, Moving: map[string]string{}}
	for _, e := range made.RootNode().Inputs {
		node := made.Nodes[e.Node]
		found := r.known[node.Original.Without("dir").Key()]
		if found != nil && found.Moving != "" && node.Locked.Without("dir").Equal(found.Locked) { // and not kept, though another one moved
			result.Moving[e.Name] = found.Moving
		}
	}
	return result
}
