package seen

// A known clip as bytes.
//
//	1   version of this coding and of the shingles
//	32  content of the record, hashed
//	16  words of the clip, hashed
//	16  words of the text that its copies began with
//	8   story
//	    name of the clip, name of the first of its story: line, length, id
//	    shingles, masked ones, touched bits, lead bits, as shingle.Set has them: count, values
//	    0, or 1, far, scale, parts and the features: count, then id, weight, flags of each
//
// Counts are varints, the rest is little-endian. 64-bit hashes in a row have
// nothing to compress: 8 kB an article of 500 words.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"newsdup/internal/shingle"
	"newsdup/internal/story"
	"newsdup/internal/word"
)

// codingVersion goes up with a change of the coding, of the shingles, or of
// what the words of a clip are.
const codingVersion = 8<<4 | shingle.Version

// ErrVersion is a memory of another version of newsdup.
var ErrVersion = errors.New("of another version")

var errDamaged = errors.New("damaged")

// maxName is the bytes of an id that are remembered.
const maxName = 1 << 10

func (d *doc) encode() []byte {
	size := 200 + len(d.name.ID) + len(d.of.ID) + 8*(len(d.set.Hashes)+len(d.set.Masked)+len(d.set.Touched)+len(d.set.Lead))
	if d.known != nil {
		size += 13 * len(d.known.Terms)
	}
	b := make([]byte, 0, size)
	b = append(b, codingVersion)
	b = append(b, d.content[:]...)
	b = append(b, d.sequence[:]...)
	b = append(b, d.copies[:]...)
	b = binary.LittleEndian.AppendUint64(b, d.story)
	for _, n := range []Name{d.name, d.of} {
		b = binary.AppendUvarint(b, uint64(n.Line))
		b = binary.AppendUvarint(b, uint64(len(n.ID)))
		b = append(b, n.ID...)
	}
	for _, list := range [][]uint64{d.set.Hashes, d.set.Masked, d.set.Touched, d.set.Lead} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, v := range list {
			b = binary.LittleEndian.AppendUint64(b, v)
		}
	}
	if d.known == nil {
		return append(b, 0)
	}
	b = append(b, 1)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(d.known.Far))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(d.known.Scale))
	b = binary.AppendUvarint(b, uint64(d.known.Parts))
	b = binary.AppendUvarint(b, uint64(len(d.known.Terms)))
	for _, t := range d.known.Terms {
		b = binary.LittleEndian.AppendUint64(b, t.ID)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(t.Weight))
		b = append(b, byte(t.Flags))
	}
	return b
}

// Restore remembers a clip that another index saw; data is its Verdict.Memory.
// The error is ErrVersion, or says that data is damaged: then nothing changed.
func (x *Index) Restore(data []byte) error {
	d, err := decode(data)
	if err != nil {
		return fmt.Errorf("read what is remembered of a clip: %w", err)
	}
	if same := x.bySequence[d.sequence]; same != nil && same.story == d.story {
		return nil // two runs at once saw it
	}
	d.number = x.next()
	x.postings.meet(d.number, d.set.Hashes, func(uint32) {})
	x.add(d)
	return nil
}

// decode reads what encode wrote.
func decode(data []byte) (*doc, error) {
	if len(data) > 0 && data[0] != codingVersion {
		return nil, ErrVersion
	}
	r := reader{rest: data}
	d := new(doc)
	r.bytes(1)
	copy(d.content[:], r.bytes(32))
	copy(d.sequence[:], r.bytes(16))
	copy(d.copies[:], r.bytes(16))
	d.story = r.uint64()
	for _, n := range []*Name{&d.name, &d.of} {
		n.Line = int(r.count(1<<62, 0))
		n.ID = string(r.bytes(int(r.count(maxName, 1))))
	}
	d.set.Hashes, d.set.Masked, d.set.Touched, d.set.Lead = r.list(), r.list(), r.list(), r.list()
	if told := r.bytes(1); len(told) == 1 && told[0] == 1 {
		d.known = r.known()
		d.known.Story = d.story
	}
	if !r.failed && len(r.rest) == 0 && len(d.set.Hashes) > 0 && ascending(d.set.Hashes) && ascending(d.set.Masked) &&
		(len(d.set.Touched) == 0) == (len(d.set.Masked) == 0) && bitsOf(d.set.Touched, &d.set) && bitsOf(d.set.Lead, &d.set) {
		return d, nil
	}
	return nil, errDamaged
}

// bitsOf reports whether a list holds one bit for each shingle of a set, or is empty.
func bitsOf(list []uint64, s *shingle.Set) bool {
	n := len(s.Hashes)
	if len(list) == 0 {
		return true
	}
	return len(list) == (n+63)/64 && (n%64 == 0 || list[len(list)-1]>>(n%64) == 0)
}

func ascending(list []uint64) bool {
	for i := 1; i < len(list); i++ {
		if list[i-1] >= list[i] {
			return false
		}
	}
	return true
}

// reader reads values until one fails; then all are 0.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) bytes(n int) []byte {
	if r.failed || n > len(r.rest) {
		r.failed, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) uint64() uint64 {
	if b := r.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// count is a number up to most, each of which stands for size bytes to come.
func (r *reader) count(most uint64, size int) uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > most || size > 0 && v > uint64((len(r.rest)-n)/size) {
		r.failed, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) list() []uint64 {
	n := r.count(math.MaxUint32, 8)
	if n == 0 {
		return nil
	}
	list := make([]uint64, n)
	for i := range list {
		list[i] = r.uint64()
	}
	return list
}

// termBytes is the size of a feature.
const termBytes = 13

func (r *reader) known() *story.Known {
	k := &story.Known{Far: math.Float64frombits(r.uint64()), Scale: math.Float64frombits(r.uint64())}
	k.Parts = int(r.count(story.WholeParts, 0))
	k.Terms = make([]story.Weighted, r.count(math.MaxUint32, termBytes))
	for i := range k.Terms {
		k.Terms[i].ID = r.uint64()
		b := r.bytes(5)
		k.Terms[i].Weight = math.Float32frombits(binary.LittleEndian.Uint32(b))
		k.Terms[i].Flags = word.Flag(b[4])
		if w := k.Terms[i].Weight; !(w >= 0 && w <= 2) || i > 0 && k.Terms[i-1].ID >= k.Terms[i].ID {
			r.failed = true
			break
		}
	}
	r.failed = r.failed || !share(k.Far) || !share(k.Scale) || k.Parts == 0
	return k
}

// share reports whether v is in [0,1].
func share(v float64) bool { return v >= 0 && v <= 1 }
