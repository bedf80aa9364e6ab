package join

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"sync/atomic"

	"newsdup/internal/crew"
	"newsdup/internal/spill"
)

// link is a pair of distinct sets, by number: a is the smaller.
type link struct{ a, b, overlap int32 }

// block is how many sets a worker takes at a time: small, because the sets at
// the end are the longest.
const block = 64

// search finds the links, in no particular order: a stream of them for each worker;
// and by set whether it is in one, and whether it is of a crowd. Each set asks for the sets
// behind it, the index is only read, so sets are asked for in any order by any
// number of workers.
func (x *index) search(ctx context.Context, o Options, r rule, accept func(a, b, overlap int32) bool, store *spill.Store, workers int) (found links, linked, crowded []bool, s Stats, err error) {
	n := len(x.size)
	crowded, linked = make([]bool, n), make([]bool, n)
	found = newLinks(store, max(1, workers))
	probes := make([]probe, max(1, min(workers, n/block+1)))
	var next atomic.Int64
	var hands crew.Crew
	for w := range probes {
		p := &probes[w]
		*p = probe{index: x, rule: r, crowd: o.Crowd, accept: accept, crowded: crowded, linked: make([]bool, n), links: found.list, stream: w, seen: make([]int32, n)}
		hands.Go(func() {
			for ctx.Err() == nil {
				from := int(next.Add(block)) - block
				if from >= n {
					return
				}
				for s := from; s < min(from+block, n) && p.err == nil; s++ {
					p.run(s)
				}
			}
		})
	}
	hands.Wait()
	for i := range probes {
		p := &probes[i]
		s.Lookups += p.lookups
		s.Merges += p.merges
		s.Pairs += int(found.list.Len(i))
		for k, is := range p.linked {
			linked[k] = linked[k] || is
		}
	}
	for i := range probes {
		if err := probes[i].err; err != nil {
			return found, nil, nil, s, err
		}
	}
	return found, linked, crowded, s, ctx.Err()
}

// probe is the state of one worker.
type probe struct {
	*index
	rule
	crowd   int
	accept  func(a, b, overlap int32) bool // of distinct sets; nil: all
	seen    []int32                        // by set: one more than the set that last met it
	crowded []bool                         // by set: it did not ask for all sets; shared by the workers
	linked  []bool                         // by set: it is in a link
	links   *spill.Streams[link]           // result, in
	stream  int
	lookups int
	merges  int
	missed  int   // merges of sets that shared too little
	err     error // of the store

	shared []int32 // by set: see tally; 0 between uses
	met    []int32

	buf, other []uint32 // scratch for the elements of two sets
}

// run finds the links of set s to the sets behind it.
func (p *probe) run(s int) {
	a, held := int(p.size[s]), int(p.held[s])
	need := p.need(a, a)
	if held < need {
		return
	}
	own, err := p.own(int32(s), &p.buf)
	if err != nil {
		p.err = err
		return
	}
	// The sets from here to end are small enough to qualify with all that s shares.
	end := int32(s + 1 + sort.Search(len(p.size)-s-1, func(i int) bool {
		return !p.qualifies(held, a, int(p.size[s+1+i]))
	}))
	mark := int32(s + 1)
	left := int(end - mark) // sets not met; of edits of one text all are met at once
	rest, crowded := own, false
	prefix, most := p.prefix(own, need), p.missed+manyMissed
	for i, e := range own[:prefix] {
		// A set that is met holds none of the elements before, if each led to all that hold it.
		for !crowded && rest[0] < e {
			held -= int(p.weight[rest[0]])
			rest = rest[1:]
		}
		if p.missed > most {
			crowded = p.tally(s, end, own[i:], prefix-i, rest, held) || crowded
			break
		}
		sets := p.of(e)
		k := len(sets) - 1
		if sets[k] >= end {
			k, _ = slices.BinarySearch(sets, end)
			k--
		}
		skip, next := -1, 0 // from place skip on to next
		if p.crowd > 0 && len(sets) > p.crowd {
			from, _ := slices.BinarySearch(sets, mark)
			if skip, next = k-spokes, from+spokes-1; next < skip {
				crowded = true
			}
		}
		for ; k >= 0 && sets[k] >= mark; k-- {
			if k == skip {
				k = min(k, next)
			}
			p.lookups++
			b := sets[k]
			if p.seen[b] == mark {
				continue
			}
			p.seen[b] = mark
			left--
			p.verify(int32(s), b, rest, held)
		}
		if left == 0 {
			return
		}
	}
	p.crowded[s] = crowded
}

// prefix is how many of a set's elements are asked for: the others weigh less than
// what it needs. Those of one document frequency are asked for together, so that
// their order is of no consequence.
func (x *index) prefix(own []uint32, need int) int {
	k := len(own)
	for behind := 0; k > 0; k-- {
		if behind += int(x.weight[own[k-1]]); behind >= need {
			break
		}
	}
	for k > 0 && k < len(own) && len(x.of(own[k])) == len(x.of(own[k-1])) {
		k++
	}
	return k
}

// verify merges the rest of a's elements, of some weight, before which b holds none,
// with b's, and notes the link if there is one.
func (p *probe) verify(a, b int32, rest []uint32, held int) {
	p.merges++
	need := p.need(int(p.size[a]), int(p.size[b]))
	if min(held, int(p.held[b])) < need {
		return
	}
	other, err := p.own(b, &p.other)
	if err != nil {
		p.err = err
		return
	}
	at, _ := slices.BinarySearch(other, rest[0])
	n := p.overlap(rest, other[at:], held, need)
	if n < need {
		p.missed++
		return
	}
	if p.accept == nil || p.accept(a, b, int32(n)) {
		p.linked[a], p.linked[b] = true, true
		p.err = cmp.Or(p.err, p.links.Append(p.stream, link{a, b, int32(n)}))
	}
}

// overlap weighs the elements that two ascending lists share, the first of some
// weight; it may stop with less than need when they cannot share so much.
func (x *index) overlap(a, b []uint32, left, need int) int {
	n := 0
	for len(a) > 0 && len(b) > 0 && n+left >= need {
		switch v, w := a[0], b[0]; {
		case v > w:
			b = b[1:]
		case v == w:
			n += int(x.weight[v])
			b = b[1:]
			fallthrough
		default:
			left -= int(x.weight[v])
			a = a[1:]
		}
	}
	return n
}
