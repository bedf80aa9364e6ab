package crew

import (
	"strings"
	"sync/atomic"
	"testing"
)

func TestWait(t *testing.T) {
	var c Crew
	var n atomic.Int32
	for range 5 {
		c.Go(func() { n.Add(1) })
	}
	c.Wait()
	if n.Load() != 5 {
		t.Errorf("%d of 5 ran", n.Load())
	}
}

func TestPanicReachesWait(t *testing.T) {
	var c Crew
	var done atomic.Bool
	c.Go(func() { culprit() })
	c.Go(func() { done.Store(true) })
	defer func() {
		p, ok := recover().(*Panic)
		if !ok || p.Error() != "broken" || !strings.Contains(string(p.Stack), "culprit") {
			t.Errorf("Wait panicked with %v", p)
		}
		if !done.Load() {
			t.Error("Wait did not wait for the others")
		}
	}()
	c.Wait()
	t.Error("Wait returned")
}

func culprit() { panic("broken") }
