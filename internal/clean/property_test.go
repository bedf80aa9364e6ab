package clean

// What is true of the clip of any page, and the fuzzers that look for one where
// it is not.

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"newsdup/internal/clip"
	"newsdup/internal/site"
)

// checker cleans pages in every mode. It is made once: what a page costs a new
// Cleaner, tables and compiled rules, is a thousand times what it costs one in use
// (TestReuse holds that the clips are the same).
type checker struct {
	explaining, plain [3]*Cleaner
	furnished         *Cleaner
}

var modes = [...]Mode{Auto, Full, Part}

func newChecker() *checker {
	k := &checker{furnished: New(Options{Explain: true})}
	for i, m := range modes {
		k.explaining[i], k.plain[i] = New(Options{Mode: m, Explain: true}), New(Options{Mode: m})
		k.explaining[i].classifier.seen = k.furnished.classifier.seen
		k.plain[i].classifier.seen = k.furnished.classifier.seen
	}
	return k
}

// forget forgets the lines seen: the fuzzer is led by what code a page reaches,
// which must not hang on the pages before it.
func (k *checker) forget() { clear(k.furnished.classifier.seen) }

// check checks one page.
func (k *checker) check(t *testing.T, text string) {
	t.Helper()
	raw := &clip.Raw{Text: []byte(text)}
	text = string(new(Cleaner).plainText([]byte(text)))
	for i, mode := range modes {
		c, plain := k.explaining[i].Clean(raw), k.plain[i].Clean(raw)
		checkClip(t, fmt.Sprintf("mode %d", mode), text, &c)
		if plain.Body != c.Body || plain.Title != c.Title || plain.Words != c.Words {
			t.Errorf("mode %d: explaining changes the clip", mode)
		}
		k.checkTwice(t, fmt.Sprintf("mode %d", mode), &plain)
	}

	// The same where every short line recurs on the site.
	p := k.furnished.Evidence(raw)
	r := rand.New(rand.NewPCG(1, 1))
	pages := make([]site.Page, 8)
	for i := range pages {
		words := make([]uint64, 20)
		for j := range words {
			words[j] = r.Uint64()
		}
		pages[i] = site.Page{Site: p.Site, Lines: p.Lines, Text: site.Sketch(words)}
	}
	k.furnished.Learn(site.Find(pages, 2))
	c := k.furnished.Clean(raw)
	checkClip(t, "site", text, &c)
	k.checkTwice(t, "site", &c)
	foot := false // a paragraph goes only at the end, and never all of them
	for _, l := range c.Lines {
		long := utf8.RuneCountInString(l.Text) > widestFurniture
		foot = foot || long && l.Rule == ruleSite
		if foot && (long && l.Rule == "" || c.Words == 0) {
			t.Errorf("site: dropped a paragraph above %q", l.Text)
		}
	}
}

// checkTwice checks that cleaning leaves c, printed, as it is.
func (k *checker) checkTwice(t *testing.T, what string, c *clip.Clip) {
	t.Helper()
	text := asPrinted(c)
	for _, cleaner := range []*Cleaner{k.plain[Auto], k.plain[Part]} {
		if again := cleaner.Clean(&clip.Raw{Text: []byte(text)}); again.Title != c.Title || again.Body != c.Body {
			t.Errorf("%s: %q\nis cleaned to\n%q", what, text, asPrinted(&again))
		}
		if again := cleaner.Clean(&clip.Raw{Text: []byte(c.Body), Meta: clip.Meta{Title: c.Title}}); again.Title != c.Title || again.Body != c.Body {
			t.Errorf("%s: the record %q, %q\nis cleaned to\n%q", what, c.Title, c.Body, asPrinted(&again))
		}
	}
}

// mayHead reports whether the title of c, printed, reads like one.
func (k *checker) mayHead(c *clip.Clip) bool {
	l := k.plain[Auto].classifier.measure([]byte(c.Title))
	return mayHead(&l, 2+strings.Count(c.Body, "\n"))
}

// asPrinted is c as `newsdup clean` prints it.
func asPrinted(c *clip.Clip) string {
	if c.Title == "" {
		return c.Body + "\n"
	}
	return c.Title + "\n\n" + c.Body + "\n"
}

