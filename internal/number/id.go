package number

// A value as one number of 64 bits, from which it can be read again.
//
//	bits 56-63  mark      tells an ID from other hashes, of which 1 in 256 has it by chance
//	     53-55  kind; 7 for a quantity below zero
//	     46-52  unit      its place in the lexicon
//	     45     pair
//	     40-44  exponent  from -16
//	      0-39  Lo, or 20 bits each of Lo and Hi
//
// The number is then mixed by steps that can be undone. That makes it as good as a hash,
// which story features and shingles need, because they do not mix their input any further.
// So no two values have the same ID, and the value of a feature can be shown without a
// table of all numbers that were met. Rejected: the hash of the canonical form, which costs
// a string for each phrase and a map from hash to form.

const (
	idMark   = 0xa7
	idExp    = 16
	idDigits = 40
	idPair   = 20
	idBelow  = 7
)

// ID is a hash of the value. It is the same in every run of one version of the lexicon, and
// different from that of any other value. v must be made by this package.
func (v Value) ID() uint64 {
	kind := uint64(v.Kind)
	if v.Below {
		kind = idBelow
	}
	x := uint64(idMark)<<56 | kind<<53 | uint64(int(v.Exp)+idExp)<<40
	if v.Unit != nil {
		x |= uint64(v.Unit.index) << 46
	}
	if v.Pair {
		x |= 1<<45 | v.Hi<<idPair
	}
	return mix(x | v.Lo)
}

// Of is the value with this ID; ok is false when there is none.
func (l *Lexicon) Of(id uint64) (v Value, ok bool) {
	x := unmix(id)
	v = Value{Kind: Kind(x >> 53 & 7), Exp: int8(x>>40&31) - idExp, Pair: x>>45&1 == 1, Lo: x & (1<<idDigits - 1)}
	if v.Pair {
		v.Lo, v.Hi = v.Lo&(1<<idPair-1), v.Lo>>idPair
	}
	if v.Kind == idBelow {
		v.Kind, v.Below = Quantity, true
	}
	unit := int(x >> 46 & 127)
	switch {
	case x>>56 != idMark:
		return Value{}, false
	case v.Kind == Quantity || v.Kind == Money:
		if unit == 0 || unit >= len(l.units) || l.units[unit].Currency != (v.Kind == Money) {
			return Value{}, false
		}
		v.Unit = l.units[unit]
	case unit != 0:
		return Value{}, false
	}
	again, ok := l.Parse(v.String()) // by chance a hash may be a 13th month
	return v, ok && again == v
}

// The mixer of MurmurHash3 (Appleby), which is a bijection, and its inverse.
const (
	mix1, unmix1 uint64 = 0xff51afd7ed558ccd, 0x4f74430c22a54005
	mix2, unmix2 uint64 = 0xc4ceb9fe1a85ec53, 0x9cb4b2f8129337db
)

func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= mix1
	x ^= x >> 33
	x *= mix2
	return x ^ x>>33
}

func unmix(x uint64) uint64 {
	x ^= x >> 33
	x *= unmix2
	x ^= x >> 33
	x *= unmix1
	return x ^ x>>33
}
