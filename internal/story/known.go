package story

// What a stream knows (online.go): a doc more, and the oldest one less.

import "newsdup/internal/word"

// Add remembers a doc and gives its number.
func (o *Online) Add(k Known) uint32 {
	number := o.first + uint32(len(o.docs))
	row, flat := make([]entry, len(k.Terms)), [2]float64{}
	o.keys = o.keys[:0]
	n := o.census(k.Terms)
	foreign, away := n.isForeign(), n.isAbroad()
	o.foreign += bit(foreign)
	for i, w := range k.Terms {
		t := o.take(w, k.Parts, foreign, away)
		row[i] = entry{w.Weight, t}
		for k, x := range o.of[t].is.flat {
			flat[k] += x
		}
		if w.Weight > 0 {
			o.keys = append(o.keys, pack(w.Weight, uint32(i)))
		}
	}
	for _, key := range heaviest(o.keys, onlineHeaviest) {
		e := row[unpack(key)]
		o.posts[e.col] = append(o.posts[e.col], onlinePosting{number, e.val})
	}
	o.entries += len(row)
	o.docs = append(o.docs, onlineDoc{row, k.Far, k.Scale, k.Story, k.Parts, flat, foreign, away})
	o.parts += k.Parts
	o.stories[k.Story] = append(o.stories[k.Story], number)
	if len(o.partial) < len(o.docs) {
		o.partial = append(o.partial, 0)
	}
	return number
}

// newTerm is a term that no doc has.
func (o *Online) newTerm(id uint64, flags word.Flag) termCount {
	heads := inHeadline(flags)
	id -= uint64(bit(heads))
	c := termCount{side: sideOf(id, o.background, o.abroad), heads: heads}
	c.pb[0] = share(id, flags, o.background)
	c.pb[1] = c.pb[0]
	if c.side != unlisted && isCommonWord(flags) && o.abroad != nil {
		c.pb[1] = max(c.pb[0], share(id, flags, o.abroad))
	}
	for k, pb := range c.pb {
		if idf := weightOf(0, 0, pb); !heads {
			c.flat[k] = idf * idf
		}
	}
	return c
}

// take counts a doc more for a term, a new one if it is new.
func (o *Online) take(w Weighted, parts int, foreign, away bool) uint32 {
	t, isNew := o.number(w.ID)
	if isNew {
		if int(t) == len(o.posts) {
			o.posts = append(o.posts, nil)
			o.dense = append(o.dense, 0)
			o.flat = append(o.flat, 0)
		}
		o.of[t].is = o.newTerm(w.ID, w.Flags)
	}
	o.of[t].is.df += parts
	o.of[t].is.docs++
	o.of[t].is.foreign += int32(bit(foreign))
	o.of[t].is.away += int32(bit(away))
	return t
}

// Forget forgets the oldest doc; there must be one.
func (o *Online) Forget() {
	d := o.docs[0]
	for _, e := range d.row {
		if posts := o.posts[e.col]; len(posts) > 0 && posts[0].doc == o.first {
			o.posts[e.col] = posts[1:]
		}
		o.of[e.col].is.df -= d.parts
		o.of[e.col].is.foreign -= int32(bit(d.foreign))
		o.of[e.col].is.away -= int32(bit(d.away))
		if o.of[e.col].is.docs--; o.of[e.col].is.docs == 0 {
			o.posts[e.col] = nil
			o.remove(e.col)
		}
	}
	if members := o.stories[d.story][1:]; len(members) > 0 { // oldest first
		o.stories[d.story] = members
	} else {
		delete(o.stories, d.story)
	}
	o.parts -= d.parts
	o.entries -= len(d.row)
	o.foreign -= bit(d.foreign)
	o.docs[0] = onlineDoc{}
	o.docs = o.docs[1:]
	o.first++
}
