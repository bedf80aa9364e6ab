package markup

// A page as blocks.
//
// Readability makes a page pleasant to look at, so it keeps figures with their
// captions, lists of related links, the author's box; and it drops what its
// regular expressions dislike: short lists, quoted posts, the second half of a
// page that an advertisement cut in two. So its answer is evidence here, and
// no more: every line of the page becomes a Block that knows how much of it
// Readability kept and what the tags around it say of it (letters in links,
// names of classes, <aside>, <figcaption>). Package clean weighs them.
//
// Text nodes are numbered before Readability runs, in the field that elements
// use for their names and text does not: it clones the tree for each of its
// attempts, and the numbers come through. Rejected: looking for the kept text in
// the page's, which goes wrong on every line that stands there twice; and
// dropping furniture before Readability runs, which changes the scores of its
// parents (F1 .937 against .971).

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Block is a line of a page's text with what its tags say of it.
type Block struct {
	Tag    Tag
	Cues   Cues
	Kept   float32 // share of its letters that Readability kept
	Linked float32 // share of its letters in links
	Box    int32   // number of the nearest element around it that groups blocks: div, section, td
}

// Tag is the kind of the innermost element that a block stands in.
type Tag uint8

// The kinds of tags.
const (
	TagOther Tag = iota // div, td, what is no block
	TagParagraph
	TagItem
	TagHeading // h2 to h6
	TagTitle   // h1
	TagRow     // of a table
	TagQuote
	TagPre
	TagCount
)

// Cues are what the elements around a block say of it, a bit each.
type Cues uint32

// The cues.
const (
	CueLinks     Cues = 1 << iota // in a list or a paragraph that is nothing but links
	CueCaption                    // <figcaption>, or a class that says so
	CueFigure                     // in a <figure> without prose
	CueAside                      // <aside>, <nav>, <footer>, and roles of the kind
	CueFurniture                  // in a short element whose class names it: share, related, byline
	CueHeadline                   // the page's title in an <h1>
	CueArticle                    // in an <article>
	CueBody                       // in an element that microdata names as the body of the article
	CueHeader                     // in a <header>
	CueForm                       // in a <form>
	CueTable                      // in a <table>
	CueList                       // in a list
	CueAround                     // in an element of any size whose class names furniture
	CueContent                    // in an element whose class names the article: content, story, entry
	CueCount     = iota
)

// Furniture reports whether the tags speak against a block even where
// Readability keeps it.
func (c Cues) Furniture() bool {
	return c&(CueLinks|CueCaption|CueFigure|CueAside|CueFurniture|CueHeadline) != 0
}

// blockWriter writes lines and keeps account of each.
type blockWriter struct {
	lineWriter
	blocks []Block
	sums   []sums
	kept   []bool // by the number of a text node
	title  string // folded
	limit  int    // letters of an element that may go for its class
	boxes  int32
	headed bool // the page's headline has been written, in an <article>
}

// sums are the letters of a block.
type sums struct{ all, linked, kept int }

// around is what the ancestors of a node hand down to it.
type around struct {
	tag    Tag
	cues   Cues
	box    int32
	linked bool
}

// blocksOf renders a tree to its text and the blocks of its lines; kept tells
// the text nodes that Readability kept.
func blocksOf(doc *html.Node, kept []bool, letters int, title string) (string, []Block) {
	w := blockWriter{kept: kept, title: fold(title), limit: min(maxFurniture, letters/3)}
	w.visit(doc, around{})
	w.end()
	for i, s := range w.sums {
		if s.all > 0 {
			w.blocks[i].Kept = float32(s.kept) / float32(s.all)
			w.blocks[i].Linked = float32(s.linked) / float32(s.all)
		}
	}
	return w.String(), w.blocks
}

// maxFurniture is the most letters that an element dropped for its class has:
// a paragraph or two. What is longer is the article in a badly named box.
const maxFurniture = 400

// visit writes what is below n and returns its letters, those in links apart.
// The parser bounds the depth of trees at 512.
func (w *blockWriter) visit(n *html.Node, a around) (letters, linked int) {
	switch n.Type {
	case html.TextNode:
		return w.write(n, a)
	case html.ElementNode:
		if n.DataAtom == 0 { // Readability made it: of <br><br> and what follows, a paragraph
			n.DataAtom = atom.Lookup([]byte(n.Data))
		}
		if isUnseen(n.DataAtom) || isHidden(n.Attr) {
			w.tag(n.DataAtom)
			return 0, 0
		}
		w.enter(n, &a)
		if w.tag(n.DataAtom); isLayout(n) {
			w.end()
		}
	case html.DocumentNode:
	default:
		return 0, 0
	}
	line, start, before := w.started(), len(w.b), sums{}
	if line < len(w.sums) {
		before = w.sums[line]
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l, k := w.visit(c, a)
		letters, linked = letters+l, linked+k
	}
	if n.Type != html.ElementNode {
		return letters, linked
	}
	if letters > 0 {
		if cues := w.judge(n, letters, linked); cues != 0 {
			if !isBlock(n.DataAtom) && line+1 == len(w.sums) && w.open() && cues&(CueCaption|CueFurniture) != 0 {
				w.b, w.sums[line] = w.b[:start], before // a part of a line
				if !w.open() {
					w.blocks, w.sums = w.blocks[:line], w.sums[:line]
				}
			} else {
				for i := line; i < len(w.blocks); i++ {
					w.blocks[i].Cues |= cues
				}
			}
		}
	}
	if w.tag(n.DataAtom); isLayout(n) {
		w.end()
	}
	return letters, linked
}

