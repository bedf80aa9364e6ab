package dedup

import (
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/person"
	"newsdup/internal/shingle"
	"newsdup/internal/store"
	"newsdup/internal/word"
)

// page is what a worker makes of one page.
type page struct {
	clip     group.Clip
	weight   int // of the page as read; see weigh
	repaired bool
	text     text
	size     copies.Size // of its set of shingles
	words    []uint64    // its set of shingles, as packSet writes it

	// At story level.
	features []shingle.Feature
	mentions []entity.Mention // those that package person counts
	pairs    []namePair       // words of names that stand side by side in the clip
	roundup  bool             // its structure is that of a round-up

	// With a cache (memory.go).
	key    store.Key
	record store.Clip // what to remember of the page, if it is fresh
	fresh  bool       // it was cleaned in this run
}

// holds is the number of bytes that the page holds; it implements holder.
func (p *page) holds() int64 {
	words, features := 8*cap(p.words), int(unsafe.Sizeof(shingle.Feature{}))*cap(p.features)
	return pageRest + int64(words+features+int(unsafe.Sizeof(entity.Mention{}))*cap(p.mentions)+int(unsafe.Sizeof(namePair{}))*cap(p.pairs))
}

// text is what a clip is compared by.
type text struct {
	sequence [16]byte // identity of its token sequence
	set      shingle.Set
}

// makePage cleans one page and cuts it into shingles and features, or takes them from the
// cache of an earlier run.
func (w *worker) makePage(p *page, raw *clip.Raw, o *Options) {
	if w.memory != nil {
		p.key = store.Key{SHA256: raw.SHA256, Variant: variant(raw)}
		if w.found || w.find(raw.Origin, p.key) {
			w.recall(p, raw, o)
			return
		}
	}
	w.cleanPage(p, raw, o)
	if len(w.tokens) > 0 && o.Level == LevelStory {
		w.noteForReport(p, w.tokens)
		w.mentions = w.entity.Mentions(w.mentions[:0])
		p.mentions = person.Counted(p.mentions, w.mentions)
	}
	if w.memory != nil {
		w.remember(p)
	}
	w.dropLargeScratch()
}

// makePassingPage is makePage for a page of a stream (uniq.go), which is compared but never
// reported: what only the report of a story needs is left out.
func (w *worker) makePassingPage(p *page, raw *clip.Raw, o *Options) {
	w.cleanPage(p, raw, o)
	w.dropLargeScratch()
}

// cleanPage cleans a page and makes its text. The tokens of a clip that is compared stay in
// w.tokens.
func (w *worker) cleanPage(p *page, raw *clip.Raw, o *Options) {
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
		w.makeText(p, w.tokens, o)
	}
}

// saysTitle reports whether the title of a clip is a line of its page, because a news flash
// may be no more than that line. If the title is metadata, a page without a body has lost
// it.
func saysTitle(raw *clip.Raw) bool { return raw.Kind == clip.Text && raw.Meta.Title == "" }

// dropLargeScratch gives up the scratch of a huge page, which would hold its memory for the
// rest of the run.
func (w *worker) dropLargeScratch() {
	if cap(w.tokens) > keptTokens {
		w.tokens, w.mentions, w.builder = nil, nil, shingle.Builder{}
		w.entity = w.entity.NewReader() // shares the spellings
		if w.memory != nil {
			w.entity.CollectForms()
		}
	}
}

// makeText cuts the tokens of a clip into what it is compared by.
func (w *worker) makeText(p *page, tokens []word.Token, o *Options) {
	if len(tokens) == 0 {
		return
	}
	p.text.set = w.builder.Tokens(tokens)
	p.text.sequence = w.builder.Sequence()
	if o.Level == LevelStory {
		p.features = w.builder.Features(p.features, w.entity.AppendHints(tokens))
	}
}

// noteForReport notes what a report says of stories and does not find in the clips
// themselves. The tokens must be those of the last makeText.
func (w *worker) noteForReport(p *page, tokens []word.Token) {
	p.pairs = namePairs(p.pairs, tokens)
	p.roundup = isRoundup(p.clip.Title, len(tokens), w.builder.Stems(), w.tables)
}

const (
	wordsInTitle = 64      // room for the tokens of a title
	keptTokens   = 1 << 16 // most tokens of 24 bytes each that a worker keeps room for
	pageRest     = 1 << 10 // bytes of a page beside its shingles and features
	keptWords    = 1 << 15 // most words of a page that is used again
)

// leadBytes is about one line of a terminal.
const leadBytes = 80

// lead is the beginning of a body, cut at a word. It is a copy, so that the body can be
// freed.
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
