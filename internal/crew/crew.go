// Package crew runs goroutines and passes a panic in one of them to the goroutine
// that waits.
//
// How: a sync.WaitGroup that keeps the first panic and panics with it in Wait, so
// that the one recover of the program turns it into a message and an exit status.
// What it costs: one deferred call a goroutine. What it refuses: to hide a panic.
package crew

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// Crew is a group of goroutines. The zero value is ready.
type Crew struct {
	wg    sync.WaitGroup
	once  sync.Once
	panic *Panic
}

// Panic is what Wait panics with: a panic of a goroutine and where it happened.
type Panic struct {
	Value any
	Stack []byte
}

// Error is the panic's value, so that a message reads the same wherever it happened.
func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// Go runs f in a goroutine of its own.
func (c *Crew) Go(f func()) {
	c.wg.Go(func() {
		defer func() {
			if v := recover(); v != nil {
				c.once.Do(func() { c.panic = &Panic{v, debug.Stack()} })
			}
		}()
		f()
	})
}

// Wait waits for all goroutines, and panics with a *Panic if one of them did:
// the first, when there were several.
func (c *Crew) Wait() {
	c.wg.Wait()
	if c.panic != nil {
		panic(c.panic)
	}
}
