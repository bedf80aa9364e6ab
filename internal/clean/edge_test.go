package clean

import (
	"strings"
	"testing"
)

// TestEdges puts short sentences above and below the article of a dump.
func TestEdges(t *testing.T) {
	article := strings.TrimPrefix(dumpArticle, "PORT ANNA (AP) - ")
	for _, c := range []struct{ name, above, below string }{
		{"sentences", "It is over.", "He was 84."},
		{"two of them", "It is over.\nNobody cheered.", "“That is all.”\nShe went home."},
		{"in Spanish", "Se acabó.", "«Eso es todo»."},
		{"in Russian", "Всё кончилось.", "Ему было 84 года."},
		{"in Chinese", "罢工结束了。", "他今年八十四岁。"},
	} {
		page := c.above + "\n" + article + "\n" + c.below
		want := strings.ReplaceAll(page, "Advertisement\n", "")
		if got := cleanText(Options{Mode: Full}, dump(page)); got.Body != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got.Body, want)
		}
	}
}

// TestTakeEdges: two sentences at most, only beside prose, and none that ends in a question
// mark, is named by a rule, stands elsewhere too or repeats the headline.
func TestTakeEdges(t *testing.T) {
	const head, prose = "Dockers vote to end strike", "Dockers in the town voted on Monday to accept the offer of the company."
	for _, c := range []struct {
		above, inside, below string
		first, last          int // units taken in
	}{
		{"It is over.", prose, "He was 84.", 1, 1},
		{"So.|It is.|Over.", prose, "Then.|She went.|Home.", 2, 2},
		{"Who pays?", prose, "Who pays?", 0, 0},
		{"谁来付钱？", prose, "And then...", 0, 0},
		{"من يدفع؟", prose, "«من يدفع؟»", 0, 0},
		{"All rights reserved.", prose, "All rights reserved.", 0, 0},
		{"It is over.", prose, "It is over.", 0, 0},
		{"Dockers vote to end strike.", prose, "He was 84", 0, 0},
		{"Dockers vote to end their strike.", prose, "", 0, 0},
		{"It is over.", "What it says|" + prose + "|What it says not", "He was 84.", 0, 0},
		{"", prose, "", 0, 0},
	} {
		inside := strings.Split(c.inside, "|")
		lines := append([]string{head}, strings.FieldsFunc(c.above, func(r rune) bool { return r == '|' })...)
		a := len(lines)
		lines = append(append(lines, inside...), strings.FieldsFunc(c.below, func(r rune) bool { return r == '|' })...)
		cleaner := New(Options{})
		unitsOf(cleaner, lines...)
		first, last := cleaner.takeEdges(a, a+len(inside)-1)
		if first != a-c.first || last != a+len(inside)-1+c.last {
			t.Errorf("%q: %d above, %d below, want %d and %d", lines, a-first, last-a-len(inside)+1, c.first, c.last)
		}
	}
}
