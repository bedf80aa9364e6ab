package join

import "slices"

// Sets that meet by chance.
//
// Texts of ten words in any order meet by the thousand in a prefix, for each of their
// shingles is in dozens of them, and share a third of what would qualify. To merge
// each with each is the square of them. A set that has merged so many in vain therefore
// goes on otherwise: it walks through the lists of all its elements that are left, adds up
// by set what it shares, and merges only where that is enough.
//
//	own      p q | r s t    needs 3, prefix p q
//	p  7 8 9   q  9 12      met: 7 8 9 12
//	r  9       s  8 9 20    7: 1   8: 2   9: 4   12: 1     merged: 9
//	t  8 9 ... (a crowd)    may be in all: merged 8, too
//
// Ten thousand pages of such texts take 3 s in place of 7. Rejected: to do so for every
// set, as most meet few, and the lists behind a prefix are the long ones.

// manyMissed is after how many merges in vain a set adds up first.
const manyMissed = 1 << 7

// tally does for set s what is left of run from the first of ahead on, of which so many
// are its prefix. It reports whether s did not ask for all sets.
func (p *probe) tally(s int, end int32, ahead []uint32, prefix int, rest []uint32, held int) (crowded bool) {
	if p.shared == nil {
		p.shared = make([]int32, len(p.size))
	}
	mark := int32(s + 1)
	maybe := int32(0) // weight of what a set may share that is not looked up
	for _, e := range rest {
		if e == ahead[0] {
			break
		}
		maybe += p.weight[e]
	}
	p.met = p.met[:0]
	for i, e := range ahead {
		sets := p.of(e)
		from, _ := slices.BinarySearch(sets, mark)
		to, _ := slices.BinarySearch(sets, end)
		if common := p.crowd > 0 && len(sets) > p.crowd; common && to-from > 2*spokes {
			maybe += p.weight[e]
			if i < prefix {
				crowded = true
				p.verifyAll(int32(s), sets[from:from+spokes], rest, held)
				p.verifyAll(int32(s), sets[to-spokes:to], rest, held)
			}
			continue
		}
		p.lookups += to - from
		for _, b := range sets[from:to] {
			if p.shared[b] == 0 {
				if i >= prefix || p.seen[b] == mark {
					continue
				}
				p.met = append(p.met, b)
			}
			p.shared[b] += p.weight[e]
		}
	}
	for _, b := range p.met {
		if n := int(p.shared[b] + maybe); p.seen[b] != mark && n >= p.need(int(p.size[s]), int(p.size[b])) {
			p.verify(int32(s), b, rest, held)
		}
		p.shared[b] = 0
	}
	return crowded
}

// verifyAll verifies those of some sets that s has not met.
func (p *probe) verifyAll(s int32, sets []int32, rest []uint32, held int) {
	for _, b := range sets {
		p.lookups++
		if p.seen[b] != s+1 {
			p.seen[b] = s + 1
			p.verify(s, b, rest, held)
		}
	}
}
