package markup

import (
	"cmp"
	nurl "net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdup/internal/clip"
)

// metadata is what a page says about its article, by who says it. JSON-LD
// comes before <meta>, and both before what only readers see: the first two
// are made by the publishing system for machines.
type metadata struct {
	linked    facts // JSON-LD
	tagged    facts // <meta>, <link>, <html lang>
	marked    facts // elements that say what they hold: <time pubdate>, itemprop
	shown     facts // <h1>, the first <time>, rel=author
	fallback  facts // what Readability makes out
	headings  int   // number of <h1>
	texts     []DateText
	summary   string // og:description, description
	story     string // articleBody of JSON-LD
	textNodes int    // numbered from 1 in their DataAtom (blocks.go)
}

// facts are the parts of a clip.Meta; the first value wins.
type facts struct {
	title, byline, site, url, lang said
	date, updated                  saidDate
}

// said is a value and what said it.
type said struct{ value, from string }

type saidDate struct {
	clip.Date
	from string
}

// DateText is a date that a page gives in words, or in another form that is
// not for programs.
type DateText struct {
	Text    string
	From    string // "<meta pubdate>"
	Updated bool
}

// mostDateTexts bounds the list.
const mostDateTexts = 8

func (s *said) set(value, from string) {
	if s.value == "" {
		s.value, s.from = collapse(value), from
	}
}

func (f *facts) setLang(value, from string) {
	if lang, _ := clip.ParseLanguage(value); f.lang.value == "" && lang != "" {
		f.lang = said{value, from}
	}
}

// setDate takes a machine-readable date; one in prose is kept in texts, for package clean.
func (m *metadata) setDate(to *saidDate, value, from string) {
	if !to.IsZero() {
		return
	}
	d, ok := clip.ParseDate(value)
	if ok {
		*to = saidDate{d, from}
		return
	}
	if value = collapse(value); value != "" && len(value) <= maxDateText && len(m.texts) < mostDateTexts {
		m.texts = append(m.texts, DateText{value, from, strings.Contains(strings.ToLower(from), "modif") || strings.Contains(from, "update")})
	}
}

const maxDateText = 80

// meta joins the sources and says which was taken. The site is the domain of
// the page's own address; its printed name when the page has none.
func (m *metadata) meta() (clip.Meta, []clip.Fact) {
	var out clip.Meta
	var told []clip.Fact
	take := func(name string, field *string, value, from string) {
		if *field == "" && value != "" {
			*field = value
			told = append(told, clip.Fact{Name: name, From: from})
		}
	}
	takeDate := func(name string, field *clip.Date, d saidDate) {
		switch {
		case d.IsZero():
		case field.IsZero():
			*field = d.Date
			told = append(told, clip.Fact{Name: name, From: d.from})
		case clip.Day(field.Time) != clip.Day(d.Time):
			for i := range told {
				if told[i].Name == name && told[i].Why == "" {
					told[i].Why = d.from + " says " + d.Date.String()
				}
			}
		}
	}
	if m.headings != 1 || m.fallback.title.value != "" && !shareWord(m.shown.title.value, m.fallback.title.value) {
		m.shown.title = said{} // several, or the name of the site
	}
	all := [...]*facts{&m.linked, &m.tagged, &m.marked, &m.shown, &m.fallback}
	for _, f := range all {
		if domain(f.url.value) != "" {
			take("url", &out.URL, f.url.value, f.url.from)
		}
		take("site", &out.Site, domain(f.url.value), f.url.from)
		if !strings.Contains(f.byline.value, "://") { // Facebook pages
			take("byline", &out.Byline, f.byline.value, f.byline.from)
		}
		if out.Lang == "" {
			lang, region := clip.ParseLanguage(f.lang.value)
			take("lang", &out.Lang, lang, f.lang.from)
			out.Region = region
		}
		takeDate("date", &out.Date, f.date)
		takeDate("updated", &out.Updated, f.updated)
	}
	take("site", &out.Site, m.tagged.site.value, m.tagged.site.from)
	take("site", &out.Site, m.linked.site.value, m.linked.site.from)
	sites := [...]string{out.Site, m.tagged.site.value, m.linked.site.value}
	for _, f := range all {
		if title := withoutSite(f.title.value, sites[:]...); !isSite(title, sites[:]...) {
			take("title", &out.Title, title, f.title.from)
		}
	}
	out.Title = withoutSection(out.Title, m.shown.title.value)
	return out, told
}

// withoutSection is the title as the page shows it, where that is all of it but
// for what stands behind or before a mark: "Port open again | Opinion".
func withoutSection(title, shown string) string {
	if len(strings.Fields(shown)) < shortestShown {
		return title
	}
	for _, sep := range separators {
		if strings.HasPrefix(title, shown+sep) || strings.HasSuffix(title, sep+shown) {
			return shown
		}
	}
	return title
}

// shortestShown is the words of a headline that no section's name has.
const shortestShown = 4

// separators stand between a headline and the names of site and section.
var separators = [...]string{" | ", " - ", " – ", " — ", " :: "}

