package dedup

// The phrases that two texts share, and where in their pages they stand.
//
// A phrase is a run of words that stands in both texts and is as long as can be; case and
// punctuation do not count. The second text is read from the front. At each word the
// longest run is taken that begins there and stands anywhere in the first text, and reading
// goes on behind it. This is the parse of Ziv and Lempel (1977), with the other text as the
// window:
//
//	A  Dockers in Felix voted on Tuesday to end their strike of nine weeks
//	B  The strike of nine weeks is over: dockers in Felix voted to go back
//	   -    "strike of nine weeks"       "dockers in Felix voted"
//
// Runs are found by their first two words, at the first 32 places where A has these, so the
// work is linear in both texts however much they repeat. Not every run matters: "one of
// the" stands in any two clips. A phrase needs two words of content. The rarest phrases
// come first, by the sum of -ln f over their words, where f says how common a word is in
// the language.
//
// Rejected: the runs that compare.Texts keeps, because it aligns the texts from front to
// back and misses what two reports say in another order; a suffix array of both texts,
// which is exact for all runs and too slow for what it adds.

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/word"
)

const (
	phraseWords   = 2    // in the shortest phrase
	phraseContent = 2    // words of content in a phrase, at least; a name counts as one
	phraseTries   = 32   // places in A that are tried
	phraseText    = 50   // words of a phrase that are quoted, and by which its places are found
	phrasesShown  = 20   // of each pair of clips
	placesShown   = 8    // lines that are named for each phrase and term
	rarest        = 1e-7 // f of a word that is in no list
	commonest     = .002 // from this f on, a word of another language than English may be a function word that no list has
	lineAhead     = 64   // words of the page that are searched for the next word of the body
)

// textWord is a word of a clean text.
type textWord struct {
	hash       uint64
	start, end int32 // where it stands in the text, in bytes
	line       int32 // where it stands in the page, from 1; 0 when it stands in no line
}

// cleanText is the clean text of a clip, cut into words.
type cleanText struct {
	*clip.Clip
	text  string // title and body
	words []textWord
}

// newCleanText cuts a clip into words and finds the line of each.
func newCleanText(c *clip.Clip) *cleanText {
	r := &cleanText{Clip: c, text: c.Title + "\n" + c.Body}
	r.words = plainWords(nil, r.text)
	title := int32(0)
	var page []textWord // the words of the lines that were kept
	for i := range c.Lines {
		switch l := &c.Lines[i]; l.Rule {
		case "title":
			title = int32(l.N)
		case "":
			from := len(page)
			page = plainWords(page, l.Text)
			for k := range page[from:] {
				page[from+k].line = int32(l.N)
			}
		}
	}
	// The body has the words of the page's lines in their order. Only a dateline may be
	// missing, and a word that was hyphenated at a line end is one word.
	at, line := 0, int32(0)
	for k := range r.words {
		w := &r.words[k]
		if int(w.start) < len(c.Title) {
			w.line = title
			continue
		}
		for ahead := at; ahead < min(len(page), at+lineAhead); ahead++ {
			if page[ahead].hash == w.hash {
				at, line = ahead+1, page[ahead].line
				break
			}
		}
		w.line = line
	}
	return r
}

