package dedup

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/person"
	"newsdup/internal/shingle"
	"newsdup/internal/source"
	"newsdup/internal/store"
	"newsdup/internal/word"
)

// page is what a worker makes of one page.
type page struct {
	clip     group.Clip
	weight   int // of the page as read, with a budget
	repaired bool
	text     text
	size     copies.Size       // of its shingles
	words    []uint64          // its shingles, and behind them what belongs to them; see own
	features []shingle.Feature // at story level; the consumer takes them out of the page, which is used again
	mentions []entity.Mention  // likewise, those that person counts
	pairs    []namePair        // likewise: words of a name, side by side in the clip
	roundup  bool              // at story level, by its structure

	// With a memory.
	key    store.Key
	record store.Clip // to be remembered, when fresh
	fresh  bool
}

// holds implements holder.
func (p *page) holds() int64 {
	words, features := 8*cap(p.words), int(unsafe.Sizeof(shingle.Feature{}))*cap(p.features)
	return pageRest + int64(words+features+int(unsafe.Sizeof(entity.Mention{}))*cap(p.mentions)+int(unsafe.Sizeof(namePair{}))*cap(p.pairs))
}

// text is what a clip is compared by.
type text struct {
	sequence [16]byte // identity of its token sequence
	set      shingle.Set
}

// Run groups the clips of o.Source and hands the report to s.
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
	tables, spellings := workers[0].tables, workers[0].entity.Spellings
	c, known, err := readPages(ctx, &o, listing, workers, t, (*worker).page, m)
	defer c.close()
	if err != nil {
		return t.sum, err
	}
	if known != nil {
		return m.repeat(ctx, &o, known, t, s)
	}

	o.Progress.enter(Comparing)
	spellings.Trim()
	in, err := compare(ctx, &o, c, tables)
	if err != nil {
		return t.sum, err
	}
	if o.Level == LevelStory {
		o.Progress.enter(Clustering)
		told, err := tell(ctx, &o, c, in, tables, false)
		if err != nil {
			return t.sum, err
		}
		in.Scores = told.scores(c, spellings, tables)
		in.Develop = told.develop(in, tables)
	}

	o.Progress.enter(Writing)
	groups, largest := group.Build(*in)
	if err := c.keepGroup(&o, largest); err != nil {
		return t.sum, err
	}
	var all []*clip.Group // when they are named or remembered together
	generation := ""
	if o.Memory.State != nil || m != nil {
		all = slices.Collect(groups)
		if err := c.failed(); err != nil {
			return t.sum, err
		}
		if generation, err = nameStories(ctx, &o, all); err != nil {
			return t.sum, err
		}
		groups = slices.Values(all)
	}
	for g := range groups {
		if err := c.failed(); err != nil {
			return t.sum, err
		}
		t.group(g)
		if err := s.Group(g); err != nil {
			return t.sum, err
		}
	}
	if err := c.failed(); err != nil {
		return t.sum, err
	}
	for _, p := range in.Pairs {
		if p.Relation == clip.Form {
			t.sum.Form++
		}
	}
	m.keep(ctx, all, t.sum, generation)
	return t.sum, s.Summary(t.sum)
}

// readPages makes every page of a listing with step, in its order; or, when m knows the
// answer already, it gives that.
func readPages(ctx context.Context, o *Options, listing *source.Listing, workers []*worker, t *tally, step func(*worker, *page, *clip.Raw, *Options), m *memory) (*corpus, *store.Answer, error) {
	if a, err := m.answer(ctx, o, listing); err != nil || a != nil {
		reference(listing).mark(a)
		return nil, a, err
	}
	if err := learnSites(ctx, o, listing, workers); err != nil {
		return nil, nil, err
	}
	c, err := readListing(ctx, o, listing, workers, t, step, m)
	return c, nil, err
}

// paths is the files of the reference set; nil when there is none.
type paths map[string]bool

func reference(l *source.Listing) paths {
	var set paths
	for _, e := range l.Entries {
		if e.Against {
			if set == nil {
				set = paths{}
			}
			set[e.Path] = true
		}
	}
	return set
}

// mark marks the members of a remembered answer, which says nothing of them.
func (p paths) mark(a *store.Answer) {
	if a == nil || p == nil {
		return
	}
	for _, g := range a.Groups {
		for i := range g.Members {
			g.Members[i].Against = p[g.Members[i].Path]
		}
	}
}

