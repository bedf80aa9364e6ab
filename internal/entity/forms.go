package entity

import (
	"math"
	"strings"

	"newsdup/internal/word"
)

// The forms of a clip, for a cache of clips.
//
// A stem is shown by the best form that any clip of the run has (spellings.go), and
// Spellings records a form when it first meets a spelling. A clip that comes from the cache
// is not read, so its forms are stored with it: all that it would have recorded had it been
// the first.

// Note remembers a form of a stem, as reading a text that has it does.
func (s *Spellings) Note(stem uint64, text string) { s.note(stem, text) }

// CollectForms makes r collect the forms of each clip, for Forms.
func (r *Reader) CollectForms() { r.collector = newCollector() }

// Forms appends the forms of the clip of the last Tokens to dst, some twice, as
// numbers in list. The form of a spelling has the same number in every clip, but
// for list being another one now and then.
func (r *Reader) Forms(dst []uint32) (forms []uint32, list *word.FormList) {
	c := r.collector
	dst = append(dst, c.met...)
	for _, stem := range c.seen {
		n, ok := c.grams[stem]
		if !ok {
			n = c.list.Add(word.Form{Stem: stem, Text: r.Form(stem)})
			c.grams[stem] = n
		}
		dst = append(dst, n)
	}
	return dst, c.list
}

// collector is what Forms works with.
type collector struct {
	list  *word.FormList
	clip  uint32
	shown []shownForm // by entry
	names []shownForm // by entry, where it proved a name
	met   []uint32    // forms of this clip
	seen  []uint64    // stems of grams of this clip
	grams map[uint64]uint32
}

// shownForm is the form of one spelling.
type shownForm struct {
	clip uint32 // that met it last, 0: the form is not known
	form uint32 // from 1; 0 is none
}

func newCollector() *collector {
	return &collector{list: new(word.FormList), grams: map[uint64]uint32{}}
}

// begin starts a clip; renumbered says that entries have other numbers now.
func (c *collector) begin(renumbered bool) {
	if renumbered || c.clip == math.MaxUint32 {
		*c = *newCollector()
	}
	c.clip++
	c.met, c.seen = c.met[:0], c.seen[:0]
}

// meet collects the forms that learn notes of the spellings of a line: their
// own, and those in lower case.
func (r *Reader) collectLine(text string) {
	c := r.collector
	if n := len(r.words) - len(c.shown); n > 0 {
		c.shown = append(c.shown, make([]shownForm, n)...)
		c.names = append(c.names, make([]shownForm, n)...)
	}
	for _, k := range r.asked {
		ref := &r.line[k]
		if c.shown[ref.entry].clip == c.clip {
			continue
		}
		w := text[ref.start:ref.end]
		r.collectForm(ref.entry, w)
		if low := r.words[ref.entry].lower; low != ref.entry && c.shown[low].clip != c.clip {
			r.collectForm(low, w)
		}
	}
}

// show collects the form of an entry; w is its spelling, in any case.
func (r *Reader) collectForm(id uint32, w string) {
	c := r.collector
	x := &c.shown[id]
	if x.clip == 0 {
		if e := &r.words[id]; e.stem != 0 && e.class.flags()&word.Entity == 0 && e.class&isAlpha != 0 {
			x.form = c.add(e.stem, baseForm(w))
		}
	}
	c.note(x)
}

// meet collects a form.
func (c *collector) note(x *shownForm) {
	if x.clip = c.clip; x.form > 0 {
		c.met = append(c.met, x.form-1)
	}
}

// add lists a form and gives its number from 1; 0 for a text that is not shown.
func (c *collector) add(stem uint64, text string) uint32 {
	if len(text) > maxForm {
		return 0
	}
	return 1 + c.list.Add(word.Form{Stem: stem, Text: strings.Clone(text)})
}

// meetName collects the form that noteName notes.
func (r *Reader) collectName(m *capital) {
	c, e := r.collector, &r.words[m.entry]
	x := &c.names[m.entry]
	if x.clip == c.clip || e.stem == 0 || e.class.flags()&word.Entity != 0 {
		return
	}
	if x.clip == 0 {
		x.form = c.add(e.stem, written(r.written(m), e.class&isPossessive != 0))
	}
	c.note(x)
}

// meetGram collects the form of a gram of a script without spaces.
func (r *Reader) collectGram(stem uint64) { r.collector.seen = append(r.collector.seen, stem) }
