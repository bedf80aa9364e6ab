package dedup

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdup/internal/clean"
)

// TestSiteName checks that a headline which nearly all articles of a site have is taken for
// the name of the site. One that most articles have is that of a column; one that a few
// have, or that is longer than a name, is the headline of a running story.
func TestSiteName(t *testing.T) {
	forms := map[string]func(head, body string) string{
		"a.txt": func(head, body string) string { return head + "\n\n" + body },
		"b.html": func(head, body string) string {
			return "<html><head><title>" + head + "</title></head><body><article><p>" + strings.ReplaceAll(body, "\n", "</p><p>") + "</p></article></body></html>"
		},
		"c.html": func(head, body string) string {
			return "<html><body><h1>" + head + "</h1><article><p>" + strings.ReplaceAll(body, "\n", "</p><p>") + "</p></article></body></html>"
		},
	}
	for name, form := range forms {
		for _, c := range []struct {
			head   string
			of     int // of 20 articles that have it
			titled bool
		}{{"The Sataman Sanomat", 20, false}, {"The Sataman Sanomat", 18, false}, {"The Sataman Sanomat", 16, true}, {"The Sataman Sanomat", 4, true},
			{"Port Strike Enters Third Week", 20, true}} {
			t.Run(fmt.Sprint(name, " ", c.of, " ", c.head), func(t *testing.T) {
				dir := t.TempDir()
				writeFiles(t, dir, headed(c.head, c.of, name, form))
				titled := 0
				for path, clip := range cleaned(t, dir, nil) {
					if n := int(path[0]-'0')*10 + int(path[1]-'0'); n < c.of {
						titled += int(min(1, len(clip.Title)))
						if c.titled && clip.Title != c.head {
							t.Errorf("%s is headed %q", path, clip.Title)
						}
					}
				}
				if want := map[bool]int{true: c.of}[c.titled]; titled != want {
					t.Errorf("%d of %d have a headline, want %d", titled, c.of, want)
				}
			})
		}
	}
}

// headed gives 20 articles of a form. The first ones begin with the same headline.
func headed(same string, of int, ext string, form func(head, text string) string) map[string]string {
	p := press{rand.New(rand.NewPCG(5, 6))}
	files := map[string]string{}
	for i := range 20 {
		head := same
		if i >= of {
			head = fmt.Sprintf("%s leave %s for %s %d", p.one(people), p.one(places), p.one(places), i)
		}
		files[fmt.Sprintf("%02d%s", i, ext)] = form(head, strings.Join(p.paragraphs(4), "\n"))
	}
	return files
}

// TestSiteNameFull checks the same for dumps of whole pages, where the name stands above
// the text, among a menu.
func TestSiteNameFull(t *testing.T) {
	for _, c := range []struct {
		name   string
		of     int // of 20 pages that have it
		headed int // by it
	}{{"The Sataman Sanomat", 20, 0}, {"The Sataman Sanomat Today", 20, 0}, {"The Sataman Sanomat Today", 16, 16}} {
		dir := t.TempDir()
		writeFiles(t, dir, headed(c.name, c.of, ".txt", func(head, text string) string {
			return "News\nSport\n" + head + "\n" + text + "\nContact\nPrivacy\n"
		}))
		titled := 0
		for _, page := range cleaned(t, dir, func(o *Options) { o.Clean.Mode = clean.Full }) {
			titled += int(min(1, strings.Count(page.Title, c.name)))
		}
		if titled != c.headed {
			t.Errorf("%d of 20 pages begin with %s: %d are headed so, want %d", c.of, c.name, titled, c.headed)
		}
	}
}
