package dedup

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// TestGate follows what is inside a gate, and what may enter.
func TestGate(t *testing.T) {
	var a, b, other turn
	g := &gate{room: 10}
	for i, step := range []struct {
		what   string
		do     func() bool
		in     bool
		inside int64
	}{
		{"nobody's turn, larger than the gate", func() bool { return g.try(&b, 11) == nil }, false, 0},
		{"nobody's turn, fits", func() bool { return g.try(&b, 6) == nil }, true, 6},
		{"does not fit beside", func() bool { return g.try(&a, 5) == nil }, false, 6},
		{"fits beside", func() bool { return g.try(&a, 4) == nil }, true, 10},
		{"not its turn", func() bool { g.empty(&a); return g.try(&b, 1) == nil }, false, 10},
		{"its turn", func() bool { return g.try(&a, 50) == nil }, true, 60},
		{"its turn, once more of it", func() bool { return g.try(&a, 1) == nil }, true, 61},
		{"one before it waits for the consumer", func() bool { g.sent(&a); return g.try(&a, 1) == nil }, false, 61},
		{"all before it are taken", func() bool { g.taken(&a, 55); return g.try(&a, 20) == nil }, true, 26},
		{"the consumer is elsewhere", func() bool { g.leave(20); g.empty(&other); return g.try(&a, 20) == nil }, false, 6},
		{"and there is room", func() bool { g.leave(6); return g.try(&a, 10) == nil }, true, 10},
	} {
		if got := step.do(); got != step.in || g.inside != step.inside {
			t.Errorf("step %d, %s: went in is %t, %d inside; want %t and %d", i, step.what, got, g.inside, step.in, step.inside)
		}
	}
}

// TestGateWaits checks that who waits enters when something leaves, or ends with the error
// of the context.
func TestGateWaits(t *testing.T) {
	g := &gate{room: 10, inside: 10}
	ctx, cancel := context.WithCancel(context.Background())
	in := make(chan error)
	for range 2 {
		go func() { in <- g.enter(ctx, new(turn), 5) }()
	}
	g.leave(5)
	if err := <-in; err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-in; err != context.Canceled || g.inside != 10 {
		t.Errorf("got %v, %d inside", err, g.inside)
	}
}

// TestTinyGate reads folders, lines and compressed files through gates that are smaller
// than any page, than most pages and than none: everything must come in order, with any
// number of workers.
func TestTinyGate(t *testing.T) {
	dir := t.TempDir()
	for i := range 24 {
		text := strings.Repeat(fmt.Sprintf("Ferry %d left the harbour of Alm at noon. ", i), 1+i*i%4000)
		var lines strings.Builder
		for k := range 60 {
			n := 1 + k%7
			if k == 27 {
				n = 11_000 // too long to be lent
			}
			fmt.Fprintf(&lines, "{\"text\":%q}\n", strings.Repeat(fmt.Sprintf("Ferry %d of line %d is late. ", k, i), n))
		}
		switch i % 6 {
		case 2:
			writeFiles(t, dir, map[string]string{fmt.Sprintf("%02d.jsonl", i): lines.String()})
		case 4:
			text = strings.Repeat(text, 1+1_100_000/len(text)) // its buffer asks for room
			writeFiles(t, dir, map[string]string{fmt.Sprintf("%02d.txt", i): text})
		case 5:
			f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%02d.gz", i)))
			if err != nil {
				t.Fatal(err)
			}
			z := gzip.NewWriter(f)
			if _, err := io.WriteString(z, lines.String()); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			f.Close()
		default:
			writeFiles(t, dir, map[string]string{fmt.Sprintf("%02d.txt", i): text})
		}
	}
	o := Options{Source: source.Options{Paths: []string{dir}}}
	listing, err := source.List(context.Background(), o.Source)
	if err != nil {
		t.Fatal(err)
	}
	read := func(workers int, budget int64, g *gate) (got []string) {
		o := o
		o.Workers = workers
		w := newWorkers(&o, nil)
		o.Budget = budget
		err := (&streamer[*string]{options: &o, gate: g, handlers: handlers[*string]{
			step: func(_ *worker, raw *clip.Raw) *string {
				s := fmt.Sprintf("%s %d %x", raw.Origin.String(), len(raw.Text), raw.SHA256[:4])
				return &s
			},
			take: func(s *string) error { got = append(got, *s); return nil },
			bad:  func(p clip.Problem) error { t.Error(p.Err); return nil },
		}}).run(context.Background(), listing, w)
		if err != nil || g.inside != 0 {
			t.Fatalf("%d workers, room for %d: %v, %d bytes are left inside", workers, g.room, err, g.inside)
		}
		return got
	}
	want := read(1, 0, newGate(&o))
	if len(want) != 496 {
		t.Fatalf("%d pages", len(want))
	}
	for _, workers := range []int{1, 2, 8} {
		for _, room := range []int64{0, 1 << 16, 4 << 20} {
			if got := read(workers, 1<<40, &gate{room: room}); !slices.Equal(got, want) {
				t.Errorf("%d workers, room for %d: other pages or another order", workers, room)
			}
		}
	}
}

// TestGateEnds checks that pages which wait at the gate are not made when the run ends.
func TestGateEnds(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		writeFiles(t, dir, map[string]string{fmt.Sprintf("%02d.txt", i): strings.Repeat("The harbour was closed at noon. ", 20_000)})
	}
	o := Options{Source: source.Options{Paths: []string{dir}}, Workers: 8}
	listing, err := source.List(context.Background(), o.Source)
	if err != nil {
		t.Fatal(err)
	}
	workers := newWorkers(&o, nil)
	made := make([]int, len(workers))
	err = (&streamer[*int]{options: &o, gate: new(gate), handlers: handlers[*int]{
		step: func(w *worker, raw *clip.Raw) *int { made[slices.Index(workers, w)]++; return new(int) },
		take: func(*int) error { return io.ErrShortWrite },
		bad:  func(clip.Problem) error { return nil },
	}}).run(context.Background(), listing, workers)
	sum := 0
	for _, n := range made {
		sum += n
	}
	if err != io.ErrShortWrite || sum != 1 {
		t.Errorf("%v, %d pages made; want one", err, sum)
	}
}
