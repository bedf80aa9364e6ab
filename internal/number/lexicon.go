package number

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The tables: what a word means where a number may stand.
var (
	//go:embed data/words.tsv
	wordsFile string
	//go:embed data/units.tsv
	unitsFile string
	//go:embed data/currencies.tsv
	currenciesFile string
	//go:embed data/calendar.tsv
	calendarFile string
)

// languages are those of the tables, in the order of their columns.
var languages = [...]string{"en", "fr", "de", "es", "it", "pt", "ru", "uk"}

// The languages, as bits.
const (
	english = 1 << iota
	french
	german
	spanish
	italian
	portuguese
	russian
	ukrainian
)

// role is how a word may stand in a phrase. A set of them is or-ed.
type role uint16

const (
	small    role = 1 << iota // 0-99, and hundreds that multiply nothing: adds
	hundred                   // 100: adds, multiplies
	times                     // 100 that must multiply
	thousand                  // 1,000: multiplies, or stands alone
	scale                     // 1,000 and more that must multiply
	ordinal
	unit
	month
	weekday
	day // counted from the day of the clip

	spelled = small | hundred | times | thousand | scale
)

// meaning is one meaning of a form.
type meaning struct {
	role  role
	langs uint8 // that have it
	gated bool  // only in a clip of these languages
	bound bool  // only with no blank before it: 82-летний
	value int16 // of scale and thousand the power of ten
	unit  *Unit
	next  int32 // another meaning of the form; 0 is none
}

// Lexicon is the tables. It does not change after Load and is safe for concurrent use.
type Lexicon struct {
	forms    map[string]int32 // folded -> first meaning
	sieve    sieve            // of forms
	meanings []meaning        // from 1
	units    []*Unit          // from 1
	codes    map[string]*Unit // of currencies: USD
	signs    map[string]*Unit // of currencies: $, US$
	percent  *Unit
}

// Load reads the embedded tables; share the result. It fails only when a row was edited wrongly.
func Load() (*Lexicon, error) {
	l := &Lexicon{
		forms: make(map[string]int32, 6000), meanings: make([]meaning, 1, 6000), units: make([]*Unit, 1, 128),
		codes: map[string]*Unit{"Rs": nil, "kr": nil}, signs: map[string]*Unit{},
	}
	for _, f := range []struct {
		name, text string
		heads      int // columns before those of the languages
		row        func(head, cells []string) error
	}{
		{"words", wordsFile, 2, l.word}, {"calendar", calendarFile, 2, l.word},
		{"units", unitsFile, 1, l.unitRow}, {"currencies", currenciesFile, 2, l.currency},
	} {
		for line := range strings.Lines(f.text) {
			if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "#") {
				continue
			}
			cells := strings.Split(line, "\t")
			if len(cells) != f.heads+len(languages) {
				return nil, fmt.Errorf("read %s.tsv: %d columns in %q, want %d", f.name, len(cells), line, f.heads+len(languages))
			}
			if err := f.row(cells[:f.heads], cells[f.heads:]); err != nil {
				return nil, fmt.Errorf("read %s.tsv: row %q: %w", f.name, line, err)
			}
		}
	}
	l.percent = l.unit(percent, false)
	l.codes["Rs"], l.codes["kr"] = l.unit("rupee", true), l.unit("krone", true)
	if len(l.units) > 1<<7 {
		return nil, fmt.Errorf("read units: %d units are more than %d", len(l.units), 1<<7)
	}
	l.compounds()
	return l, nil
}

var roles = map[string]role{
	"small": small, "hundred": hundred, "times": times, "thousand": thousand, "scale": scale, "ordinal": ordinal,
	"month": month, "weekday": weekday, "day": day,
}

func (l *Lexicon) word(head, cells []string) error {
	role, ok := roles[head[0]]
	if !ok {
		return fmt.Errorf("unknown role %q", head[0])
	}
	value, err := strconv.ParseInt(head[1], 10, 16)
	if err != nil {
		return err
	}
	l.row(meaning{role: role, value: int16(value)}, cells)
	return nil
}

func (l *Lexicon) unitRow(head, cells []string) error {
	u := &Unit{Name: head[0], shown: head[0], index: uint8(len(l.units))}
	if f := strings.Fields(cells[0]); len(f) > 1 {
		u.shown = f[1]
	}
	l.units = append(l.units, u)
	l.row(meaning{role: unit, unit: u}, cells)
	return nil
}

