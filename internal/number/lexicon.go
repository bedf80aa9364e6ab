package number

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The tables say what a word means where a number may stand.
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

// languages are the languages of the tables, in the order of their columns.
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

// role is how a word may stand in a phrase. Roles are bits, so that a set of them is a
// role.
type role uint16

const (
	small    role = 1 << iota // 0 to 99, and hundreds that multiply nothing: adds
	hundred                   // 100: adds or multiplies
	times                     // 100 that always multiplies
	thousand                  // 1,000: multiplies or stands alone
	scale                     // 1,000 and more that always multiplies
	ordinal
	unit
	month
	weekday
	day // yesterday and the like, counted from the day of the clip

	spelled = small | hundred | times | thousand | scale
)

// meaning is one meaning of a form.
type meaning struct {
	role  role
	langs uint8 // the languages in which the form has this meaning
	gated bool  // only in a clip in one of these languages
	bound bool  // only without a space before it: 82-летний
	value int16 // the number; for scale and thousand, the power of ten
	unit  *Unit
	next  int32 // the next meaning of the form; 0 when there is none
}

// Lexicon is the tables, loaded. It does not change after Load and is safe for concurrent
// use.
type Lexicon struct {
	forms    map[string]int32 // the first meaning of each folded form
	sieve    formSieve        // rules out most words that are not in forms
	meanings []meaning        // from 1
	units    []*Unit          // from 1
	codes    map[string]*Unit // currencies by code: USD
	signs    map[string]*Unit // currencies by sign: $, US$
	percent  *Unit
}

// Load reads the embedded tables; share the result. The error says which row of a table is
// wrong.
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
		{"words", wordsFile, 2, l.wordRow}, {"calendar", calendarFile, 2, l.wordRow},
		{"units", unitsFile, 1, l.unitRow}, {"currencies", currenciesFile, 2, l.currencyRow},
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
	l.addCompounds()
	return l, nil
}

var roles = map[string]role{
	"small": small, "hundred": hundred, "times": times, "thousand": thousand, "scale": scale, "ordinal": ordinal,
	"month": month, "weekday": weekday, "day": day,
}

func (l *Lexicon) wordRow(head, cells []string) error {
	role, ok := roles[head[0]]
	if !ok {
		return fmt.Errorf("unknown role %q", head[0])
	}
	value, err := strconv.ParseInt(head[1], 10, 16)
	if err != nil {
		return err
	}
	l.addRow(meaning{role: role, value: int16(value)}, cells)
	return nil
}

func (l *Lexicon) unitRow(head, cells []string) error {
	u := &Unit{Name: head[0], shown: head[0], index: uint8(len(l.units))}
	if f := strings.Fields(cells[0]); len(f) > 1 {
		u.shown = f[1]
	}
	l.units = append(l.units, u)
	l.addRow(meaning{role: unit, unit: u}, cells)
	return nil
}

func (l *Lexicon) currencyRow(head, cells []string) error {
	u := &Unit{Name: head[0], Currency: true, index: uint8(len(l.units))}
	l.units = append(l.units, u)
	for sign := range strings.FieldsSeq(head[1]) {
		l.signs[sign] = u
	}
	if strings.ToUpper(u.Name) == u.Name {
		l.codes[u.Name] = u
	}
	l.addRow(meaning{role: unit, unit: u}, cells)
	return nil
}

// addRow adds the forms of a row.
func (l *Lexicon) addRow(m meaning, cells []string) {
	for n, cell := range cells {
		for form := range strings.FieldsSeq(cell) {
			form, gated := strings.CutSuffix(form, "?")
			form, bound := strings.CutPrefix(form, "-")
			m.langs, m.gated, m.bound = 1<<n, gated, bound
			l.add(form, m)
		}
	}
}

// add adds a meaning of a form. If the form has this meaning already, it adds the
// languages.
func (l *Lexicon) add(form string, m meaning) {
	var room [maxWord]byte
	low, _ := fold(room[:0], form, 0)
	l.addFolded(string(low), m)
}

// addFolded is add for a form that is folded already.
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

// first is the first meaning of a folded word; 0 when it has none.
func (l *Lexicon) first(low []byte) int32 {
	if at, bit := sieveBit(low); l.sieve[at]&bit == 0 {
		return 0 // nearly all words beside numbers end here, without a look into the map
	}
	return l.forms[string(low)]
}

// formSieve has a bit for each form, chosen by its length and its first and last bytes. One
// in fourteen of the words that are no form has the bit of a form, too.
type formSieve [1 << 9]uint64

func (s *formSieve) add(form string) {
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

// find is the meaning of a folded word in one of the roles. A meaning in one of the
// languages is preferred. It is nil when there is none.
func (l *Lexicon) find(low []byte, as role, langs uint8) *meaning {
	return l.findFrom(l.first(low), as, langs)
}

// findFrom is find among the meanings of a word from i on.
func (l *Lexicon) findFrom(i int32, as role, langs uint8) (found *meaning) {
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

// Starts reports whether a phrase may start with the word w, so that a Finder needs to know
// where it stands. Words that start with a digit always may.
func (l *Lexicon) Starts(w string) bool {
	var room [maxWord]byte
	low, _ := fold(room[:0], w, 0)
	if c, ok := l.compound(low, 0xff); ok && c >= 1000 {
		return true
	}
	return l.anyStarts(l.first(low))
}

// anyStarts reports whether a phrase may start with one of the meanings from i on.
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
		return m.value > 2 // second is a unit of time as well
	case small:
		return m.value != 1 || m.langs&(english|russian|ukrainian) != 0 // in the other languages it is the article
	}
	return true
}

// ASCII yields the words for which Starts holds that have at most max letters, all ASCII.
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
