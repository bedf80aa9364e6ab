package markup

import (
	nurl "net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdup/internal/clip"
)

// metadata is what a page says about its article, by who says it. JSON-LD
// comes before <meta>, and both before what only readers see: the first two
// are made by the publishing system for machines.
type metadata struct {
	linked   facts // JSON-LD
	tagged   facts // <meta>, <link>, <html lang>
	shown    facts // <title>, <h1>, <time>, rel=author
	fallback facts // what Readability makes out
	headings int   // number of <h1>
}

// facts are the parts of a clip.Meta; the first value wins.
type facts struct {
	title, byline, site, url, lang string
	date                           time.Time
}

func set(field *string, value string) {
	if *field == "" {
		*field = collapse(value)
	}
}

func (f *facts) setDate(value string) {
	if f.date.IsZero() {
		f.date, _ = clip.ParseDate(value)
	}
}

// meta joins the sources. The site is the domain of the page's own address;
// its printed name when the page has none.
func (m *metadata) meta(pageURL string) clip.Meta {
	if m.headings != 1 || m.fallback.title != "" && !shareWord(m.shown.title, m.fallback.title) {
		m.shown.title = "" // several, or the name of the site
	}
	var out clip.Meta
	out.Site = domain(pageURL)
	for _, f := range []*facts{&m.linked, &m.tagged, &m.shown, &m.fallback} {
		set(&out.Title, f.title)
		if !strings.Contains(f.byline, "://") { // Facebook pages
			set(&out.Byline, f.byline)
		}
		set(&out.Site, domain(f.url))
		set(&out.Lang, language(f.lang))
		if out.Date.IsZero() {
			out.Date = f.date
		}
	}
	set(&out.Site, m.tagged.site)
	set(&out.Site, m.linked.site)
	out.Title = withoutSite(out.Title, out.Site, m.tagged.site, m.linked.site)
	return out
}

// withoutSite drops the name of the site behind the last bar or dash of a
// title: "Port open again | The Gazette". Other endings belong to the title.
func withoutSite(title string, sites ...string) string {
	cut := -1
	for _, sep := range [...]string{" | ", " - ", " – ", " — ", " :: "} {
		cut = max(cut, strings.LastIndex(title, sep))
	}
	if cut <= 0 {
		return title
	}
	_, end, _ := strings.Cut(title[cut+1:], " ")
	end = fold(end)
	for _, site := range sites {
		label, _, _ := strings.Cut(site, ".")
		if end != "" && (end == fold(site) || end == fold(label)) {
			return title[:cut]
		}
	}
	return title
}

// shareWord reports a word that stands in both titles.
func shareWord(a, b string) bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(a) {
		words[fold(w)] = true
	}
	for w := range strings.FieldsSeq(b) {
		if w = fold(w); w != "" && words[w] {
			return true
		}
	}
	return false
}

// domain is the host of an address without "www."; "" for what is none.
func domain(address string) string {
	u, err := nurl.Parse(strings.TrimSpace(address))
	if err != nil || !strings.Contains(u.Hostname(), ".") {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// language is the ISO 639-1 part of a tag such as "en-GB" or "de_AT".
func language(tag string) string {
	if len(tag) < 2 || len(tag) > 2 && tag[2] != '-' && tag[2] != '_' {
		return ""
	}
	code := strings.ToLower(tag[:2])
	if code[0] < 'a' || code[0] > 'z' || code[1] < 'a' || code[1] > 'z' {
		return ""
	}
	return code
}

// elementPrice is what an element costs beside its text, in bytes of text.
const elementPrice = 50

// survey reads the metadata of a tree, before Readability takes it apart, and
// sums up the work the tree would be. It does not recurse.
func survey(doc *html.Node) (m metadata, work int) {
	depth := 1
	for n := doc; n != nil; {
		switch n.Type {
		case html.TextNode:
			work += depth * len(n.Data)
		case html.ElementNode:
			work += depth * elementPrice
			m.element(n)
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			depth++
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return m, work
}

// element takes what one element says.
func (m *metadata) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		set(&m.tagged.lang, attribute(n, "lang"))
	case atom.Meta:
		m.metaTag(n)
	case atom.Link:
		if attribute(n, "rel") == "canonical" {
			set(&m.tagged.url, attribute(n, "href"))
		}
	case atom.Script:
		if c := n.FirstChild; c != nil && strings.HasPrefix(attribute(n, "type"), "application/ld+json") {
			m.linked.readJSONLD(c.Data)
		}
	case atom.H1:
		if m.headings++; m.headings == 1 {
			m.shown.title = Text(n)
		}
	case atom.Time:
		if t := attribute(n, "datetime"); t != "" && !isHidden(n.Attr) {
			m.shown.setDate(t)
		}
	case atom.A, atom.Span:
		if hasWord(attribute(n, "rel"), "author") || hasWord(attribute(n, "itemprop"), "author") {
			if name := collapse(Text(n)); len(name) <= maxName {
				set(&m.shown.byline, name)
			}
		}
	}
}

// maxName bounds a byline: what is longer is a biography.
const maxName = 120

// metaTag takes a <meta>: Open Graph, article:*, Dublin Core, Parse.ly and
// the plain names.
func (m *metadata) metaTag(n *html.Node) {
	key, content := attribute(n, "property"), attribute(n, "content")
	for _, other := range [...]string{"name", "itemprop", "http-equiv"} {
		if key == "" {
			key = attribute(n, other)
		}
	}
	f := &m.tagged
	switch strings.ToLower(key) {
	case "og:title", "dc.title", "parsely-title":
		set(&f.title, content)
	case "author", "article:author", "dc.creator", "parsely-author", "byl":
		if !strings.Contains(content, "://") {
			set(&f.byline, content)
		}
	case "og:site_name", "application-name":
		set(&f.site, content)
	case "og:url":
		set(&f.url, content)
	case "content-language", "language", "dc.language", "og:locale":
		set(&f.lang, content)
	case "article:published_time", "article:published", "datepublished", "date", "pubdate", "publishdate", "publish-date", "publication_date",
		"dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "parsely-pub-date", "sailthru.date", "og:published_time", "cxenseparse:recs:publishtime":
		f.setDate(content)
	}
}

func attribute(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
