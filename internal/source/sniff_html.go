package source

// Telling markup from text.
//
// A page is markup when it opens, after blanks, comments and an XML line, with
// <!doctype html>, <html>, <head> or <body>. A fragment, as feeds and APIs hold
// it, opens with another known tag and is so full of tags that no text about
// tags would be: it ends with one, or has four. A fragment that opens with a
// word needs attributes, or half of its lines in tags. So
//
//	<p>The port is open again.</p>              is markup
//	<p> opens a paragraph, says the manual.     is text
//	Use <b> for bold and <a href="..."> to link is text
//
// Rejected: net/http.DetectContentType, which takes the second line for markup
// and misses a page behind a licence comment of 500 bytes.

import (
	"bytes"
	"strings"
)

// htmlSample bounds the bytes that are looked at for tags.
const htmlSample = 16 << 10

// looksHTML reports whether text in an ASCII-compatible charset is markup.
func looksHTML(b []byte) bool {
	b = skipPreamble(b)
	if bytes.IndexByte(b[:min(len(b), htmlSample)], '<') < 0 {
		return false
	}
	if name, _ := tagAt(b); isPageTag(name) {
		return true
	}
	whole := len(b) <= htmlSample
	b = bytes.TrimRight(b[:min(len(b), htmlSample)], " \t\r\n")
	tags, attrs, lines, tagged := countTags(b)
	if name, _ := tagAt(b); isKnownTag(name) {
		return tags >= 4 || tags >= 2 && whole && b[len(b)-1] == '>'
	}
	return tags >= 6 && (attrs >= 3 && tags*400 >= len(b) || tagged*2 >= lines)
}

// skipPreamble drops blanks, comments and XML lines before the first tag.
func skipPreamble(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte(byteOrderMark))
	for {
		b = bytes.TrimLeft(b, " \t\r\n\f")
		end := ""
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(b, []byte("<?xml")):
			end = "?>"
		default:
			return b
		}
		i := bytes.Index(b, []byte(end))
		if i < 0 {
			return b
		}
		b = b[i+len(end):]
	}
}

// tagAt returns the lower-case name of the tag that b opens with ("!doctype"
// and "/p" included) and the tag's length; "" when it opens with none.
func tagAt(b []byte) (string, int) {
	if len(b) < 3 || b[0] != '<' {
		return "", 0
	}
	i := 1
	for i < len(b) && i <= 12 && (isLetter(b[i]) || i > 1 && b[i] >= '0' && b[i] <= '9' || i == 1 && (b[i] == '/' || b[i] == '!')) {
		i++
	}
	if i == len(b) || i == 1 || b[i] != '>' && b[i] != '/' && b[i] != ' ' && b[i] != '\t' && b[i] != '\r' && b[i] != '\n' {
		return "", 0
	}
	end := bytes.IndexByte(b[i:min(len(b), i+maxTag)], '>')
	if end < 0 {
		return "", 0
	}
	return strings.ToLower(string(b[1:i])), i + end + 1
}

// maxTag bounds the look for the end of one tag.
const maxTag = 4 << 10

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isPageTag(name string) bool {
	switch name {
	case "!doctype", "html", "head", "body":
		return true
	}
	return false
}

func isKnownTag(name string) bool {
	switch strings.TrimPrefix(name, "/") {
	case "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "button", "center", "cite", "code", "dd", "div", "dl", "dt",
		"em", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "input",
		"li", "link", "main", "meta", "nav", "noscript", "ol", "p", "picture", "pre", "q", "s", "script", "section", "small", "span", "strong",
		"style", "sub", "sup", "svg", "table", "tbody", "td", "th", "thead", "time", "title", "tr", "u", "ul", "video":
		return true
	}
	return isPageTag(name)
}

// countTags counts known tags, those with a value in an attribute, lines that
// are not blank, and those of them that open and end with a tag.
func countTags(b []byte) (tags, attrs, lines, tagged int) {
	for line := range bytes.Lines(b) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		lines++
		if line[0] == '<' && line[len(line)-1] == '>' {
			tagged++
		}
	}
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return tags, attrs, lines, tagged
		}
		b = b[i:]
		name, n := tagAt(b)
		if isKnownTag(name) {
			tags++
			if bytes.Contains(b[:n], []byte(`="`)) {
				attrs++
			}
		}
		b = b[max(1, n):]
	}
}
