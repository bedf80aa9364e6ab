package dedup

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/join"
	"newsdup/internal/person"
	"newsdup/internal/shingle"
	"newsdup/internal/source"
	"newsdup/internal/store"
	"newsdup/internal/story"
	"newsdup/internal/word"
)

// page is what a worker makes of one page.
type page struct {
	clip     group.Clip
	repaired bool
	text     text
	features []shingle.Feature // at story level; the consumer takes them out of the page, which is used again
	mentions []entity.Mention  // likewise, those that person counts
	pairs    []namePair        // likewise: words of a name, side by side in the clip
	roundup  bool              // at story level, by its structure

	// With a memory.
	key    store.Key
	record store.Clip // to be remembered, when fresh
	fresh  bool
}

// text is what a clip is compared by.
type text struct {
	sequence [16]byte // identity of its token sequence
	set      shingle.Set
}

// corpus is what a run keeps of its clips, in the order of the listing. The
// clips go to group as they are: a second copy of 10,000 is 4 MB.
type corpus struct {
	clips   []group.Clip
	texts   []text
	stories story.Corpus // at story level: the same clips
	names   person.Table // likewise, of what they name
	pairs   [][]namePair // likewise: words of a name, side by side in the clip
	roundup []bool       // likewise, by structure
}

// Run groups the clips of o.Source and hands the report to s.
func Run(ctx context.Context, o Options, s Sink) (clip.Summary, error) {
	o.Level = cmp.Or(o.Level, LevelStory)
	t := &tally{minWords: o.MinWords, bad: s.Problem}
	defer o.Progress.end()
	t.listed = func(l *source.Listing) error {
		return s.Run(clip.Run{Version: o.Version, Level: string(o.Level), Roots: l.Roots, Against: l.Against, Options: o.Report})
	}
	tables, err := o.tables()
	if err != nil {
		return t.sum, err
	}
	spellings := entity.NewSpellings(tables, o.Level == LevelStory)
	m := newMemory(ctx, &o)
	defer m.close()
	c, known, err := readPages(ctx, &o, spellings, t, (*worker).page, m)
	if err != nil {
		return t.sum, err
	}
	if known != nil {
		return m.repeat(ctx, &o, known, t, s)
	}

	o.Progress.enter(Comparing)
	spellings.Trim()
	in, err := relate(ctx, &o, c)
	if err != nil {
		return t.sum, err
	}
	c.trim(in.Pairs)
	if o.Level == LevelStory {
		o.Progress.enter(Clustering)
		told, err := tell(ctx, &o, c, in, tables, false)
		if err != nil {
			return t.sum, err
		}
		in.Story = newTellers(told, c, spellings, tables)
		in.Develop = told.develop(in, tables)
	}

	o.Progress.enter(Writing)
	groups := group.Build(*in)
	generation, err := nameStories(ctx, &o, groups)
	if err != nil {
		return t.sum, err
	}
	for _, g := range groups {
		t.group(g)
		if err := s.Group(g); err != nil {
			return t.sum, err
		}
	}
	for _, p := range in.Pairs {
		if p.Relation == clip.Form {
			t.sum.Form++
		}
	}
	m.keep(ctx, groups, t.sum, generation)
	return t.sum, s.Summary(t.sum)
}

