package invent

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden: the pages of a seed stay the same from version to version, else figures
// measured on them could not be compared. The page of an edited wire text takes all of the
// package but the cut: an event, a beat, words of its own, edits, and what a site adds.
func TestGolden(t *testing.T) {
	p := New(1)
	for _, i := range []int{0, alone + edited} {
		page := p.Page(i)
		golden := filepath.Join("testdata", filepath.Base(page.Path))
		if *update {
			if err := os.WriteFile(golden, page.Text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if string(page.Text) != string(want) {
			t.Errorf("page %d is not %s: pages of one seed must stay what they were; if they must change, run go test ./internal/invent -update", i, golden)
		}
	}
}

// TestPagesStand checks that a page hangs on seed and number alone: made again,
// after others, by another press.
func TestPagesStand(t *testing.T) {
	a, b := New(1), New(1)
	paths := map[string]bool{}
	for _, i := range []int{0, 7, 55, 56, 57, 58, 71, 95, 199, 1095} {
		first := a.Page(i)
		text := string(first.Text)
		if again := b.Page(i); first.Path != again.Path || text != string(again.Text) {
			t.Errorf("page %d: two presses of one seed differ", i)
		}
		if again := a.Page(i); text != string(again.Text) {
			t.Errorf("page %d: made twice, it differs", i)
		}
		if other := New(2).Page(i); text == string(other.Text) {
			t.Errorf("page %d: two seeds give one text", i)
		}
		if paths[first.Path] {
			t.Errorf("page %d: path %q is taken", i, first.Path)
		}
		paths[first.Path] = true
	}
}

// body is the lines of prose of a page.
func body(text []byte) (lines []string) {
	for _, l := range strings.Split(string(text), "\n") {
		if strings.HasSuffix(l, ".") && strings.Count(l, " ") > 8 {
			lines = append(lines, l)
		}
	}
	return lines
}

// TestWires checks the four kinds of a wire text, and that tellings share no sentence.
func TestWires(t *testing.T) {
	p := New(1)
	for first := alone; first < alone+wires*kinds; first += kinds {
		var bodies [kinds][]string
		for k := range kinds {
			page := p.Page(first + k)
			if page.Wire != first || page.Event != first {
				t.Errorf("page %d: wire %d, event %d, want %d", first+k, page.Wire, page.Event, first)
			}
			bodies[k] = body(page.Text)
		}
		whole := strings.Join(bodies[filed], "\n")
		if strings.Join(bodies[reprinted], "\n") != whole {
			t.Errorf("page %d: the reprint of %d has another text", first+reprinted, first)
		}
		if cut := strings.Join(bodies[shortened], "\n"); !strings.HasPrefix(whole, cut) || cut == whole {
			t.Errorf("page %d: no cut of %d", first+shortened, first)
		}
		if strings.Join(bodies[edited], "\n") == whole {
			t.Errorf("page %d: no word was edited", first+edited)
		}
	}
	one, two := p.Page(70), p.Page(day-1)
	if two.Event == one.Event || p.Page(71).Event != one.Event || p.Page(day+day-1).Event != two.Event || one.Wire >= 0 {
		t.Error("the events of tellings and sagas are not as they are described")
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	size, err := New(1).Write(context.Background(), dir, 250)
	if err != nil {
		t.Fatal(err)
	}
	files, sum := 0, int64(0)
	err = filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			files++
			sum += info.Size()
		}
		return err
	})
	if err != nil || files != 250 || sum != size {
		t.Errorf("%d files of %d bytes, said %d: %v", files, sum, size, err)
	}
	if size/250 < 2500 || size/250 > 8000 {
		t.Errorf("%d bytes a page, want those of a news page", size/250)
	}
}

func BenchmarkPage(b *testing.B) {
	p := New(1)
	size, i := 0, 0
	for b.Loop() {
		size += len(p.Page(i).Text)
		i++
	}
	b.SetBytes(int64(size / i))
}
