package dedup

// Runs that remember earlier ones.
//
// Three things are remembered, each for as long as its key does not change (package store
// holds them):
//
//	         key                                    value
//	answer   a folder, options, pairs not the same  the report, without reading a page
//	clip     content, options, furniture of a site  tokens, without cleaning
//	story    contents of its clips                  its id
//
// A run first looks for its answer. It lists and stats the files, and reads and hashes
// those whose stat proves nothing, because they were written a moment before they were read
// or could not be read. If nothing has changed, the report is printed and the run ends.
// Otherwise each clip is looked up by the hash of its content: for most files the stat
// vouches for the hash, the others are read. Clips that are not found are cleaned. From
// there on a remembered clip is like any other, so the answer has the same bytes as that of
// a run without memory.
//
//	10,000 pages, CPU     without memory 1          filling it 1.3
//	                      nothing changed 0.03      one file changed 0.65
//
// Not remembered are problems (a later run looks for them again), runs in which a rule of
// the cleaner failed, and anything about standard input except its clips.
//
// The text that features returns names everything that the features of a clip depend on:
// options by value, versions by number and, because code may change without its version,
// the build. Rejected: remembering the relations of clips. Joining is fast, and the scores
// of a story depend on all clips of the run.

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/person"
	"newsdup/internal/shingle"
	"newsdup/internal/site"
	"newsdup/internal/source"
	"newsdup/internal/store"
	"newsdup/internal/word"
)

// Memory is what a run takes over from earlier ones. The zero value is nothing.
type Memory struct {
	State   *store.State    // gives stories the ids that they had; with nil, ids are made from the clips alone
	NotSame []store.NotSame // pairs that are never in one group; Pairs and Clean do not use it
	Cache   string          // file with what earlier runs made of clips; "" means none
	Build   string          // names the program, because what another build made is not used
	Warn    func(error)     // called once when the cache fails and the run goes on without it; may be nil
}

// memory is a run's use of its cache.
type memory struct {
	ctx   context.Context
	cache *store.Cache
	key   [32]byte // of the answer
	asked string   // the key in words, for people
	began time.Time
	warn  func(error)

	failed   atomic.Bool // the cache failed, or a rule of the cleaner: nothing is kept any more
	corrupt  atomic.Bool // the cache is damaged, and the next run makes a new one
	warned   sync.Once
	files    []store.File           // of the listing
	at       map[string]int         // the index of a path in files
	records  []int                  // clips met in each file
	known    map[string]*store.File // files with one clip that need not be read
	problems []store.Problem        // of files
	stdin    bool                   // standard input is read
}

// newMemory opens the cache; nil when the run does not use one.
func newMemory(ctx context.Context, o *Options) *memory {
	if o.Memory.Cache == "" || o.Entities != nil || o.Clean.Weights != nil || o.Clean.Site != nil {
		return nil
	}
	m := &memory{ctx: ctx, warn: o.Memory.Warn}
	features := o.features()
	var err error
	if m.cache, err = store.OpenCache(ctx, o.Memory.Cache, features); err != nil {
		m.fail(err)
		return nil
	}
	where, _ := os.Getwd()
	m.asked = fmt.Sprintf("%q in %q", o.Source.Paths, where)
	if len(o.Source.Against) > 0 {
		m.asked += fmt.Sprintf(" against %q", o.Source.Against)
	}
	m.key = sha256.Sum256(fmt.Appendf(nil, "%d\n%s\n%s\n%q %q %+v %v %v %v %d\n%x", store.Format, m.asked, features,
		o.Source.FilesFrom, o.Source.Files0From, o.Copies.WithDefaults(), o.Story, o.Keep, o.Window, o.Budget, o.pairKeys()))
	return m
}

// features names everything that the features of a clip depend on, except its page and its
// site.
func (o *Options) features() string {
	s := &o.Source
	return fmt.Sprintf("build %s, hashes %d, shingles %d, level %s, at least %d words, mode %d, rules %q, sites %v, input %v, encoding %q, size %d, fields %q",
		o.Memory.Build, word.HashVersion, shingle.Version, o.Level, o.MinWords, o.Clean.Mode, o.Clean.Rules.Digest(), !o.NoSiteRules,
		s.Input, s.Encoding, s.MaxSize, fmt.Sprint(s.Fields))
}

// pairKeys is the contents of the pairs that are not the same.
func (o *Options) pairKeys() (keys [][64]byte) {
	for _, p := range o.Memory.NotSame {
		keys = append(keys, [64]byte(append(p.A[:], p.B[:]...)))
	}
	return keys
}

// fail gives up the cache for the rest of the run. It is safe for concurrent use.
func (m *memory) fail(err error) {
	m.failed.Store(true)
	if store.ConditionOf(err) == store.Corrupt {
		m.corrupt.Store(true)
	}
	if m.ctx.Err() == nil {
		m.warned.Do(func() {
			if m.warn != nil {
				m.warn(err)
			}
		})
	}
}

func (m *memory) close() {
	switch {
	case m == nil:
	case m.corrupt.Load():
		_ = m.cache.Discard() // fail has warned already
	default:
		_ = m.cache.Close()
	}
}