// checkClip checks that body and title hold nothing that is not on the page,
// in its order and under their spans, and that every line is explained.
func checkClip(t *testing.T, what, page string, c *clip.Clip) {
	t.Helper()
	if strings.Contains(c.Body, "\n\n") || strings.HasPrefix(c.Body, "\n") || strings.HasSuffix(c.Body, "\n") {
		t.Errorf("%s: empty line in the body %q", what, c.Body)
	}
	checkSpans(t, what+": body", page, c.Body, c.BodySpans)
	checkSpans(t, what+": title", page, c.Title, c.TitleSpans)
	last, behind := 0, 0
	lines := map[int]bool{}
	for _, l := range c.Lines {
		switch {
		case l.N < last || l.Start < behind || l.End < l.Start || l.End > len(page):
			t.Fatalf("%s: line %d at %d to %d stands behind line %d, which ends at %d", what, l.N, l.Start, l.End, last, behind)
		case l.Rule != ruleLimit && normal(page[l.Start:l.End]) != l.Text:
			t.Errorf("%s: line %d is %q, at %d to %d stands %q", what, l.N, l.Text, l.Start, l.End, page[l.Start:l.End])
		case l.N != 1+strings.Count(page[:l.Start], "\n"):
			t.Errorf("%s: %q is at byte %d, which is not in line %d", what, l.Text, l.Start, l.N)
		}
		last, behind = l.N, l.End
		lines[l.N] = true
	}
	n := 0
	for l := range strings.SplitSeq(page, "\n") {
		if n++; normal(l) != "" && !lines[n] && n < maxUnits {
			t.Errorf("%s: line %d is not explained: %q", what, n, l)
		}
	}
}

// checkSpans checks that the spans of text cover it but for the blanks between
// lines, in the order of the page.
func checkSpans(t *testing.T, what, page, text string, spans []clip.Span) {
	t.Helper()
	at, behind := 0, 0
	for _, s := range spans {
		if s.At < at || s.To <= s.At || s.To > len(text) || s.Start < behind || s.End <= s.Start || s.End > len(page) {
			t.Fatalf("%s: span %v behind %d in it and %d in the page", what, s, at, behind)
		}
		if got := normal(page[s.Start:s.End]); got != text[s.At:s.To] {
			t.Errorf("%s: bytes %d to %d are %q, the page has %q", what, s.At, s.To, text[s.At:s.To], got)
		}
		if gap := text[at:s.At]; strings.Trim(gap, " \n") != "" || len(gap) > 1 {
			t.Errorf("%s: no span for %q", what, gap)
		}
		at, behind = s.To, s.End
	}
	if at != len(text) {
		t.Errorf("%s: no span for %q", what, text[at:])
	}
}

func normal(line string) string {
	n, _ := normalise([]byte(line), nil)
	return string(n)
}

func TestProperties(t *testing.T) {
	k := newChecker()
	for _, p := range partPages {
		k.check(t, p.in)
	}
	for _, text := range hardPages {
		k.check(t, text)
	}
	for _, name := range ownPages(t) {
		if text, _ := os.ReadFile(name); strings.HasSuffix(name, ".txt") {
			k.check(t, string(text))
		}
	}
}

// hardPages are pages on which a property could fail.
var hardPages = []string{
	dump(dumpArticle),
	"a,\n,\n\u200b\n\"b\n",
	"PARIS (AFP) - LAGOS (AP) - It is open now, said the crew of nine.\n©\n'\n’s",
	"PARIS (AFP)\n— The\u00a0  gate,\nthe crew of nine\nsaid , is\u200b open \u00ad now.\r\nIt is open now, said the crew of nine.",
	"\u00a0PARIS\u3000(AFP) - The gate is open now, said the crew of nine\nAdvertisement\nof the boat in the harbour of the town.",
	"\x7f\nThe gate\x7f is open.",
	"# [Gate](/g) open" + threeLinks + "\n\n* The *gate* of [Port\nAnna](/p) is **open**, said the crew of nine.\n[![A](b.jpg)](/c)",
	wrapped(wrapArticle, 65, 3) + "\n\nShare\n1. https://example.org/a\n[1]Home",
	"Rio de Janeiro Norte, Porto Alegre Sul, Sao Paulo Oeste (AFP)—",
}

