package markup

// What stands in <noscript> is for browsers that run no scripts. Nearly always it
// is a counter's picture, the image that a script loads late, or the plea to enable
// JavaScript: nothing of the article. A page drawn by a script may have its text
// there and nowhere else; then, and only then, it is read.

import (
	"bytes"
	"regexp"
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

// noscript is a tag of that name, its end for what comes behind.
var noscript = regexp.MustCompile(`(?i)(</?)noscript\b`)

// withNoscript is the page with its <noscript> as any other part, when that holds
// more than twice as much as text, which is the rest; nil when not.
func withNoscript(page []byte, text string) []byte {
	if !bytes.Contains(page, []byte("noscript")) && !bytes.Contains(page, []byte("NOSCRIPT")) {
		return nil
	}
	var hidden int
	at := noscript.FindAllIndex(page, -1)
	for k := 0; k+1 < len(at); k++ {
		if inner := page[at[k][1]:at[k+1][0]]; page[at[k][0]+1] != '/' && len(inner) >= shortestParagraph {
			hidden += paragraphs(visibleText(inner))
		}
	}
	if hidden <= 2*paragraphs(text) {
		return nil
	}
	return noscript.ReplaceAll(page, []byte("${1}div"))
}
