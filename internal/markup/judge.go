package markup

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// judge is what an element says of everything in it, once that is known.
func (w *blockWriter) judge(n *html.Node, letters, linked int) (cues Cues) {
	switch n.DataAtom {
	case atom.Figcaption:
		cues |= CueCaption
	case atom.Figure:
		if !holdsProse(n) {
			cues |= CueFigure
		}
	case atom.H1:
		if w.title != "" && fold(textOf(n)) == w.title {
			cues |= CueHeadline
			w.headed = w.headed || inArticle(n)
		}
	case atom.Article:
		if w.headed && w.headsOther(n) {
			cues |= CueAside
		}
	case atom.Ul, atom.Ol:
		if linked*10 >= letters*9 {
			cues |= CueLinks
		}
	case atom.P, atom.Div, atom.H2, atom.H3, atom.H4, atom.Li:
		if letters > 12 && linked*20 >= letters*19 {
			cues |= CueLinks
		}
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "class" {
			if namesCaption(n.Attr[i].Val) {
				cues |= CueCaption
			}
			if letters < w.limit && namesFurniture(n.Attr[i].Val) {
				cues |= CueFurniture
			}
		}
	}
	return cues
}

// inArticle reports whether an element stands in an <article>. Where the page's headline
// stands above all of them, an <h1> in one may be a sub-head.
func inArticle(n *html.Node) bool {
	for a := range n.Ancestors() {
		if a.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// headsOther reports whether an <article> behind that of the page's headline has another
// one in an <h1>: the next article of a page that goes on and on.
func (w *blockWriter) headsOther(n *html.Node) bool {
	other := false
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == atom.H1 {
			if fold(textOf(d)) == w.title {
				return false
			}
			other = true
		}
	}
	return other
}

// holdsProse reports whether a figure is used for text: a quote, a table, code.
func holdsProse(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Blockquote, atom.Table, atom.Pre, atom.P:
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && holdsProse(c) {
			return true
		}
	}
	return false
}