// isLayout reports a cell that holds a part of the page, with paragraphs and breaks of
// lines, rather than a value of a table: its first line stands not in one with the
// last of the cell before.
func isLayout(n *html.Node) bool {
	if n.DataAtom != atom.Td {
		return false
	}
	lines := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Br:
			lines++
		case isBlock(c.DataAtom):
			lines += fewestBreaks
		}
		if lines >= fewestBreaks {
			return true
		}
	}
	return false
}

// fewestBreaks is how many breaks of lines a cell of a table does not have.
const fewestBreaks = 3

// open reports whether a line has begun and not ended.
func (w *blockWriter) open() bool { return len(w.b) > 0 && w.b[len(w.b)-1] != '\n' }

// started is the number of the line that is being written, or will be next.
func (w *blockWriter) started() int {
	if w.open() {
		return len(w.blocks) - 1
	}
	return len(w.blocks)
}

func (w *blockWriter) write(n *html.Node, a around) (letters, linked int) {
	letters = countLetters(n.Data)
	fresh := !w.open()
	w.text(n.Data)
	if fresh && w.open() {
		w.blocks = append(w.blocks, Block{Tag: a.tag, Cues: a.cues, Box: a.box})
		w.sums = append(w.sums, sums{})
	}
	if letters == 0 || len(w.sums) == 0 {
		return letters, 0
	}
	s := &w.sums[len(w.sums)-1]
	s.all += letters
	if a.linked {
		linked = letters
		s.linked += letters
	}
	if k := int(n.DataAtom) - 1; k >= 0 && k < len(w.kept) && w.kept[k] {
		s.kept += letters
	}
	return letters, linked
}

// enter tells the children of an element what it says.
func (w *blockWriter) enter(n *html.Node, a *around) {
	switch n.DataAtom {
	case atom.A:
		a.linked = true
	case atom.P:
		a.tag = TagParagraph
	case atom.Li, atom.Dt, atom.Dd:
		a.tag = TagItem
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		a.tag = TagHeading
	case atom.H1:
		a.tag = TagTitle
	case atom.Tr:
		a.tag = TagRow
	case atom.Blockquote:
		a.tag = TagQuote
	case atom.Pre:
		a.tag = TagPre
	case atom.Ul, atom.Ol, atom.Dl:
		a.cues |= CueList
	case atom.Table:
		a.cues |= CueTable
		w.group(a)
	case atom.Div, atom.Section, atom.Td, atom.Body, atom.Main, atom.Center:
		w.group(a)
	case atom.Article:
		a.cues |= CueArticle
		w.group(a)
	case atom.Aside, atom.Nav, atom.Footer:
		a.cues |= CueAside
		w.group(a)
	case atom.Header:
		a.cues |= CueHeader
		w.group(a)
	case atom.Form:
		a.cues |= CueForm
		w.group(a)
	}
	for i := range n.Attr {
		switch v := n.Attr[i].Val; n.Attr[i].Key {
		case "class", "id":
			if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
				continue // they name the theme, with all that it can show
			}
			around, content := namesPlace(v)
			if around {
				a.cues |= CueAround
			}
			if content {
				a.cues |= CueContent
			}
		case "itemprop":
			if strings.EqualFold(v, "articleBody") {
				a.cues |= CueBody
			}
		case "role":
			switch v {
			case "navigation", "complementary", "contentinfo", "search", "banner", "menu", "dialog", "alert":
				a.cues |= CueAside
			}
		}
	}
}

func (w *blockWriter) group(a *around) {
	w.boxes++
	a.box, a.tag = w.boxes, TagOther
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

// marked tells which of the numbered text nodes stand in a tree, and counts
// their letters. The tree may be nil.
func marked(root *html.Node, numbers int) (kept []bool, letters int) {
	kept = make([]bool, numbers)
	if root == nil {
		return kept, 0
	}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			if k := int(n.DataAtom) - 1; k >= 0 && k < numbers {
				kept[k] = true
				letters += countLetters(n.Data)
			}
		}
	}
	return kept, letters
}
