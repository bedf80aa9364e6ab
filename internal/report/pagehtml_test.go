package report

import (
	"bytes"
	"io"
	"testing"

	"golang.org/x/net/html"

	"newsdup/internal/clip"
)

// TestHTMLPages writes no page, then hostile ones: the document stays one, of
// the elements it has for pages, each text a text.
func TestHTMLPages(t *testing.T) {
	const hostile = "</p><script>x</script>\x1b[2J\u202e"
	c := clip.Clip{
		Origin: file(`in/"><img src=x>.txt`),
		Meta:   clip.Meta{Title: hostile, Byline: hostile, Site: hostile, Lang: `en" onload="x`, Date: day(20, 8, 30)},
		Body:   "The ferry sails again.\n" + hostile,
	}
	for name, pages := range map[string]int{"none": 0, "one": 1, "two": 2} {
		t.Run(name, func(t *testing.T) {
			var buf bytes.Buffer
			w := NewHTMLPages(&buf)
			for range pages {
				if err := w.Page(&c, false); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if bytes.ContainsAny(buf.Bytes(), "\x1b\u202e") {
				t.Errorf("a control character got through: %q", buf.Bytes())
			}
			articles := 0
			z := html.NewTokenizer(&buf)
			for z.Next() != html.ErrorToken {
				token := z.Token()
				switch token.Data {
				case "script", "img":
					t.Errorf("element from a page: %v", token)
				case "article":
					if token.Type == html.StartTagToken {
						articles++
					}
					if len(token.Attr) > 1 {
						t.Errorf("attributes from a page: %v", token)
					}
				}
			}
			if z.Err() != io.EOF || articles != pages {
				t.Errorf("%d articles, %v; want %d", articles, z.Err(), pages)
			}
		})
	}
}
