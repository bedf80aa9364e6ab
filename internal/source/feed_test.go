package source

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// feedCases are feeds and their pages; they seed the fuzzer.
var feedCases = []struct{ name, in, want string }{
	{"rss", `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="feed.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Ferry Post</title><link>https://ferry.example/</link><image><title>Logo</title></image>
<item><title>Pier opens &amp; closes</title><link>https://ferry.example/1</link><guid isPermaLink="false">p-1</guid>
 <pubDate>Mon, 16 Nov 2026 08:00:00 GMT</pubDate><dc:creator>Ann Quay</dc:creator>
 <media:title>A pier</media:title>
 <description>The pier is open.</description>
 <content:encoded><![CDATA[<p>The pier is open.</p> <p>It was shut for a <b>week</b>.</p>]]></content:encoded></item>
<item><description>&lt;p&gt;Two boats &lt;br&gt; ran aground.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item>
<item><title>Ferry strike ends</title></item>
<item></item>
</channel></rss>`,
		`1 html utf-8 "<p>The pier is open.</p> <p>It was shut for a <b>week</b>.</p>" id=p-1 {Pier opens & closes|Ann Quay|||2026-11-16}
2 html utf-8 "<p>Two boats <br> ran aground.</p><p>Nobody was hurt.</p>"
3 text utf-8 "Ferry strike ends"
4 !bad-record: read "f:4": the item has neither text nor title`},
	{"atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Ferry Post</title><id>urn:post</id>
<entry><title>Pier opens</title><link rel="edit" href="https://x.example/e"/><link href="https://x.example/1"/><id>urn:1</id>
<author><name>Ann Quay</name><email>ann@x.example</email></author><published>2026-11-16T08:00:00Z</published>
<source><title>Elsewhere</title><id>urn:0</id></source>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The pier is open.</p><p>It was shut.</p></div></content></entry>
<entry><title>Closed</title><updated>2026-11-17T08:00:00Z</updated><summary type="text">The pier is shut.</summary></entry></feed>`,
		`1 html utf-8 "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>The pier is open.</p><p>It was shut.</p></div>" id=urn:1 {Pier opens|Ann Quay|||2026-11-16}
2 text utf-8 "The pier is shut." {Closed||||0001-01-01}`},
	{"prefixes", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>1 < 2</a:title></a:entry>
<a:entry><a:title>Pier opens</a:title><a:link href="https://x.example/1"/><a:id>urn:1</a:id><a:summary>Two days late.</a:summary></a:entry></a:feed>`,
		"0 !bad-record: read \"f\": item 1 of the feed: XML syntax error on line 1: expected element name after <\n2 text utf-8 \"Two days late.\" id=urn:1 {Pier opens||||0001-01-01}"},
	{"rss 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>T</title><items><rdf:Seq><rdf:li resource="1"/></rdf:Seq></items></channel>
<item rdf:about="1"><title>Pier opens</title><dc:date>2026-11-16</dc:date><description>The pier is open.</description></item></rdf:RDF>`,
		`1 text utf-8 "The pier is open." {Pier opens||||2026-11-16}`},
	{"links to places of the site", `<rss><channel><image><link>https://cdn.example/</link></image><atom:link href="/feed" rel="self"/><link> https://ferry.example/news/ </link>
<item><title>One</title><link>/2026/pier</link></item><item><title>Two</title><link>boats?p=2</link></item>
<item><title>Three</title><link>https://x.example/3</link></item><item><title>Four</title><link>//y.example/4</link></item></channel></rss>`,
		`1 text utf-8 "One" id=https://ferry.example/2026/pier {||||0001-01-01}
2 text utf-8 "Two" id=https://ferry.example/news/boats?p=2 {||||0001-01-01}
3 text utf-8 "Three" id=https://x.example/3 {||||0001-01-01}
4 text utf-8 "Four" id=https://y.example/4 {||||0001-01-01}`},
	{"links beside that of a hub", `<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://hub.example/" rel="hub"/><link rel="alternate" href="https://ferry.example/"/>
<entry><title>One</title><link href="/pier"/></entry></feed>`, `1 text utf-8 "One" id=https://ferry.example/pier {||||0001-01-01}`},
	{"links by xml:base", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ferry.example/news/"><link href="https://x.example/"/>
<entry><title>One</title><link href="pier"/></entry></feed>`, `1 text utf-8 "One" id=https://ferry.example/news/pier {||||0001-01-01}`},
	{"links to nowhere", `<rss><channel><link>/</link><item><title>One</title><link>/pier</link></item></channel></rss>`, `1 text utf-8 "One" id=/pier {||||0001-01-01}`},
	{"rss 0.91", `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.example/rss-0.91.dtd"><rss><channel><item><description>The pier is open.</description></item></channel></rss>`,
		`1 text utf-8 "The pier is open."`},
	{"charset", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><item><description>Le caf\xe9 de la pr\xe9fecture \xe9tait ferm\xe9 mardi.</description></item></rss>",
		`1 text windows-1252 "Le café de la préfecture était fermé mardi."`},
	{"unclosed elements", `<rss><item><title>One</title><description><p>The pier<br>is open.</description></item><item><title>Two</item><item><title>Three</title></item></rss>`,
		"1 html utf-8 \"<p>The pier<br>is open.\" {One||||0001-01-01}\n2 text utf-8 \"Two\"\n3 text utf-8 \"Three\""},
	{"control characters", "<rss><item><title>A\x01b\r\nc</title></item><item><title>\fNext</title></item></rss>", "1 text utf-8 \"A b \\nc\"\n2 text utf-8 \"Next\""},
	{"entities", `<!DOCTYPE rss><rss><item><title>a &nbsp;&bomb; & &eacute;</title></item></rss>`, `1 text utf-8 "a \u00a0&bomb; & é"`},
	{"declarations", `<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY % a SYSTEM "a.ent"> <!ENTITY b "&c;&c;"> <!ENTITY c "bomb">]>
<rss><item><title>a &b; &c;</title></item><item><title>Two</title></item></rss>`, "1 text utf-8 \"a &b; &c;\"\n2 text utf-8 \"Two\""},
	{"a type cut", "<!DOCTYPE rss [<!ENTITY", `0 text utf-8 "<!DOCTYPE rss [<!ENTITY"`},
	{"cut", `<rss><item><title>One</title></item><item><title>Tw`, "1 text utf-8 \"One\"\n0 !bad-record: read \"f\": item 2 of the feed: cut short; fetch it again"},
	{"broken", `<rss><item><title>One</title></item><item><title>1 < 2</title></item>`, "1 text utf-8 \"One\"\n0 !bad-record: read \"f\": item 2 of the feed, and what is behind it: XML syntax error on line 1: expected element name after <"},
	{"long tag", `<rss><item><title ` + strings.Repeat("a=b ", 20000) + `>One</title></item></rss>`, "0 !bad-record: read \"f\": a feed with a tag of more than 65536 bytes"},
	{"broken, and whole again", "<rss>\n<item><title>1 < 2</title></item>\n<item><title>Two</title></item><items/><item a=1>\n<title>R&D < 3</title></item><entry><title>Four</title></entry></rss>",
		"0 !bad-record: read \"f\": item 1 of the feed: XML syntax error on line 2: expected element name after <\n2 text utf-8 \"Two\"\n0 !bad-record: read \"f\": item 3 of the feed: XML syntax error on line 4: expected element name after <\n4 text utf-8 \"Four\""},
	{"no items", `<rss version="2.0"><channel><title>The Ferry Post</title></channel></rss>`, ""},
	{"about feeds", `<rss> is the root of a feed, <feed xmlns="http://www.w3.org/2005/Atom"> that of another.`,
		`0 text utf-8 "<rss> is the root of a feed, <feed xmlns=\"http://www.w3.org/2005/Atom\"> that of another."`},
	{"another feed", `<feed name="oats">For the horses of the mill, once a day.</feed>`, `0 text utf-8 "<feed name=\"oats\">For the horses of the mill, once a day.</feed>"`},
}

func TestFeeds(t *testing.T) {
	for _, c := range feedCases {
		if got := pages(t, Options{}, []byte(c.in)); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
		if got := pages(t, Options{}, gz([]byte(c.in))); got != c.want {
			t.Errorf("%s, packed: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if got := pages(t, Options{Input: HTML}, []byte(feedCases[0].in)); !strings.HasPrefix(got, "0 html") || strings.Contains(got, "\n") {
		t.Errorf("as HTML: got %q", got)
	}
}

// TestManyItems: a feed takes time in its bytes, whatever they are, and no more than
// its buffers.
func TestManyItems(t *testing.T) {
	const n = 20000
	for _, part := range []string{"<item><title>Pier</title></item>", "<item><b>", "<item>", "<item><title>", "<title><title><description>", "</item>", "<item><title><", "<item><![CDATA[", "<item/>"} {
		feed := "<rss>" + strings.Repeat(part, n)
		got := 0
		err := NewReader(Options{Stdin: strings.NewReader(feed)}).Read(context.Background(), Entry{Path: Stdin},
			func(*clip.Raw) error { got++; return nil }, func(clip.Problem) {})
		if whole := strings.HasSuffix(part, "</title></item>"); err != nil || whole != (got == n) {
			t.Errorf("%s: %d pages, %v", part, got, err)
		}
	}
}

// TestFeedContents: what an item is known by hangs on the item, not on its feed.
func TestFeedContents(t *testing.T) {
	sums := func(feed string) (s []string) {
		NewReader(Options{Stdin: strings.NewReader(feed)}).Read(context.Background(), Entry{Path: Stdin},
			func(p *clip.Raw) error { s = append(s, fmt.Sprintf("%x %d", p.SHA256[:4], p.Size)); return nil }, func(clip.Problem) {})
		return s
	}
	a, b, c := "<item><title>A</title></item>", "<item><title>B</title></item>", "<item><title>C</title></item>"
	one, two := sums("<rss>"+a+b+"</rss>"), sums("<rss><channel>"+c+"\n"+a+b+"</channel></rss>")
	if len(one) != 2 || len(two) != 3 || one[0] != two[1] || one[1] != two[2] || one[0] == one[1] {
		t.Errorf("got %q and %q", one, two)
	}
	document, _ := NewFrames(bytes.NewReader([]byte("<rss>"+a+b+"</rss>\x00")), 0, Options{}).Next()
	if raw, problem := NewReader(Options{}).Frame(document, "f"); problem != nil || raw.Line != 1 || !strings.Contains(string(raw.Text), "B") {
		t.Errorf("a document of a stream is one page: got %+v, %v", raw, problem)
	}
}

// TestFeedSample: of a sample, as what sites are learnt from is, the same items are drawn
// in whatever order they stand.
func TestFeedSample(t *testing.T) {
	var items []string
	for i := range 40 {
		items = append(items, fmt.Sprintf("<item><title>Pier %d</title></item>", i))
	}
	drawn := func() (titles []string) {
		for _, line := range strings.Split(pages(t, Options{Sample: 5}, []byte("<rss>"+strings.Join(items, "")+"</rss>")), "\n") {
			n, title, _ := strings.Cut(line, " ")
			if k, _ := strconv.Atoi(n); k < 1 || k > 40 || !strings.Contains(items[k-1], strings.Trim(strings.TrimPrefix(title, "text utf-8 "), "\"")) {
				t.Errorf("%s is no item of that number", line)
			}
			titles = append(titles, title)
		}
		slices.Sort(titles)
		return titles
	}
	one := drawn()
	slices.Reverse(items)
	if two := drawn(); len(one) != 5 || !slices.Equal(one, two) {
		t.Errorf("drew %q and %q", one, two)
	}
}
