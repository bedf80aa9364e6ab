package store

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"time"

	"newsdup/internal/clip"
)

// Numbers are varints, signed ones zigzag; texts have their length before them;
// floats are 8 bytes. What is read is never trusted: a coding that ends early,
// or counts more than it has bytes, reads as zeros and is bad.

// appendString appends a text.
func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendFloat(b []byte, f float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// appendTime appends a time and its offset from UTC.
func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	_, offset := t.Zone()
	b = append(b, 1)
	b = binary.AppendVarint(b, t.Unix())
	b = binary.AppendUvarint(b, uint64(t.Nanosecond()))
	return binary.AppendVarint(b, int64(offset))
}

// appendDate appends a date.
func appendDate(b []byte, d clip.Date) []byte {
	return appendBool(appendTime(b, d.Time), d.Clock)
}

// decoder reads a coding.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) fail() {
	d.b, d.bad = nil, true
}

func (d *decoder) uint() uint64 {
	if len(d.b) > 0 && d.b[0] < 0x80 { // nearly always
		v := d.b[0]
		d.b = d.b[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[n:]
	return v
}

// count is the length of a list whose items have each bytes or more.
func (d *decoder) count(each int) int {
	v := d.uint()
	if v > uint64(len(d.b)/each) {
		d.fail()
		return 0
	}
	return int(v)
}

// bytes is the next n bytes of the coding itself.
func (d *decoder) bytes(n int) []byte {
	if n > len(d.b) {
		d.fail()
		return nil
	}
	v := d.b[:n:n]
	d.b = d.b[n:]
	return v
}

func (d *decoder) string() string { return string(d.bytes(d.count(1))) }

func (d *decoder) fixed64() uint64 {
	if b := d.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (d *decoder) float() float64 { return math.Float64frombits(d.fixed64()) }

func (d *decoder) bool() bool {
	b := d.bytes(1)
	return b != nil && b[0] == 1
}

func (d *decoder) time() time.Time {
	if !d.bool() {
		return time.Time{}
	}
	sec, nsec, offset := d.int(), d.uint(), d.int()
	if nsec >= 1e9 || offset < -24*3600 || offset > 24*3600 {
		d.fail()
		return time.Time{}
	}
	t := time.Unix(sec, int64(nsec))
	if offset == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", int(offset)))
}

func (d *decoder) date() clip.Date { return clip.Date{Time: d.time(), Clock: d.bool()} }

func (d *decoder) sum() (s [32]byte) {
	copy(s[:], d.bytes(len(s)))
	return s
}

// seal puts the checksum of what follows into the first 4 bytes of b.
func seal(b []byte) []byte {
	binary.LittleEndian.PutUint32(b, crc32.Checksum(b[4:], castagnoli()))
	return b
}

// unseal is what follows a checksum; false where it is not the right one.
func unseal(b []byte) (decoder, bool) {
	if len(b) < 4 || binary.LittleEndian.Uint32(b) != crc32.Checksum(b[4:], castagnoli()) {
		return decoder{bad: true}, false
	}
	return decoder{b: b[4:]}, true
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) } // made once, by the library
