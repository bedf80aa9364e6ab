package dedup

import (
	"slices"

	"newsdup/internal/spill"
	"newsdup/internal/word"
)

// namePair is the stems of two words of one name.
type namePair struct{ first, second uint64 }

func (p namePair) before(q namePair) bool {
	return p.first < q.first || p.first == q.first && p.second < q.second
}

// mostPairs is how many pairs of a clip are kept: 384 bytes.
const mostPairs = 24

// namePairs appends the first pairs of names that follow each other, each pair once.
func namePairs(pairs []namePair, tokens []word.Token) []namePair {
	const name = word.Name | word.Entity
	for i := 1; i < len(tokens) && len(pairs) < mostPairs; i++ {
		b := &tokens[i]
		if b.Flags&name == 0 {
			i++ // the token cannot begin the next pair either
			continue
		}
		a := &tokens[i-1]
		if a.Flags&name == 0 || a.Stem == 0 || b.Stem == 0 || a.Stem == b.Stem || b.Pos != a.Pos+1 {
			continue
		}
		if p := (namePair{a.Stem, b.Stem}); !slices.Contains(pairs, p) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// pairStore holds the name pairs of each clip in a store, because only the pairs of stories
// that are shown are read again. It is not safe for concurrent use: each goroutine has a
// reader of its own.
type pairStore struct {
	store *spill.Store
	pairs *spill.Streams[namePair] // one stream with the pairs of all clips, in their order
	count []uint8                  // number of pairs of each clip
	begin []int64                  // where the pairs of every clipsCounted-th clip begin
	buf   []namePair

	failed *failure // shared by all readers
}

const (
	pairsPiece   = 1 << 10 // pairs in a piece of the store: 16 KB
	clipsCounted = 64
)

func newPairStore(store *spill.Store) *pairStore {
	return &pairStore{store: store, pairs: spill.NewStreams[namePair](store, 1, pairsPiece), failed: new(failure)}
}

// reader returns the same pairs for another goroutine. No clip may be added from then on.
func (l *pairStore) reader() *pairStore {
	r := *l
	r.buf = nil
	return &r
}

// add adds the pairs of the next clip.
func (l *pairStore) add(pairs []namePair) error {
	if len(l.count)%clipsCounted == 0 {
		l.begin = append(l.begin, l.pairs.Len(0))
	}
	l.count = append(l.count, uint8(len(pairs))) // at most mostPairs
	return l.pairs.Append(0, pairs...)
}

// of returns the pairs of a clip, which are valid until the next call; none after an error.
func (l *pairStore) of(id int32) []namePair {
	from := l.begin[id/clipsCounted]
	for _, n := range l.count[id-id%clipsCounted : id] {
		from += int64(n)
	}
	pairs, err := l.pairs.Slice(0, from, int(l.count[id]), &l.buf)
	if err != nil {
		l.failed.note(err)
	}
	return pairs
}
