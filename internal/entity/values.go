package entity

import (
	"newsdup/internal/number"
	"newsdup/internal/word"
)

// Numbers, sums and dates, which become one token each.
//
// What a number says depends on the language of the clip and on its other
// numbers (1.200), so phrases are looked for when all is cut. By then each of
// their words is a token; the first stays and stands for all.
//
//	grew     6,5   %   to   $   1.2   million   in   five      hours
//	grew   6.5:percent to   USD:1.2e6           in   5:hour
//
// Stories compare days without their year, which few texts say, and a weekday
// as the day it was; copies compare only what the text itself says. A number
// word that is a name in its clip (the Six Nations) remains a name for stories.

// values finds what the numbers of a clip say.
type values struct {
	finder  *number.Finder
	starts  []uint32 // of each token, in the title or the body
	numeric []uint32 // of the words that a phrase may start with
	title   struct{ tokens, numeric int }
	found   [2][]number.Span // in the title and in the body
}

func newValues(t *Tables) values { return values{finder: number.NewFinder(t.numbers)} }

func (v *values) reset() {
	v.starts, v.numeric = v.starts[:0], v.numeric[:0]
	v.found[0], v.found[1] = v.found[0][:0], v.found[1][:0]
}

func (v *values) titleEnds() { v.title.tokens, v.title.numeric = len(v.starts), len(v.numeric) }

// valued puts one token in the place of each phrase that has a value, and returns how many tokens remain.
func (r *Reader) valued(clip []word.Token) int {
	if len(r.numeric) == 0 {
		return len(clip)
	}
	r.finder.Reset(number.Clip{Lang: r.spoken(r.text.Lang), Date: r.text.Date})
	n := r.title.numeric
	r.finder.Add(r.text.Title, r.numeric[:n])
	r.finder.Add(r.text.Body, r.numeric[n:])
	to, from := 0, 0
	for part, end := range [...]int{r.title.tokens, len(clip)} {
		r.found[part] = r.finder.Find(r.found[part], part)
		for i := range r.found[part] {
			s := &r.found[part][i]
			k := from
			for k < end && int(r.starts[k]) < s.Start {
				k++
			}
			to += move(clip, to, from, k)
			for from = k; from < end && int(r.starts[from]) < s.End; {
				from++
			}
			if from == k {
				continue
			}
			clip[to] = clip[k]
			if from > k+1 {
				clip[to].Flags &^= word.Name
			}
			r.setValue(&clip[to], s)
			clip[to].Pos = uint32(to)
			to++
		}
		to += move(clip, to, from, end)
		from = end
	}
	return to
}

// move moves clip[from:end] down to clip[to:] and returns how many tokens these are.
func move(clip []word.Token, to, from, end int) int {
	if to < from {
		for i := range clip[to : to+copy(clip[to:], clip[from:end])] {
			clip[to+i].Pos = uint32(to + i)
		}
	}
	return end - from
}

// setValue makes t the token of what s says.
func (r *Reader) setValue(t *word.Token, s *number.Span) {
	named := t.Flags&word.Name != 0 && (s.Value.Kind == number.Number || s.Value.Kind == number.Ordinal)
	if r.stems && !named {
		t.Stem = s.Value.Undated().ID()
	}
	if s.Dated {
		return
	}
	t.Exact = s.Value.ID()
	t.Flags &^= word.Entity | word.Figure | word.Calendar | word.Numeral
	if s.Value.Kind == number.Date {
		t.Flags |= word.Calendar
	} else {
		t.Flags |= word.Numeral
	}
	if named {
		return
	}
	t.Flags = t.Flags&^word.Name | word.Number
	if s.Value.Distinctive() {
		t.Flags |= word.Figure
	}
}

// spoken is the language of the clip by its own words, which copies share,
// else the one that its page names.
func (r *Reader) spoken(named string) string {
	if r.langKnown || named == "" {
		return languages[r.lang]
	}
	return named
}
