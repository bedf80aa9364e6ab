package clean

// Fuzzers of the line model, of rules files and of HTML pages; that of cleaning
// is in property_test.go. Each has a slow way to the same answer beside it.

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/clip"
	"newsdup/internal/markup"
)

// normalSlowly is normalise by whole strings.
func normalSlowly(line string) string {
	line = strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, line)
	return strings.Join(strings.FieldsFunc(line, func(r rune) bool {
		return r != 0x7f && (unicode.IsSpace(r) || unicode.IsControl(r))
	}), " ")
}

func FuzzLine(f *testing.F) {
	for _, line := range []string{"The  gate,\tshe said.", "a\u00a0b\u200b \u3000c\u00ad", " \x7f 12345678  x", "l’état c'est 'moi'", "港口 opened", "\u200b\u00a0"} {
		f.Add(line)
	}
	rules, err := builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line string) {
		line = strings.ReplaceAll(strings.ToValidUTF8(line, "?"), "\n", " ")
		text := normal(line)
		if want := normalSlowly(line); text != want {
			t.Fatalf("%q normalises to %q, want %q", line, text, want)
		}
		if text == "" {
			return
		}
		if again := normal(text); again != text {
			t.Errorf("%q normalises to %q", text, again)
		}
		for k := range text[:min(len(text), 200)] {
			if k > 0 && text[k-1] != ' ' {
				if got := normal(line[:offset([]byte(line), k, true)]); got != text[:k] {
					t.Errorf("%d bytes of %q: %q, want %q", k, line, got, text[:k])
				}
			}
			if text[k] != ' ' {
				if got := normal(line[offset([]byte(line), k, false):]); got != text[k:] {
					t.Errorf("from byte %d of %q: %q, want %q", k, line, got, text[k:])
				}
			}
		}
		l, _, ok := rules.index.scan([]byte(text), nil)
		slow, _ := rules.index.all.scan([]byte(text), nil)
		l.text, slow.text = nil, nil
		if ok && !reflect.DeepEqual(l, slow) {
			t.Errorf("%q:\n got %+v\nwant %+v", text, l, slow)
		}
		if int(slow.runes) != utf8.RuneCountInString(text) {
			t.Errorf("%q has %d characters", text, l.runes)
		}
	})
}

// FuzzWith: no rules file breaks the parser, and its index spares no line from a rule
// that matches it.
func FuzzWith(f *testing.F) {
	f.Add(ownFile, "Tide table of the week")
	f.Add("let A <B>\nlet B <A>\nclass x inside\nrule * <A>", "a")
	f.Add("class x\nmax 3\nrule * (?<=a)b\\1", "ab")
	f.Add("class x\nrule * ^(?:read|lire) (?:more|la suite)$\nrule * [^a-c]d|é+", "Lire la suite")
	f.Fuzz(func(t *testing.T, text, page string) {
		rules, err := parseRules("own.txt", text, nil)
		if err != nil {
			return
		}
		page = strings.ToValidUTF8(page, "?")
		c := New(Options{Rules: rules})
		c.Clean(&clip.Raw{Text: []byte(page)})
		c = New(Options{Rules: rules})
		for line := range strings.SplitSeq(page, "\n") {
			b := []byte(normal(line))
			if len(b) == 0 || len(b) > longestSeen {
				continue
			}
			l := c.classifier.measure(b)
			var all []uint16
			for id := range rules.rules {
				all = append(all, uint16(id))
			}
			want := c.classifier.class(&l, all)
			if want == nil {
				want = plainClass(&l)
			}
			if l.rule != want && len(c.Failed()) == 0 {
				t.Errorf("%q is of class %v, want %v", b, nameOr(l.rule, ""), nameOr(want, ""))
			}
		}
	})
}

// FuzzHTML: the clip of a page is of the text that package markup finds.
func FuzzHTML(f *testing.F) {
	f.Add("<title>Gate open</title><article><h1>Gate open</h1><p>PARIS (AFP) - The gate of the old harbour was opened at noon.</p><p>Share</p></article>")
	f.Add("<body>" + strings.ReplaceAll(dump(dumpArticle), "\n", "<br>\n"))
	f.Add("<p>a</p><script>b</script><p hidden>c</p><table><td>d<td>e</table>")
	k := newChecker()
	explaining, plain := k.explaining[Auto], k.plain[Auto]
	f.Fuzz(func(t *testing.T, page string) {
		page = strings.ToValidUTF8(page, "?")
		clear(explaining.classifier.seen)
		raw := &clip.Raw{Text: []byte(page), Kind: clip.HTML}
		c, p := explaining.Clean(raw), plain.Clean(raw)
		if c.Body != p.Body || c.Title != p.Title {
			t.Error("explaining changes the clip")
		}
		a, _ := markup.Extract([]byte(page))
		if len(c.TitleSpans) == 0 {
			c.Title = "" // the page's own, of no line
		}
		checkClip(t, "html", a.Text, &c)
		if p.Title == "" || p.Body != "" && k.mayHead(&p) { // else it is none that a text could have
			k.checkTwice(t, "html", &p)
		}
		explaining.Evidence(raw)
	})
}

// TestIndexSparesNothing tries every rule on the examples of all of them.
func TestIndexSparesNothing(t *testing.T) {
	rules, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{})
	var all []uint16
	for id := range rules.rules {
		all = append(all, uint16(id))
	}
	for i := range rules.rules {
		for _, line := range slices.Concat(rules.rules[i].yes, rules.rules[i].no) {
			b := []byte(normal(line))
			l := c.classifier.measure(b)
			want := c.classifier.class(&l, slices.Clone(all))
			if want == nil {
				want = plainClass(&l)
			}
			if l.rule != want {
				t.Errorf("%q is of class %q, want %q", line, nameOr(l.rule, ""), nameOr(want, ""))
			}
		}
	}
}
