package dedup

import (
	"maps"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/group"
	"newsdup/internal/story"
)

// selection is the texts that are compared for stories: the longest of each copy group.
// They are the docs; the other texts are variants of them. A variant needs scores, too,
// because the keep rules may prefer it.
//
// A possible round-up is neither a doc nor a variant of one, because it would join the
// stories of its items into one. If it holds parts of a single story it joins that story
// afterwards, unless its structure says that it is a round-up.
type selection struct {
	in       *group.Input
	firsts   []int32           // the first page of each text
	longest  []int32           // by unit: the page whose text is compared; -1 when the number is not that of a unit
	items    map[int32][]int32 // page of a possible round-up -> the pages that it contains
	docs     []int32           // the page of each doc; never nil, which would mean all pages
	variants []story.Variant
	row      []int32 // the number of each page's text among the docs and, behind them, the variants
}

// selectTexts selects the texts of a corpus whose copies are known.
func selectTexts(c *corpus, in *group.Input) *selection {
	s := &selection{in: in, firsts: c.firsts, longest: slices.Repeat([]int32{-1}, len(c.setOf)), items: map[int32][]int32{}, row: make([]int32, len(c.setOf))}
	for _, id := range s.firsts {
		if best := &s.longest[in.Unit[id]]; *best < 0 || c.words[id] > c.words[*best] {
			*best = id
		}
	}
	roundups := group.Roundups(in.Pairs, in.Unit)
	for _, host := range slices.Sorted(maps.Keys(roundups)) {
		s.items[s.comparedFor(host)] = append(s.items[s.comparedFor(host)], roundups[host]...)
	}
	for _, id := range s.firsts {
		if c.roundup[id] && s.comparedFor(id) == id && s.items[id] == nil {
			s.items[id] = []int32{}
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
		of := s.comparedFor(id)
		if s.items[of] != nil {
			of = -1
		}
		s.variants = append(s.variants, story.Variant{Doc: id, Of: of})
	}
	return s
}

// comparedFor is the page whose text is compared in place of that of a first page.
func (s *selection) comparedFor(id int32) int32 { return s.longest[s.in.Unit[id]] }

// isDoc reports whether a first page is compared for stories itself.
func (s *selection) isDoc(id int32) bool { return s.comparedFor(id) == id && s.items[id] == nil }

// apartDocs lists the pairs of docs that are never one story: texts of one form with other
// numbers, and texts that the user declared not the same.
func (s *selection) apartDocs() (pairs [][2]int32) {
	add := func(a, b int32) {
		if s.items[a] == nil && s.items[b] == nil {
			pairs = append(pairs, [2]int32{s.row[a], s.row[b]})
		}
	}
	for _, p := range s.in.Pairs {
		if a, b := s.comparedFor(p.A), s.comparedFor(p.B); p.Relation == clip.Form && a != b {
			add(a, b)
		}
	}
	for _, p := range s.in.Apart {
		add(s.comparedFor(p[0]), s.comparedFor(p[1]))
	}
	return pairs
}

// labelPages writes into the input of the report the story of each page, named by the page
// of its first doc, and which pages are round-ups. labels are those of the docs. sure says
// which pages are round-ups by their structure.
func (s *selection) labelPages(labels []int32, sure []bool) {
	label := make([]int32, len(s.row))
	s.in.Label = label
	for i, id := range s.docs {
		label[id] = s.docs[labels[i]]
	}
	for id, inner := range s.items {
		if label[id] = id; sure[id] {
			continue
		}
		label[id] = oneStory(inner, id, func(page int32) int32 {
			if of := s.comparedFor(page); s.items[of] == nil {
				return label[of]
			}
			return page
		})
	}
	for _, p := range s.in.Apart { // a round-up that joined the story of a clip that it is not the same as leaves it
		a, b := s.comparedFor(p[0]), s.comparedFor(p[1])
		for _, id := range [2]int32{a, b} {
			if s.items[id] != nil && label[a] == label[b] {
				label[id] = id
			}
		}
	}
	for _, v := range s.variants {
		label[v.Doc] = label[s.comparedFor(v.Doc)]
	}
	for i, first := range s.in.Class {
		if first >= 0 {
			s.row[i], label[i] = s.row[first], label[first]
		}
	}
	s.in.Roundup = make([]bool, len(s.row))
	for _, id := range s.firsts {
		at := s.comparedFor(id)
		s.in.Roundup[id] = s.items[at] != nil && label[at] == at
	}
}

// oneStory is the story that all pages are in, or other when they are in several.
func oneStory(pages []int32, other int32, storyOf func(page int32) int32) int32 {
	for _, p := range pages[1:] {
		if storyOf(p) != storyOf(pages[0]) {
			return other
		}
	}
	return storyOf(pages[0])
}
