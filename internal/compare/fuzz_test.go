package compare

import (
	"strings"
	"testing"
)

// FuzzTexts checks the properties of any two texts.
func FuzzTexts(f *testing.F) {
	f.Add("t", "a b c\nd e f g", "u", "d e f g\na b x")
	f.Add("", lines(ships, vote, worth), "", lines(vote, worth+" "+mayor, strings.ToUpper(ships)))
	f.Add("\xff", "\x00\n\n\xed\xa0\x80 \u2028", "\ufffd", "e\u0301\u200d 北京 ที่\r\n")
	f.Add("a", strings.Repeat("a ", 300), "a\nb", strings.Repeat("a b ", 200))
	f.Fuzz(func(t *testing.T, titleA, bodyA, titleB, bodyB string) {
		if len(bodyA)+len(bodyB) > 20000 {
			return
		}
		a, b := Text{titleA, bodyA}, Text{titleB, bodyB}
		check(t, a, b)
		check(t, a, a)
	})
}

// TestLarge compares texts beyond what is compared word by word at once.
func TestLarge(t *testing.T) {
	doc := article(1, 900)
	long := strings.Join(doc, "\n")
	changed := append([]string(nil), doc...)
	changed[700] = strings.Replace(doc[700], "w", "x", 1)
	line := func(list []string) string { return strings.Join(list, " ") }
	for _, c := range []struct {
		name, a, b       string
		coarse           bool
		removed, changed int
	}{
		{"one word in paragraphs", long, strings.Join(changed, "\n"), false, 1, 1},
		{"one word in a line", line(doc), line(changed), false, 1, 1},
		{"nothing shared", random(1, 20000, 1<<30), random(2, 20000, 1<<30), true, 20000, 0},
		{"all words shared", random(1, 20000, 50), random(2, 20000, 50), true, -1, -1},
		{"more distinct words than runes below the surrogates", random(1, 60000, 1<<30), random(1, 60000, 1<<30) + "x", false, 0, 1},
		{"one long word", strings.Repeat("a", 1<<20), strings.Repeat("b", 1<<20), false, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := check(t, Text{Body: c.a}, Text{Body: c.b})
			changed := 0
			for _, row := range r.Rows {
				if row.Kind == Changed {
					changed++
				}
			}
			if r.Coarse != c.coarse || c.removed >= 0 && (r.Words.Removed != c.removed || changed != c.changed) {
				t.Errorf("coarse %v, %d words removed, %d rows changed; want %v, %d, %d",
					r.Coarse, r.Words.Removed, changed, c.coarse, c.removed, c.changed)
			}
		})
	}
}
