package story

import (
	"context"
	"os"
	"strings"
	"testing"

	"newsdup/internal/spill"
)

// TestSpillFails: a file that cannot be made any more while clips are clustered is the error
// of the run, wherever that happens.
func TestSpillFails(t *testing.T) {
	docs := newGenerator(3).folder(1, 50, 1, 2, 4, 6).docs
	failed := 0
	for after := 1; ; after *= 2 {
		dir := t.TempDir()
		store := spill.New(dir, 0)
		store.Strict = true
		var c Corpus
		if err := c.Spill(store); err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			if err := c.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		ctx := &failsLater{context.Background(), dir, &c, after}
		r, err := c.Cluster(ctx, nil, nil, testBackground(), Options{Workers: 1, Room: roomOf(1)})
		if ctx.after > 0 { // it was done before
			if err != nil || r.Close() != nil || failed < 2 {
				t.Errorf("%v; %d runs failed", err, failed)
			}
			return
		}
		if err == nil {
			_ = r.Close()
		} else if failed++; !strings.Contains(err.Error(), "make a temporary file") {
			t.Errorf("asked %d times: got %v", after, err)
		}
		if openIn(dir) > 0 {
			t.Errorf("asked %d times: %d files are open", after, openIn(dir))
		}
	}
}

// failsLater is a context that takes the folder of a corpus that is used up away when it was
// asked some times.
type failsLater struct {
	context.Context
	dir    string
	corpus *Corpus
	after  int
}

func (c *failsLater) Err() error {
	if c.corpus.Len() == 0 {
		if c.after--; c.after == 0 {
			_ = os.RemoveAll(c.dir)
		}
	}
	return nil
}