// readPages makes every page of the input with step, in the order of the
// listing; or, when m knows the answer already, it gives that.
func readPages(ctx context.Context, o *Options, spellings *entity.Spellings, t *tally, step func(*worker, *page, *clip.Raw, *Options), m *memory) (*corpus, *store.Answer, error) {
	listing, err := list(ctx, o, t)
	if err != nil {
		return nil, nil, err
	}
	against := reference(listing)
	if a, err := m.answer(ctx, o, listing); err != nil || a != nil {
		against.mark(a)
		return nil, a, err
	}
	workers := newWorkers(o, spellings)
	if err := learnSites(ctx, o, listing, workers); err != nil {
		return nil, nil, err
	}
	c, err := readListing(ctx, o, listing, workers, t, step, m)
	if against != nil {
		for i := range c.clips {
			c.clips[i].Against = against[c.clips[i].Path]
		}
	}
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
	c := &corpus{clips: make([]group.Clip, 0, n), texts: make([]text, 0, n)}
	spare := sync.Pool{New: func() any { return new(page) }} // of *page, for the features: 6 kB a clip
	err := stream(ctx, o, listing, workers,
		func(w *worker, raw *clip.Raw) *page {
			p := spare.Get().(*page)
			*p = page{features: p.features[:0], mentions: p.mentions[:0], pairs: p.pairs[:0], record: p.record}
			step(w, p, raw, o)
			return p
		},
		func(p *page) error {
			t.count(p.clip.Words, p.clip.Charset, p.repaired)
			m.took(p)
			c.clips = append(c.clips, p.clip)
			c.texts = append(c.texts, p.text)
			if o.Level == LevelStory {
				c.stories.Add(story.Doc{Features: p.features, Date: p.clip.Date})
				c.names.Add(p.mentions)
				clear(p.mentions) // the text can go
				c.pairs = append(c.pairs, slices.Clone(p.pairs))
				c.roundup = append(c.roundup, p.roundup)
			}
			spare.Put(p)
			return nil
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
	if c.Words > 0 && c.Words >= o.MinWords {
		w.tokens = w.entity.Tokens(slices.Grow(w.tokens, c.Words+wordsInTitle), entity.TextOf(&c))
		w.compared(p, w.tokens, o)
	}
}

// shed gives up the scratch of a huge page, which must not hold its memory for the rest of the run.
func (w *worker) shed() {
	if cap(w.tokens) > keptTokens {
		w.tokens, w.builder = nil, shingle.Builder{}
	}
}

// compared cuts the tokens of a clip into what it is compared by.
func (w *worker) compared(p *page, tokens []word.Token, o *Options) {
	if len(tokens) == 0 {
		return
	}
	p.text.sequence = shingle.Sequence(tokens)
	p.text.set = w.builder.Tokens(tokens)
	if o.Level == LevelStory {
		p.features = w.builder.Features(p.features, w.entity.AppendHints(tokens))
	}
}

// told notes what a report says of the stories of a clip beside their clips; the
// clip is the one that was just compared.
func (w *worker) told(p *page, tokens []word.Token) {
	p.pairs = namePairs(p.pairs, tokens)
	p.roundup = isRoundup(p.clip.Title, len(tokens), w.builder.Stems(), w.tables.Background)
}

const (
	wordsInTitle = 64
	keptTokens   = 1 << 20 // of 24 bytes each
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

// relate finds the copies: identical texts first, then every pair of the rest.
func relate(ctx context.Context, o *Options, c *corpus) (*group.Input, error) {
	apart := newApartness(o.Memory.NotSame)
	in := &group.Input{Clips: c.clips, Class: classes(c, apart), Keep: o.Keep}
	in.Apart = apart.pairs(c, in.Class)
	in.Jaccard = func(a, b int32) float64 {
		x, y := &c.texts[a].set, &c.texts[b].set
		return join.Jaccard(shingle.Overlap(x.Hashes, y.Hashes), x.Len(), y.Len())
	}

	firsts := firstOf(in.Class)
	sets := make([]*shingle.Set, len(firsts))
	at := make(map[int32]int32, 2*len(in.Apart))
	for i, id := range firsts {
		sets[i] = &c.texts[id].set
		if len(in.Apart) > 0 {
			at[id] = int32(i)
		}
	}
	kept := make([][2]int32, len(in.Apart))
	for i, p := range in.Apart {
		kept[i] = [2]int32{at[p[0]], at[p[1]]}
	}
	found, err := copies.Find(ctx, sets, kept, o.Copies, o.workers())
	if err != nil {
		return nil, err
	}
	o.compared(found.Work, len(found.Pairs))
	in.Pairs = found.Pairs
	in.Unit = make([]int32, len(c.texts))
	for i, id := range firsts {
		in.Unit[id] = firsts[found.Label[i]]
	}
	for i := range in.Pairs {
		p := &in.Pairs[i]
		p.A, p.B = firsts[p.A], firsts[p.B]
	}
	return in, nil
}

// compared notes what a join had to do.
func (o *Options) compared(s join.Stats, pairs int) {
	o.Progress.count("sets", s.Sets)
	o.Progress.count("shared shingles", s.Kept)
	o.Progress.count("lookups", s.Lookups)
	o.Progress.count("candidates", s.Merges)
	o.Progress.count("pairs", pairs)
}

// trim keeps only the sets that group compares, those of clips in a pair, and of
// them the plain shingles: a fifth of 50 MB on 10,000 clips.
func (c *corpus) trim(pairs []copies.Pair) {
	paired := make([]bool, len(c.texts))
	for _, p := range pairs {
		paired[p.A], paired[p.B] = true, true
	}
	for i := range c.texts {
		kept := shingle.Set{}
		if paired[i] {
			kept.Hashes = slices.Clone(c.texts[i].set.Hashes) // the arena can go
		}
		c.texts[i].set = kept
	}
}

// classes gives for each page the first page of the same text; -1 for pages
// that are too small to be compared. Pages that stand apart are of two classes.
func classes(c *corpus, apart apartness) []int32 {
	type text struct {
		sequence [16]byte
		parted   int // classes of the same text before this one
	}
	class := make([]int32, len(c.texts))
	seen := make(map[text]int32, len(c.texts))
	marked := map[int32][][32]byte{} // contents of a class that are in a pair
	for i := range c.texts {
		if c.texts[i].set.Len() == 0 {
			class[i] = -1
			continue
		}
		t := text{sequence: c.texts[i].sequence}
		content := c.clips[i].SHA256
		first, ok := seen[t]
		for ok && apart.has(content, marked[first]) {
			t.parted++
			first, ok = seen[t]
		}
		if !ok {
			first = int32(i)
			seen[t] = first
		}
		if apart[content] != nil {
			marked[first] = append(marked[first], content)
		}
		class[i] = first
	}
	return class
}

// firstOf lists the first pages of all classes.
func firstOf(class []int32) []int32 {
	var firsts []int32
	for i, c := range class {
		if c == int32(i) {
			firsts = append(firsts, c)
		}
	}
	return firsts
}

// told is the stories of a run.
type told struct {
	*story.Result
	docs    []int32           // pages, one a copy group, by number of doc
	longest map[int32]int32   // unit -> the page that speaks for it
	held    map[int32][]int32 // page of a possible round-up -> pages inside
	row     []int32           // page -> doc or variant of its text
	same    map[uint64]uint64 // stem of a last word -> the one that stands for it
}

// stem is the feature that a token of that stem counts as; 0 for a stop word.
func (t *told) stem(stem uint64) uint64 {
	if s, ok := t.same[stem]; ok {
		return s
	}
	return stem
}

// tell finds the stories among one text a copy group, the longest. The others
// are variants of it: the keep rules may prefer one, and its scores are exact.
// Texts of one form with other numbers are never one story. Possible round-ups
// stand aside, for they would tie what they hold; one that holds parts of one
// story alone joins it afterwards, unless its structure says what it is.
func tell(ctx context.Context, o *Options, c *corpus, in *group.Input, tables *entity.Tables, explain bool) (*told, error) {
	longest := map[int32]int32{} // unit -> page
	firsts := firstOf(in.Class)
	for _, id := range firsts {
		if best, ok := longest[in.Unit[id]]; !ok || c.clips[id].Words > c.clips[best].Words {
			longest[in.Unit[id]] = id
		}
	}
	held := map[int32][]int32{} // page of a possible round-up -> pages inside
	for host, inner := range group.Roundups(in.Pairs) {
		id := longest[in.Unit[host]]
		held[id] = append(held[id], inner...)
	}
	for _, id := range firsts {
		if c.roundup[id] && longest[in.Unit[id]] == id && held[id] == nil {
			held[id] = []int32{}
		}
	}
	docs := []int32{} // pages; never nil, which would be all: each may be a round-up
	var variants []story.Variant
	row := make([]int32, len(c.texts)) // page -> its doc, for a variant its number among the variants
	for _, id := range firsts {
		if of := longest[in.Unit[id]]; of == id && held[id] == nil {
			row[id] = int32(len(docs))
			docs = append(docs, id)
		} else {
			row[id] = int32(len(variants))
			if held[of] != nil {
				of = -1
			}
			variants = append(variants, story.Variant{Doc: id, Of: of})
		}
	}
	var apart [][2]int32
	for _, p := range in.Pairs {
		a, b := longest[in.Unit[p.A]], longest[in.Unit[p.B]]
		if p.Relation == clip.Form && a != b && held[a] == nil && held[b] == nil {
			apart = append(apart, [2]int32{row[a], row[b]})
		}
	}
	for _, p := range in.Apart {
		if a, b := longest[in.Unit[p[0]]], longest[in.Unit[p[1]]]; held[a] == nil && held[b] == nil {
			apart = append(apart, [2]int32{row[a], row[b]})
		}
	}
	var same map[uint64]uint64
	if tables.KnowsNames() {
		same = c.names.Stems(tables)
		c.stories.Unite(same)
	}
	result, err := c.stories.Cluster(ctx, docs, variants, tables.Background,
		story.Options{Threshold: o.Story, Window: o.Window, Apart: apart, Explain: explain, Workers: o.workers()})
	if err != nil {
		return nil, err
	}
	o.Progress.count("texts", len(docs))
	o.Progress.count("candidates", result.Candidates)
	o.Progress.count("links", result.Linked)
	in.Label = make([]int32, len(c.texts)) // page of the story's first doc
	for _, id := range docs {
		in.Label[id] = docs[result.Labels[row[id]]]
	}
	for id, inner := range held {
		if in.Label[id] = id; c.roundup[id] {
			continue
		}
		in.Label[id] = oneStory(inner, id, func(page int32) int32 {
			if of := longest[in.Unit[page]]; held[of] == nil {
				return in.Label[of]
			}
			return page
		})
	}
	for _, p := range in.Apart { // a round-up that joined the story of its partner leaves it
		for _, id := range [2]int32{longest[in.Unit[p[0]]], longest[in.Unit[p[1]]]} {
			if a, b := longest[in.Unit[p[0]]], longest[in.Unit[p[1]]]; held[id] != nil && in.Label[a] == in.Label[b] {
				in.Label[id] = id
			}
		}
	}
	for _, v := range variants {
		in.Label[v.Doc] = in.Label[longest[in.Unit[v.Doc]]]
		row[v.Doc] += int32(len(docs))
	}
	for i, first := range in.Class {
		if first >= 0 {
			row[i], in.Label[i] = row[first], in.Label[first]
		}
	}
	in.Roundup = make([]bool, len(c.texts))
	for _, id := range firsts {
		at := longest[in.Unit[id]]
		in.Roundup[id] = held[at] != nil && in.Label[at] == at
	}
	return &told{result, docs, longest, held, row, same}, nil
}

// oneStory is the story that all pages are in; the other when there is none.
func oneStory(pages []int32, other int32, storyOf func(page int32) int32) int32 {
	for _, p := range pages[1:] {
		if storyOf(p) != storyOf(pages[0]) {
			return other
		}
	}
	return storyOf(pages[0])
}
