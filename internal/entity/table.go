package entity

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// The file of the tables.
//
// Method: each table is an array of 64-bit hashes in ascending order, with an array of
// 32-bit values beside it. Loading notes where each bucket of about eight keys starts, by
// their top bits; a lookup looks through one bucket.
//
// Format, inside one zstd frame, with numbers little-endian:
//
//	magic "newsdup entity 7\n"
//	8 tables: uint32 n, n x uint64 key ascending, n x uint32 value
//	2^markBits x uint64: the wordMarks of the words mentioned
//	uint32 n, n bytes: the canonical keys, their display forms and their kinds, "RU\tRussia\tplace\n" each; the line number is the id
//
// Rejected: the names as text, hashed when they are loaded. The file is as large (hashes do
// not compress, and names in 60 languages hardly do) and loading takes ten times as long.
const magic = "newsdup entity 7\n"

// maxTables bounds what a damaged file may expand to.
const maxTables = 16 << 20

// table maps hashes to values. It is a view into the file: looking up reads the bytes where
// they lie.
type table struct {
	keys   []byte // 8 each
	values []byte // 4 each

	starts []uint32 // of the buckets, and the end; a key's bucket is its value shifted by shift
	shift  int
}

func newTable(m map[uint64]uint32) (t table) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		t.keys = binary.LittleEndian.AppendUint64(t.keys, k)
		t.values = binary.LittleEndian.AppendUint32(t.values, m[k])
	}
	t.bucket()
	return t
}

// bucket notes where the buckets start.
func (t *table) bucket() {
	width := max(0, bits.Len(uint(t.len()))-3)
	t.shift = 64 - width
	t.starts = make([]uint32, 1<<width+1)
	b := 0
	for i := range t.len() {
		for ; b <= int(t.key(i)>>t.shift); b++ {
			t.starts[b] = uint32(i)
		}
	}
	for ; b < len(t.starts); b++ {
		t.starts[b] = uint32(t.len())
	}
}

func (t *table) len() int           { return len(t.values) / 4 }
func (t *table) key(i int) uint64   { return binary.LittleEndian.Uint64(t.keys[8*i:]) }
func (t *table) value(i int) uint32 { return binary.LittleEndian.Uint32(t.values[4*i:]) }

// find is the value of key, and whether the table has it.
//
// Keys are hashes, evenly spread, so that a bucket is one or two cache lines. Rejected: a
// search by interpolation, which needs no buckets but three steps with a division each.
func (t *table) find(key uint64) (uint32, bool) {
	if len(t.starts) == 0 {
		return 0, false
	}
	b := key >> t.shift
	lo, hi := int(t.starts[b]), int(t.starts[b+1])
	for hi-lo > fullBucket { // only when keys are not evenly spread
		if m := (lo + hi) / 2; t.key(m) <= key {
			lo = m
		} else {
			hi = m
		}
	}
	for ; lo < hi; lo++ {
		if t.key(lo) == key {
			return t.value(lo), true
		}
	}
	return 0, false
}

const fullBucket = 32

var errCorrupt = errors.New("tables are corrupt: run make data")

// encode is the file of t.
func (t *Tables) encode() ([]byte, error) {
	b := []byte(magic)
	for _, x := range t.tables() {
		b = binary.LittleEndian.AppendUint32(b, uint32(x.len()))
		b = append(append(b, x.keys...), x.values...)
	}
	for _, marks := range t.mentioned {
		b = binary.LittleEndian.AppendUint64(b, marks)
	}
	text := strings.Join(t.ids, "\n")
	b = binary.LittleEndian.AppendUint32(b, uint32(len(text)))
	b = append(b, text...)
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return nil, err
	}
	return w.EncodeAll(b, nil), nil
}

// decode is the inverse of encode.
func decode(file []byte) (*Tables, error) {
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxTables))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := r.DecodeAll(file, nil)
	if err != nil {
		return nil, errors.Join(errCorrupt, err)
	}
	b, ok := bytes.CutPrefix(b, []byte(magic))
	if !ok {
		return nil, errCorrupt
	}
	t := new(Tables)
	for _, x := range t.tables() {
		if b, ok = x.decode(b); !ok {
			return nil, errCorrupt
		}
	}
	if len(b) < markBytes {
		return nil, errCorrupt
	}
	t.mentioned = new(wordMarks)
	for i := range t.mentioned {
		t.mentioned[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	b = b[markBytes:]
	if len(b) < 4 || uint64(len(b)-4) != uint64(binary.LittleEndian.Uint32(b)) {
		return nil, errCorrupt
	}
	t.ids = strings.Split(string(b[4:]), "\n")
	for id := range t.ids {
		t.canonical = append(t.canonical, canonicalOf(t.key(id)))
		t.types = append(t.types, t.typeOf(id))
	}
	t.markPhrases()
	return t, t.check()
}

// markPhrases marks the keys of names.
func (t *Tables) markPhrases() {
	t.phrases = new(wordMarks)
	for i := range t.names.len() {
		t.phrases.set(t.names.key(i))
	}
}

func (t *Tables) tables() []*table {
	return []*table{&t.names, &t.acronyms, &t.lexicon, &t.background, &t.abroad, &t.stems, &t.given, &t.seats}
}

// decode reads one table off b and returns what follows it.
func (t *table) decode(b []byte) ([]byte, bool) {
	if len(b) < 4 {
		return nil, false
	}
	n := uint64(binary.LittleEndian.Uint32(b))
	b = b[4:]
	if uint64(len(b)) < 12*n {
		return nil, false
	}
	t.keys, t.values = b[:8*n], b[8*n:12*n]
	t.bucket()
	return b[12*n:], true
}

// check reports an error if a table has an id that does not exist.
func (t *Tables) check() error {
	for i := range t.names.len() {
		if v := nameValue(t.names.value(i)); v&(nameWhole|nameDemonym) != 0 && v.id() >= len(t.ids) {
			return errCorrupt
		}
	}
	for _, x := range []*table{&t.acronyms, &t.stems, &t.seats} {
		for i := range x.len() {
			if nameValue(x.value(i)).id() >= len(t.ids) {
				return errCorrupt
			}
		}
	}
	return nil
}

// row is the columns of an id.
func (t *Tables) row(id int) (key, display, kind string) {
	key, rest, _ := strings.Cut(t.ids[id], "\t")
	display, kind, _ = strings.Cut(rest, "\t")
	return key, display, kind
}

// key is the canonical key of an id: "RU".
func (t *Tables) key(id int) string {
	key, _, _ := t.row(id)
	return key
}

// display is how an id is shown: "Russia".
func (t *Tables) display(id int) string {
	_, form, _ := t.row(id)
	return form
}

// typeOf is the type of an id.
func (t *Tables) typeOf(id int) Type {
	_, _, kind := t.row(id)
	for _, x := range []Type{Person, Organisation, Place} {
		if kind == x.String() {
			return x
		}
	}
	return Other
}
