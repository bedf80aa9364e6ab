package story

// Clips of few words.
//
// A headline has some six features, so that one of them alone makes a cosine of .3:
// "Obama" ties it to any report of what he does, and two headlines that have nothing
// but "crash" in common are a story. One word in common is no evidence, whatever it
// weighs. So a clip of at most 32 features has to share two of them with the clips of
// its story that it is linked to, all together, or all it has; and three where one
// clip is all the rest of the story, as then there is no third for a witness (see
// pairs.go). It is taken out when merging is done; who is out at one threshold is at
// each higher one.
//
// Example: "Obama visits flood victims in Louisiana" is linked to a report of his
// tax plan by "Obama": out. Linked to two reports of the flood, by "flood" and
// "Louisiana" with one and "victims" with the other, it stays.
//
// Measured on the five labelled sets, with a tenth or half of their clips cut to their
// first words (H: to the headline, of those that have one): mean F1; and how many of
// the clips that were cut are in a story most of which is of their event, and in one
// most of which is not, or has no label, which F1 does not see. Before and after:
//
//	            F1               with their own   with strangers
//	7 words     .9081   .9081    190    180       200    110
//	12 words    .9205   .9205    245    241       180    135
//	20 words    .9258   .9256    258    255       157    137
//	H           .9225   .9226    224    220        53     40
//	half, 12    .8353   .8363   1265   1189      1087    702
//	half, H     .8486   .8500   1129   1072       307    215
//	none        .9386   .9384
//
// With two words in pairs, too, there are 129, 154, 148, 48, 877 and 246 with strangers;
// with three, and four in pairs, 69 to 511, but F1 is .0005 to .006 lower.
//
// In a stream (online.go) a clip of few words joins no story otherwise. Of streams in two
// orders of which half of the clips were cut to 12 words, firsts of their events dropped
// in error are .087 (.105), repeats dropped .720 (.740), F1 .774 (.776); of the tenth cut
// to 7 words 84 of 624 firsts (123), and 232 of 478 repeats (258); uncut, all is within .001.
//
// Rejected: what the story explains of the clip, as a share of its length (from .35 on:
// F1 .8231, .8369 where half are cut, .9319 where none is). A clip of less than 10 to 32
// features taken for one of so many, the others unknown (10: .9022, .9175 and .9164, for
// 104, 140 and 41 with strangers).

import "math/bits"

// fewTerms is the most features of a clip of few words: a bit of a uint32 each.
const fewTerms = 32

// isFew reports whether doc i is a clip of few words.
func (s *space) isFew(i int32) bool { return s.terms[i] <= fewTerms }

// strip takes the clips of few words out of stories with which they share too few.
func (s *space) strip(labels []int32, edges *edges) {
	size := make([]int32, len(labels))
	for _, l := range labels {
		size[l]++
	}
	shared := map[int32]uint32{} // by doc of few words
	edges.all(func(e edge) {
		if labels[e.a] != labels[e.b] {
			return
		}
		for _, p := range [2][2]int32{{e.a, e.b}, {e.b, e.a}} {
			if s.isFew(p[0]) && !s.enough(p[0], shared[p[0]], size[labels[p[0]]]) {
				shared[p[0]] |= s.shared(int(p[0]), int(p[1]))
			}
		}
	})
	out := func(i int) bool {
		l := labels[i]
		return size[l] > 1 && s.isFew(int32(i)) && !s.enough(int32(i), shared[int32(i)], size[l])
	}
	first := make([]int32, len(labels)) // by label: 1 more than the first doc that stays
	for i := range labels {
		if l := &first[labels[i]]; *l == 0 && !out(i) {
			*l = int32(i) + 1
		}
	}
	for i := range labels { // a label is at most i, so size and shared still hold for those to come
		if out(i) {
			labels[i] = int32(i)
		} else {
			labels[i] = first[labels[i]] - 1
		}
	}
}

// enough reports whether doc i, of few words, shares enough of them in a story of so
// many clips.
func (s *space) enough(i int32, shared uint32, size int32) bool {
	return isEnough(shared, int(s.terms[i]), int(size))
}

// isEnough reports whether a clip of so many features shares enough of them in a story of
// so many clips: three in a pair, else two, or all it has.
func isEnough(shared uint32, features, size int) bool {
	least := 2
	if size == 2 {
		least = 3
	}
	return bits.OnesCount32(shared) >= min(least, features)
}

// shared is which features of doc i, of few words, doc j has: a bit each, in the order of the row.
func (s *space) shared(i, j int) (features uint32) {
	var bufs [2][]entry
	a, b := s.row(i, &bufs[0]), s.row(j, &bufs[1])
	p, q := 0, 0 // of p only features
	for _, x := range a {
		if s.kind[x.col] == ofHeadline {
			continue
		}
		for q < len(b) && s.id[b[q].col] < s.id[x.col] {
			q++
		}
		if q < len(b) && b[q].col == x.col {
			features |= 1 << p
		}
		p++
	}
	return features
}

// few reports whether the scattered clip is one of few words that shares too few of them
// with the docs of a story that it is linked to, of those near it.
func (o *Online) few(story uint64, near []candidate, link func(candidate) float64) bool {
	if o.clip.words > fewTerms {
		return false
	}
	var shared uint32
	for _, c := range near {
		if o.docs[c.place].story != story || link(c) < o.threshold {
			continue
		}
		for _, e := range o.docs[c.place].row {
			if e.val > 0 && o.dense[e.col] > 0 && !o.of[e.col].is.heads {
				shared |= 1 << o.wordOf(e.col)
			}
		}
	}
	return !isEnough(shared, o.clip.words, 1+len(o.stories[story]))
}

// wordOf is the place of a term among the words of o.row.
func (o *Online) wordOf(term uint32) (place int) {
	for _, x := range o.row {
		if x.col == term {
			break
		}
		place += bit(!o.of[x.col].is.heads)
	}
	return place
}
