package group

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"

	"newsdup/internal/clip"
)

// records is one goroutine's cache of the clips that it has read.
type records struct {
	read  func(id int32) Clip
	cache map[int32]*Clip
	limit int // that are at hand
}

func newRecords(in *Input) records {
	r := records{in.Clips.Reader(), map[int32]*Clip{}, math.MaxInt}
	if in.Lean {
		r.limit = leanCache
	}
	return r
}

// record returns a clip, from the cache if it is there.
func (r records) record(id int32) *Clip {
	c := r.cache[id]
	if c == nil {
		if len(r.cache) >= r.limit {
			clear(r.cache)
		}
		c = new(Clip)
		*c = r.read(id)
		r.cache[id] = c
	}
	return c
}

// Clearing a map takes time in proportion to the largest size that it ever had, so a cache
// of more than largeCache clips is replaced by a new one. leanCache is the most clips that
// are cached where memory is short: 1 MB.
const (
	largeCache = 1 << 10
	leanCache  = 1 << 11
)

// forget empties the cache.
func (r *records) forget() {
	if len(r.cache) > largeCache {
		r.cache = map[int32]*Clip{}
	}
	clear(r.cache)
}

// ID is the id of a group. It depends on nothing but the contents of its clips, so that a
// folder that was moved or renamed keeps the ids of its groups.
func ID(contents [][32]byte) string {
	sums := slices.Clone(contents)
	slices.SortFunc(sums, func(x, y [32]byte) int { return slices.Compare(x[:], y[:]) })
	h := sha256.New()
	for i, s := range sums {
		if i == 0 || s != sums[i-1] {
			h.Write(s[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// id is the ID of a group of clips.
func (r records) id(clips []int32) string {
	sums := make([][32]byte, len(clips))
	for i, id := range clips {
		sums[i] = r.record(id).SHA256
	}
	return ID(sums)
}

// span is the earliest and the latest date of the clips; both are zero when no clip has
// one.
func (r records) span(clips []int32) (first, last clip.Date) {
	for _, id := range clips {
		d := r.record(id).Date
		if d.IsZero() {
			continue
		}
		if first.IsZero() || d.Before(first.Time) {
			first = d
		}
		if last.IsZero() || d.After(last.Time) {
			last = d
		}
	}
	return first, last
}
