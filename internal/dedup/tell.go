package dedup

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/crew"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/story"
)

// told is the stories of a run.
type told struct {
	*story.Result
	*selection
	same map[uint64]uint64 // stem of a last word -> the one that stands for it
}

// stem is the feature that a token of that stem counts as; 0 for a stop word.
func (t *told) stem(stem uint64) uint64 {
	if s, ok := t.same[stem]; ok {
		return s
	}
	return stem
}

// compare is relate, and at story level unite beside it: neither needs the other. Where
// memory is short that waits for tell.
func compare(ctx context.Context, o *Options, c *corpus, tables *entity.Tables, asked ...int32) (*group.Input, error) {
	var hands crew.Crew
	var failed error
	if o.Level == LevelStory && o.Budget == 0 {
		o.beside(&hands, func() { failed = c.unite(tables) })
	}
	in, err := relate(ctx, o, c, asked...)
	hands.Wait()
	return in, cmp.Or(err, failed)
}

// unite makes the spellings of one last word one feature, once.
func (c *corpus) unite(tables *entity.Tables) (err error) {
	if c.united || !tables.KnowsNames() {
		return nil
	}
	c.united = true
	if c.same, err = c.names.Stems(tables); err != nil {
		return err
	}
	c.closeNames() // a tenth of what a run holds
	c.stories.Unite(c.same)
	return nil
}

// tell finds the stories of the selected texts and writes them into in.
func tell(ctx context.Context, o *Options, c *corpus, in *group.Input, tables *entity.Tables, explain bool) (*told, error) {
	s := selectTexts(c, in)
	if err := c.unite(tables); err != nil {
		return nil, err
	}
	result, err := c.stories.Cluster(ctx, s.docs, s.variants, tables.Background,
		story.Options{Threshold: o.Story, Abroad: tables.Abroad, Window: o.Window, Apart: s.apart(), Explain: explain, Room: c.room(o), Workers: o.workers()})
	if err != nil {
		return nil, err
	}
	c.result = result
	o.Progress.count("texts", len(s.docs))
	o.Progress.count("candidates", result.Candidates)
	o.Progress.count("links", result.Linked)
	s.label(result.Labels, c.roundup)
	return &told{result, s, c.same}, nil
}

// selection is the texts that are compared for stories: one a copy group, the longest.
// The others are variants of it: the keep rules may prefer one, and its scores are
// exact. Possible round-ups are variants of nothing, as they would join the stories of
// what they hold; one that holds parts of a single story joins it afterwards, unless
// its structure says that it is a round-up.
type selection struct {
	in       *group.Input
	firsts   []int32           // pages: the first of each text
	longest  []int32           // by unit: the page whose text is compared; -1 of no unit
	held     map[int32][]int32 // page of a possible round-up -> pages inside
	docs     []int32           // pages, by number of doc; never nil, which would be all
	variants []story.Variant
	row      []int32 // page -> doc or variant of its text
}

func selectTexts(c *corpus, in *group.Input) *selection {
	s := &selection{in: in, firsts: c.firsts, longest: slices.Repeat([]int32{-1}, len(c.set)), held: map[int32][]int32{}, row: make([]int32, len(c.set))}
	for _, id := range s.firsts {
		if best := &s.longest[in.Unit[id]]; *best < 0 || c.words[id] > c.words[*best] {
			*best = id
		}
	}
	roundups := group.Roundups(in.Pairs, in.Unit)
	for _, host := range slices.Sorted(maps.Keys(roundups)) {
		s.held[s.text(host)] = append(s.held[s.text(host)], roundups[host]...)
	}
	for _, id := range s.firsts {
		if c.roundup[id] && s.text(id) == id && s.held[id] == nil {
			s.held[id] = []int32{}
		}
	}
	n := 0
	for _, id := range s.firsts {
		if s.isDoc(id) {
			n++
		}
	}
	s.docs, s.variants = make([]int32, 0, n), make([]story.Variant, 0, len(s.firsts)-n)
	for _, id := range s.firsts {
		if s.isDoc(id) {
			s.row[id] = int32(len(s.docs))
			s.docs = append(s.docs, id)
		}
	}
	for _, id := range s.firsts {
		if s.isDoc(id) {
			continue
		}
		s.row[id] = int32(len(s.docs) + len(s.variants))
		of := s.text(id)
		if s.held[of] != nil {
			of = -1
		}
		s.variants = append(s.variants, story.Variant{Doc: id, Of: of})
	}
	return s
}

// text is the page whose text is compared for that of a first page.
func (s *selection) text(id int32) int32 { return s.longest[s.in.Unit[id]] }

// isDoc reports whether a first page is compared for stories itself.
func (s *selection) isDoc(id int32) bool { return s.text(id) == id && s.held[id] == nil }

// apart is the pairs of docs that are never one story: texts of one form with other
// numbers, and those that the user declared not the same.
func (s *selection) apart() (pairs [][2]int32) {
	add := func(a, b int32) {
		if s.held[a] == nil && s.held[b] == nil {
			pairs = append(pairs, [2]int32{s.row[a], s.row[b]})
		}
	}
	for _, p := range s.in.Pairs {
		if a, b := s.text(p.A), s.text(p.B); p.Relation == clip.Form && a != b {
			add(a, b)
		}
	}
	for _, p := range s.in.Apart {
		add(s.text(p[0]), s.text(p[1]))
	}
	return pairs
}

// label writes into the input of the report the story of each page, by the page of its
// first doc, and which pages are round-ups. labels are those of the docs; sure is the
// pages that are round-ups by their structure.
func (s *selection) label(labels []int32, sure []bool) {
	label := make([]int32, len(s.row))
	s.in.Label = label
	for i, id := range s.docs {
		label[id] = s.docs[labels[i]]
	}
	for id, inner := range s.held {
		if label[id] = id; sure[id] {
			continue
		}
		label[id] = oneStory(inner, id, func(page int32) int32 {
			if of := s.text(page); s.held[of] == nil {
				return label[of]
			}
			return page
		})
	}
	for _, p := range s.in.Apart { // a round-up that joined the story of its partner leaves it
		a, b := s.text(p[0]), s.text(p[1])
		for _, id := range [2]int32{a, b} {
			if s.held[id] != nil && label[a] == label[b] {
				label[id] = id
			}
		}
	}
	for _, v := range s.variants {
		label[v.Doc] = label[s.text(v.Doc)]
	}
	for i, first := range s.in.Class {
		if first >= 0 {
			s.row[i], label[i] = s.row[first], label[first]
		}
	}
	s.in.Roundup = make([]bool, len(s.row))
	for _, id := range s.firsts {
		at := s.text(id)
		s.in.Roundup[id] = s.held[at] != nil && label[at] == at
	}
}

// oneStory is the story that all pages are in; the other when there is none.
func oneStory(pages []int32, other int32, storyOf func(page int32) int32) int32 {
	for _, p := range pages[1:] {
		if storyOf(p) != storyOf(pages[0]) {
			return other
		}
	}
	return storyOf(pages[0])
}
