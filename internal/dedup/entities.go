package dedup

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
)

// EntityOptions is one run of Entities. Level, Copies, Story, Keep, Window and MinWords are not used.
type EntityOptions struct {
	Options
	Merge bool          // one list for all clips
	Types []entity.Type // only things of these; none is all
}

// named is what one clip names.
type named struct {
	clip   *clip.Clip
	things []thing
}

// thing is a clip.Thing on its way.
type thing struct {
	clip.Thing
	id    uint64           // by which clips are merged
	votes []clip.FormCount // the canonical forms that clips chose
}

// Entities hands over what each clip names, in the order of the listing; with
// o.Merge once, at the end, what all name, for no clip. The most often named
// thing comes first, ties by form, then by type.
func Entities(ctx context.Context, o EntityOptions, each func(clip.Origin, []clip.Thing) error, bad func(clip.Problem) error) (clip.Summary, error) {
	t := &tally{bad: bad}
	tables, err := o.tables()
	if err != nil {
		return t.sum, err
	}
	listing, err := list(ctx, &o.Options, t)
	if err != nil {
		return t.sum, err
	}
	workers := newWorkers(&o.Options, entity.NewSpellings(tables, true))
	if err := learnSites(ctx, &o.Options, listing, workers); err != nil {
		return t.sum, err
	}
	all := merger{}
	err = stream(ctx, &o.Options, listing, workers,
		func(w *worker, raw *clip.Raw) *named {
			c := w.cleaner.Clean(raw)
			w.tokens = w.entity.Tokens(w.tokens[:0], entity.TextOf(&c))
			return &named{clip: &c, things: thingsOf(w.entity.Mentions(nil), o.Types)}
		},
		func(n *named) error {
			t.count(n.clip.Words, n.clip.Charset, n.clip.Repaired)
			if o.Merge {
				all.add(n.things)
				return nil
			}
			return each(n.clip.Origin, sorted(n.things))
		}, t.problem)
	if err != nil || !o.Merge {
		return t.sum, err
	}
	return t.sum, each(clip.Origin{}, sorted(all.list))
}

// thingsOf copies mentions, whose forms are part of the text and of memory that is used again.
func thingsOf(mentions []entity.Mention, types []entity.Type) []thing {
	var things []thing
	for _, m := range mentions {
		if len(types) > 0 && !slices.Contains(types, m.Type) {
			continue
		}
		x := thing{Thing: clip.Thing{Form: strings.Clone(m.Form), Type: m.Type.String(), Count: m.Count, Clips: 1}, id: m.ID}
		for _, f := range m.Forms {
			x.Forms = append(x.Forms, clip.FormCount{Form: strings.Clone(f.Form), Count: f.Count})
		}
		things = append(things, x)
	}
	return things
}

// merger sums things of many clips.
type merger struct {
	list []thing
	at   map[uint64]int // ID -> place in list
}

func (m *merger) add(things []thing) {
	if m.at == nil {
		m.at = map[uint64]int{}
	}
	for _, x := range things {
		i, ok := m.at[x.id]
		if !ok {
			m.at[x.id] = len(m.list)
			x.votes = []clip.FormCount{{Form: x.Form, Count: 1}}
			m.list = append(m.list, x)
			continue
		}
		sum := &m.list[i]
		sum.Count += x.Count
		sum.Clips++
		if sum.Type == entity.Other.String() {
			sum.Type = x.Type
		}
		for _, f := range x.Forms {
			sum.Forms = addForm(sum.Forms, f)
		}
		sum.votes = addForm(sum.votes, clip.FormCount{Form: x.Form, Count: 1})
		best := sum.votes[0]
		for _, v := range sum.votes[1:] {
			if v.Count > best.Count || v.Count == best.Count && entity.Better(v.Form, best.Form) == v.Form {
				best = v
			}
		}
		sum.Form = best.Form
	}
}

// maxForms is how many forms of one thing a merged list tells apart: those met first.
const maxForms = 64

// addForm adds f to forms.
func addForm(forms []clip.FormCount, f clip.FormCount) []clip.FormCount {
	k := slices.IndexFunc(forms, func(g clip.FormCount) bool { return g.Form == f.Form })
	switch {
	case k >= 0:
		forms[k].Count += f.Count
	case len(forms) < maxForms:
		forms = append(forms, f)
	}
	return forms
}

// sorted is the things in the order in which they are shown.
func sorted(things []thing) []clip.Thing {
	list := make([]clip.Thing, len(things))
	for i, x := range things {
		slices.SortStableFunc(x.Forms, func(a, b clip.FormCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Form, b.Form))
		})
		list[i] = x.Thing
	}
	slices.SortFunc(list, func(a, b clip.Thing) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Form, b.Form), strings.Compare(a.Type, b.Type))
	})
	return list
}
