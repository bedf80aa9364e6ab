package entity

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// The file of the tables.
//
// Method: each table is an array of 64-bit hashes in ascending order and an
// array of 32-bit values beside it. Loading makes nothing of the rows; a
// lookup is a search by interpolation, which only spellings not met before pay.
//
// Format, after one zstd frame is undone, numbers little-endian:
//
//	magic "newsdup entity 5\n"
//	7 tables: uint32 n, n x uint64 key ascending, n x uint32 value
//	markBytes bytes: the wordMarks of the words mentioned
//	uint32 n, n bytes: the canonical keys, their display forms and their kinds, "RU\tRussia\tplace\n" each; the line number is the id
//
// Rejected: the names as text, hashed at load. The file is as large (hashes do
// not compress, but names of 60 languages hardly do either) and loading takes
// ten times as long.
const magic = "newsdup entity 5\n"

// maxTables bounds what a damaged file may expand to.
const maxTables = 16 << 20

// table maps hashes to values. It is a view into the file: looking up reads
// the bytes where they lie.
type table struct {
	keys   []byte // 8 each
	values []byte // 4 each
}

func newTable(m map[uint64]uint32) (t table) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		t.keys = binary.LittleEndian.AppendUint64(t.keys, k)
		t.values = binary.LittleEndian.AppendUint32(t.values, m[k])
	}
	return t
}

func (t *table) len() int           { return len(t.values) / 4 }
func (t *table) key(i int) uint64   { return binary.LittleEndian.Uint64(t.keys[8*i:]) }
func (t *table) value(i int) uint32 { return binary.LittleEndian.Uint32(t.values[4*i:]) }

// find is the value of key, and whether the table has it.
//
// Keys are hashes, spread evenly, so the place of a key is nearly its share of
// the whole: interpolation needs three steps where halving needs fifteen.
func (t *table) find(key uint64) (uint32, bool) {
	lo, hi := 0, t.len() // key is at lo or behind, and before hi
	low, high := uint64(0), uint64(math.MaxUint64)
	for step := 0; lo < hi; step++ {
		i := (lo + hi) / 2
		if step < interpolations {
			share, _ := bits.Mul64(key-low, uint64(hi-lo))
			if width := high - low; width < math.MaxUint64 {
				share, _ = bits.Div64(share, (key-low)*uint64(hi-lo), width+1)
			}
			i = lo + int(share)
		}
		switch k := t.key(i); {
		case k == key:
			return t.value(i), true
		case k < key:
			lo, low = i+1, k+1
		default:
			hi, high = i, k-1
		}
	}
	return 0, false
}

// interpolations is how many steps find guesses before it halves: a table of
// 2^16 keys needs three or four, and only keys made to meet more.
const interpolations = 6

var errCorrupt = errors.New("tables are corrupt: run make data")

// encode is the file of t.
func (t *Tables) encode() ([]byte, error) {
	b := []byte(magic)
	for _, x := range t.tables() {
		b = binary.LittleEndian.AppendUint32(b, uint32(x.len()))
		b = append(append(b, x.keys...), x.values...)
	}
	b = append(b, t.mentioned...)
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
	t.mentioned, b = b[:markBytes], b[markBytes:]
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
	t.phrases = make(wordMarks, markBytes)
	for i := range t.names.len() {
		t.phrases.set(t.names.key(i))
	}
}

func (t *Tables) tables() []*table {
	return []*table{&t.names, &t.acronyms, &t.lexicon, &t.background, &t.stems, &t.given, &t.seats}
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
	return b[12*n:], true
}

// check says whether every id of the tables exists.
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

// typeOf is what an id is.
func (t *Tables) typeOf(id int) Type {
	_, _, kind := t.row(id)
	for _, x := range []Type{Person, Organisation, Place} {
		if kind == x.String() {
			return x
		}
	}
	return Other
}
