package markup

// What stands in <noscript> is for browsers that run no scripts. Nearly always it
// is a counter's picture, the image that a script loads late, or the plea to enable
// JavaScript: nothing of the article. A page drawn by a script may have its text
// there and nowhere else; then, and only then, it is read.

import (
	"bytes"
	"strings"
)

// shortestParagraph is the bytes of a line that is no menu entry, nor a plea.
const shortestParagraph = 100

// paragraphs is the bytes of a text in lines that may be paragraphs.
func paragraphs(text string) (n int) {
	for l := range strings.Lines(text) {
		if len(l) >= shortestParagraph {
			n += len(l)
		}
	}
	return n
}

// noscriptTags are the places of the tags of that name, from "<" to behind the name.
func noscriptTags(page []byte) (at [][2]int) {
	const name = "noscript"
	for i := nextTag(page, 0); i < len(page); i = nextTag(page, i+1) {
		end := i + len("<"+name)
		if i+1 < len(page) && page[i+1] == '/' {
			end++
		}
		if end <= len(page) && bytes.EqualFold(page[end-len(name):end], []byte(name)) && (end == len(page) || !isNameByte(page[end])) {
			at = append(at, [2]int{i, end})
		}
	}
	return at
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// withNoscript is the page with its <noscript> as any other part, when that holds
// more than twice as much as text, which is the rest; nil when not.
func withNoscript(page []byte, text string) []byte {
	if !bytes.Contains(page, []byte("noscript")) && !bytes.Contains(page, []byte("NOSCRIPT")) {
		return nil
	}
	var hidden int
	at := noscriptTags(page)
	for k := 0; k+1 < len(at); k++ {
		if inner := page[at[k][1]:at[k+1][0]]; page[at[k][0]+1] != '/' && len(inner) >= shortestParagraph {
			hidden += paragraphs(visibleText(inner))
		}
	}
	if hidden <= 2*paragraphs(text) {
		return nil
	}
	var out []byte
	done := 0
	for _, tag := range at {
		out = append(append(out, page[done:tag[1]-len("noscript")]...), "div"...)
		done = tag[1]
	}
	return append(out, page[done:]...)
}