func (l *Lexicon) currency(head, cells []string) error {
	u := &Unit{Name: head[0], Currency: true, index: uint8(len(l.units))}
	l.units = append(l.units, u)
	for sign := range strings.FieldsSeq(head[1]) {
		l.signs[sign] = u
	}
	if strings.ToUpper(u.Name) == u.Name {
		l.codes[u.Name] = u
	}
	l.row(meaning{role: unit, unit: u}, cells)
	return nil
}

// row adds the forms of a row.
func (l *Lexicon) row(m meaning, cells []string) {
	for n, cell := range cells {
		for form := range strings.FieldsSeq(cell) {
			form, gated := strings.CutSuffix(form, "?")
			form, bound := strings.CutPrefix(form, "-")
			m.langs, m.gated, m.bound = 1<<n, gated, bound
			l.add(form, m)
		}
	}
}

// add adds a meaning of a form, or its languages to the same one.
func (l *Lexicon) add(form string, m meaning) {
	var room [maxWord]byte
	low, _ := fold(room[:0], form, 0)
	l.addFolded(string(low), m)
}

// addFolded is add of a form that is folded.
func (l *Lexicon) addFolded(low string, m meaning) {
	first := l.forms[low]
	for i := first; i != 0; i = l.meanings[i].next {
		if old := &l.meanings[i]; old.role == m.role && old.value == m.value && old.unit == m.unit {
			old.langs |= m.langs
			old.gated = old.gated && m.gated
			return
		}
	}
	m.next = first
	l.forms[low] = int32(len(l.meanings))
	l.sieve.add(low)
	l.meanings = append(l.meanings, m)
}

// first is the first meaning of a folded word, 0 when it has none.
func (l *Lexicon) first(low []byte) int32 {
	if at, bit := sieveBit(low); l.sieve[at]&bit == 0 {
		return 0 // as nearly all words beside numbers have, and found out sooner
	}
	return l.forms[string(low)]
}

// sieve has a bit for each form, by its length, first and last bytes: one word in
// fourteen that is none seems one.
type sieve [1 << 9]uint64

func (s *sieve) add(form string) {
	at, bit := sieveBit(form)
	s[at] |= bit
}

func sieveBit[T string | []byte](w T) (at int, bit uint64) {
	x := uint64(len(w))
	for i := range min(len(w), 3) {
		x = x<<8 | uint64(w[i])
		x = x<<8 | uint64(w[len(w)-1-i])
	}
	x *= 0x9e3779b97f4a7c15
	return int(x >> (64 - 9)), 1 << (x >> (64 - 15) & 63)
}

// find is the meaning of a folded word in one of the roles: that of the
// languages before any other; nil when there is none.
func (l *Lexicon) find(low []byte, as role, langs uint8) *meaning {
	return l.among(l.first(low), as, langs)
}

// among is find among the meanings of a word from i on.
func (l *Lexicon) among(i int32, as role, langs uint8) (found *meaning) {
	for ; i != 0; i = l.meanings[i].next {
		switch m := &l.meanings[i]; {
		case m.role&as == 0:
		case m.langs&langs != 0:
			return m
		case !m.gated:
			found = m
		}
	}
	return found
}

// Starts says whether a phrase may start with the word w, so that a Finder
// wants to know where it stands. Words that start with a digit always may.
func (l *Lexicon) Starts(w string) bool {
	var room [maxWord]byte
	low, _ := fold(room[:0], w, 0)
	if c, ok := l.compound(low, 0xff); ok && c >= 1000 {
		return true
	}
	return l.anyStarts(l.first(low))
}

// anyStarts says whether a phrase may start with one of the meanings from i on.
func (l *Lexicon) anyStarts(i int32) bool {
	for ; i != 0; i = l.meanings[i].next {
		if l.meanings[i].starts() {
			return true
		}
	}
	return false
}

func (m *meaning) starts() bool {
	switch m.role {
	case unit:
		return false
	case ordinal:
		return m.value > 2 // second is a time, too
	case small:
		return m.value != 1 || m.langs&(english|russian|ukrainian) != 0 // elsewhere it is the article
	}
	return true
}

// ASCII gives the words for which Starts holds, of ASCII letters and up to max of them.
func (l *Lexicon) ASCII(max int, yield func(w string)) {
	ascii := func(w string) bool { return len(w) <= max && strings.IndexFunc(w, notASCII) < 0 }
	for w, first := range l.forms {
		if ascii(w) && l.anyStarts(first) {
			yield(w)
		}
	}
	l.longCompounds(max, yield)
}

func notASCII(r rune) bool { return r >= utf8.RuneSelf }

func (l *Lexicon) unit(name string, currency bool) *Unit {
	for _, u := range l.units[1:] {
		if u.Name == name && u.Currency == currency {
			return u
		}
	}
	return nil
}
