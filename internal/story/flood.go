package story

// Floods: a story that is a large part of what a stream remembers.
//
// The words of such a story become common, so its cosines sink (big.go), it falls
// into pieces, each of which counts anew, and in the end nearly all of it is passed.
// Here a clip is held against a sample of the known docs, by what does not hang on
// them: the words of two clips, weighed by the background alone, by that of abroad
// for a clip from there.
//
//  1. The sample: 128 to 255 docs, evenly by age. The clip is like those with a
//     cosine of .16, each word counting once.
//  2. It is of a flood if it is like 12 of them and more; if 16 of these are like
//     each other (a mean cosine of .165), and .3 of what it shares with them are words
//     that less than .8 of them have (furniture is in all); and if the lists
//     know a quarter of its words. Their share of the sample gives the flood's size.
//  3. A clip of a flood of 20 and more counts in idf as 10 / size, for as long as it
//     is known: one of n clips as 10 ln n.
//  4. Of a flood of 40 and more it is a clip of the story that most of those are in
//     that it is like, if it is found in no story by itself, and if its own size
//     is half of what it was for their median when that came. Neighbours in the beat
//     are like a few of the flood only.
//
// Example: 3,000 clips of 3,372 tell of a fire. A report is like 80 of 128 docs: size
// 1,900, it counts as 1/190. No piece of the story has a link of .09 with it; the
// largest has 31 of the 80, and that is its story. A report of an earlier fire is
// like 3 of 128.
//
// Clips passed of generated stories (newsroom_test.go), where one is enough:
//
//	                                before              now
//	300, 3,000, 12,000 alone        207 2,885 11,888    34 50 103
//	3,000 of 3,372                  2,908               61
//	500 of 1,270                    392                 40
//	two of 1,000 of one beat        931 920             72 62
//	1,500 and 500 of its beat       1,404               40, and all of the beat
//
// The labelled sets, streamed as in online.go, keep their figures within .0005.
//
// Rejected: only the newest 10 of each story in idf (pieces are many: 171 of 300
// passed); cosines of the rows as they were weighed (they sink, too: 2,675 of
// 3,000); a flood from 3 of the sample and a mean of .14 (takes a beat for a story:
// NeuS loses .016 of precision).

import (
	"math"
	"slices"
)

const (
	floodSample = 128   // docs at least, where so many are known;
	floodLike   = 0.16  // from this cosine the clip is like one,
	floodLeast  = 12    // and with so many there may be a flood,
	floodSome   = 16    // if so many of these
	floodInside = 0.165 // have this mean cosine
	floodVaried = 0.3   // and this share of the clip's is of words that less than bigOften of them have

	floodCounts = 2 * bigCounts // clips, from which each counts less
	floodTells  = bigClips      // and from which they are a story

	whole = WholeParts
)

// WholeParts is what a clip counts that is not of a flood. In such parts sums are exact.
const WholeParts = 1 << 16

// flood says what the clip of o.row, of so many features, counts, and of the docs
// known those that make its story.
func (o *Online) flood(features int) (parts int, story []uint32) {
	n := len(o.docs)
	if n < floodCounts || float64(o.clip.known) < bigKnown*float64(features) {
		return whole, nil
	}
	like, seen, varied := o.like()
	size := float64(len(like)) / float64(seen) * float64(n)
	if len(like) < floodLeast || size < floodCounts || varied < floodVaried || o.inside(like) < floodInside {
		return whole, nil
	}
	parts = max(1, int(whole*bigCounts/size))
	usual := make([]int, len(like))
	for k, place := range like {
		usual[k] = o.docs[place].parts
	}
	slices.Sort(usual)
	if size < floodTells || parts > 2*usual[len(usual)/2] {
		return parts, nil
	}
	return parts, like
}

// like gives the places of those of the sample that the clip is like, the oldest
// first, the size of the sample, and how much of what the clip shares with them not
// nearly all of them have.
func (o *Online) like() (like []uint32, seen int, varied float64) {
	for _, e := range o.row {
		o.flat[e.col] = o.of[e.col].is.flat[o.clip.away]
	}
	step := max(1, len(o.docs)/floodSample)
	for place := (len(o.docs) - 1) % step; place < len(o.docs); place += step {
		seen++
		d := &o.docs[place]
		if sum := o.common(d); sum > 0 && sum*sum >= floodLike*floodLike*o.clip.flat[o.clip.away]*d.flat[o.clip.away] {
			like = append(like, uint32(place))
		}
	}
	often := map[uint32]int{}
	for _, place := range like {
		for _, e := range o.docs[place].row {
			if o.flat[e.col] > 0 {
				often[e.col]++
			}
		}
	}
	all := 0.0
	for _, e := range o.row {
		n := float64(often[e.col])
		part := n * o.flat[e.col]
		o.flat[e.col] = 0
		if all += part; n < bigOften*float64(len(like)) {
			varied += part
		}
	}
	return like, seen, varied / max(1, all)
}

// common is the product of d with what stands in o.flat.
func (o *Online) common(d *onlineDoc) (sum float64) {
	for _, e := range d.row {
		sum += o.flat[e.col]
	}
	return sum
}

// inside is the mean cosine of some of the docs.
func (o *Online) inside(places []uint32) float64 {
	some := make([]*onlineDoc, min(len(places), floodSome))
	for k := range some {
		some[k] = &o.docs[places[k*len(places)/len(some)]]
	}
	sum, pairs := 0.0, 0.0
	for k, d := range some {
		for _, e := range d.row {
			o.flat[e.col] = o.of[e.col].is.flat[o.clip.away]
		}
		for _, other := range some[:k] {
			sum += o.common(other) / math.Sqrt(d.flat[o.clip.away]*other.flat[o.clip.away])
			pairs++
		}
		for _, e := range d.row {
			o.flat[e.col] = 0
		}
	}
	return sum / pairs
}

// join tells the scattered clip by the docs that make its story, in places.
func (o *Online) join(places []uint32, apart func(uint64) bool) (told Told) {
	count := map[uint64]int{}
	most := 0
	for _, place := range places {
		if story := o.docs[place].story; apart == nil || !apart(story) {
			count[story]++
			most = max(most, count[story])
		}
	}
	for _, place := range places {
		story := o.docs[place].story
		if n := count[story]; n == 0 || n < most || told.Found && story != told.Story {
			continue
		}
		if cos := min(1, gather(o.dense, o.docs[place].row)); !told.Found || cos > told.Cosine {
			told = Told{Story: story, Found: true, Doc: o.first + place, Cosine: cos, Link: o.threshold}
		}
	}
	return told
}
