package clean

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// TestDumps cleans whole pages of our own in six scripts; the lines of the
// body are marked with "> " in the file. What is counted is words (characters
// of unspaced scripts at 1/1.8) of lines rightly kept. No page needs a rule in
// its own language to come out right; Greek, Arabic, Chinese and Japanese have
// few.
func TestDumps(t *testing.T) {
	paths, err := filepath.Glob("testdata/dumps/*.txt")
	if err != nil || len(paths) < 8 {
		t.Fatalf("%d pages, %v", len(paths), err)
	}
	const floor, floorOfMean = .95, .985
	mean := 0.0
	c := New(Options{})
	for _, path := range paths {
		marked, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var page []string
		var gold []bool
		for l := range strings.Lines(string(marked)) {
			l, inside := strings.CutPrefix(strings.TrimSpace(l), "> ")
			page, gold = append(page, l), append(gold, inside)
		}
		out := c.Clean(&clip.Raw{Text: []byte(strings.Join(page, "\n"))})
		kept := map[string]bool{}
		for l := range strings.Lines(out.Body) {
			kept[strings.TrimSpace(l)] = true
		}
		body := unspace(out.Body)
		var both, got, want float64
		for i, l := range page {
			measured := c.classifier.measure([]byte(l))
			inBody := kept[l] || gold[i] && strings.Contains(body, unspace(l)) // joined to the line before
			if inBody {
				got += measured.n
			}
			if gold[i] {
				want += measured.n
			}
			if inBody && gold[i] {
				both += measured.n
			}
			if inBody != gold[i] {
				t.Logf("%s: kept %v, want %v: %s", filepath.Base(path), inBody, gold[i], l)
			}
		}
		f1 := 2 * both / max(1, got+want)
		if mean += f1 / float64(len(paths)); f1 < floor {
			t.Errorf("%s: F1 %.3f, want at least %.2f", filepath.Base(path), f1, floor)
		}
	}
	if mean < floorOfMean {
		t.Errorf("mean F1 %.3f, want at least %.2f", mean, floorOfMean)
	}
}

// unspace removes white space.
func unspace(s string) string { return strings.Join(strings.Fields(s), "") }