// plainWords appends the words of text: runs of letters, marks and digits, with the points
// and commas inside numbers, and the single letters of scripts without spaces.
func plainWords(dst []textWord, text string) []textWord {
	var low []byte
	for i := 0; i < len(text); {
		start := i
		low = low[:0]
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			l := word.Lower(r)
			if (r == '.' || r == ',') && inNumber(text, i) {
				l = r
			}
			if l < 0 || isUnspaced(r) && len(low) > 0 {
				break
			}
			low = utf8.AppendRune(low, l)
			i += size
			if isUnspaced(r) {
				break
			}
		}
		if len(low) > 0 {
			dst = append(dst, textWord{hash: word.Hash(low), start: int32(start), end: int32(i)})
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return dst
}

// inNumber reports whether the point or comma at i stands between digits: 1,204.5.
func inNumber(text string, i int) bool {
	digit := func(k int) bool { return k >= 0 && k < len(text) && '0' <= text[k] && text[k] <= '9' }
	return digit(i-1) && digit(i+1)
}

// isUnspaced reports whether r belongs to a script that is written without spaces: Thai to
// Khmer, kana, Han.
func isUnspaced(r rune) bool {
	return r >= 0x0e00 && (r < 0x0f00 || r >= 0x1000 && r < 0x10a0 || r >= 0x1780 && r < 0x1800 || r >= 0x3040 && r < 0xa000)
}

// gram is a hash of the words i and i+1.
func gram(w []textWord, i int) uint64 { return w[i].hash*0x9e3779b97f4a7c15 + w[i+1].hash }

// sharedRun is a run of n words that stands at word a of the one text and b of the other.
type sharedRun struct {
	a, b, n int
}

// sharedRuns lists the runs that both texts have, in the order of b.
func sharedRuns(a, b []textWord) []sharedRun {
	if len(a) < phraseWords {
		return nil
	}
	first := map[uint64]int32{} // the first place of each gram in a; next has the later ones
	next := make([]int32, len(a))
	for i := len(a) - phraseWords; i >= 0; i-- {
		g := gram(a, i)
		next[i] = -1
		if later, ok := first[g]; ok {
			next[i] = later
		}
		first[g] = int32(i)
	}
	var found []sharedRun
	for j := 0; j+phraseWords <= len(b); {
		best := sharedRun{n: 1}
		at, ok := first[gram(b, j)]
		for try := 0; ok && at >= 0 && try < phraseTries; try++ {
			n := 0
			for int(at)+n < len(a) && j+n < len(b) && a[int(at)+n].hash == b[j+n].hash {
				n++
			}
			if n > best.n {
				best = sharedRun{int(at), j, n}
			}
			at = next[at]
		}
		if best.n >= phraseWords {
			found = append(found, best)
		}
		j += best.n
	}
	return found
}

// phrases lists the rarest phrases that both texts have.
func phrases(a, b *cleanText, reader *entity.Reader, tables *entity.Tables) []clip.Phrase {
	type candidate struct {
		text   string
		words  []textWord // as they stand in a
		rarity float64
	}
	var list []candidate
	seen := map[string]bool{} // in lower case
	for _, r := range sharedRuns(a.words, b.words) {
		words := a.words[r.a : r.a+r.n]
		text := oneSpaced(a.text[words[0].start:words[r.n-1].end])
		if key := strings.ToLower(text); !seen[key] {
			seen[key] = true
			if x, content := rarity(text, a.Lang, reader, tables); content >= phraseContent {
				list = append(list, candidate{text, words, x})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y candidate) int { return cmp.Compare(y.rarity, x.rarity) })
	var out []clip.Phrase
	for _, c := range list[:min(len(list), phrasesShown)] {
		start := c.words[:min(len(c.words), phraseText)] // two copies share one phrase of thousands of words
		p := clip.Phrase{Text: c.text, Words: len(c.words), A: wordPlaces(a.words, start), B: wordPlaces(b.words, start)}
		if len(start) < len(c.words) {
			p.Text = oneSpaced(a.text[start[0].start:start[phraseText-1].end]) + " …"
		}
		out = append(out, p)
	}
	return out
}

func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// wordPlaces gives the lines in which a run of words begins.
func wordPlaces(in, words []textWord) (p clip.Place) {
	for i := 0; i+len(words) <= len(in); i++ {
		if slices.EqualFunc(in[i:i+len(words)], words, func(x, y textWord) bool { return x.hash == y.hash }) {
			p = addPlace(p, in[i].line)
		}
	}
	return p
}

// rarity is the sum of -ln f over the words of content of a phrase, and their number.
func rarity(text, lang string, reader *entity.Reader, tables *entity.Tables) (sum float64, content int) {
	abroad := lang != "en" // also when the language is not known, as with Danish and Norwegian
	for _, t := range reader.Tokens(nil, entity.Text{Body: text, Lang: lang}) {
		f := float64(tables.Background(t.Stem))
		if abroad {
			f = max(f, float64(tables.Abroad(t.Stem)))
		}
		if t.Stem != 0 && (!abroad || f < commonest) {
			sum -= math.Log(max(rarest, f))
			content++
		}
	}
	return sum, content
}

// stemPlaces gives the lines in which each wanted stem stands. Lines are read one by one,
// so that a name which is broken over two lines has no place.
func (cl *clustering) stemPlaces(c *clip.Clip, reader *entity.Reader, wanted map[uint64]bool) map[uint64]clip.Place {
	places := map[uint64]clip.Place{}
	var tokens []word.Token
	note := func(text string, line int) {
		tokens = reader.Tokens(tokens[:0], entity.Text{Body: text})
		for _, t := range tokens {
			if stem := cl.featureOf(t.Stem); wanted[stem] {
				places[stem] = addPlace(places[stem], int32(line))
			}
		}
	}
	titled := false
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Rule == "" || l.Rule == "title" {
			titled = titled || l.Rule == "title"
			note(l.Text, l.N)
		}
	}
	if !titled {
		note(c.Title, 0)
	}
	return places
}

// addPlace adds a line to p, unless it is there or p has enough.
func addPlace(p clip.Place, line int32) clip.Place {
	i, found := slices.BinarySearch(p, int(line))
	if found || len(p) == placesShown {
		return p
	}
	return slices.Insert(p, i, int(line))
}
