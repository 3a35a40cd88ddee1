package cli

import (
	"runtime"
	"sync"
)

// inParallel calls do for every item, as many at a time as there are processors,
// and returns the results in the order of the items. A panic in one is a panic
// of the caller, with the stack it came from.
func inParallel[T, R any](items []T, do func(T) R) []R {
	results := make([]R, len(items))
	if len(items) == 1 {
		results[0] = do(items[0]) // without waking a second thread
		return results
	}
	panics := make(chan crash, len(items))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, item := range items {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() {
				if cause := recover(); cause != nil {
					panics <- crashOf(cause)
				}
				<-slots
			}()
			results[i] = do(item)
		})
	}
	wg.Wait()
	select {
	case cause := <-panics:
		panic(cause)
	default:
		return results
	}
}
