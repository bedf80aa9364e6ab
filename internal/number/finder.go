package number

import (
	"slices"
	"time"
	"unicode/utf8"
)

// Span is a phrase that has a value.
type Span struct {
	Start, End int // bytes of the text
	Value      Value

	// Dated is set when the value follows from the date of the clip, like that of
	// "Tuesday". A clip that was published on another day may say the same words.
	Dated bool
}

// Clip is what is known of a clip beside its text.
type Clip struct {
	Lang string    // ISO 639-1; "" is read as English
	Date time.Time // published; zero when unknown
}

// Finder finds phrases. It keeps scratch memory, so each goroutine has one of its own.
type Finder struct {
	*Lexicon
	langs uint8 // the language of the clip as a bit; 0 when the tables have no column for it
	date  time.Time
	parts []part     // the texts of the clip
	marks convention // points and commas

	part     // the text being read, from the next word on that may start a phrase
	from int // where the last phrase ends
	last struct {
		at, end int // where the word that was folded last stands; at is -1 when there is none
		low     []byte
		means   int32 // its first meaning; -1 when nobody has asked for it
	}
	foldBuffer [maxWord]byte
}

// part is a text of the clip, and where the words start that may start a phrase.
type part struct {
	text string
	at   []uint32
}

// NewFinder returns a Finder that shares l.
func NewFinder(l *Lexicon) *Finder { return &Finder{Lexicon: l} }

// Reset starts a clip.
func (f *Finder) Reset(c Clip) {
	f.langs = 0
	if c.Lang == "" {
		c.Lang = "en"
	}
	if n := slices.Index(languages[:], c.Lang); n >= 0 {
		f.langs = 1 << n
	}
	f.date = c.Date
	clear(f.parts)
	f.parts = f.parts[:0]
	f.marks = undecided
	if !pointLanguage(c.Lang) {
		f.marks = decimalCommaByLanguage
	}
}

// Add adds a text of the clip. at holds the offsets, ascending, of the words that start
// with a digit or for which Lexicon.Starts holds. Neither is copied. All texts are added
// before the first Read, so that the numbers of one text can tell how to read those of
// another.
func (f *Finder) Add(text string, at []uint32) { f.parts = append(f.parts, part{text, at}) }

// Read starts reading the n-th text that was added. If there is none, Next finds nothing.
func (f *Finder) Read(n int) {
	f.part, f.from, f.last.at = part{}, 0, -1
	if n < len(f.parts) {
		f.part = f.parts[n]
	}
}

// Next returns the next phrase of the text; phrases do not overlap. ok is false at the end
// of the text.
func (f *Finder) Next() (s Span, ok bool) {
	for len(f.at) > 0 {
		i := int(f.at[0])
		f.at = f.at[1:]
		if i < f.from || i >= len(f.text) {
			continue
		}
		s, ok = Span{Start: i, End: i}, false
		if c := f.text[i]; isDigit(c) {
			ok = f.digitPhrase(&s)
		} else if isLetter(c) || c >= utf8.RuneSelf {
			ok = f.wordPhrase(&s)
		}
		f.from = max(f.from, s.End) // also when the phrase has no value as a whole: 1.2.3
		if ok {
			return s, true
		}
	}
	return Span{}, false
}

// wordPhrase reads a phrase that starts with a word.
func (f *Finder) wordPhrase(s *Span) bool {
	_, end := f.word(s.Start)
	m := f.meaning(month|weekday|day|ordinal, f.langs)
	switch {
	case m == nil:
		return f.spelledPhrase(s)
	case m.role == month:
		return f.monthFirst(s, m, end)
	case m.role == ordinal:
		return f.ordinal(s, m, end)
	}
	return f.relative(s, m, end)
}

// word returns the folded word at text[i], valid until the next call, and its end; end is i
// when there is no word. The word behind a number is asked for as a scale, a currency and a
// unit in turn, so the last word is remembered and folded once.
func (f *Finder) word(i int) (low []byte, end int) {
	if f.last.at != i {
		f.last.at, f.last.means = i, -1
		f.last.low, f.last.end = fold(f.foldBuffer[:0], f.text, i)
	}
	return f.last.low, f.last.end
}

// meaning is Lexicon.find for the word that word returned last. It is looked up once, too.
func (f *Finder) meaning(as role, langs uint8) *meaning {
	if f.last.means < 0 {
		f.last.means = f.first(f.last.low)
	}
	return f.findFrom(f.last.means, as, langs)
}

// lookup returns the meaning of the word at text[i] in one of the roles, and its end.
func (f *Finder) lookup(i int, as role) (m *meaning, end int) {
	low, end := f.word(i)
	if len(low) == 0 {
		return nil, i
	}
	return f.meaning(as, f.langs), end
}

// gap is what stands between two words of a phrase.
type gap uint8

const (
	none   gap = 1 << iota // nothing
	spaces                 // blanks, but no line break
	hyphen
)

// maxSpaces bounds the blanks between two words of a phrase.
const maxSpaces = 8

// skip passes over what may stand between two words of a phrase at text[i].
func (f *Finder) skip(i int) (next int, g gap) {
	g = none
	for n := 0; i < len(f.text) && n < maxSpaces; n++ {
		switch c := f.text[i]; {
		case c == ' ' || c == '\t':
			g, i = spaces, i+1
			continue
		case c == '-' && g == none:
			return i + 1, hyphen
		case c < utf8.RuneSelf:
			return i, g
		}
		switch r, size := utf8.DecodeRuneInString(f.text[i:]); {
		case isBlank(r):
			g, i = spaces, i+size
		case g == none && (r == '‐' || r == '‑'):
			return i + size, hyphen
		default:
			return i, g
		}
	}
	return i, g
}

// isBlank reports whether r is a no-break, thin, figure or narrow space.
func isBlank(r rune) bool {
	return r == 0xa0 || r == 0x2009 || r == 0x2007 || r == 0x202f
}

// wordBefore is where the word that ends at text[end] starts; end when there is none.
func (f *Finder) wordBefore(end int) int {
	i := end
	for i > f.from && endsLetter(f.text[f.from:i]) {
		_, size := utf8.DecodeLastRuneInString(f.text[f.from:i])
		i -= size
	}
	return i
}

// blanksBefore is where the blanks that end at text[i] start.
func (f *Finder) blanksBefore(i int) int {
	for i > f.from {
		r, size := utf8.DecodeLastRuneInString(f.text[f.from:i])
		if r != ' ' && !isBlank(r) {
			break
		}
		i -= size
	}
	return i
}
