package markup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
)

// article is a page in the shape of a news site.
const article = `<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Harbour opens after storm | The Gazette</title>
<meta property="og:title" content="Harbour opens after storm | The Gazette">
<meta property="og:site_name" content="The Gazette">
<link rel="canonical" href="https://www.gazette.example/news/harbour?x=1">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"no"},
{"@type":["NewsArticle"],"headline":"Harbour opens &#8216;at last&#8217;","author":[{"@type":"Person","name":"Ann Holt"},{"name":"Bo Reed"}],
"datePublished":"2026-03-04T05:06:07+01:00","publisher":{"name":"Gazette Media"}}]}</script>
<style>p { color: red }</style></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<div class="page"><article>
<h1>Harbour opens ‘at last’</h1>
<p class="byline">By Ann Holt and Bo Reed</p>
<figure><img src="h.jpg"><figcaption>Boats wait at the quay. Photo: Cy Dunn</figcaption></figure>
<p>The harbour of <a href="/osk">Osk</a> opened again on Wednesday, three days after a storm had pushed a crane into the water, the harbour master said.</p>
<p>“We have lifted the crane out, and nobody was hurt,” Jane Holt told reporters at the quay, adding that the first ferries had left before dawn.</p>
<div style="display:none">Hidden words that nobody sees, and that are as long as a paragraph of the article is.</div>
<h2>What comes next</h2>
<p>The council, which owns the harbour, listed what it still has to do before the end of the month, and what each of these works will cost it:</p>
<ul><li>dredge the eastern basin</li><li>mend the <b>roof</b> of the fish hall</li></ul>
<p class="story-related"><a href="/x">Storm floods forty houses</a></p>
<p>Fishermen, who had to sell their catch in the next town, said they would ask for money, and that they did not expect to get all of what they lost.</p>
<table><tr><th>Day</th><th>Ferries</th></tr><tr><td>Tuesday</td><td>0</td></tr><tr><td>Wednesday</td><td>14</td></tr></table>
<ul class="more"><li><a href="/1">Ten pictures of the storm</a></li><li><a href="/2">Where to eat fish in Osk</a></li></ul>
</article>
<div class="share-tools"><a href="#">Share</a> <a href="#">Tweet</a></div></div>
<footer><p>Copyright The Gazette, all rights reserved, and so on.</p></footer>
<script>var p = "<p>no</p>"</script>
</body></html>`

const articleText = `The harbour of Osk opened again on Wednesday, three days after a storm had pushed a crane into the water, the harbour master said.
“We have lifted the crane out, and nobody was hurt,” Jane Holt told reporters at the quay, adding that the first ferries had left before dawn.
What comes next
The council, which owns the harbour, listed what it still has to do before the end of the month, and what each of these works will cost it:
dredge the eastern basin
mend the roof of the fish hall
Fishermen, who had to sell their catch in the next town, said they would ask for money, and that they did not expect to get all of what they lost.
Day Ferries
Tuesday 0
Wednesday 14`

