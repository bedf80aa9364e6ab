package story

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/crew"
	"newsdup/internal/shingle"
)

// Doc is one clip as this package sees it.
type Doc struct {
	Features []shingle.Feature // distinct, sorted by ID; TF finite and above 0; may be empty
	Date     clip.Date         // published; zero when unknown; used only with Options.Window
}

// Options of Cluster. The zero value is the measured default.
type Options struct {
	// Threshold is the mean link at which clusters stop merging; 0 is
	// DefaultThreshold, at and below which two halves of one story merge, too
	// (halves.go). A higher one only refines the stories of a lower one, but
	// for clips of stories of thousands, which may go to others (follow.go). Two long
	// clips alone need up to .04 more. Below .03 links are looked for among clips with a
	// cosine above .11 alone (near.go).
	Threshold float64

	// Window bounds a story in time: two clips whose dates are both known and
	// further apart are not compared, and no story holds such a pair. A clip
	// without a date goes with any other. 0 is no bound.
	Window time.Duration

	// Apart are pairs of docs that must not be in one story, however alike they
	// are. Two clusters that hold such a pair do not merge.
	Apart [][2]int32

	// Explain keeps what Result.Links and Result.Meet answer from: some 100 bytes
	// a doc. It never changes the result.
	Explain bool

	// Abroad is the background of the languages but English (abroad.go); nil knows none.
	Abroad Background

	// Room says how many bytes more may be in memory now, of rows and of what is made of
	// them, after Corpus.Spill, because memory is short; nil is no bound. It never changes
	// the result.
	Room func() int64

	// Workers is the number of goroutines; 0 is GOMAXPROCS. It never changes
	// the result.
	Workers int
}

// DefaultThreshold is the least link of a merge. On five labelled sets B-cubed F1 is level
// from .037 to .041; .032 and .043 cost .002, and .047 .005 (experiments_links.go).
const DefaultThreshold = 0.038

// maxDocs is how many a posting can tell apart (index.go); their candidates are below 2^32.
const maxDocs = 1 << 24

// Background gives the relative frequency of a common word, by the ID of its
// feature, in the language at large: .05 for "the", 0 when it is not known.
// Cluster calls it a few times for a distinct feature.
type Background func(id uint64) float32

// Variant is a doc that is not clustered. Mostly the text of another is nearly
// the same: their likeness says nothing of the event, and many such docs would
// pass for a beat of their own. A round-up stands aside, too: it would tie what
// it holds.
type Variant struct {
	Doc int32 // by number of Add
	Of  int32 // the clustered doc that it varies, by number of Add; -1: none
}

// Cluster finds the stories among some of the docs added, given by number,
// ascending; nil is all. The result numbers them from 0 in this order, and
// after them the variants, which are in no story but have exact cosines. A doc
// alone in its story is a cluster of one.
//
// The Corpus is used up: its memory becomes that of the result. The error is
// that of ctx, that of the store to spill to, or more than 16 million docs.
func (c *Corpus) Cluster(ctx context.Context, docs []int32, variants []Variant, background Background, o Options) (*Result, error) {
	if docs == nil {
		docs = make([]int32, c.Len())
		for i := range docs {
			docs[i] = int32(i)
		}
	}
	if len(docs) > maxDocs {
		return nil, fmt.Errorf("cluster stories: %d clips are more than %d; split the input", len(docs), maxDocs)
	}
	if o.Threshold == 0 {
		o.Threshold = DefaultThreshold
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	r, err := c.cluster(ctx, docs, variants, background, o, defaultCaps)
	if err != nil {
		return nil, fmt.Errorf("cluster stories: %w", err)
	}
	return r, nil
}

// weigh makes the space of the docs and their variants.
func (c *Corpus) weigh(ctx context.Context, docs []int32, variants []Variant, background Background, o *Options, search caps) (*space, error) {
	n := c.survey(docs, background, o.Abroad, o.Room, o.Workers)
	var few *counts
	var beside crew.Crew
	count := func() { few = c.counts(n, variants) }
	if len(n.parts) > 1 {
		beside.Go(count)
	} else {
		count()
	}
	big, err := c.bigStories(ctx, n, background, o.Room)
	beside.Wait()
	if err != nil {
		_ = n.numbers.store.Close()
		return nil, err
	}
	c.learn(n, big)
	big, follows := c.delegates(big, docs, search.delegates)
	return c.space(few, variants, big, follows, background, o.Room)
}

// cluster is Cluster with all options set and any candidate search.
func (c *Corpus) cluster(ctx context.Context, docs []int32, variants []Variant, background Background, o Options, search caps) (r *Result, err error) {
	published := make([]int64, len(docs))
	for i, doc := range docs {
		published[i] = c.dates[doc]
	}
	dates := newDates(published, o.Window)
	space, err := c.weigh(ctx, docs, variants, background, &o, search)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = space.close()
		}
	}()
	near, err := findNear(ctx, space, dates, search, o.Explain, o.Workers)
	if err != nil {
		return nil, err
	}
	defer func() {
		if near.found != nil && err != nil {
			near.found.close()
		}
	}()
	model := newModel(near, o.Workers)
	edges := model.edges(near, o.Threshold)
	defer func() {
		if err != nil || !o.Explain {
			edges.close()
		}
	}()
	if !o.Explain {
		near.found.close()
		near.found = nil // a bit of memory that merging may have
	}
	hands := o.Workers
	if space.away != nil { // memory is short: one component's vectors at a time
		hands = 1
	}
	labels, err := label(ctx, space, model, edges, o.Apart, dates, o.Threshold, hands)
	if err != nil {
		return nil, err
	}
	r = newResult(space, model, labels, o.Threshold)
	r.dates = published
	r.Candidates, r.Linked = near.pairs, edges.n
	if err := space.failed(); err != nil {
		return nil, err
	}
	if o.Explain {
		r.asked = &asked{near: near, edges: edges, dates: dates, apart: o.Apart}
	}
	return r, nil
}
