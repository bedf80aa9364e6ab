package copies

import (
	"cmp"
	"iter"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/join"
)

// Pairs is related pairs of clips in order of (A, B). It takes 12 bytes a pair, a
// quarter of a Pair, for each of some thousand edits of one text has hundreds: scores
// are found again from what the two share and their sizes.
type Pairs struct {
	list []packed
	sets Sets
}

// packed is a pair: its clips, the shingles that they share, and in the two highest
// bits of those its relation.
type packed struct {
	a, b   int32
	shared uint32
}

const relationShift = 30

// relations are what a pair may be, by the bits that say so.
var relations = [...]clip.Relation{"", clip.Near, clip.Contains, clip.Form}

func pack(p join.Pair, relation clip.Relation) packed {
	bits := slices.Index(relations[:], relation)
	return packed{p.A, p.B, uint32(p.Overlap) | uint32(bits)<<relationShift}
}

func (p packed) relation() clip.Relation { return relations[p.shared>>relationShift] }

// Len is the number of pairs.
func (p *Pairs) Len() int { return len(p.list) }

// At is pair i.
func (p *Pairs) At(i int) Pair {
	x := p.list[i]
	q := score(join.Pair{A: x.a, B: x.b, Overlap: int32(x.shared & (1<<relationShift - 1))},
		int(p.sets.Size(x.a).Shingles), int(p.sets.Size(x.b).Shingles))
	q.Relation = x.relation()
	return q
}

// Of is the pair of a and b, a < b, if they are one.
func (p *Pairs) Of(a, b int32) (pair Pair, ok bool) {
	i, ok := slices.BinarySearchFunc(p.list, packed{a: a, b: b}, func(x, want packed) int {
		return cmp.Or(cmp.Compare(x.a, want.a), cmp.Compare(x.b, want.b))
	})
	if !ok {
		return Pair{}, false
	}
	return p.At(i), true
}

// All gives all pairs.
func (p *Pairs) All() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for i := range p.list {
			if !yield(p.At(i)) {
				return
			}
		}
	}
}
