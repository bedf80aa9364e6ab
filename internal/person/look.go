package person

import (
	"strings"

	"newsdup/internal/entity"
)

// A cheap filter for names.
//
// A run has ten names for each clip, and hardly one of them in two spellings. Taking a name
// apart costs a microsecond and a dozen allocations. The look of a name is a hash of
// consonants instead: those of the last word, and those of the given name or its row in the
// tables. Only consonants that every transliteration keeps are used: l, m, n, r, t, d, b
// with p, and f with v, w and ph; but no t and d in tsch, ts and dj. Two names that may be
// one always have the same look, so a name with a look of its own need not be taken apart.
//
//	Rustem Selimov    given: rtm, in no row    last: lmf

// roughLook is the look of a full name; ok is false when no other name can join it.
func roughLook(tables *entity.Tables, form string) (look uint64, ok bool) {
	space := strings.IndexByte(form, ' ')
	if space < 0 || form[0] < 'A' || form[0] > 'Z' || !isPlain(form) {
		n, ok := NewName(tables, form)
		if !ok || n.isInitial() {
			return 0, false
		}
		return mixLook(consonants(arabicSkeleton(n.last.skeleton)), consonants(arabicSkeleton(n.given[0].skeleton)), n.given[0].given), true
	}
	given, _, _ := strings.Cut(form[:space], "-")
	if len(given) <= 1 {
		return 0, false // an initial
	}
	var folded [maxWord]byte
	n := copy(folded[:], given)
	for i := range n {
		folded[i] |= 0x20
	}
	return mixLook(consonants(form[strings.LastIndexByte(form, ' ')+1:]), consonants(given), tables.GivenName(folded[:n])), true
}

// isPlain reports whether a form has only ASCII letters, hyphens and spaces.
func isPlain(form string) bool {
	for i := range len(form) {
		if c := form[i] | 0x20; (c < 'a' || c > 'z') && form[i] != '-' && form[i] != ' ' {
			return false
		}
	}
	return true
}

// consonants is a hash of the consonants of a word or skeleton that every transliteration
// keeps.
func consonants(w string) uint64 {
	var h uint64
	var last byte
	for i := range len(w) {
		c := w[i] | 0x20
		switch c {
		case 'l', 'm', 'n', 'r', 'b', 'f':
		case 't':
			if rest := w[i+1:]; hasPrefix(rest, "s") || hasPrefix(rest, "z") || hasPrefix(rest, "ch") {
				continue
			}
		case 'd':
			if rest := w[i+1:]; hasPrefix(rest, "j") || hasPrefix(rest, "zh") || hasPrefix(rest, "sch") {
				continue
			}
		case 'v', 'w':
			c = 'f'
		case 'p':
			if c = 'b'; i+1 < len(w) && w[i+1]|0x20 == 'h' {
				c = 'f'
			}
		default:
			continue
		}
		if c != last {
			h = h*0x9e3779b97f4a7c15 + uint64(c)
			last = c
		}
	}
	return h
}

// hasPrefix is strings.HasPrefix for letters in any case.
func hasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// mixLook is the look of a name. Its upper half is of the last word alone: names with one
// last word come one after the other then, and namer takes the word apart once.
func mixLook(last, given uint64, row uint32) uint64 {
	if row != 0 {
		given = ^uint64(row)
	}
	last = spread(last + 1)
	return last>>32<<32 | spread(last^given)>>32
}
