// The comparison as one page of HTML: no script, nothing fetched, text in the
// reader's light or dark. What differs is <del> and <ins>, struck through and
// underlined, so that it survives a grey printer; what is folded opens without
// a script, as <details>. All text is escaped, first Escape's way, so that
// nothing invisible reorders a line, then HTML's.

package report

import (
	_ "embed" // for diff.css
	"fmt"
	"html"
	"io"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/compare"
)

//go:embed diff.css
var diffStyle string

// WriteDiffHTML writes a comparison as a page; without the text when o.Stat is set.
func WriteDiffHTML(w io.Writer, d *Diff, o DiffOptions) error {
	h := diffPage{d: d, o: o}
	h.page()
	return write(w, []byte(h.String()))
}

// diffPage collects the page.
type diffPage struct {
	strings.Builder
	d *Diff
	o DiffOptions
}

// escaped is text fit for HTML.
func escaped(s string) string { return html.EscapeString(visible(s)) }

func (h *diffPage) printf(format string, args ...any) { fmt.Fprintf(h, format, args...) }

func (h *diffPage) page() {
	a, b := escaped(lastElement(h.d.A.Origin)), escaped(lastElement(h.d.B.Origin))
	class := ""
	if h.o.SideBySide {
		class = ` class="wide"`
	}
	h.printf("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	h.printf("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	h.printf("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	h.printf("<title>%s and %s compared</title>\n<style>\n%s</style>\n</head>\n<body%s>\n", a, b, diffStyle, class)
	h.printf("<header>\n<h1>Two clips, word by word</h1>\n<dl class=\"clips\">\n")
	h.clip(h.d.A, h.d.Words.A())
	h.clip(h.d.B, h.d.Words.B())
	h.printf("</dl>\n")
	h.figures()
	switch {
	case h.d.Same():
		h.printf("<p class=\"note\">The clean texts are the same.</p>\n")
	case h.d.Coarse:
		h.printf("<p class=\"note\">A part of the texts was too long to be compared word by word: it is shown as removed and added.</p>\n")
	}
	h.printf("</header>\n")
	if !h.o.Stat {
		h.text()
	}
	h.printf("<footer>Compared by newsdup: the clean texts, white space aside. <del>Removed</del> stands in the first clip alone, <ins>added</ins> in the second.</footer>\n</body>\n</html>\n")
}

// clip writes what is known of a clip.
func (h *diffPage) clip(c *clip.Clip, words int) {
	facts := []string{}
	if c.Site != "" {
		facts = append(facts, escaped(c.Site))
	}
	if span := dateSpan(c.Date, c.Date); span != "" {
		facts = append(facts, span)
	}
	facts = append(facts, Count(words, "word", "words"))
	h.printf("<div class=\"clip\"><dt>%s</dt><dd>%s</dd></div>\n", html.EscapeString(Escape(c.Origin.String())), strings.Join(facts, " · "))
}

// figures writes the bar and the numbers.
func (h *diffPage) figures() {
	w := h.d.Words
	list := []struct {
		name string
		n    int
	}{{"kept", w.Kept}, {"moved", w.Moved}, {"removed", w.Removed}, {"added", w.Added}}
	h.printf("<figure>\n<div class=\"bar\">")
	all := max(1, w.Kept+w.Moved+w.Removed+w.Added)
	for _, x := range list {
		if x.n > 0 {
			h.printf("<span class=\"%s\" style=\"width:%.2f%%\"></span>", x.name, 100*float64(x.n)/float64(all))
		}
	}
	h.printf("</div>\n<figcaption>\n")
	for _, x := range list {
		h.printf("<span><i class=\"%s\"></i><b>%s</b> %s</span>\n", x.name, Thousands(x.n), x.name)
	}
	if m := h.d.Marks; m.Removed+m.Added > 0 {
		h.printf("<span>punctuation: <b>%s</b> removed, <b>%s</b> added</span>\n", Thousands(m.Removed), Thousands(m.Added))
	}
	h.printf("<span class=\"scores\">Jaccard <b>%s</b>, first in second <b>%s</b>, second in first <b>%s</b></span>\n</figcaption>\n</figure>\n",
		score2(h.d.Jaccard), score2(h.d.AInB), score2(h.d.BInA))
}

// text writes the rows.
func (h *diffPage) text() {
	h.printf("<main>\n")
	for _, p := range pieces(h.d.Rows, h.o.Context) {
		if p.fold {
			h.printf("<details><summary>%s</summary>\n", folded(p.rows))
		}
		for rows := p.rows; len(rows) > 0; {
			n := 1
			if h.o.SideBySide {
				n = h.pair(rows)
			} else {
				h.row(&rows[0])
			}
			rows = rows[n:]
		}
		if p.fold {
			h.printf("</details>\n")
		}
	}
	h.printf("</main>\n")
}

// row writes a row as one text.
func (h *diffPage) row(r *compare.Row) {
	at := r.B
	if r.Kind == compare.Removed || r.Kind == compare.MovedAway {
		at = r.A
	}
	h.open(r, r.Kind.String())
	if r.Kind == compare.MovedAway {
		h.printf("<span class=\"n\">%s</span><p dir=\"auto\">%s%s</p></section>\n", spanText(at), h.move(r), escaped(away(r)))
		return
	}
	h.cell(r, at, both, "")
	h.printf("</section>\n")
}

// pair writes the first rows that stand side by side and returns how many they are.
func (h *diffPage) pair(rows []compare.Row) int {
	removed := lead(rows, compare.Removed)
	added := lead(rows[removed:], compare.Added)
	if removed == 0 || added == 0 {
		h.sides(&rows[0], &rows[0], rows[0].Kind.String())
		return 1
	}
	for i := range max(removed, added) {
		switch {
		case i >= removed:
			h.sides(&rows[removed+i], &rows[removed+i], compare.Added.String())
		case i >= added:
			h.sides(&rows[i], &rows[i], compare.Removed.String())
		default:
			h.sides(&rows[i], &rows[removed+i], "replaced")
		}
	}
	return removed + added
}

// sides writes a row in two columns: a's first side and b's second.
func (h *diffPage) sides(a, b *compare.Row, class string) {
	h.open(a, class)
	if k := a.Kind; k == compare.Added || k == compare.MovedHere {
		h.printf("<span class=\"n\"></span><p></p>")
	} else {
		h.cell(a, a.A, left, "gone")
	}
	if k := b.Kind; k == compare.Removed || k == compare.MovedAway {
		h.printf("<span class=\"n\"></span><p></p>")
	} else {
		h.cell(b, b.B, right, "new")
	}
	h.printf("</section>\n")
}

// open begins the element of a row; a move can be linked to.
func (h *diffPage) open(r *compare.Row, class string) {
	if r.Title {
		class += " title"
	}
	id := ""
	switch r.Kind {
	case compare.MovedAway:
		id = fmt.Sprintf(" id=\"a%d\"", r.A.First)
	case compare.MovedHere:
		id = fmt.Sprintf(" id=\"b%d\"", r.B.First)
	}
	h.printf("<section class=\"%s\"%s>", class, id)
}

// cell writes a number and a text; whole is the class of a paragraph that
// stands on one side alone.
func (h *diffPage) cell(r *compare.Row, at *compare.Span, ops func(compare.Op) bool, whole string) {
	class := ""
	if whole != "" && (r.Kind == compare.Removed || r.Kind == compare.Added) {
		class = ` class="` + whole + `"`
	}
	tag := "p"
	if r.Title {
		tag = "h2"
	}
	h.printf("<span class=\"n\">%s</span><%s dir=\"auto\"%s>%s", spanText(at), tag, class, h.move(r))
	shown := -1
	for i, run := range r.Runs {
		if !ops(run.Op) {
			continue
		}
		space, text := separated(run.Text)
		if shown < 0 {
			space = ""
		} else if space == "" && run.Op == compare.Add && r.Runs[shown].Op == compare.Remove && run.Words > 0 {
			space = " "
		}
		shown = i
		h.WriteString(space)
		switch {
		case run.Op == compare.Keep || r.Kind == compare.Removed || r.Kind == compare.Added:
			h.WriteString(escaped(text))
		case run.Op == compare.Remove:
			h.WriteString("<del>" + escaped(text) + "</del>")
		default:
			h.WriteString("<ins>" + escaped(text) + "</ins>")
		}
	}
	h.printf("</%s>", tag)
}

// move is the label of a paragraph that moved, linked to its other place.
func (h *diffPage) move(r *compare.Row) string {
	switch r.Kind {
	case compare.MovedAway:
		return fmt.Sprintf("<a class=\"move\" href=\"#b%d\">moved to %s</a>", r.B.First, spanText(r.B))
	case compare.MovedHere:
		return fmt.Sprintf("<a class=\"move\" href=\"#a%d\">moved from %s</a>", r.A.First, spanText(r.A))
	}
	return ""
}