func FuzzClean(f *testing.F) {
	for _, p := range partPages {
		f.Add(p.in)
	}
	for _, text := range hardPages {
		f.Add(text)
	}
	k := newChecker()
	f.Fuzz(func(t *testing.T, text string) {
		k.forget()
		k.check(t, strings.ToValidUTF8(text, "\ufffd"))
	})
}

// ownPages are the names of the pages of testdata.
func ownPages(t *testing.T) []string {
	names, err := filepath.Glob("../../testdata/pages/*/*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	return names
}

// TestIdempotent cleans what cleaning printed: of every page of testdata, in
// text and in HTML, and of pages mixed from their lines, nothing may change.
func TestIdempotent(t *testing.T) {
	k := newChecker()
	var pages [][]string
	for _, name := range ownPages(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		raw := &clip.Raw{Text: text}
		switch filepath.Ext(name) {
		case ".html":
			raw.Kind = clip.HTML
		case ".txt":
			pages = append(pages, strings.Split(string(text), "\n"))
		default:
			continue
		}
		c := k.plain[Auto].Clean(raw)
		k.checkTwice(t, name, &c)
	}
	for _, p := range partPages {
		pages = append(pages, strings.Split(p.in, "\n"))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range mixedPages {
		text := mixed(r, pages)
		for _, mode := range modes {
			c := k.plain[mode].Clean(&clip.Raw{Text: []byte(text)})
			k.checkTwice(t, fmt.Sprintf("mode %d", mode), &c)
		}
	}
}

const mixedPages = 1000

// mixed is a page of lines of others: some lost, some twice, some empty, some of
// another page, some cut in two, some that are noise.
func mixed(r *rand.Rand, pages [][]string) string {
	var out []string
	page := pages[r.IntN(len(pages))]
	for _, l := range page {
		switch r.IntN(16) {
		case 0:
			continue
		case 1:
			out = append(out, l)
		case 2:
			out = append(out, "")
		case 3:
			other := pages[r.IntN(len(pages))]
			out = append(out, other[r.IntN(len(other))])
		case 4:
			words := strings.Fields(l)
			k := r.IntN(len(words) + 1)
			out = append(out, strings.Join(words[:k], " "))
			l = strings.Join(words[k:], " ")
		case 5:
			out = append(out, noiseLines[r.IntN(len(noiseLines))])
		case 6:
			if len(out) > 0 {
				out = append(out, out[r.IntN(len(out))])
			}
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n")
}

var noiseLines = []string{"By Ann Marten", "3 hours ago", "May 3, 2024", "Published", "Share", "Advertisement", "Related posts", "Comments", "Home", "•",
	"Photo: Ann Marten", "Ann Marten / AFP", "Tags: harbour", "© 2024 Harbour Post", "5 min read", "Print this page", "Follow her on Twitter @annmarten",
	"PARIS (AFP) - The gate was open at noon, said the harbour master.", "June 3 - Port Anna, Old Gate", "4 June - Lindholm, the Mole", "12", "and", "the gate", "Harbour Post"}

// TestPrinted reads articles as cleaning prints them: a headline, an empty
// line, paragraphs. The headline may end in a stop or have three words, and a
// first paragraph may begin as if it went on.
func TestPrinted(t *testing.T) {
	body := "the crew of nine went home on Monday, said the harbour master.\nShips came in again at noon, and the gate was left open.\nNobody was hurt."
	for _, title := range []string{"Who opened the gate?", "It was the crew. They said so.", "The Gate Opens", "Crew of the harbour, ferries and"} {
		for _, first := range []string{"", "\"We are tired,", "% of the crew,\n"} {
			c := cleanText(Options{}, title+"\n\n"+first+body)
			if c.Title != title || strings.ReplaceAll(c.Body, "\n", " ") != strings.ReplaceAll(first+body, "\n", " ") {
				t.Errorf("%q above %q: title %q, body %q", title, first, c.Title, c.Body)
			}
		}
	}
}