// readableText is the text that Readability keeps and no tag speaks against.
func readableText(a Article) string {
	var kept []string
	for i, line := range strings.Split(a.Text, "\n") {
		if i < len(a.Blocks) && a.Blocks[i].Kept >= .5 && !a.Blocks[i].Cues.Furniture() {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func TestExtract(t *testing.T) {
	a, err := Extract([]byte(article))
	if err != nil {
		t.Fatal(err)
	}
	if got := readableText(a); got != articleText {
		t.Errorf("got  %q\nwant %q", got, articleText)
	}
	date := a.Date.Format(time.RFC3339)
	if a.Title != "Harbour opens ‘at last’" || a.Byline != "Ann Holt, Bo Reed" || a.Site != "gazette.example" || a.Lang != "en" || date != "2026-03-04T05:06:07+01:00" {
		t.Errorf("got %+v", a.Meta)
	}
}

func TestExtractDump(t *testing.T) {
	deep := strings.Repeat("<div>", 50_000) + "Port open" + strings.Repeat("</div>", 50_000)
	for _, c := range []struct{ name, in, want string }{
		{"too many tags", strings.Repeat("<b>", maxTags+1) + "Port open", "Port open"},
		{"too long", "Port open" + strings.Repeat(" ", maxPage), "Port open"},
		{"too much work", strings.Repeat("<div>", 200) + "Port open" + strings.Repeat("\n", maxWork/200), "Port open"},
		{"empty", "", ""},
		{"text", "Port open", "Port open"},
		{"too deep", deep, "Port open"},
		{"nothing to see", `<html><body><script>no()</script><p hidden>no</p>`, ""},
	} {
		a, _ := Extract([]byte(c.in))
		if a.Text != c.want {
			t.Errorf("%s: got %q, want %q", c.name, a.Text, c.want)
		}
	}
	a, err := Extract([]byte("<html><head><title>T</title><meta property=og:title content=Port></head>" + deep))
	if err == nil || a.Blocks != nil || a.Title != "Port" {
		t.Errorf("too deep: got %v, %d blocks, title %q", err, len(a.Blocks), a.Title)
	}
}

// textCases are bodies and their lines; both renderers must agree on them.
var textCases = []struct{ name, in, want string }{
	{"nothing", "", ""},
	{"inline", "<p>A <b>bo</b>ld <a href=x>link</a>, <i>and</i>\n\tspaces&nbsp;&amp; signs", "A bold link, and spaces & signs"},
	{"blocks", "<div>a<p>b</p>c<ul><li>d<li>e</ul></div>f", "a\nb\nc\nd\ne\nf"},
	{"br", "a<br>b<br><br/>c", "a\nb\nc"},
	{"table", "<table><tr><td>a</td><td>b</td></tr><tr><th>c<th>d</table>", "a b\nc d"},
	{"code and forms", "a<script>x<p>y</script><style>z</style><select><option>o</select><textarea>t</textarea><button>b</button>", "a"},
	{"svg", "a<svg><text>no</text></svg>b", "ab"},
	{"hidden", `a<p hidden>no</p><p style="color:red; DISPLAY : none">no</p><div aria-hidden="true"><p>no</div><span class="x sr-only">no</span>b`, "a\nb"},
	{"not hidden", `<p style="display:block">a</p><p class="sr-onlyish">b</p><p aria-hidden="false">c`, "a\nb\nc"},
	{"nested of one name", `<div hidden><div>no</div>no</div>b`, "b"},
	{"comment", "a<!-- no -->b", "ab"},
	{"entities", "&lt;p&gt; caf&eacute; &#8364;", "<p> café €"},
	{"head without its end", "<head><title>no</title><style>no</style><p>a", "a"},
	{"title is not text", "<html><head><title>no</title></head><body>a", "a"},
}

func TestText(t *testing.T) {
	for _, c := range textCases {
		doc, err := html.Parse(strings.NewReader(c.in))
		if err != nil {
			t.Fatal(err)
		}
		if got := textOf(doc); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if got := visibleText([]byte(c.in)); got != c.want {
			t.Errorf("%s, without a tree: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTextOfAPart(t *testing.T) {
	doc, _ := html.Parse(strings.NewReader("<p>a</p><div id=x><p>b</p></div><p>c"))
	body := doc.FirstChild.LastChild
	if got := textOf(body.FirstChild.NextSibling); got != "b" {
		t.Errorf("got %q, want only what is inside", got)
	}
}

// TestFurniture has a part of an article between two paragraphs, and whether its
// tags speak against it.
func TestFurniture(t *testing.T) {
	const (
		long  = "<p>The harbour opened again on Wednesday, three days after a storm, the harbour master said to reporters at the quay.</p>"
		other = "<p>Fishermen said that they would ask the council for money, and that they did not expect to get all of what they lost.</p>"
	)
	for _, c := range []struct {
		in   string
		keep bool
	}{
		{"<p>short</p>", true},
		{"<h2>A sub-head of it</h2>", true},
		{"<ul><li>one</li><li>two</li></ul>", true},
		{"<p>see <a>the report on it</a>, page 4</p>", true},
		{"<p>(<a>text</a>)</p>", true},
		{"<figure><blockquote>a quote of somebody</blockquote></figure>", true},
		{`<p class="metal capital">steel</p>`, true},
		{`<div class="related">` + long + other + long + other + `</div>`, true},
		{"<h1>Another headline</h1>", true},
		{"<h1>The Title!</h1>", false},
		{"<p><a>Storm floods forty houses</a></p>", false},
		{"<ul><li><a>one</a></li><li><a>two</a></li></ul>", false},
		{"<figure><img><span>A boat</span></figure>", false},
		{`<div class="wp-caption">A boat</div>`, false},
		{`<span class="photoCredit">Ann</span>`, false},
		{`<div class="post_META">4 March</div>`, false},
		{`<div class="SocialBar"><p>like us</div>`, false},
		{"<aside>Ten boats</aside>", false},
		{`<div role="navigation">Home</div>`, false},
	} {
		doc, _ := html.Parse(strings.NewReader("<body>" + long + c.in + other))
		part, _ := html.Parse(strings.NewReader(c.in))
		m, _ := survey(doc)
		kept, letters := marked(doc, m.textNodes)
		a := Article{}
		a.Text, a.Blocks = blocksOf(doc, kept, letters, "the title")
		if n := strings.Count(a.Text, "\n") + 1; n != len(a.Blocks) {
			t.Errorf("%s: %d lines, %d blocks", c.in, n, len(a.Blocks))
		}
		want := textOf(doc)
		if !c.keep {
			want = strings.Replace(want, textOf(part)+"\n", "", 1)
		}
		if got := readableText(a); got != want {
			t.Errorf("%s: got %q, want %q", c.in, got, want)
		}
	}
}

// TestBlocks reads one block of a page a row.
func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Block
	}{
		{"text alone", "x", Block{Box: 1}},
		{"paragraph in an article", "<article><p>x", Block{Tag: TagParagraph, Cues: CueArticle, Box: 2}},
		{"links", "<p>ab<a>cd</a>efgh", Block{Tag: TagParagraph, Linked: .25, Box: 1}},
		{"item", "<ul><li>x</ul>", Block{Tag: TagItem, Cues: CueList, Box: 1}},
		{"row", "<table><tr><th>x<th>y</table>", Block{Tag: TagRow, Cues: CueTable, Box: 2}},
		{"microdata", "<div itemprop=articleBody>x", Block{Cues: CueBody, Box: 2}},
		{"class of a box", "<div class=entry-content><h2>x", Block{Tag: TagHeading, Cues: CueContent, Box: 2}},
		{"classes of the theme", "<body class='post sidebar'><pre>x", Block{Tag: TagPre, Box: 1}},
		{"form in a footer", "<footer><form><blockquote>x", Block{Tag: TagQuote, Cues: CueAside | CueForm, Box: 3}},
		{"a credit in a line", "<p>x <span class=credit>Ann</span> y", Block{Tag: TagParagraph, Box: 1}},
		{"a line that was a credit", "<p><span class=credit>Ann</span></p><p>y", Block{Tag: TagParagraph, Box: 1}},
		{"hidden", "<div hidden>no</div><header>x", Block{Cues: CueHeader, Box: 2}},
	} {
		doc, err := html.Parse(strings.NewReader(c.in))
		if err != nil {
			t.Fatal(err)
		}
		text, blocks := blocksOf(doc, nil, 1<<20, "")
		if len(blocks) != 1 || strings.Contains(text, "\n") || strings.Contains(text, "Ann") || blocks[0] != c.want {
			t.Errorf("%s: got %q, %+v, want %+v", c.name, text, blocks, c.want)
		}
	}
}

func TestMeta(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "<p>x", "|||"},
		{"meta", `<meta name=author content="Ann Holt"><meta property="og:title" content=" Port  open "><meta property="article:published_time" content="2026-03-04">`, "Port open|Ann Holt||2026-03-04"},
		{"site in the title", `<meta property="og:title" content="Port - open - Gazette.Example"><meta property="og:url" content="http://gazette.example/1">`, "Port - open||gazette.example|"},
		{"site by name", `<meta property="og:site_name" content="The Gazette"><title>x</title>`, "||The Gazette|"},
		{"author is an address", `<meta property="article:author" content="https://face.example/ann"><a rel="author nofollow">Ann</a>`, "|Ann||"},
		{"time", `<time datetime="soon">x</time><time datetime="2026-03-04T05:06Z">x</time><time datetime="2020-01-01">`, "|||2026-03-04"},
		{"h1", "<h1>Port <b>open</b></h1>", "Port open|||"},
		{"a section behind", `<meta property="og:title" content="Port open again today | Opinion"><h1>Port open again today</h1>`, "Port open again today|||"},
		{"a section before", `<meta property="og:title" content="Opinion - Port open again today"><h1>Port open again today</h1>`, "Port open again today|||"},
		{"a headline of two parts", `<meta property="og:title" content="Port open - at last"><h1>Port open</h1>`, "Port open - at last|||"},
		{"two h1", "<h1>Port</h1><h1>Ferry</h1>", "|||"},
		{"json-ld list", `<script type="application/ld+json">[{"@type":"Person","name":"no"},{"@type":"BlogPosting","headline":"Port","author":"Ann","dateCreated":"2026-03-04","mainEntityOfPage":{"@id":"https://www.gazette.example/1"}}]</script>`, "Port|Ann|gazette.example|2026-03-04"},
		{"json-ld broken", `<script type="application/ld+json">{"@type":"NewsArticle",</script><meta property="og:title" content="Port">`, "Port|||"},
		{"json-ld in comments", `<script type="application/ld+json"><!-- {"@type":"Report","headline":"Port"} //--></script>`, "Port|||"},
		{"json-ld in CDATA", "<script type='application/ld+json'>\n//<![CDATA[\n{\"@type\":\"Report\",\"headline\":\"Port\"}\n//]]>\n</script>", "Port|||"},
		{"json-ld with commas and lines", "<script type='application/ld+json'>{\"@type\":[\"Report\",],\"headline\":\"Port\n  open\",\"author\":{\"name\":\"Ann\",},}</script>", "Port open|Ann||"},
		{"json-ld with quotes", `<script type="application/ld+json">{"@type":"Report","headline":"He said "no", then "yes"", "author" : "Ann\'s"};</script>`, `He said "no", then "yes"|Ann's||`},
		{"several json-ld", `<script type="application/ld+json">{"@type":"WebSite","name":"x"},{"@type":"Report","headline":"Port"} {"@type":"Report","headline":"Ferry"}</script>`, "Port|||"},
		{"json-ld of odd types", `<script type="application/ld+json">{"@type":["x",1,"Report"],"headline":{"x":1},"author":[1,{"name":2}],"datePublished":7}</script>`, "|||"},
	} {
		doc, _ := html.Parse(strings.NewReader(c.in))
		m, _ := survey(doc)
		meta, _ := m.meta()
		got := fmt.Sprintf("%s|%s|%s|", meta.Title, meta.Byline, meta.Site)
		if !meta.Date.IsZero() {
			got += meta.Date.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestMend: what is JSON keeps its meaning; a block cut off is none.
func TestMend(t *testing.T) {
	for _, in := range []string{`{"a":[1,-2.5e3,true,null],"b":{"c":"d\\\"e\/\u00e9\n"}}`, `["//", "/*", "<!--", "]]>", "a,}", "{", "\\"]`, `""`, "[]", " [ 1 , [ ] ] "} {
		var want, got any
		if err := json.Unmarshal([]byte(in), &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(mend(in), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is mended to %s: %v", in, mend(in), err)
		}
	}
	for _, in := range []string{"", "{", `{"a":"b`, `{"a":`, "/*", "//", `{"a"]`, "<!--"} {
		eachValue(in, func(v any) bool {
			t.Errorf("%s has the value %v", in, v)
			return true
		})
	}
}

func TestClassWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a", "a"},
		{"post-Meta photoCredit", "post meta photo credit"},
		{"HTMLBox  x_y9z-", "htmlbox x y z"},
		{"wp-caption--text", "wp caption text"},
	} {
		var got []string
		for w := range classWords(c.in) {
			got = append(got, w)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q", c.in, got)
		}
	}
}

func FuzzExtract(f *testing.F) {
	f.Add([]byte(article))
	for _, c := range textCases {
		f.Add([]byte(c.in))
	}
	f.Add([]byte(`<script type="application/ld+json">{"@type":"NewsArticle","author":[[["x"]]]}</script>`))
	f.Add([]byte("<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"Report\",\"headline\":\"a \"b\" \\'\",}/**/;{]]></script><noscript><p>x"))
	f.Add([]byte("<table><td><table><p></b></p><a><a></table><svg><p>x<math><mi><p>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		page = bytes.ToValidUTF8(page, nil)
		a, _ := Extract(page)
		if n := strings.Count(a.Text, "\n") + 1; a.Blocks != nil && n != len(a.Blocks) {
			t.Errorf("%d lines, %d blocks", n, len(a.Blocks))
		}
		for _, s := range []string{a.Text, a.Title, a.Byline, a.Site, a.Lang} {
			if !utf8.ValidString(s) {
				t.Errorf("not UTF-8: %q", s)
			}
		}
		for line := range strings.Lines(a.Text) {
			if strings.TrimSuffix(line, "\n") == "" || line[0] == ' ' || strings.Contains(line, "  ") {
				t.Errorf("line %q of %q", line, a.Text)
			}
		}
	})
}

// benchmarkPage has 60 paragraphs of article between 300 links of furniture.
var benchmarkPage = []byte(strings.Replace(article, "<h2>", strings.Repeat("<p>The harbour, said the council, will not close again before the <i>end</i> of the <a href='/m'>month</a>, whatever the weather may be.</p>\n", 60)+
	"<h2>", 1) + strings.Repeat(`<div class="teaser"><a href="/t"><span>Ten things to do</span> this week</a></div>`, 300))

func BenchmarkExtract(b *testing.B) {
	b.SetBytes(int64(len(benchmarkPage)))
	b.ReportAllocs()
	for b.Loop() {
		Extract(benchmarkPage)
	}
}

// BenchmarkReadability is what BenchmarkExtract is measured against.
func BenchmarkReadability(b *testing.B) {
	b.SetBytes(int64(len(benchmarkPage)))
	b.ReportAllocs()
	for b.Loop() {
		readability.FromReader(bytes.NewReader(benchmarkPage), nowhere)
	}
}

// The only h1 may be the name of the site: then <title> tells.
func TestHeadingOfSite(t *testing.T) {
	page := "<html><head><title>Port opens at last</title></head><body><h1>The Gazette</h1><article>" +
		strings.Repeat("<p>The port of the old town, shut since the storm, was opened at noon on Monday, said the harbour master, and ships came in.</p>", 5) +
		"</article></body></html>"
	a, err := Extract([]byte(page))
	if err != nil || a.Title != "Port opens at last" {
		t.Errorf("title %q, %v", a.Title, err)
	}
}

// TestLayout has cells of tables that hold parts of a page, and values.
func TestLayout(t *testing.T) {
	for _, c := range []struct{ page, text string }{
		{"<table><tr><td><a>Home</a><br><a>Ships</a><br><a>Tides</a><br><a>Crews</a></td><td><b>Port open</b><br>Monday<p>The port is open.</td></tr></table>",
			"Home\nShips\nTides\nCrews\nPort open\nMonday\nThe port is open."},
		{"<table><tr><td>1</td><td>Port Anna</td><td>2:19</td></tr><tr><td>2</td><td>Loden<br>AC</td><td>2:20</td></tr></table>", "1 Port Anna 2:19\n2 Loden\nAC 2:20"},
	} {
		a, err := Extract([]byte("<html><body>" + c.page))
		if err != nil || a.Text != c.text || len(a.Blocks) != strings.Count(c.text, "\n")+1 {
			t.Errorf("%q: %v\n%s\nwant\n%s", c.page, err, a.Text, c.text)
		}
	}
}

// TestBreaks: Readability makes a paragraph of two breaks and what follows; it is one here too.
func TestBreaks(t *testing.T) {
	a, err := Extract([]byte("<body><h1>Old dock opens</h1><div>The old dock of Port Anna opens on Monday.<br><br>It was shut, said <b>Ann Marten</b>, for nine years.<br>\n<br/>The first ship is the Lodestar."))
	want := "Old dock opens\nThe old dock of Port Anna opens on Monday.\nIt was shut, said Ann Marten, for nine years.\nThe first ship is the Lodestar."
	if err != nil || a.Text != want {
		t.Errorf("got %q, %v, want %q", a.Text, err, want)
	}
	if n := len(a.Blocks); n != 4 || a.Blocks[2].Tag != TagParagraph {
		t.Errorf("%d blocks, the third %v", n, a.Blocks[min(2, n-1)])
	}
}

// TestUnspacedHeadline: a headline without spaces shares no word with the page's title; it
// stands in it.
func TestUnspacedHeadline(t *testing.T) {
	for shown, want := range map[string]string{"渡口老船工的最后一班船": "渡口老船工的最后一班船", "江城": "渡口老船工的最后一班船_江城日报"} {
		a, err := Extract([]byte("<title>渡口老船工的最后一班船_江城日报</title><body><h1>" + shown + "</h1><p>大桥明天通车，渡口从此关闭。"))
		if err != nil || a.Title != want {
			t.Errorf("%s: got %q, %v, want %q", shown, a.Title, err, want)
		}
	}
}
