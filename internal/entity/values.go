package entity

import (
	"slices"

	"newsdup/internal/number"
	"newsdup/internal/word"
)

// Numbers, sums and dates, which become one token each.
//
// What a number says depends on the language of the clip and on its other numbers (1.200),
// so phrases are searched for when the whole clip is cut. By then each of their words is a
// token; the first one stays and stands for all.
//
//	grew     6,5   %   to   $   1.2   million   in   five      hours
//	grew   6.5:percent to   USD:1.2e6           in   5:hour
//
// Stories compare days without their year, which few texts say. A number word that is a
// name in its clip (the Six Nations) remains a name for them. A weekday and "yesterday"
// stay words. The day that they were is only among the Values, because it follows from the
// date of the clip, which a copy may not have. Stories lose by it, too: where only some
// clips have dates, these no longer shared their weekdays with the others (ECB+ .951, as
// words .954).
//
// Tried for stories, mean of parts (see package story; .9391 as it is): a quantity without
// its unit .9379.

// values finds what the numbers of a clip say.
type values struct {
	finder  *number.Finder
	starts  []uint32                      // where each token starts, in the title or the body
	numeric []uint32                      // where the words start that a phrase may start with
	title   struct{ tokens, numeric int } // how many of these are of the title
	valueAt hashIndex                     // ID -> place among the values
}

func newValues(t *Tables) values { return values{finder: number.NewFinder(t.numbers)} }

// keptStarts bounds the memory that a huge clip leaves behind.
const keptStarts = 1 << 18

func (v *values) reset() {
	if cap(v.starts) > keptStarts {
		v.starts, v.numeric = nil, nil
	}
	v.starts, v.numeric = v.starts[:0], v.numeric[:0]
}

func (v *values) titleEnds() { v.title.tokens, v.title.numeric = len(v.starts), len(v.numeric) }

// mergeValues puts one token in the place of each phrase that has a value, and returns how
// many tokens are left.
func (r *Reader) mergeValues(clip []word.Token) int {
	r.finder.Reset(number.Clip{Lang: r.clipLanguage(r.text.Lang), Date: r.text.Date})
	n := r.title.numeric
	r.finder.Add(r.text.Title, r.numeric[:n])
	r.finder.Add(r.text.Body, r.numeric[n:])
	if len(r.numeric) == 0 {
		return len(clip)
	}
	to, from, at := 0, 0, 0
	for part, end := range [...]int{r.title.tokens, len(clip)} {
		r.finder.Read(part)
		for s, ok := r.finder.Next(); ok; s, ok = r.finder.Next() {
			if s.Dated {
				continue
			}
			k, _ := slices.BinarySearch(r.starts[from:end], uint32(s.Start))
			k += from
			to += r.moveTokens(clip, to, from, k)
			for from = k; from < end && int(r.starts[from]) < s.End; {
				from++
			}
			if from == k {
				continue
			}
			if from > k+1 {
				at = r.markValue(at, uint32(k), uint32(from))
			}
			clip[to] = clip[k]
			if from > k+1 {
				clip[to].Flags &^= word.Name
			}
			r.setValue(&clip[to], s.Value)
			clip[to].Pos = uint32(to)
			to++
		}
		to += r.moveTokens(clip, to, from, end)
		from = end
	}
	return to
}

// markValue marks the capitals among the tokens from first to before end, which are one
// value. at is the place in caps to look from; next is the place to look from the next
// time.
func (r *Reader) markValue(at int, first, end uint32) (next int) {
	for ; at < len(r.caps) && r.caps[at].token < end; at++ {
		if r.caps[at].token >= first {
			r.caps[at].traits |= inValue
		}
	}
	return at
}

// moveTokens moves clip[from:end] down to clip[to:], and returns how many tokens these are.
func (r *Reader) moveTokens(clip []word.Token, to, from, end int) int {
	if to < from {
		moved := clip[to : to+copy(clip[to:], clip[from:end])]
		if r.stems { // copies do not ask for positions
			for i := range moved {
				moved[i].Pos = uint32(to + i)
			}
		}
	}
	return end - from
}

// setValue makes t the token of the value v.
func (r *Reader) setValue(t *word.Token, v number.Value) {
	t.Exact = v.ID()
	t.Flags &^= word.Entity | word.Calendar | word.Numeral
	if v.Kind == number.Date {
		t.Flags |= word.Calendar
	} else {
		t.Flags |= word.Numeral
	}
	if t.Flags&word.Name != 0 && (v.Kind == number.Number || v.Kind == number.Ordinal) {
		return
	}
	if r.stems {
		t.Stem = v.Undated().ID()
	}
	if t.Flags = t.Flags&^(word.Name|word.Figure) | word.Number; v.Distinctive() {
		t.Flags |= word.Figure
	}
}

// clipLanguage is the language of the clip by its own words, which copies share, or else
// the one that its page names. The language of the page is used where there is no list of
// its function words: those of Swedish are partly German and partly English.
func (r *Reader) clipLanguage(named string) string {
	if named == "" || r.langKnown && slices.Contains(languages[:], named) {
		return languages[r.lang]
	}
	return named
}

// Value is one thing that the numbers of a clip say, with all the forms in which the clip
// says it. String returns its canonical form, Type its kind for people, and Show the value
// itself.
type Value struct {
	number.Value
	Count int         // times said in title and body, above 0
	Forms []FormCount // as written, in the order of the text; from maxForms on the last one counts for all others
}

// Values appends to dst what the numbers of the clip of the last call of Tokens say, in the
// order of the text. The forms are parts of that text.
func (r *Reader) Values(dst []Value) []Value {
	first := len(dst)
	r.valueAt.reset()
	for part, text := range [...]string{r.text.Title, r.text.Body} {
		r.finder.Read(part)
		for s, ok := r.finder.Next(); ok; s, ok = r.finder.Next() {
			k, isNew := r.valueAt.put(s.Value.ID(), int32(len(dst)-first))
			if isNew {
				dst = append(dst, Value{Value: s.Value})
			}
			v := &dst[first+int(k)]
			v.Count++
			v.Forms = countForm(v.Forms, text[s.Start:s.End])
		}
	}
	return dst
}

// countForm counts one more place where a form stands.
func countForm(forms []FormCount, form string) []FormCount {
	k := 0
	for k < len(forms) && forms[k].Form != form && k < maxForms-1 {
		k++
	}
	if k == len(forms) {
		forms = append(forms, FormCount{Form: form})
	}
	forms[k].Count++
	return forms
}

// Number is the value whose ID is the stem of a token; ok is false when the stem is not
// that of a number.
func (t *Tables) Number(stem uint64) (number.Value, bool) { return t.numbers.Of(stem) }
