package cli

import (
	"runtime"
)

// result is what became of one of several units. The error is one of the world.
type result[T any] struct {
	value T
	err   error
}

// ahead is how many results may wait for an earlier one, for each processor.
const ahead = 4

// outcome is a result, or the panic that there is instead.
type outcome[R any] struct {
	result R
	crash  *crash
}

// inOrder calls do for every item, as many at a time as there are processors, and
// hands the results on in the order of the items, as soon as that allows. What
// becomes of a result is not kept, so that a long list needs no more memory than a
// short one. A panic in one is a panic of the caller, with the stack it came from.
func inOrder[T, R any](items []T, do func(T) R, then func(R)) {
	if len(items) == 1 {
		then(do(items[0])) // without waking a second thread
		return
	}
	type job struct {
		item T
		done chan outcome[R]
	}
	processors := runtime.GOMAXPROCS(0)
	jobs, waiting := make(chan job), make(chan chan outcome[R], ahead*processors)
	for range processors { // which grow their stacks once, and not for each item
		go func() {
			for j := range jobs {
				j.done <- guardedOutcome(j.item, do)
			}
		}()
	}
	go func() {
		defer close(waiting)
		defer close(jobs)
		for _, item := range items {
			done := make(chan outcome[R], 1)
			waiting <- done
			jobs <- job{item, done}
		}
	}()
	for done := range waiting {
		out := <-done
		if out.crash != nil {
			panic(*out.crash)
		}
		then(out.result)
	}
}

func guardedOutcome[T, R any](item T, do func(T) R) (out outcome[R]) {
	defer func() {
		if cause := recover(); cause != nil {
			c := crashOf(cause)
			out.crash = &c
		}
	}()
	out.result = do(item)
	return out
}