// readListing is readPages of the files of a listing.
func readListing(ctx context.Context, o *Options, listing *source.Listing, workers []*worker, t *tally, step func(*worker, *page, *clip.Raw, *Options), m *memory) (*corpus, error) {
	m.employ(workers, o)
	n := len(listing.Entries) // more when files hold many records
	against := reference(listing)
	c := newCorpus(o, n)
	for _, e := range listing.Entries {
		c.listed += budgetFile + int64(len(e.Path))
	}
	c.remembered = m != nil || o.Memory.State != nil
	if r := workers[0].entity; r != nil {
		c.spellings = r.Spellings
	}
	spare := sync.Pool{New: func() any { return new(page) }} // of *page, for shingles and features: 12 kB a clip
	err := stream(ctx, o, listing, workers,
		func(w *worker, raw *clip.Raw) *page {
			p := spare.Get().(*page)
			*p = page{words: p.words[:0], features: p.features[:0], mentions: p.mentions[:0], pairs: p.pairs[:0], record: p.record}
			p.weight = w.weight
			step(w, p, raw, o)
			p.own(&w.builder)
			return p
		},
		func(p *page) error {
			t.count(p.clip.Words, p.size.Shingles > 0, p.clip.Charset, p.repaired)
			m.took(p)
			p.clip.Against = against[p.clip.Path]
			err := c.add(p, o.Level)
			clear(p.mentions) // the names can go
			if cap(p.words) <= keptWords {
				spare.Put(p)
			}
			return cmp.Or(err, c.keepTo(o, n))
		},
		func(p clip.Problem) error {
			m.problem(p)
			return t.problem(p)
		})
	return c, err
}

// page cleans one page and cuts it into shingles and features.
func (w *worker) page(p *page, raw *clip.Raw, o *Options) {
	if w.memory != nil {
		p.key = store.Key{SHA256: raw.SHA256, Variant: variant(raw)}
		if w.found || w.find(raw.Origin, p.key) {
			w.recall(p, raw, o)
			return
		}
	}
	w.fresh(p, raw, o)
	if len(w.tokens) > 0 && o.Level == LevelStory {
		w.told(p, w.tokens)
		w.mentions = w.entity.Mentions(w.mentions[:0])
		p.mentions = person.Counted(p.mentions, w.mentions)
	}
	if w.memory != nil {
		w.remember(p)
	}
	w.shed()
}

// passing is page for a stream: what a clip is compared by, and nothing of what a
// report says of a story.
func (w *worker) passing(p *page, raw *clip.Raw, o *Options) {
	w.fresh(p, raw, o)
	w.shed()
}

// fresh cleans a page; of a clip that is compared the tokens stay in w.tokens.
func (w *worker) fresh(p *page, raw *clip.Raw, o *Options) {
	c := w.cleaner.Clean(raw)
	p.repaired = c.Repaired
	p.clip = group.Clip{
		Member: clip.Member{
			Origin: c.Origin, Title: c.Title, Words: c.Words, Date: c.Date, Site: c.Site,
			Charset: c.Charset, SHA256: c.SHA256, Size: c.Size,
		},
		Share: float64(len(c.Body)) / float64(max(1, len(raw.Text))),
	}
	if c.Title == "" {
		p.clip.Lead = lead(c.Body)
	}
	w.tokens = w.tokens[:0]
	short := c.Words < max(1, o.MinWords)
	if !short || c.Title != "" && (c.Words > 0 || saysTitle(raw)) {
		w.tokens = w.entity.Tokens(slices.Grow(w.tokens, c.Words+wordsInTitle), entity.TextOf(&c))
		if short && len(w.tokens) < o.MinWords {
			w.tokens = w.tokens[:0]
		}
		w.compared(p, w.tokens, o)
	}
}

// saysTitle reports that the title of a clip is a line of its page: a news flash
// may be no more than that. Where it is metadata, a body is what the page lacks.
func saysTitle(raw *clip.Raw) bool { return raw.Kind == clip.Text && raw.Meta.Title == "" }

// shed gives up the scratch of a huge page, which must not hold its memory for the rest of the run.
func (w *worker) shed() {
	if cap(w.tokens) > keptTokens {
		w.tokens, w.mentions, w.builder = nil, nil, shingle.Builder{}
		w.entity = w.entity.NewReader() // shares the spellings
		if w.memory != nil {
			w.entity.CollectForms()
		}
	}
}

// compared cuts the tokens of a clip into what it is compared by.
func (w *worker) compared(p *page, tokens []word.Token, o *Options) {
	if len(tokens) == 0 {
		return
	}
	p.text.set = w.builder.Tokens(tokens)
	p.text.sequence = w.builder.Sequence()
	if o.Level == LevelStory {
		p.features = w.builder.Features(p.features, w.entity.AppendHints(tokens))
	}
}

// told notes what a report says of the stories of a clip beside their clips; the
// clip is the one that was just compared.
func (w *worker) told(p *page, tokens []word.Token) {
	p.pairs = namePairs(p.pairs, tokens)
	p.roundup = isRoundup(p.clip.Title, len(tokens), w.builder.Stems(), w.tables)
}

const (
	wordsInTitle = 64
	keptTokens   = 1 << 16 // of 24 bytes each
	pageRest     = 1 << 10 // bytes of a page beside what is cut of it
	keptWords    = 1 << 15 // of a page that is used again
)

// leadBytes is about one line of a terminal.
const leadBytes = 80

// lead is the beginning of a body, cut at a word: a copy, so that the body can go.
func lead(body string) string {
	line, _, _ := strings.Cut(body, "\n")
	if len(line) <= leadBytes {
		return strings.Clone(line)
	}
	end := leadBytes
	for end > 0 && !utf8.RuneStart(line[end]) {
		end--
	}
	if i := strings.LastIndexByte(line[:end], ' '); i > 0 {
		end = i
	}
	return line[:end] + "…"
}
