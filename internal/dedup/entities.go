package dedup

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/number"
	"newsdup/internal/person"
)

// EntityOptions says what is listed. Level, Copies, Story, Keep, Window and MinWords are
// not used.
type EntityOptions struct {
	Options
	Merge bool     // one list for all clips
	Types []string // list only these types, which may be those of values (package number); empty means all types of names and no values
}

// values reports whether values are asked for.
func (o *EntityOptions) values() bool {
	return slices.ContainsFunc(o.Types, func(t string) bool { return slices.Contains(number.Types(), t) })
}

// namedThings is what one clip names.
type namedThings struct {
	clip   *clip.Clip
	things []thing
	values []thing
}

// thing is a clip.Thing that is being put together.
type thing struct {
	clip.Thing
	mention entity.Mention   // without its forms
	votes   []clip.FormCount // the canonical forms that clips chose, and how many clips chose each
	in      []int32          // the numbers of the clips, ascending; set only for names that no table has
}

// Entities hands over what each clip names, in the order of the listing. With o.Merge it
// hands over one list at the end, of what all clips name, with an empty Origin; there the
// spellings of one person's name are one thing, as in Run. The thing that is named most
// often comes first; ties are ordered by form, then by type. Values are listed when o.Types
// asks for them; a weekday is then the day that it was, if the clip has a date.
func Entities(ctx context.Context, o EntityOptions, each func(clip.Origin, []clip.Thing) error, bad func(clip.Problem) error) (clip.Summary, error) {
	t := &tally{bad: bad}
	tables, err := o.tables()
	if err != nil {
		return t.sum, err
	}
	defer o.Progress.end()
	listing, err := list(ctx, &o.Options, t)
	if err != nil {
		return t.sum, err
	}
	spellings := entity.NewSpellings(tables, true)
	spellings.Mute() // mentions bring their own forms
	workers := newWorkers(&o.Options, spellings)
	if err := learnSites(ctx, &o.Options, listing, workers); err != nil {
		return t.sum, err
	}
	var all merger
	var names person.Table
	clips, values := int32(0), o.values()
	err = stream(ctx, &o.Options, listing, workers, handlers[*namedThings]{
		step: func(w *worker, raw *clip.Raw) *namedThings {
			c := w.cleaner.Clean(raw)
			w.tokens = w.entity.Tokens(w.tokens[:0], entity.TextOf(&c))
			n := &namedThings{clip: &c, things: thingsOf(w.entity.Mentions(nil))}
			if values {
				n.values = valuesOf(w.entity.Values(nil))
			}
			return n
		},
		take: func(n *namedThings) error {
			t.count(n.clip.Words, false, n.clip.Charset, n.clip.Repaired)
			if !o.Merge {
				return each(n.clip.Origin, o.shown(append(n.things, n.values...)))
			}
			mentions := make([]entity.Mention, len(n.things))
			for i := range n.things {
				x := &n.things[i]
				if mentions[i] = x.mention; x.mention.Last != 0 {
					x.in = []int32{clips}
				}
				all.add(x)
			}
			if err := names.Add(mentions); err != nil {
				return err
			}
			for i := range n.values {
				all.add(&n.values[i])
			}
			clips++
			return nil
		},
		bad: t.problem,
	})
	if err != nil || !o.Merge {
		return t.sum, err
	}
	return t.sum, each(clip.Origin{}, o.shown(all.unite(names.Group(tables))))
}

// thingsOf copies mentions. The copies are needed because the forms of mentions are in
// memory that is used again.
func thingsOf(mentions []entity.Mention) []thing {
	things := make([]thing, len(mentions))
	for i, m := range mentions {
		m.Form = strings.Clone(m.Form)
		x := thing{Thing: clip.Thing{Form: m.Form, Type: m.Type.String(), Count: m.Count, Clips: 1}, mention: m}
		for _, f := range m.Forms {
			x.Forms = append(x.Forms, clip.FormCount{Form: strings.Clone(f.Form), Count: f.Count})
		}
		x.mention.Forms = nil
		x.votes = []clip.FormCount{{Form: x.Form, Count: 1}}
		things[i] = x
	}
	return things
}

// valuesOf copies values, whose forms are parts of the text of the clip.
func valuesOf(values []entity.Value) []thing {
	things := make([]thing, len(values))
	for i, v := range values {
		x := thing{Thing: clip.Thing{Form: v.Show(), Type: v.Type(), Count: v.Count, Clips: 1}}
		x.mention = entity.Mention{ID: v.ID(), Form: x.Form, Count: v.Count}
		for _, f := range v.Forms {
			x.Forms = append(x.Forms, clip.FormCount{Form: strings.Clone(f.Form), Count: f.Count})
		}
		x.votes = []clip.FormCount{{Form: x.Form, Count: 1}}
		things[i] = x
	}
	return things
}

// merger adds up the things of many clips.
type merger struct {
	list []thing
	at   map[uint64]int // ID -> place in list
}

// add adds x to the thing with its ID.
func (m *merger) add(x *thing) {
	if m.at == nil {
		m.at = map[uint64]int{}
	}
	i, ok := m.at[x.mention.ID]
	if !ok {
		m.at[x.mention.ID] = len(m.list)
		m.list = append(m.list, *x)
		return
	}
	sum := &m.list[i]
	sum.Count += x.Count
	if sum.Clips += x.Clips; sum.in != nil && x.in != nil {
		ascending := sum.in[len(sum.in)-1] < x.in[0] // while clips come
		if sum.in = append(sum.in, x.in...); !ascending {
			slices.Sort(sum.in)
			sum.in = slices.Compact(sum.in)
		}
		sum.Clips = len(sum.in)
	}
	if sum.Type == entity.Other.String() {
		sum.Type = x.Type
	}
	for _, f := range x.Forms {
		sum.Forms = addForm(sum.Forms, f)
	}
	for _, f := range x.votes {
		sum.votes = addForm(sum.votes, f)
	}
	best := sum.votes[0]
	for _, v := range sum.votes[1:] {
		if v.Count > best.Count || v.Count == best.Count && entity.Better(v.Form, best.Form) == v.Form {
			best = v
		}
	}
	sum.Form = best.Form
}

// unite returns the list with all spellings of one person's name as one thing.
func (m *merger) unite(aliases *person.Aliases) []thing {
	var united merger
	forms := map[uint64]string{}
	for i := range m.list {
		x := &m.list[i]
		id, form := aliases.Of(&x.mention)
		if id != x.mention.ID {
			forms[id] = form
		}
		x.mention.ID = id
		united.add(x)
	}
	for id, form := range forms {
		united.list[united.at[id]].Form = form
	}
	return united.list
}

// maxForms is how many forms of one thing a merged list tells apart: the first that it
// meets.
const maxForms = 64

// addForm adds the count of f to forms.
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

// shown is the things that are asked for, in the order in which they are shown.
func (o *EntityOptions) shown(things []thing) []clip.Thing {
	list := make([]clip.Thing, 0, len(things))
	for _, x := range things {
		if len(o.Types) > 0 && !slices.Contains(o.Types, x.Type) {
			continue
		}
		slices.SortStableFunc(x.Forms, func(a, b clip.FormCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Form, b.Form))
		})
		list = append(list, x.Thing)
	}
	slices.SortFunc(list, func(a, b clip.Thing) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Form, b.Form), strings.Compare(a.Type, b.Type))
	})
	return list
}
