package dedup

import (
	"context"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/person"
	"newsdup/internal/story"
)

// told is the stories of a run.
type told struct {
	*story.Result
	docs    []int32           // pages, one a copy group, by number of doc
	longest map[int32]int32   // unit -> the page that speaks for it
	held    map[int32][]int32 // page of a possible round-up -> pages inside
	row     []int32           // page -> doc or variant of its text
	same    map[uint64]uint64 // stem of a last word -> the one that stands for it
}

// stem is the feature that a token of that stem counts as; 0 for a stop word.
func (t *told) stem(stem uint64) uint64 {
	if s, ok := t.same[stem]; ok {
		return s
	}
	return stem
}

// tell finds the stories among one text a copy group, the longest. The others
// are variants of it: the keep rules may prefer one, and its scores are exact.
// Texts of one form with other numbers are never one story. Possible round-ups
// stand aside, for they would tie what they hold; one that holds parts of one
// story alone joins it afterwards, unless its structure says what it is.
func tell(ctx context.Context, o *Options, c *corpus, in *group.Input, tables *entity.Tables, explain bool) (*told, error) {
	longest := map[int32]int32{} // unit -> page
	firsts := firstOf(in.Class)
	for _, id := range firsts {
		if best, ok := longest[in.Unit[id]]; !ok || c.words[id] > c.words[best] {
			longest[in.Unit[id]] = id
		}
	}
	held := map[int32][]int32{} // page of a possible round-up -> pages inside
	for host, inner := range group.Roundups(in.Pairs, in.Unit) {
		id := longest[in.Unit[host]]
		held[id] = append(held[id], inner...)
	}
	for _, id := range firsts {
		if c.roundup[id] && longest[in.Unit[id]] == id && held[id] == nil {
			held[id] = []int32{}
		}
	}
	docs := []int32{} // pages; never nil, which would be all: each may be a round-up
	var variants []story.Variant
	row := make([]int32, len(c.set)) // page -> its doc, for a variant its number among the variants
	for _, id := range firsts {
		if of := longest[in.Unit[id]]; of == id && held[id] == nil {
			row[id] = int32(len(docs))
			docs = append(docs, id)
		} else {
			row[id] = int32(len(variants))
			if held[of] != nil {
				of = -1
			}
			variants = append(variants, story.Variant{Doc: id, Of: of})
		}
	}
	var apart [][2]int32
	for _, p := range in.Pairs {
		a, b := longest[in.Unit[p.A]], longest[in.Unit[p.B]]
		if p.Relation == clip.Form && a != b && held[a] == nil && held[b] == nil {
			apart = append(apart, [2]int32{row[a], row[b]})
		}
	}
	for _, p := range in.Apart {
		if a, b := longest[in.Unit[p[0]]], longest[in.Unit[p[1]]]; held[a] == nil && held[b] == nil {
			apart = append(apart, [2]int32{row[a], row[b]})
		}
	}
	var same map[uint64]uint64
	if tables.KnowsNames() {
		same = c.names.Stems(tables)
		c.names = person.Table{} // a tenth of what a run holds
		c.stories.Unite(same)
	}
	result, err := c.stories.Cluster(ctx, docs, variants, tables.Background,
		story.Options{Threshold: o.Story, Window: o.Window, Apart: apart, Explain: explain, Hold: c.hold(o, len(docs)), Workers: o.workers()})
	if err != nil {
		return nil, err
	}
	c.result = result
	o.Progress.count("texts", len(docs))
	o.Progress.count("candidates", result.Candidates)
	o.Progress.count("links", result.Linked)
	in.Label = make([]int32, len(c.set)) // page of the story's first doc
	for _, id := range docs {
		in.Label[id] = docs[result.Labels[row[id]]]
	}
	for id, inner := range held {
		if in.Label[id] = id; c.roundup[id] {
			continue
		}
		in.Label[id] = oneStory(inner, id, func(page int32) int32 {
			if of := longest[in.Unit[page]]; held[of] == nil {
				return in.Label[of]
			}
			return page
		})
	}
	for _, p := range in.Apart { // a round-up that joined the story of its partner leaves it
		for _, id := range [2]int32{longest[in.Unit[p[0]]], longest[in.Unit[p[1]]]} {
			if a, b := longest[in.Unit[p[0]]], longest[in.Unit[p[1]]]; held[id] != nil && in.Label[a] == in.Label[b] {
				in.Label[id] = id
			}
		}
	}
	for _, v := range variants {
		in.Label[v.Doc] = in.Label[longest[in.Unit[v.Doc]]]
		row[v.Doc] += int32(len(docs))
	}
	for i, first := range in.Class {
		if first >= 0 {
			row[i], in.Label[i] = row[first], in.Label[first]
		}
	}
	in.Roundup = make([]bool, len(c.set))
	for _, id := range firsts {
		at := longest[in.Unit[id]]
		in.Roundup[id] = held[at] != nil && in.Label[at] == at
	}
	return &told{result, docs, longest, held, row, same}, nil
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
