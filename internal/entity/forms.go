package entity

import (
	"strings"

	"newsdup/internal/word"
)

// The forms of a clip, for who remembers clips.
//
// A stem is shown by the best form that any clip of the run has (spellings.go),
// and Spellings notes a form when it first meets a spelling. A clip that is not
// read again has to bring its forms with it: all that it would have noted had
// it been the first.

// Note remembers a form of a stem, as reading a text that has it does.
func (s *Spellings) Note(stem uint64, text string) { s.note(stem, text) }

// CollectForms makes r collect the forms of each clip, for Forms.
func (r *Reader) CollectForms() { r.collector = &collector{} }

// Forms appends the forms of the clip of the last Tokens to dst, some twice. A
// form of a spelling is the same *word.Form in every clip.
func (r *Reader) Forms(dst []*word.Form) []*word.Form {
	c := r.collector
	dst = append(dst, c.met...)
	for _, stem := range c.pairs {
		dst = append(dst, &word.Form{Stem: stem, Text: r.Form(stem)})
	}
	return dst
}

// collector is what Forms works with.
type collector struct {
	clip  uint32
	shown []shownForms // by entry
	met   []*word.Form // of this clip
	pairs []uint64     // stems of two letters
}

// shownForms are the forms of one spelling.
type shownForms struct {
	plain *word.Form // nil: none, or not known
	name  *word.Form // where it proved a name; nil as plain
	clip  uint32     // that met it last, 0: its forms are not known
	named uint32     // that met it last as a name
}

// begin starts a clip; renumbered says that entries have other numbers now.
func (c *collector) begin(renumbered bool) {
	c.clip++
	c.met, c.pairs = c.met[:0], c.pairs[:0]
	if renumbered || c.clip == 0 {
		clear(c.shown)
		c.clip = 1
	}
}

// meet collects the forms that learn notes of the spellings of a line: their
// own, and those in lower case.
func (r *Reader) meet(text string) {
	c := r.collector
	if n := len(r.words) - len(c.shown); n > 0 {
		c.shown = append(c.shown, make([]shownForms, n)...)
	}
	for _, k := range r.asked {
		ref := &r.line[k]
		if c.shown[ref.entry].clip == c.clip {
			continue
		}
		w := text[ref.start:ref.end]
		r.show(ref.entry, w)
		if low := r.words[ref.entry].lower; low != ref.entry && c.shown[low].clip != c.clip {
			r.show(low, w)
		}
	}
}

// show collects the form of an entry; w is its spelling, in any case.
func (r *Reader) show(id uint32, w string) {
	x := &r.collector.shown[id]
	if x.clip == 0 {
		if e := &r.words[id]; e.stem != 0 && e.class.flags()&word.Entity == 0 && e.class&isAlpha != 0 {
			x.plain = newForm(e.stem, baseForm(w))
		}
	}
	if x.clip = r.collector.clip; x.plain != nil {
		r.collector.met = append(r.collector.met, x.plain)
	}
}

// newForm is nil for a text that is not shown.
func newForm(stem uint64, text string) *word.Form {
	if len(text) > maxForm {
		return nil
	}
	return &word.Form{Stem: stem, Text: strings.Clone(text)}
}

// meetName collects the form that noteName notes.
func (r *Reader) meetName(m *capital) {
	c, e := r.collector, &r.words[m.entry]
	x := &c.shown[m.entry]
	if x.named == c.clip || e.stem == 0 || e.class.flags()&word.Entity != 0 {
		return
	}
	if x.named == 0 {
		x.name = newForm(e.stem, written(r.written(m), e.class&isPossessive != 0))
	}
	if x.named = c.clip; x.name != nil {
		c.met = append(c.met, x.name)
	}
}

// meetPair collects the form of two letters of a script without spaces.
func (r *Reader) meetPair(stem uint64) { r.collector.pairs = append(r.collector.pairs, stem) }
