package markup

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdup/internal/clip"
)

// textOf renders a tree to the text a reader sees: one block (paragraph, list
// item, heading, table row) a line, white space collapsed, inline tags without
// effect, scripts, forms and hidden parts left out. It does not recurse: the
// depth of the tree costs nothing.
func textOf(root *html.Node) string {
	var w lineWriter
	for n := root; n != nil; {
		switch {
		case n.Type == html.TextNode:
			w.text(n.Data)
		case n.Type == html.ElementNode && (isUnseen(n.DataAtom) || isHidden(n.Attr)):
			n = next(&w, n, root)
			continue
		case n.Type == html.ElementNode:
			w.tag(n.DataAtom)
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		n = next(&w, n, root)
	}
	return w.String()
}

// next is the node behind n and everything in it; the blocks it leaves end.
func next(w *lineWriter, n, root *html.Node) *html.Node {
	for ; n != root; n = n.Parent {
		if n.Type == html.ElementNode {
			w.tag(n.DataAtom)
		}
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

// Visible is everything that a reader sees of a page, one block a line, and
// what the head of the page says about it: a sixth of the cost of Extract.
func Visible(page []byte) (clip.Meta, string) {
	page = tame(page)
	m := headOnly(page)
	meta, _ := m.meta()
	return meta, visibleText(page)
}

// visibleText is textOf for bytes that are too much for a tree: it reads tags in
// a row, so that a page of any depth costs its length. What stands in a hidden
// element is known by counting open and end tags of that name.
func visibleText(page []byte) string {
	var (
		w     lineWriter
		z     = html.NewTokenizer(bytes.NewReader(page))
		until atom.Atom // the element being left out; 0 for none
		depth int       // how many of that name are open
	)
	z.SetMaxBuf(len(page) + 1)
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return w.String()
		case html.TextToken:
			if until == 0 {
				w.text(html.UnescapeString(string(z.Raw())))
			}
			continue
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		name, more := z.TagName()
		tag := atom.Lookup(name)
		switch {
		case until != 0:
			if tag == until && kind == html.StartTagToken {
				depth++
			} else if tag == until && kind == html.EndTagToken {
				depth--
			}
			if depth == 0 {
				until = 0
			}
		case kind == html.StartTagToken && !isVoid(tag) && (isUnseen(tag) || more && tag != 0 && isHidden(attributes(z))):
			until, depth = tag, 1
		}
		w.tag(tag)
	}
}

func attributes(z *html.Tokenizer) []html.Attribute {
	var attrs []html.Attribute
	for {
		key, val, more := z.TagAttr()
		attrs = append(attrs, html.Attribute{Key: string(key), Val: string(val)})
		if !more || len(attrs) >= maxAttributes {
			return attrs
		}
	}
}

// maxAttributes is how many attributes of a tag are looked at: three times what
// the chattiest frameworks write.
const maxAttributes = 128

// lineWriter builds lines of text.
type lineWriter struct {
	b   []byte
	gap bool // white space is due before the next word
}

// text adds running text; white space between words becomes one space.
func (w *lineWriter) text(s string) {
	for len(s) > 0 {
		i := 0
		for i < len(s) && !isSpace(s[i]) {
			if s[i] == 0xc2 && i+1 < len(s) && s[i+1] == 0xa0 { // no-break space
				break
			}
			i++
		}
		if i > 0 {
			if w.gap && len(w.b) > 0 && w.b[len(w.b)-1] != '\n' {
				w.b = append(w.b, ' ')
			}
			w.b = append(w.b, s[:i]...)
			w.gap = false
		}
		if i == len(s) {
			return
		}
		w.gap = true
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
}

func isSpace(c byte) bool { return isBlank(c) || c == '\v' }

// isBlank reports what HTML takes for white space inside a tag.
func isBlank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

// tag starts or ends an element.
func (w *lineWriter) tag(a atom.Atom) {
	switch {
	case isBlock(a):
		w.end()
	case a == atom.Td || a == atom.Th:
		w.gap = true
	}
}

// end ends the line, if there is something on it.
func (w *lineWriter) end() {
	w.gap = false
	if len(w.b) > 0 && w.b[len(w.b)-1] != '\n' {
		w.b = append(w.b, '\n')
	}
}

// String is the text without the last line end.
func (w *lineWriter) String() string {
	return strings.TrimSuffix(string(w.b), "\n")
}

// isBlock reports whether an element stands on lines of its own.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Br, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Tfoot,
		atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return false
}

// isUnseen reports whether an element never holds text of the page: code,
// media and what is filled in.
func isUnseen(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Math, atom.Canvas,
		atom.Audio, atom.Video, atom.Map, atom.Select, atom.Textarea, atom.Button, atom.Datalist, atom.Title, atom.Frameset, atom.Noembed, atom.Noframes:
		return true
	}
	return false
}

// isVoid reports whether an element has no end tag.
func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// isHidden reports whether attributes say that an element is not shown, or
// only to a screen reader.
func isHidden(attrs []html.Attribute) bool {
	for _, a := range attrs {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if hidesByStyle(a.Val) {
				return true
			}
		case "class":
			for _, name := range screenReaderOnly {
				if hasWord(a.Val, name) {
					return true
				}
			}
		}
	}
	return false
}

// screenReaderOnly are the class names of Bootstrap, WordPress and Drupal.
var screenReaderOnly = [...]string{"sr-only", "visually-hidden", "screen-reader-text", "element-invisible"}

// hasWord reports whether a list of words parted by blanks holds one.
func hasWord(list, word string) bool {
	i := strings.Index(list, word)
	if i < 0 {
		return false
	}
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// hidesByStyle reads display:none and visibility:hidden out of inline CSS.
func hidesByStyle(css string) bool {
	if !strings.Contains(css, "none") && !strings.Contains(css, "hidden") {
		return false
	}
	for rule := range strings.SplitSeq(css, ";") {
		name, value, _ := strings.Cut(rule, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.ToLower(strings.TrimSpace(value))
		if name == "display" && strings.HasPrefix(value, "none") || name == "visibility" && strings.HasPrefix(value, "hidden") {
			return true
		}
	}
	return false
}