// isSite reports a title that is the name of the site and no headline. Some
// give the headline for the name of the site, too; that is a longer one.
func isSite(title string, sites ...string) bool {
	for _, site := range sites {
		label, _, _ := strings.Cut(site, ".")
		if t := fold(title); len(strings.Fields(site)) <= longestSite && (t == fold(site) || t == fold(label)) {
			return true
		}
	}
	return title == ""
}

// longestSite is the number of words of a site's name.
const longestSite = 5

// withoutSite drops the name of the site behind the last bar or dash of a
// title: "Port open again | The Gazette". Other endings belong to the title.
func withoutSite(title string, sites ...string) string {
	cut := -1
	for _, sep := range separators {
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

// shareWord reports a word that stands in both titles, or that one holds the other, which
// tells of titles without spaces.
func shareWord(a, b string) bool {
	if shown := fold(a); len(shown) >= shortestWhole && strings.Contains(fold(b), shown) {
		return true
	}
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

// shortestWhole is the bytes of a headline that is looked for as a whole: four characters.
const shortestWhole = 12

// domain is the host of an address without "www."; "" for what is none.
func domain(address string) string {
	u, err := nurl.Parse(strings.TrimSpace(address))
	if err != nil || !strings.Contains(u.Hostname(), ".") {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
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
			m.textNodes++
			n.DataAtom = atom.Atom(m.textNodes)
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
		m.tagged.setLang(attribute(n, "lang"), "<html lang>")
	case atom.Meta:
		m.metaTag(n)
	case atom.Link:
		if attribute(n, "rel") == "canonical" {
			m.tagged.url.set(attribute(n, "href"), "<link canonical>")
		}
	case atom.Script:
		if c := n.FirstChild; c != nil && strings.HasPrefix(attribute(n, "type"), "application/ld+json") {
			m.readJSONLD(c.Data)
		}
	case atom.H1:
		if m.headings++; m.headings == 1 {
			m.shown.title = said{collapse(textOf(n)), "<h1>"}
		}
	case atom.Time:
		m.timeTag(n)
	case atom.A, atom.Span, atom.Div, atom.P, atom.Abbr:
		m.property(n)
	}
}

// timeTag takes a <time>. One that says what it is counts before the first of
// those that do not, which may be of a list above the article.
func (m *metadata) timeTag(n *html.Node) {
	if isHidden(n.Attr) {
		return
	}
	t := attribute(n, "datetime")
	if t == "" {
		t = attribute(n, "content")
	}
	class, prop := attribute(n, "class"), attribute(n, "itemprop")
	switch {
	case hasWord(prop, "datePublished"), hasAttribute(n, "pubdate"), hasWord(class, "published"), hasWord(class, "entry-date"):
		m.setDate(&m.marked.date, t, "<time>")
	case hasWord(prop, "dateModified"), hasWord(class, "updated"), hasWord(class, "modified"):
		m.setDate(&m.marked.updated, t, "<time> of the update")
	default:
		m.setDate(&m.shown.date, t, "<time>")
	}
}

// property takes an element with rel=author or an itemprop.
func (m *metadata) property(n *html.Node) {
	prop := attribute(n, "itemprop")
	if n.DataAtom != atom.A && n.DataAtom != atom.Span && prop == "" {
		return
	}
	switch {
	case hasWord(prop, "datePublished"):
		m.setDate(&m.marked.date, propertyValue(n), "itemprop datePublished")
	case hasWord(prop, "dateModified"):
		m.setDate(&m.marked.updated, propertyValue(n), "itemprop dateModified")
	case hasWord(prop, "author"), hasWord(attribute(n, "rel"), "author"):
		if name := collapse(textOf(n)); len(name) <= maxName {
			m.shown.byline.set(name, "the author's link")
		}
	}
}

func propertyValue(n *html.Node) string {
	for _, key := range [...]string{"content", "datetime", "title"} {
		if v := attribute(n, key); v != "" {
			return v
		}
	}
	return textOf(n)
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
	key = strings.ToLower(key)
	from := "<meta " + key + ">"
	switch key {
	case "og:title", "dc.title", "dcterms.title", "parsely-title", "headline":
		f.title.set(content, from)
	case "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author":
		if !strings.Contains(content, "://") {
			f.byline.set(content, from)
		}
	case "og:description", "description", "twitter:description":
		m.summary = cmp.Or(m.summary, collapse(content))
	case "og:site_name", "application-name":
		f.site.set(content, from)
	case "og:url":
		f.url.set(content, from)
	case "content-language", "language", "dc.language", "og:locale":
		f.setLang(content, from)
	case "article:published_time", "article:published", "datepublished", "date", "pubdate", "publishdate", "publish-date", "publication_date",
		"dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date", "og:published_time",
		"cxenseparse:recs:publishtime", "dc.date.created", "displaydate", "ptime", "pdate", "article.published", "rnews:datepublished":
		m.setDate(&f.date, content, from)
	case "article:modified_time", "article:modified", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified", "lastmod",
		"last-modified", "article.updated", "rnews:datemodified", "utime", "revised":
		m.setDate(&f.updated, content, from)
	}
}

func hasAttribute(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
