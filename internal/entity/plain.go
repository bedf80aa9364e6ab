package entity

// Plain words, which copies need not look up.
//
// A word of ASCII letters that no table mentions is itself: without a stem to
// ask for, its token is the hash of its letters. Which words the tables mention
// is one bit of 2^18 by that hash, set by Build: 32 KB beside the megabytes of
// spellings met. A word whose bit is set by chance is looked up and turns out
// to be what it is, so the bits change no token. Most of the words of a text are
// mentioned (the, of, say), but few of the different ones: a run learns a tenth
// of its spellings, and the table of them stays in cache.
//
//	harbour   bit not set    token mix("harbour")
//	Harbour   bit not set    token mix("harbour")
//	Paris     bit of "paris" set: looked up
//	HARBOUR   two capitals: looked up, as it counts as shouted

// plainWord is the entry of all plain words.
const plainWord = 0

const (
	markBits  = 18
	markBytes = 1 << markBits / 8
)

// wordMarks has a bit for each word of up to 16 ASCII letters that the tables mention.
type wordMarks []byte

// longestPlain is the most letters of a plain word.
const longestPlain = 15

// add marks a word in lower case.
func (m wordMarks) add(w string) {
	if len(w) <= 16 && isASCII(w) {
		m.set(spell(w))
	}
}

func (m wordMarks) set(hash uint64) {
	at := hash >> (64 - markBits)
	m[at>>3] |= 1 << (at & 7)
}

// has says whether a hash may have been set; one that was not seldom seems so.
func (m wordMarks) has(hash uint64) bool { return marked((*[markBytes]byte)(m), hash) }

func marked(m *[markBytes]byte, hash uint64) bool { return mark(m, hash) != 0 }

// mark is the bit of a hash.
func mark(m *[markBytes]byte, hash uint64) uint {
	at := hash >> (64 - markBits)
	return uint(m[at>>3]>>(at&7)) & 1
}

// hashPlain is hash where plain words need not be looked up. Which are plain is a
// matter of chance to a processor, so there is no branch on the mark of a word.
func (r *Reader) hashPlain(text string) {
	marks := (*[markBytes]byte)(r.t.mentioned)
	line, asked := r.line, &r.buffer.asked
	at := uint(0)
	for k := range line {
		asked[at&(maxLine-1)] = uint32(k)
		ref := &line[k]
		if !ref.short {
			at++
			continue
		}
		i := int(ref.start)
		b, n := text[i:i+16], (int(ref.end)-i)&15
		x, y := load8(b, 0)&first8[n], load8(b, 8)&second8[n]
		low := x | 0x20
		plain := mix(low, y)
		is := mark(marks, plain)
		if !allLower(low, y) || mayFold(b, 0, n) {
			is = 1
		}
		if is&uint((x^low)>>5) != 0 { // Paris
			plain = mix(x, y)
		}
		ref.hash, ref.entry = plain, plainWord
		at += is
	}
	r.asked = asked[:at]
}

// allLower says whether none of the ASCII letters of x and y is a capital: all
// letters have bit 6, and those without bit 5 are capitals.
func allLower(x, y uint64) bool {
	const caseBits = 0x2020202020202020
	return (x>>1&^x|y>>1&^y)&caseBits == 0
}

// mayFold says whether foldEnding may change the word text[start:end], whose
// first letter alone may be a capital: it ends in i, or in yy or iy.
func mayFold(text string, start, end int) bool {
	c := text[end-1]
	return (c == 'i' || c == 'y') && end-start >= minFolded && (c == 'i' || text[end-2] == 'y' || text[end-2] == 'i')
}
