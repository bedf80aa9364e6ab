package story

// What a stream knows (online.go): a doc more, and the oldest one less.

import "newsdup/internal/word"

// Add remembers a doc and gives its number.
func (o *Online) Add(k Known) uint32 {
	number := o.first + uint32(len(o.docs))
	row, flat := make([]entry, len(k.Terms)), [2]float64{}
	o.keys = o.keys[:0]
	var n census
	for i, w := range k.Terms {
		t := o.term(w)
		row[i] = entry{w.Weight, t}
		n.count(&o.of[t].is)
		for k, x := range o.of[t].is.flat {
			flat[k] += x
		}
		if w.Weight > 0 {
			o.keys = append(o.keys, pack(w.Weight, uint32(i)))
		}
	}
	foreign, away := n.isForeign(), n.isAbroad()
	o.foreign += bit(foreign)
	for _, e := range row {
		c := &o.of[e.col].is
		c.df += k.Parts
		c.docs++
		c.foreign += int32(bit(foreign))
		c.away += int32(bit(away))
	}
	for _, key := range top(o.keys, onlineHeaviest) {
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
	c := termCount{heads: inHeadline(flags)}
	id -= uint64(bit(c.heads))
	f, x := o.background(id), float32(0)
	if o.abroad != nil {
		x = o.abroad(id)
	}
	c.side = sideBy(f, x)
	if !isCommonWord(flags) {
		x = 0
	}
	c.pb[0] = shareOf(float64(f), flags)
	c.pb[1] = max(c.pb[0], shareOf(float64(x), flags))
	for k, pb := range c.pb {
		if idf := weightOf(0, 0, pb); !c.heads {
			c.flat[k] = idf * idf
		}
	}
	return c
}

// term is the number of a term, a new one if it is new.
func (o *Online) term(w Weighted) uint32 {
	t, isNew := o.number(w.ID)
	if isNew {
		if int(t) == len(o.posts) {
			o.posts = append(o.posts, nil)
			o.dense = append(o.dense, 0)
			o.flat = append(o.flat, 0)
		}
		o.of[t].is = o.newTerm(w.ID, w.Flags)
	}
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
