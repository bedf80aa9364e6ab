package markup

// What Readability keeps and a reader of the text does not need.
//
// Readability makes a page pleasant to look at, so it keeps figures with their
// captions, lists of related links, the author's box. prune measures each
// element bottom-up (letters in all, letters in links) and drops
//
//   - <figure>, <figcaption>, and what a class names as caption or credit;
//   - <nav>, <aside>, <footer>;
//   - lists and paragraphs that are nothing but links;
//   - short elements whose class names them: related, share, newsletter, byline;
//   - the headline, which is returned apart.
//
// Example: in
//
//	<p>The port is open.</p><p class="see-also related"><a>Strike ends</a></p>
//
// the second paragraph goes by both its class and its link; a paragraph with a
// link in a sentence stays. Rejected: dropping the same elements before
// Readability runs, which changes the scores of their parents (F1 .937).

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prune drops furniture from an article's tree and renders the rest. When next
// to nothing would be left, the page is of another kind (a list of links is
// what it is about), and all of it stays.
func prune(root *html.Node, title string) string {
	whole := Text(root)
	p := pruner{title: fold(title), limit: maxFurniture}
	p.limit = min(p.limit, len(whole)/3)
	p.visit(root)
	if text := Text(root); len(text) >= len(whole)/4 {
		return text
	}
	return whole
}

// maxFurniture is the most letters that an element dropped for its class has:
// a paragraph or two. What is longer is the article in a badly named box.
const maxFurniture = 400

type pruner struct {
	title string // folded
	limit int
}

// visit prunes below n and returns its letters, those in links apart. Dropped
// ones count: a list is judged by what the page put in it. The parser bounds
// the depth of trees at 512.
func (p *pruner) visit(n *html.Node) (letters, linked int) {
	if n.Type == html.TextNode {
		return countLetters(n.Data), 0
	}
	for c := n.FirstChild; c != nil; {
		following := c.NextSibling
		l, k := p.visit(c)
		if c.Type == html.ElementNode && p.drops(c, l, k) {
			n.RemoveChild(c)
		}
		letters, linked = letters+l, linked+k
		c = following
	}
	if n.DataAtom == atom.A {
		linked = letters
	}
	return letters, linked
}

// drops reports whether an element is furniture.
func (p *pruner) drops(n *html.Node, letters, linked int) bool {
	switch n.DataAtom {
	case atom.Figcaption, atom.Nav, atom.Aside, atom.Footer:
		return true
	case atom.Figure:
		return !holdsProse(n)
	case atom.H1:
		return p.title != "" && fold(Text(n)) == p.title
	case atom.Ul, atom.Ol:
		if letters > 0 && linked*10 >= letters*9 {
			return true
		}
	case atom.P, atom.Div, atom.H2, atom.H3, atom.H4, atom.Li:
		if letters > 12 && linked*20 >= letters*19 {
			return true
		}
	}
	for _, a := range n.Attr {
		if a.Key == "class" {
			return namesCaption(a.Val) || letters < p.limit && namesFurniture(a.Val)
		}
		if a.Key == "role" && a.Val == "navigation" {
			return true
		}
	}
	return false
}

// holdsProse reports whether a figure is used for text: a quote, a table, code.
func holdsProse(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Blockquote, atom.Table, atom.Pre, atom.P:
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if holdsProse(c) {
			return true
		}
	}
	return false
}

// namesCaption reads class names for those of captions and credits.
func namesCaption(class string) bool {
	for w := range classWords(class) {
		switch {
		case strings.HasSuffix(w, "caption"), strings.HasSuffix(w, "credit"), w == "credits", w == "captions", strings.HasSuffix(w, "gallery"):
			return true
		}
	}
	return false
}

// namesFurniture reads class names for those of boxes around an article.
func namesFurniture(class string) bool {
	for w := range classWords(class) {
		switch w {
		case "related", "recommended", "trending", "readmore", "newsletter", "subscribe", "signup", "promo", "advert", "advertisement",
			"share", "sharing", "social", "comment", "comments", "tags", "taglist", "breadcrumb", "breadcrumbs",
			"bio", "byline", "dateline", "timestamp", "datetime", "pubdate", "published", "updated", "meta":
			return true
		}
	}
	return false
}

// classWords cuts class names into lower-case words, at signs, blanks and
// capitals: "post-Meta photoCredit" is post, meta, photo, credit.
func classWords(class string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i := 0; i <= len(class); i++ {
			if i < len(class) {
				c := class[i]
				lower := c >= 'a' && c <= 'z'
				capital := c >= 'A' && c <= 'Z'
				if lower || capital && (i == start || class[i-1] >= 'A' && class[i-1] <= 'Z') {
					continue
				}
				if capital {
					if !yield(strings.ToLower(class[start:i])) {
						return
					}
					start = i
					continue
				}
			}
			if i > start && !yield(strings.ToLower(class[start:i])) {
				return
			}
			start = i + 1
		}
	}
}

// countLetters counts the bytes that are not white space.
func countLetters(s string) int {
	n := len(s)
	for i := range len(s) {
		if s[i] <= ' ' {
			n--
		}
	}
	return n
}

// fold keeps the letters and digits of a title, lower-case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