// equip makes the workers use the cache.
func (m *memory) equip(workers []*worker, o *Options) {
	if m == nil {
		return
	}
	for _, w := range workers {
		w.memory, w.site = m, o.Clean.Site
		w.entity.CollectForms()
	}
}

// Kinds of store.Blob and their versions: for which site a clip was cleaned, and which
// people it names.
const (
	siteBlob      = 1
	siteVersion   = 1
	personBlob    = 2
	personVersion = 1
)

// variant is what the features of a page depend on besides its bytes: how the bytes were
// read.
func variant(raw *clip.Raw) uint64 {
	h := word.HashString(raw.Charset) &^ 15
	h |= uint64(raw.Kind) << 1
	if raw.Repaired {
		h |= 4
	}
	if raw.Line > 0 {
		h |= 8
	}
	return h
}

// skip reports whether a file need not be read, because its content is known and its clip
// remembered. w.record is the clip then, and raw is what is known of the page.
func (w *worker) skip(e source.Entry) (raw clip.Raw, ok bool) {
	if w.memory == nil || w.memory.known == nil {
		return raw, false
	}
	f := w.memory.known[e.Path]
	if f == nil {
		return raw, false
	}
	raw = clip.Raw{Origin: clip.Origin{Path: e.Path}, SHA256: f.Sum}
	return raw, w.find(raw.Origin, store.Key{SHA256: f.Sum, Variant: f.Variant})
}

// find looks up a clip. It reports false when the clip is not remembered, or when it was
// cleaned for a site whose furniture is known to be different by now.
func (w *worker) find(at clip.Origin, key store.Key) bool {
	w.found = false
	m, r := w.memory, &w.record
	if m.failed.Load() {
		return false
	}
	r.Key = key
	ok, err := m.cache.Get(m.ctx, r)
	if err != nil {
		m.fail(err)
	}
	if err != nil || !ok {
		return false
	}
	domain, digest := "", uint64(0)
	if b := r.Blob(siteBlob, siteVersion); len(b) >= 8 {
		domain = string(b[8:])
		for i := range 8 {
			digest |= uint64(b[i]) << (8 * i)
		}
	} else {
		return false
	}
	if w.mentions, ok = person.Decode(w.mentions[:0], r.Blob(personBlob, personVersion)); !ok {
		return false
	}
	set := w.site.Of(site.Of(at, &clip.Meta{Site: domain}))
	w.found = set.Digest() == digest
	return w.found
}

// recall makes the page of a clip that find found.
func (w *worker) recall(p *page, raw *clip.Raw, o *Options) {
	r := &w.record
	w.found = false
	p.key, p.repaired = r.Key, r.Repaired
	p.clip.Member = clip.Member{
		Origin: raw.Origin, Title: r.Title, Words: r.Words, Date: r.Date, Site: r.Site,
		Charset: r.Charset, SHA256: r.SHA256, Size: r.Size,
	}
	p.clip.Share, p.clip.Lead = r.Share, r.Lead
	for _, n := range r.Forms {
		if int(n) >= len(w.noted) {
			w.noted = append(w.noted, make([]bool, int(n)+1-len(w.noted)+1<<10)...)
		}
		if !w.noted[n] {
			w.noted[n] = true
			f := r.List.At(n)
			w.entity.Note(f.Stem, f.Text)
		}
	}
	w.makeText(p, r.Tokens, o)
	if len(r.Tokens) > 0 && o.Level == LevelStory {
		w.noteForReport(p, r.Tokens)
	}
	p.mentions = append(p.mentions, w.mentions...)
}

// remember fills in the record of a page that was just cleaned.
func (w *worker) remember(p *page) {
	if len(w.cleaner.Failed()) > 0 { // a rule failed, so the page may hold noise
		w.memory.failed.Store(true)
		return
	}
	r, c := &p.record, &p.clip
	*r = store.Clip{
		Key: p.key, Title: c.Title, Lead: c.Lead, Site: c.Site, Charset: c.Charset, Date: c.Date,
		Words: c.Words, Size: c.Size, Share: c.Share, Repaired: p.repaired,
		Tokens: append(r.Tokens[:0], w.tokens...), Forms: r.Forms[:0],
	}
	if len(w.tokens) > 0 {
		r.Forms, r.List = w.entity.Forms(r.Forms)
	}
	domain, digest := w.cleaner.SiteOf()
	b := make([]byte, 8, 8+len(domain))
	for i := range 8 {
		b[i] = byte(digest >> (8 * i))
	}
	r.Blobs = []store.Blob{{Kind: siteBlob, Version: siteVersion, Data: append(b, domain...)}}
	if len(p.mentions) > 0 {
		r.Blobs = append(r.Blobs, store.Blob{Kind: personBlob, Version: personVersion, Data: person.Encode(nil, p.mentions)})
	}
	p.fresh = true
}

// take notes a clip of the run, in the order of the listing, and remembers it if it is
// fresh.
func (m *memory) take(p *page) {
	if m == nil || m.failed.Load() {
		return
	}
	m.noteClip(p.clip.Origin, p.clip.SHA256, p.key.Variant)
	if p.fresh {
		if err := m.cache.Put(m.ctx, &p.record); err != nil {
			m.fail(err)
		}
	}
}
