package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/entity"
)

// Verdict is what the spellings of two names say about them.
type Verdict int

// The verdicts. Perhaps is for those who know what else their clips share.
const (
	Different Verdict = iota
	Perhaps
	Same
)

// Thresholds of the likeness of two last words, which is .8 of the similarity of their keys
// and .2 of that of their Latin letters. Of 45 pairs of spellings of one name .90 joined
// 31, and of 28 pairs of two names 3, before given names are compared.
const (
	sameWord    = 0.90
	perhapsWord = 0.78
)

// maxWords bounds the words of a name that are looked at.
const maxWords = 8

// Name is a full name that was taken apart for comparison.
type Name struct {
	given []wordKey // all words but the last
	last  wordKey
	whole string // all words in Latin letters, joined without spaces
}

// NewName takes a name apart; ok is false when it has fewer than two words. Particles (von,
// bin) are left out, as in package entity. The parts of a hyphenated given name are two
// words.
func NewName(tables *entity.Tables, form string) (n Name, ok bool) {
	return (&namer{tables: tables}).name(form)
}

// namer takes many names apart. It remembers their words: a run has a hundred times as many
// names as given names, and names with one last word come one after the other (look.go).
type namer struct {
	tables *entity.Tables
	words  map[nameWord]wordKey // nil when none are remembered
}

type nameWord struct {
	word      string
	ukrainian bool
}

// mostWords is how many words are remembered at a time: 4 MB.
const mostWords = 1 << 14

func newNamer(tables *entity.Tables) *namer {
	return &namer{tables, map[nameWord]wordKey{}}
}

// name is NewName.
func (m *namer) name(form string) (n Name, ok bool) {
	ukrainian := !isPlain(form) && strings.ContainsAny(form, ukrainianLetters)
	var buf [maxWords]string
	words, all := cutName(form, buf[:0])
	n.given = make([]wordKey, 0, len(words))
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if i+1 < all && unicode.IsLower(first) {
			continue
		}
		k := m.key(w, ukrainian)
		n.given = append(n.given, k)
		n.whole += k.roman
	}
	if len(n.given) < 2 {
		return n, false
	}
	n.last = n.given[len(n.given)-1]
	n.given = n.given[:len(n.given)-1]
	return n, n.last.skeleton != ""
}

// key is newWordKey for a word that many names may have.
func (m *namer) key(w string, ukrainian bool) wordKey {
	k, ok := m.words[nameWord{w, ukrainian}]
	if !ok {
		w = strings.Clone(w) // k may hold a part of w, which must not keep the whole text in memory
		k = newWordKey(m.tables, w, ukrainian)
		if m.words != nil {
			if len(m.words) == mostWords {
				clear(m.words)
			}
			m.words[nameWord{w, ukrainian}] = k
		}
	}
	return k
}

// cutName appends the first maxWords words of a form to words; all is how many it has.
func cutName(form string, words []string) (_ []string, all int) {
	last := strings.LastIndexByte(form, ' ')
	from := 0
	word := func(to int) {
		if to > from {
			if all++; all <= maxWords {
				words = append(words, form[from:to])
			}
		}
	}
	for i, c := range form {
		if c == '.' || c == '-' && i < last || unicode.IsSpace(c) {
			word(i)
			from = i + utf8.RuneLen(c)
		}
	}
	word(len(form))
	return words, all
}

// Compare says whether the spellings of two full names are those of one person, of two, or
// perhaps of one, if the clips that name them have more in common. A name with an initial,
// or with a word that the other lacks, is perhaps the same.
func Compare(a, b *Name) Verdict {
	switch {
	case a.whole == b.whole:
		return Same
	case !a.last.soundsLike(&b.last) || !sameGiven(a, b):
		return Different
	}
	switch s := a.last.likeness(&b.last); {
	case s >= sameWord && len(a.given) == len(b.given) && a.isInitial() == b.isInitial():
		return Same
	case s >= perhapsWord:
		return Perhaps
	}
	return Different
}

// isInitial reports whether the given name is only an initial.
func (n *Name) isInitial() bool { return len(n.given[0].roman) == 1 }

// soundsLike reports whether two words have the same consonants.
func (a *wordKey) soundsLike(b *wordKey) bool {
	if a.arabic != b.arabic {
		return arabicSkeleton(a.skeleton) == arabicSkeleton(b.skeleton)
	}
	return a.skeleton == b.skeleton
}

// likeness is the similarity of two words, in [0,1]. Arabic writes no short vowels, so
// between Arabic and another script equal consonants must do.
func (a *wordKey) likeness(b *wordKey) float64 {
	if a.arabic != b.arabic {
		if len(a.skeleton) >= 3 {
			return 1
		}
		return 0
	}
	key := similarity(a.key, b.key)
	if a.inflected != "" {
		key = max(key, similarity(a.inflected, b.key))
	}
	if b.inflected != "" {
		key = max(key, similarity(a.key, b.inflected))
	}
	return 0.8*key + 0.2*similarity(a.roman, b.roman)
}

// sameGiven reports whether the given names can be those of one person: the first ones
// agree, and the second ones do not contradict.
func sameGiven(a, b *Name) bool {
	if !a.given[0].agreesWith(&b.given[0]) {
		return false
	}
	if len(a.given) == 1 || len(b.given) == 1 {
		return true
	}
	return a.given[1].agreesWith(&b.given[1])
}

// agreesWith reports whether two given names may be one: they are in one row of the table,
// or alike and in no row, or one is the initial of the other. Maria and Mario, Paul and
// Paula are two names, because the ending tells the sex.
func (a *wordKey) agreesWith(b *wordKey) bool {
	switch {
	case a.roman == b.roman, a.given != 0 && a.given == b.given:
		return true
	case len(a.roman) == 1 || len(b.roman) == 1:
		return a.roman != "" && b.roman != "" && a.roman[0] == b.roman[0]
	case a.given != 0 && b.given != 0 || !a.soundsLike(b):
		return false
	case a.arabic != b.arabic:
		return len(a.skeleton) >= 2
	}
	return a.likeness(b) >= sameWord && isVowel(a.roman[len(a.roman)-1]) == isVowel(b.roman[len(b.roman)-1])
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }
