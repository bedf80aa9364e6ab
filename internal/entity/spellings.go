package entity

import (
	"sync"
	"sync/atomic"

	"newsdup/internal/word"
)

// The table of spellings.
//
// A word is known by the 64-bit hash of its bytes. What the tables say about a spelling is
// worked out once, by the first Reader that meets it, and then read by all Readers. With
// two Readers, 160,000 computations of 2.5 us and 10 MB become 90,000 and 5 MB, and further
// Readers cost nothing.
//
//	hash of "harbour" -> slots[hash & mask] = 17 -> words[17] = {exact, stem, ...}
//
// Reading takes no lock. An entry never changes once its number is in slots, where it is
// stored last and atomically. A full array is copied into a larger one, and a Reader that
// still uses the old array finds in it everything that was there before. A word that is not
// found is looked up again under the lock, and added.
//
// An entry is half a cache line; what few words need (nameFacts) is stored beside it. Each
// word of the text costs one slot and one entry. Frequent words are met first and so lie
// together at the front. Rejected: entries in the slots themselves, which saves one load
// but scatters the frequent words; and a cache of the last 4,096 words in front of the
// slots, which serves six words of ten (8,192: seven) but misses the processor's cache as
// often.

// Spellings is what the Readers of one run share: the spellings that were met, and how to
// show a stem. It is safe for concurrent use.
type Spellings struct {
	t       *Tables
	stems   bool
	limit   uint32 // a table with more spellings is emptied
	mute    bool   // forms are not recorded
	current atomic.Pointer[spellings]

	mu    sync.Mutex
	forms bestForms
}

// NewSpellings returns an empty table that uses t. Without stems, tokens have no Stem, no
// Name flag and no Pos, which copies do not ask for, and there are no forms to show.
func NewSpellings(t *Tables, stems bool) *Spellings {
	s := &Spellings{t: t, stems: stems, limit: maxWords}
	s.current.Store(newSpellings())
	return s
}

// Bound sets the number of spellings above which the table is emptied, where memory is
// short; it is never more than 300,000. Bound never changes an answer. It is called before
// the first Reader is used.
func (s *Spellings) Bound(words int) { s.limit = uint32(min(words, maxWords)) }

// Mute stops recording forms to show, which are one for each word ever met, while a stream
// may have no end. Form then knows only those of the tables. Mute is called before the
// first Reader is used.
func (s *Spellings) Mute() { s.mute = true }

// Tables returns the tables that the spellings are looked up in.
func (s *Spellings) Tables() *Tables { return s.t }

// maxWords is the number of spellings at which the table is emptied, between two clips of
// each Reader. 300,000 spellings take 25 MB, and a corpus has that many only because of
// misprints and numbers.
const maxWords = 300_000

// table is the table for the next clip of a Reader: the one in use, or an empty one if that
// is full. A Reader in the middle of a clip goes on with the old one.
func (s *Spellings) table() *spellings {
	now := s.current.Load()
	if now.used.Load() > s.limit {
		s.current.CompareAndSwap(now, newSpellings())
		now = s.current.Load()
	}
	return now
}

// Trim frees the table of spellings when no Reader is used any more. Form still works.
func (s *Spellings) Trim() { s.current.Store(nil) }

// spellings is a table until it is emptied.
type spellings struct {
	used  atomic.Uint32 // number of entries; there is no entry 0, so that a slot of 0 is free
	view  atomic.Pointer[view]
	adder sync.Mutex
}

// view is the arrays of a table until they are full.
type view struct {
	slots  []atomic.Uint32 // open addressing by entry.hash, at most half full
	words  []entry
	rare   []nameFacts
	proper []uint64 // hash of the normal form of the word in a name, see nameForm
}

// entry is what is known of one spelling.
type entry struct {
	hash  uint64 // of its bytes, see spell
	exact uint64 // Token.Exact
	stem  uint64 // Token.Stem
	lower uint32 // entry of the word in lower case, which counts for all its spellings; itself when it is that
	class class
}

// nameFacts is what only words that may be names need.
type nameFacts struct {
	fold    uint64    // hash of the folded word: its key in the names table
	name    nameValue // what the names table has for this word alone
	foreign uint32    // 1 + the id of the name that it is in a clip that is not in English
}

// class is what a spelling is. From the low end it has bits for the languages in which the
// spelling is a function word (bit n is languages[n]), then the bits below, and from bit
// flagShift on its word.Flag.
type class uint32

