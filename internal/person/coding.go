package person

import (
	"encoding/binary"

	"newsdup/internal/entity"
)

// What Counted returns for a clip, as bytes, for a cache of clips. For each mention, with
// numbers little-endian:
//
//	8 bytes ID, 8 bytes Last, 1 byte Type, uvarint n, n bytes Form

// Encode appends to b the mentions that Counted returned for a clip.
func Encode(b []byte, clip []entity.Mention) []byte {
	for i := range clip {
		m := &clip[i]
		b = binary.LittleEndian.AppendUint64(b, m.ID)
		b = binary.LittleEndian.AppendUint64(b, m.Last)
		b = append(b, byte(m.Type))
		b = binary.AppendUvarint(b, uint64(len(m.Form)))
		b = append(b, m.Form...)
	}
	return b
}

// Decode appends to dst the mentions that Encode wrote. ok is false when b is not such.
func Decode(dst []entity.Mention, b []byte) (clip []entity.Mention, ok bool) {
	const fixed = 8 + 8 + 1
	for len(b) > 0 {
		if len(b) < fixed {
			return dst, false
		}
		m := entity.Mention{ID: binary.LittleEndian.Uint64(b), Last: binary.LittleEndian.Uint64(b[8:]), Type: entity.Type(b[16])}
		n, size := binary.Uvarint(b[fixed:])
		if b = b[fixed:]; size <= 0 || n > uint64(len(b)-size) || m.Type > entity.Place {
			return dst, false
		}
		m.Form = string(b[size : size+int(n)])
		b = b[size+int(n):]
		dst = append(dst, m)
	}
	return dst, true
}
