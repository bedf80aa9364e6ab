package entity

import "newsdup/internal/word"

// Plain words, which copies need not look up.
//
// A word of ASCII letters that no table mentions stands for itself. When no stem is asked
// for, its token is the hash of its letters. Which words the tables mention is known from
// two bits of one number: the hash of the word chooses one of 2^12 numbers and the two bits
// in it, which Build has set (Bloom, Space/time trade-offs in hash coding, 1970). That
// takes 32 KB, beside the megabytes of the spellings met. One in fifty other words has both
// bits set by chance. It is looked up and turns out to stand for itself, so that the bits
// change no token. Many words of a text are mentioned (the, of, say), but few of the
// different words: a run learns a tenth of its spellings, and the table of these stays in
// the cache.
//
//	harbour   not marked     token mix("harbour")
//	Harbour   not marked     token mix("harbour")
//	Paris     "paris" is     looked up
//	HARBOUR   two capitals: looked up, because capitals are counted

// plainWord is the entry of all plain words.
const plainWord = 0

const (
	markBits  = 12
	markBytes = 8 << markBits
)

// wordMarks has two bits for each word of at most 16 ASCII letters that the tables mention.
type wordMarks [1 << markBits]uint64

// longestPlain is the most letters of a plain word.
const longestPlain = 15

// add marks a word in lower case.
func (m *wordMarks) add(w string) {
	if len(w) <= 16 && isASCII(w) {
		m.set(spell(w))
	}
}

func (m *wordMarks) set(hash uint64) {
	m[hash>>(64-markBits)] |= 1<<(hash>>46&63) | 1<<(hash>>40&63)
}

// has reports whether a hash may have been set. It seldom says so of one that was not.
func (m *wordMarks) has(hash uint64) bool { return m.mark(hash) != 0 }

// mark is 1 for a hash that may have been set, and 0 for others.
func (m *wordMarks) mark(hash uint64) uint {
	marks := m[hash>>(64-markBits)]
	return uint(marks>>(hash>>46&63)&(marks>>(hash>>40&63))) & 1
}

// hashPlain is hash for Readers without stems, where plain words need not be looked up, and
// writes the tokens of plain words. A processor cannot predict which words are plain, so
// the loop writes a token for every word and has no branch on its mark. Rejected: the marks
// in a loop of their own, where more of their loads wait at the same time.
func (r *Reader) hashPlain(tokens []word.Token, text string) {
	marks := r.t.mentioned
	line, asked := r.line, &r.buffer.asked
	tokens = tokens[:len(line)]
	clear(tokens)
	some := uint(0)
	for k := range line {
		asked[some%maxLine] = uint32(k)
		some++
		ref := &line[k]
		ref.entry = plainWord
		n := ref.short() & 15
		if n == 0 {
			continue
		}
		keepX, keepY := keepBytes[n][0], keepBytes[n][1]
		i := int(ref.start)
		b := text[i : i+16]
		last := b[n-1]
		x, y := load8(b, 0)&keepX|caseBit, load8(b, 8)&keepY
		lack := (keepX ^ x) | (keepY ^ y)
		plain := mix(x, y)
		tokens[k].Exact = plain
		if hasCapital(lack) || last|0x10 == 'y' && mayFold(text[i:ref.end]) {
			continue
		}
		some += marks.mark(plain) - 1
	}
	r.asked = asked[:some]
}

// hasCapital reports whether one of eight letters is a capital. lack has the bits that the
// letters lack; a capital lacks bit 5.
func hasCapital(lack uint64) bool { return lack&0x2020202020202020 != 0 }

// mayFold reports whether foldEnding may change a word of ASCII letters, of which only the
// first may be a capital: it ends in i, or in yy or iy.
func mayFold(w string) bool {
	n := len(w)
	return n >= minFolded && (w[n-1] == 'i' || w[n-1] == 'y' && w[n-2]|0x10 == 'y')
}
