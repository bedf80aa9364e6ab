package story

import (
	"context"
	"os"
	"strings"
	"testing"

	"newsdup/internal/spill"
)

// TestSpillEnds: files are closed when clustering ends early, or never begins.
func TestSpillEnds(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for what, end := range map[string]func(c *Corpus) error{
		"closed": (*Corpus).Close,
		"cancelled": func(c *Corpus) error {
			if _, err := c.Cluster(ended, nil, nil, testBackground(), Options{}); err == nil {
				t.Error("no error")
			}
			return c.Close()
		},
		"cancelled later": func(c *Corpus) error {
			later := endsLater{context.Background(), c}
			if _, err := c.Cluster(later, nil, nil, testBackground(), Options{Workers: 1}); err == nil {
				t.Error("no error")
			}
			return c.Close()
		},
	} {
		dir := t.TempDir()
		var c Corpus
		if err := c.Spill(spill.New(dir, 0)); err != nil {
			t.Fatal(err)
		}
		for _, d := range newGenerator(3).folder(1, 500, 1, 2, 4, 6).docs {
			if err := c.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		if openIn(dir) != 1 {
			t.Fatalf("%s: %d files are open, want the store's", what, openIn(dir))
		}
		if err := end(&c); err != nil || openIn(dir) > 0 {
			t.Errorf("%s: %v, %d files are open", what, err, openIn(dir))
		}
	}
}

// endsLater is a context that ends when a corpus is used up.
type endsLater struct {
	context.Context
	corpus *Corpus
}

func (c endsLater) Err() error {
	if c.corpus.Len() == 0 {
		return context.Canceled
	}
	return nil
}

// openIn counts the open files that are, or were, in a folder.
func openIn(dir string) (n int) {
	list, _ := os.ReadDir("/proc/self/fd")
	for _, e := range list {
		if to, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && strings.HasPrefix(to, dir) {
			n++
		}
	}
	return n
}