const (
	isAlpha      class = 1 << (16 + iota) // starts with a letter
	isLong                                // more than 3 letters
	isCapital                             // starts with a capital
	isUpper                               // two capitals or more, and no lower-case letter
	isCJK                                 // one letter of a script without spaces
	isStart                               // a name of several words starts with it
	isMaybe                               // a month or weekday only when capitalised or beside a number
	isShouted                             // an acronym that is spelt like a common word, which it is in a line of capitals
	isPossessive                          // ends in 's
	isForeign                             // rare.foreign is set
)

const (
	flagShift = 26
	inEnglish = class(1)                     // a function word of English
	namePart  = class(lexNamePart)           // see nameparts.go
	anywhere  = class(1<<len(languages) - 1) // a function word of any language
	elsewhere = anywhere &^ inEnglish
	special   = elsewhere | isCapital | isUpper | isCJK | isStart | isMaybe | isShouted | isNumeric | class(word.Entity)<<flagShift

	// isAlphabetic marks a letter of a script without spaces that is an alphabet: Thai to
	// Khmer. A single letter is not long, so that bit is free.
	isAlphabetic = isLong

	// isNumeric marks a word that may start a number, a sum or a date. Whether a word is a
	// name depends on the clip, so that flag is free in a spelling.
	isNumeric = class(word.Name) << flagShift
)

// isSpecial reports whether a spelling is more than a word in lower case with one meaning.
func (c class) isSpecial() bool { return c&(special|isAlpha) != isAlpha }

func (c class) flags() word.Flag { return word.Flag(c>>flagShift) &^ word.Name }

// speaks reports whether the spelling is a function word of languages[lang].
func (c class) speaks(lang int) bool { return c>>lang&1 != 0 }

func newSpellings() *spellings {
	t := new(spellings)
	t.used.Store(1)
	t.view.Store(newView(1 << 13))
	return t
}

// newView returns arrays with room for n words, a power of two.
func newView(n int) *view {
	v := &view{slots: make([]atomic.Uint32, 2*n), words: make([]entry, n), rare: make([]nameFacts, n), proper: make([]uint64, n)}
	v.words[plainWord].class = isAlpha
	return v
}

// find is the entry of the spelling with the hash h; 0 when it is not there.
func (v *view) find(h uint64) uint32 {
	mask := uint64(len(v.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if e := v.slots[i].Load(); e == 0 || v.words[e].hash == h {
			return e
		}
	}
}

// place puts an entry into slots, where find looks.
func (v *view) place(id uint32) {
	mask := uint64(len(v.slots) - 1)
	i := v.words[id].hash & mask
	for v.slots[i].Load() != 0 {
		i = (i + 1) & mask
	}
	v.slots[i].Store(id)
}

// add appends an entry, or returns the one that another Reader added first.
func (t *spellings) add(e entry, x nameFacts, name uint64) uint32 {
	t.adder.Lock()
	defer t.adder.Unlock()
	v := t.view.Load()
	if id := v.find(e.hash); id != 0 {
		return id
	}
	id := t.used.Load()
	if int(id) == len(v.words) {
		old := v
		v = newView(2 * len(old.words))
		copy(v.words, old.words)
		copy(v.rare, old.rare)
		copy(v.proper, old.proper)
		for i := uint32(1); i < id; i++ {
			v.place(i)
		}
		t.view.Store(v)
	}
	if e.lower == 0 {
		e.lower = id
	}
	v.words[id], v.rare[id], v.proper[id] = e, x, name
	v.place(id)
	t.used.Store(id + 1)
	return id
}

// Form is how to show a stem: the name of a thing ("Russia"), a number or a date ("5
// hours"), the best form of it that any Reader met (see Better), or "" when there is none.
// Forms are kept when the table of spellings is emptied, so that the answer does not depend
// on when that was.
func (s *Spellings) Form(stem uint64) string {
	if id, ok := s.t.stems.find(stem); ok {
		return s.t.display(int(id))
	}
	s.mu.Lock()
	form, ok := s.forms.of(stem)
	s.mu.Unlock()
	if v, is := s.t.numbers.Of(stem); is && !ok {
		return v.Show()
	}
	return form
}

// Forms is the number of stems that Form has a recorded form of.
func (s *Spellings) Forms() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.forms.list)
}

// maxForm is the longest form that is recorded, in bytes: longer ones are no words to show.
const maxForm = 64

// note records a form of a stem.
func (s *Spellings) note(stem uint64, form string) {
	if s.mute || form == "" || len(form) > maxForm {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forms.note(stem, form)
}

// noteGram records the form of a gram of a script without spaces: a letter or a shorter
// gram, and the letter behind it.
func (s *Spellings) noteGram(stem, first, second uint64) {
	if s.mute {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.forms.of(stem); !ok {
		a, _ := s.forms.of(first)
		b, _ := s.forms.of(second)
		s.forms.note(stem, a+b)
	}
}
