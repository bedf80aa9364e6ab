package entity

import (
	"math"
	"strings"

	"newsdup/internal/word"
)

// The forms of a clip, for a cache of clips.
//
// A stem is shown in the best form that any clip of the run has (spellings.go), and
// Spellings records a form when it first meets a spelling. A clip that comes from the cache
// is not read, so its forms are stored with it: all those that it would have recorded if it
// had been the first.

// Note records a form of a stem, as reading a text with that form does.
func (s *Spellings) Note(stem uint64, text string) { s.note(stem, text) }

// CollectForms makes r collect the forms of each clip, for Forms.
func (r *Reader) CollectForms() { r.collector = newCollector() }

// Forms appends to dst the forms of the clip of the last Tokens, as numbers in list; some
// of them twice. As long as list is the same one, a form has the same number in every clip.
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
	shown []shownForm       // by entry
	names []shownForm       // by entry, for words that proved to be names
	met   []uint32          // the forms of this clip
	seen  []uint64          // the stems of grams of this clip
	grams map[uint64]uint32 // the forms of grams, by stem
}

// shownForm is the form of one spelling.
type shownForm struct {
	clip uint32 // the last clip that has it; 0 when the form is not known
	form uint32 // from 1; 0 when there is no form
}

func newCollector() *collector {
	return &collector{list: new(word.FormList), grams: map[uint64]uint32{}}
}

// begin starts a clip; renumbered says that entries have other numbers than before.
func (c *collector) begin(renumbered bool) {
	if renumbered || c.clip == math.MaxUint32 {
		*c = *newCollector()
	}
	c.clip++
	c.met, c.seen = c.met[:0], c.seen[:0]
}

// collectLine collects the forms that learning the spellings of a line records: their own,
// and those of the words in lower case.
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

// collectForm collects the form of an entry; w is its spelling, in any case.
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

// note collects a form.
func (c *collector) note(x *shownForm) {
	if x.clip = c.clip; x.form > 0 {
		c.met = append(c.met, x.form-1)
	}
}

// add lists a form and returns its number from 1, or 0 for a text that is too long to be
// shown.
func (c *collector) add(stem uint64, text string) uint32 {
	if len(text) > maxForm {
		return 0
	}
	return 1 + c.list.Add(word.Form{Stem: stem, Text: strings.Clone(text)})
}

// collectName collects the form that noteName records.
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

// collectGram collects the form of a gram of a script without spaces.
func (r *Reader) collectGram(stem uint64) { r.collector.seen = append(r.collector.seen, stem) }
