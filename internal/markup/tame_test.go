package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestTame has pages that must stay as they are, and what others become.
func TestTame(t *testing.T) {
	many := func(n int) string { return strings.Repeat(" a=1", n) }
	bold := func(n int) string { return strings.Repeat("<b>x", n) }
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"no tag", "a < b > c <", "a < b > c <"},
		{"few", "<p><b id=1>x</b><I>y</I>", "<p><b id=1>x</b><I>y</I>"},
		{"as many attributes as may be", "<p" + many(maxAttributes) + ">x", "<p" + many(maxAttributes) + ">x"},
		{"one more", "<p" + many(maxAttributes) + " b>x", "<p" + many(maxAttributes) + " >>x"},
		{"in quotes", `<p a="` + many(2*maxAttributes) + `" b>x`, `<p a="` + many(2*maxAttributes) + `" b>x`},
		{"quotes hold >", "<p" + strings.Repeat(` a=">"`, maxAttributes) + " b>x", "<p" + strings.Repeat(` a=">"`, maxAttributes) + " >>x"},
		{"end tag", "</p" + many(2*maxAttributes) + ">x", "</p" + many(2*maxAttributes) + ">x"}, // its attributes are not kept
		{"behind an open quote", `<i a='><p` + many(maxAttributes) + " b>x", `<i a='><p` + many(maxAttributes) + " >>x"},
		{"formatting", bold(500) + "</B ><b/><br><body><big>", strings.ReplaceAll(bold(500), "<b>", "<span>") + "</span ><span/><br><body><span>"},
	} {
		in := []byte(c.in)
		if got := string(tame(in)); got != c.want {
			t.Errorf("%s: got %.200q, want %.200q", c.name, got, c.want)
		}
		if string(in) != c.in {
			t.Errorf("%s: the page was changed", c.name)
		}
	}
}

// TestHostile extracts small pages that cost a parser far more than their
// length. The bounds are on what is allocated in all, so they are the same on
// every machine; before tame the first took 1.6 GB, the third 400 MB.
func TestHostile(t *testing.T) {
	var open strings.Builder
	for i := range 400 {
		fmt.Fprintf(&open, "<b id=%d>", i)
	}
	var names strings.Builder
	for i := range 300_000 {
		fmt.Fprintf(&names, " a%d", i)
	}
	blocks, fewer := strings.Repeat("<p>x</p>", 24_000), strings.Repeat("<p>x</p>", 4_000)
	for _, c := range []struct {
		name, page string
		tooMuch    bool // for a tree
	}{
		{"formatting", "<p>" + open.String() + "start</p>" + blocks, false},
		{"in the head", "<head>" + open.String() + blocks + "</head>" + strings.Repeat("<p>x</p>", maxTags), true},
		{"closed in a cell", "<p>" + open.String() + "<table><td>" + strings.Repeat("</b>", 400) + "</table>" + blocks, false},
		{"attributes", "<p" + names.String() + ">start</p>" + fewer, false},
		{"attributes, in svg", "<svg><style><p" + names.String() + "></style></svg>" + fewer, false},
		{"end tags", "<p>start</p" + names.String() + ">" + fewer, false},
		{"10 MB of paragraphs", strings.Repeat("<p>The port is open again, the mayor said.</p>", 10<<20/46), true},
		{"a million elements", strings.Repeat("<i>x</i>", 1_000_000), true},
		{"all depth", strings.Repeat("<table><tr><td><ul><li>", 10_000) + "x", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if _, err := Extract([]byte(c.page)); (err != nil) != c.tooMuch {
				t.Error(err)
			}
			runtime.ReadMemStats(&after)
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 150 {
				t.Errorf("%d MB allocated for a page of %d KB", mb, len(c.page)>>10)
			}
		})
	}
}

// FuzzTame holds the promises of tame: no tag of too many attributes, no text lost.
func FuzzTame(f *testing.F) {
	f.Add(`<p a="1" b=2 c>x</p>`)
	f.Add("<b" + strings.Repeat(" a", maxAttributes+5) + "='>'><i b=\"<p c\">")
	f.Add(strings.Repeat("<font size=1><p x='", 500))
	f.Fuzz(func(t *testing.T, page string) {
		tamed := tame([]byte(page))
		for _, raw := range []bool{true, false} {
			z := html.NewTokenizer(bytes.NewReader(tamed))
			for z.Next() != html.ErrorToken {
				if !raw {
					z.NextIsNotRawText()
				}
				if n := len(z.Token().Attr); n > maxAttributes {
					t.Fatalf("tag of %d attributes", n)
				}
			}
		}
		if again := tame(bytes.Clone(tamed)); !bytes.Equal(again, tamed) {
			t.Errorf("tame twice is not tame once: %q, %q", tamed, again)
		}
	})
}

// TestNoscriptTags finds what a pattern does.
func TestNoscriptTags(t *testing.T) {
	pattern := regexp.MustCompile(`(?i)</?noscript\b`)
	for _, page := range []string{
		"", "<", "</", "<noscript", "</noscript", "<noscript>a</noscript>", "<NoScript class=a>b</NOSCRIPT >", "<noscripts>", "<noscript_>", "<noscript7>",
		"<noscript/>", "<<noscript>", "< noscript>", "<//noscript>", "<p>noscript</p><noscript\n>", "<noscrip", "<!-- <noscript> -->",
	} {
		var want [][2]int
		for _, at := range pattern.FindAllStringIndex(page, -1) {
			want = append(want, [2]int(at))
		}
		if got := noscriptTags([]byte(page)); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", page, got, want)
		}
	}
}
