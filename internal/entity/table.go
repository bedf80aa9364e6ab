package entity

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// The file of the tables.
//
// Method: each table is an array of 64-bit hashes in ascending order and an
// array of 32-bit values beside it. Loading copies the arrays and looks at no
// row; a lookup is a binary search, which only spellings not seen before pay.
//
// Format, after one zstd frame is undone, numbers little-endian:
//
//	magic "newsdup entity 1\n"
//	5 tables: uint32 n, n x uint64 key ascending, n x uint32 value
//	uint32 n, n bytes: the canonical keys and their display forms, "RU\tRussia\n" each; the line number is the id
//
// Rejected: the names as text, hashed at load. The file is as large (hashes do
// not compress, but names of 60 languages hardly do either) and loading takes
// ten times as long.
const magic = "newsdup entity 1\n"

// maxTables bounds what a damaged file may expand to.
const maxTables = 16 << 20

// table maps hashes to values.
type table struct {
	keys   []uint64
	values []uint32
}

func newTable(m map[uint64]uint32) table {
	t := table{keys: make([]uint64, 0, len(m))}
	for k := range m {
		t.keys = append(t.keys, k)
	}
	slices.Sort(t.keys)
	for _, k := range t.keys {
		t.values = append(t.values, m[k])
	}
	return t
}

func (t *table) find(key uint64) (uint32, bool) {
	i, ok := slices.BinarySearch(t.keys, key)
	if !ok {
		return 0, false
	}
	return t.values[i], true
}

var errCorrupt = errors.New("tables are corrupt: run make data")

// encode is the file of t.
func (t *Tables) encode() ([]byte, error) {
	b := []byte(magic)
	for _, x := range t.tables() {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(x.keys)))
		for _, k := range x.keys {
			b = binary.LittleEndian.AppendUint64(b, k)
		}
		for _, v := range x.values {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
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
	rest, ok := strings.CutPrefix(string(b), magic)
	if !ok {
		return nil, errCorrupt
	}
	b = b[len(b)-len(rest):]
	t := new(Tables)
	for _, x := range t.tables() {
		if b, ok = x.decode(b); !ok {
			return nil, errCorrupt
		}
	}
	if len(b) < 4 || uint64(len(b)-4) != uint64(binary.LittleEndian.Uint32(b)) {
		return nil, errCorrupt
	}
	t.ids = strings.Split(string(b[4:]), "\n")
	for id := range t.ids {
		t.canonical = append(t.canonical, canonicalHash(t.key(id)))
	}
	return t, t.check()
}

func (t *Tables) tables() []*table {
	return []*table{&t.names, &t.acronyms, &t.lexicon, &t.background, &t.stems}
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
	t.keys, t.values = make([]uint64, n), make([]uint32, n)
	for i := range t.keys {
		t.keys[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	b = b[8*n:]
	for i := range t.values {
		t.values[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return b[4*n:], true
}

// check says whether every id of the tables exists.
func (t *Tables) check() error {
	for _, v := range t.names.values {
		if nameValue(v)&(nameWhole|nameDemonym) != 0 && nameValue(v).id() >= len(t.ids) {
			return errCorrupt
		}
	}
	for _, x := range []*table{&t.acronyms, &t.stems} {
		for _, id := range x.values {
			if int(id) >= len(t.ids) {
				return errCorrupt
			}
		}
	}
	return nil
}

// key is the canonical key of an id: "RU".
func (t *Tables) key(id int) string {
	key, _, _ := strings.Cut(t.ids[id], "\t")
	return key
}

// display is how an id is shown: "Russia".
func (t *Tables) display(id int) string {
	_, form, _ := strings.Cut(t.ids[id], "\t")
	return form
}

func float32frombits(v uint32) float32 { return math.Float32frombits(v) }
