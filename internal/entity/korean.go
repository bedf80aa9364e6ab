package entity

import "strings"

// Korean words.
//
// Particles are written together with the noun before them, and so are the endings of the
// verb "do", which makes verbs of nouns:
//
//	부산에서      in Busan         부산 + 에서
//	시장은        the mayor        시장 + 은
//	사임했다      resigned         사임 + 했다
//
// The longest ending that leaves two syllables is cut off, once. A name that ends like a
// particle loses it where no particle stands behind it. That splits one word into two, but
// most nouns have only two syllables and keep them. Rejected: pairs of syllables, as for
// scripts without spaces, because 이란 (Iran) and 가나 (Ghana) stand inside many words.

// koreanEndings are particles and endings, by their number of syllables, longest first.
var koreanEndings = []string{
	"했습니다", "에게서는", "으로부터",
	"에서는", "에서의", "에서도", "으로는", "으로의", "으로서", "으로써", "에게는", "에게서", "까지는", "로부터", "이라고", "이라는", "했으며", "합니다", "됩니다", "되었다",
	"에서", "에는", "에도", "에게", "으로", "로는", "로서", "로써", "까지", "부터", "보다", "처럼", "마다", "조차", "라고", "라는", "이나", "이며", "께서", "한테", "하고", "과의", "와의",
	"했다", "했고", "한다", "하는", "하며", "하기", "됐다", "되는",
	"은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "로", "도", "만",
}

const syllable = 3 // bytes of one

// isKorean reports whether a word starts with a syllable of Hangul.
func isKorean(w string) bool { return w >= "가" && w < "힤" }

// koreanStem is w without the particle or ending behind it.
func koreanStem(w string) string {
	for _, e := range koreanEndings {
		if rest, ok := strings.CutSuffix(w, e); ok && len(rest) >= 2*syllable {
			return rest
		}
	}
	return w
}
