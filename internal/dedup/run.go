package dedup

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"newsdup/internal/clip"
	"newsdup/internal/group"
	"newsdup/internal/source"
	"newsdup/internal/store"
)

// Run groups the clips of o.Source and hands the report to s. The error is one of the sink,
// of the context, of the listing or of temporary files, or a *BudgetError. A page that
// cannot be read is no error but a Problem.
func Run(ctx context.Context, o Options, s Sink) (clip.Summary, error) {
	o.Level = cmp.Or(o.Level, LevelStory)
	t := &tally{minWords: o.MinWords, bad: s.Problem}
	defer o.Progress.end()
	t.listed = func(l *source.Listing) error {
		return s.Run(clip.Run{Version: o.Version, Level: string(o.Level), Roots: l.Roots, Against: l.Against, Options: o.Report})
	}
	m := newMemory(ctx, &o)
	defer m.close()
	listing, workers, err := prepare(ctx, &o, t)
	if err != nil {
		return t.sum, err
	}
	r := reading{listing, workers, t, (*worker).makePage, m}
	c, known, err := r.pages(ctx, &o)
	defer c.close()
	if err != nil {
		return t.sum, err
	}
	if known != nil {
		return m.repeat(ctx, &o, known, t, s)
	}
	in, err := c.compareAndCluster(ctx, &o, workers[0])
	if err != nil {
		return t.sum, err
	}
	w := reportWriter{options: &o, corpus: c, tally: t, memory: m, sink: s}
	err = w.write(ctx, in)
	return t.sum, err
}

// compareAndCluster finds the copies and, at story level, the stories. The worker has the
// tables and the spellings that all workers share.
func (c *corpus) compareAndCluster(ctx context.Context, o *Options, w *worker) (*group.Input, error) {
	tables, spellings := w.tables, w.entity.Spellings
	o.Progress.enter(Comparing)
	spellings.Trim()
	in, err := compareClips(ctx, o, c, tables)
	if err != nil || o.Level != LevelStory {
		return in, err
	}
	o.Progress.enter(Clustering)
	clusters, err := cluster(ctx, o, c, in, tables, false)
	if err != nil {
		return nil, err
	}
	in.Scores = clusters.scores(c, spellings, tables)
	in.Develop = clusters.developments(in, tables)
	return in, nil
}

// reportWriter makes the groups of a run and hands them to its sink.
type reportWriter struct {
	options *Options
	corpus  *corpus
	tally   *tally
	memory  *memory // nil when the run uses no cache
	sink    Sink
}

// write hands over the groups and the summary, and remembers them. Groups are made one by
// one as they are handed over, unless all of them are named or remembered together.
func (w *reportWriter) write(ctx context.Context, in *group.Input) error {
	o, c, t := w.options, w.corpus, w.tally
	o.Progress.enter(Writing)
	groups, largest := group.Build(*in)
	if err := c.keepGroup(o, largest); err != nil {
		return err
	}
	var all []*clip.Group
	generation := ""
	if o.Memory.State != nil || w.memory != nil {
		all = slices.Collect(groups)
		if err := c.failed(); err != nil {
			return err
		}
		var err error
		if generation, err = nameStories(ctx, o, all); err != nil {
			return err
		}
		groups = slices.Values(all)
	}
	for g := range groups {
		if err := c.failed(); err != nil {
			return err
		}
		t.group(g)
		if err := w.sink.Group(g); err != nil {
			return err
		}
	}
	if err := c.failed(); err != nil {
		return err
	}
	for _, p := range in.Pairs {
		if p.Relation == clip.Form {
			t.sum.Form++
		}
	}
	w.memory.saveAnswer(ctx, all, t.sum, generation)
	return w.sink.Summary(t.sum)
}

// reading is how a run makes a corpus of its input.
type reading struct {
	listing *source.Listing
	workers []*worker
	tally   *tally
	step    func(*worker, *page, *clip.Raw, *Options) // makes a page
	memory  *memory                                   // nil when the run uses no cache
}

// pages reads every page of the listing, in its order. If the memory already knows the answer
// of the run, pages returns that answer instead of a corpus.
func (r *reading) pages(ctx context.Context, o *Options) (*corpus, *store.Answer, error) {
	if a, err := r.memory.answer(ctx, o, r.listing); err != nil || a != nil {
		newReferenceSet(r.listing).mark(a)
		return nil, a, err
	}
	if err := learnSites(ctx, o, r.listing, r.workers); err != nil {
		return nil, nil, err
	}
	c, err := r.corpus(ctx, o)
	return c, nil, err
}

// referenceSet holds the paths of the files of the reference set; nil when there is none.
type referenceSet map[string]bool

func newReferenceSet(l *source.Listing) referenceSet {
	var set referenceSet
	for _, e := range l.Entries {
		if e.Against {
			if set == nil {
				set = referenceSet{}
			}
			set[e.Path] = true
		}
	}
	return set
}

// mark sets Against on the members of a remembered answer, which does not hold it.
func (p referenceSet) mark(a *store.Answer) {
	if a == nil || p == nil {
		return
	}
	for _, g := range a.Groups {
		for i := range g.Members {
			g.Members[i].Against = p[g.Members[i].Path]
		}
	}
}

// corpus reads the files of the listing into a corpus.
func (r *reading) corpus(ctx context.Context, o *Options) (*corpus, error) {
	r.memory.equip(r.workers, o)
	n := len(r.listing.Entries) // there are more clips when files hold many records
	against := newReferenceSet(r.listing)
	c := newCorpus(o, n)
	for _, e := range r.listing.Entries {
		c.listBytes += budgetFile + int64(len(e.Path))
	}
	c.remembered = r.memory != nil || o.Memory.State != nil
	if reader := r.workers[0].entity; reader != nil {
		c.spellings = reader.Spellings
	}
	spare := sync.Pool{New: func() any { return new(page) }} // pages are used again: shingles and features take 12 kB a clip
	err := stream(ctx, o, r.listing, r.workers, handlers[*page]{
		step: func(w *worker, raw *clip.Raw) *page {
			p := spare.Get().(*page)
			*p = page{words: p.words[:0], features: p.features[:0], mentions: p.mentions[:0], pairs: p.pairs[:0], record: p.record}
			p.weight = w.weight
			r.step(w, p, raw, o)
			p.packSet(&w.builder)
			return p
		},
		take: func(p *page) error {
			r.tally.count(p.clip.Words, p.size.Shingles > 0, p.clip.Charset, p.repaired)
			r.memory.take(p)
			p.clip.Against = against[p.clip.Path]
			err := c.add(p, o.Level)
			clear(p.mentions) // so that the strings of the names can be freed
			if cap(p.words) <= keptWords {
				spare.Put(p)
			}
			return cmp.Or(err, c.keepTo(o, n))
		},
		bad: func(p clip.Problem) error {
			r.memory.noteProblem(p)
			return r.tally.problem(p)
		},
	})
	return c, err
}
