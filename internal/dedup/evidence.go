package dedup

import (
	"cmp"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/word"
)

// These bound what is listed of a pair.
const (
	termsShown    = 50
	evidenceShown = 50
)

// quote fills in what the two texts say.
func (x *answer) quote(clips *[2]*clip.Clip, spellings *entity.Spellings, tables *entity.Tables) {
	sides := [2]*clip.Side{&x.A, &x.B}
	for i, c := range clips {
		short := x.class([2]int32{x.a, x.b}[i]) < 0
		*sides[i] = clip.Side{Origin: c.Origin, Title: c.Title, Words: c.Words, Date: c.Date, Site: c.Site, Short: short}
	}
	reader := spellings.NewReader()
	x.Phrases = phrases(newCleanText(clips[0]), newCleanText(clips[1]), reader, tables)
	x.Evidence = x.evidence(clips, reader)
	if x.Story == nil {
		return
	}
	wanted := map[uint64]bool{}
	terms := x.clustering.Shared(x.row(x.a), x.row(x.b), termsShown)
	for _, t := range terms {
		wanted[t.ID] = true
	}
	a, b := x.clustering.stemPlaces(clips[0], reader, wanted), x.clustering.stemPlaces(clips[1], reader, wanted)
	for _, t := range terms {
		if form := spellings.Form(t.ID); form != "" {
			x.Terms = append(x.Terms, clip.SharedTerm{Text: form, Weight: t.Weight, A: a[t.ID], B: b[t.ID]})
		}
	}
}

// stemUse is how often a clip says a stem, and how it writes it.
type stemUse struct {
	times int
	flags word.Flag
}

// evidence compares the names and figures of the two clips. A name that one clip writes as
// a name and the other in lower case is said by both.
func (x *answer) evidence(clips *[2]*clip.Clip, reader *entity.Reader) []clip.Evidence {
	var says [2]map[uint64]stemUse
	for i, c := range clips {
		says[i] = map[uint64]stemUse{}
		for _, t := range reader.Tokens(nil, entity.TextOf(c)) {
			if stem := x.clustering.featureOf(t.Stem); stem != 0 {
				s := says[i][stem]
				says[i][stem] = stemUse{s.times + 1, s.flags | t.Flags}
			}
		}
	}
	var list []clip.Evidence
	for _, kind := range []struct {
		name clip.EvidenceKind
		has  word.Flag
		not  word.Flag
	}{
		{clip.Names, word.Name | word.Entity, word.Number | word.Calendar},
		{clip.Figures, word.Figure, 0},
	} {
		of := func(s stemUse) bool { return s.flags&kind.has != 0 && s.flags&kind.not == 0 }
		e := clip.Evidence{Kind: kind.name}
		var both, a, b []formUse
		for id, s := range says[0] {
			t, shared := says[1][id]
			switch m := (formUse{reader.Form(id), s.times + t.times}); {
			case m.form == "":
			case shared && (of(s) || of(t)):
				both = append(both, m)
			case !shared && of(s):
				a = append(a, m)
			}
		}
		for id, t := range says[1] {
			if _, shared := says[0][id]; !shared && of(t) {
				if form := reader.Form(id); form != "" {
					b = append(b, formUse{form, t.times})
				}
			}
		}
		e.Both, e.MoreBoth = topForms(both)
		e.A, e.MoreA = topForms(a)
		e.B, e.MoreB = topForms(b)
		list = append(list, e)
	}
	return list
}

// formUse is something that a clip says, and how often.
type formUse struct {
	form  string
	times int
}

// topForms lists what is said most often first, and counts what is left out.
func topForms(list []formUse) ([]string, int) {
	slices.SortFunc(list, func(x, y formUse) int {
		return cmp.Or(cmp.Compare(y.times, x.times), cmp.Compare(x.form, y.form))
	})
	var out []string
	for _, m := range list[:min(len(list), evidenceShown)] {
		out = append(out, m.form)
	}
	return out, len(list) - len(out)
}
