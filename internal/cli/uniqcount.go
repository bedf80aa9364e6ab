package cli

import (
	"fmt"

	"newsdup/internal/dedup"
	"newsdup/internal/seen"
	"newsdup/internal/spill"
)

// uniqCount counts the clips of each story of a stream. The records of the first ones,
// which are printed at its end, wait in a file where they are many; 48 bytes of each
// stay in memory.
type uniqCount struct {
	store   *spill.Store
	records *spill.Streams[byte] // of firsts, one behind the other
	firsts  []firstClip
	at      map[uint64]int // place in firsts, by story
}

// firstClip is the first clip of a story with the clips that it stands for.
type firstClip struct {
	id   uint64
	size int32 // of its record, which --max-size bounds
	n    int
}

const (
	countedHeld  = 4 << 20 // bytes of records in memory
	countedPiece = 64 << 10
)

func newUniqCount() *uniqCount {
	store := spill.New("", countedHeld)
	return &uniqCount{store, spill.NewStreams[byte](store, 1, countedPiece), nil, map[uint64]int{}}
}

// close frees the file.
func (c *uniqCount) close() { _ = c.store.Close() }

// add counts a clip.
func (c *uniqCount) add(r *dedup.UniqRecord) error {
	v := &r.Verdict
	if at, known := c.at[v.Story]; known && !v.First {
		c.firsts[at].n++
		return nil
	}
	if v.Story != 0 {
		c.at[v.Story] = len(c.firsts)
	}
	c.firsts = append(c.firsts, firstClip{v.Story, int32(len(r.Bytes)), 1})
	return c.records.Append(0, r.Bytes...)
}

// print calls write with the records of the firsts and their counts, in the order they came.
func (c *uniqCount) print(nul bool, write func([]byte) error) error {
	var buf, out []byte
	at := int64(0)
	for _, f := range c.firsts {
		record, err := c.records.Slice(0, at, int(f.size), &buf)
		if err != nil {
			return err
		}
		at += int64(f.size)
		if nul {
			out = append(fmt.Appendf(out, "%7d ", f.n), record...)
		} else {
			out = seen.MarkCount(out, record, f.id, f.n)
		}
		if len(out) >= countedPiece {
			if err := write(out); err != nil {
				return err
			}
			out = out[:0]
		}
	}
	return write(out)
}
