package dedup

// How two clips of one story are connected.
//
// Clips are tied by what joined them: by being near copies of one text, by one containing
// the other, or by a story link. Each kind of tie has its own scale, so the strength of a
// tie is measured by how far its score is above the threshold of its kind. The path shown
// is the one whose weakest tie is strongest and, of several such paths, the shortest. To
// find it, ties are added strongest first until the two clips are connected (Kruskal 1956);
// then the fewest steps over these ties are searched breadth first.
//
//	threshold .04   A - C .12   C - B .10   A - D .05   D - B .30
//	paths           A C B: weakest .10      A D B: weakest .05      shown: A C B
//
// Two clips that are tied directly need no path.

import (
	"cmp"
	"slices"

	"newsdup/internal/clip"
)

// tie is what holds two clips of one story together.
type tie struct {
	a, b     int32 // the first clips of their texts
	relation clip.Relation
	score    float64
	margin   float64 // score divided by the threshold of the relation
}

// path is the way from one clip in question to the other, over clips of their group. It is
// nil when the two are tied directly.
func (x *answer) path(in map[int32]bool) []clip.Step {
	from, to := x.class(x.a), x.class(x.b)
	if from == to {
		return nil
	}
	ties := x.ties(in)
	for _, t := range ties {
		if min(t.a, t.b) == min(from, to) && max(t.a, t.b) == max(from, to) {
			return nil
		}
	}
	slices.SortStableFunc(ties, func(s, t tie) int { return cmp.Compare(t.margin, s.margin) })
	up := map[int32]int32{}
	root := func(id int32) int32 {
		for p, ok := up[id]; ok; p, ok = up[id] {
			if q, ok := up[p]; ok {
				up[id] = q // path halving
			}
			id = p
		}
		return id
	}
	used := 0
	for ; used < len(ties) && root(from) != root(to); used++ {
		if a, b := root(ties[used].a), root(ties[used].b); a != b {
			up[a] = b
		}
	}
	return x.steps(shortest(ties[:used], from, to))
}

// ties lists what holds the clips of a group together, in a fixed order.
func (x *answer) ties(in map[int32]bool) []tie {
	var ties []tie
	t := x.options.Copies.WithDefaults()
	for p := range x.corpus.pairsFound() {
		switch {
		case !in[p.A] || !in[p.B]:
		case p.Relation == clip.Near && x.input.Unit[p.A] == x.input.Unit[p.B]:
			ties = append(ties, tie{p.A, p.B, clip.Near, p.Jaccard, p.Jaccard / t.Near})
		case p.Relation == clip.Contains:
			ties = append(ties, tie{p.A, p.B, clip.Contains, p.Containment(), max(1, p.Containment()/t.Contains)})
		}
	}
	for _, l := range x.clustering.Links() {
		if a, b := x.clustering.docs[l.A], x.clustering.docs[l.B]; in[a] && in[b] {
			ties = append(ties, tie{a, b, clip.Story, l.Link, l.Link / x.clustering.Threshold})
		}
	}
	return ties
}

// shortest is the way with the fewest ties from one clip to another; nil when there is
// none.
func shortest(ties []tie, from, to int32) []tie {
	at := map[int32][]tie{} // the ties of each clip, with the clip as their a
	for _, t := range ties {
		at[t.a] = append(at[t.a], t)
		t.a, t.b = t.b, t.a
		at[t.a] = append(at[t.a], t)
	}
	came := map[int32]tie{from: {}}
	for queue := []int32{from}; len(queue) > 0; queue = queue[1:] {
		for _, t := range at[queue[0]] {
			if _, met := came[t.b]; !met {
				came[t.b] = t
				queue = append(queue, t.b)
			}
		}
	}
	if _, ok := came[to]; !ok {
		return nil
	}
	var way []tie
	for ; to != from; to = came[to].a {
		way = append(way, came[to])
	}
	slices.Reverse(way)
	return way
}

// steps names the clips of a way. Ties are between first clips, so at the ends of the way
// stand the two clips in question, which may be other copies of the same text.
func (x *answer) steps(way []tie) []clip.Step {
	name := func(id int32) clip.Origin {
		switch id {
		case x.class(x.a):
			id = x.a
		case x.class(x.b):
			id = x.b
		}
		return x.corpus.clips.clip(id).Origin
	}
	var steps []clip.Step
	for _, t := range way {
		steps = append(steps, clip.Step{From: name(t.a), To: name(t.b), Relation: t.relation, Score: t.score})
	}
	return steps
}
