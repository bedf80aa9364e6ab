package source

// Feeds.
//
// An RSS or Atom file holds one article an item, as JSONL holds one a line, and each becomes
// a page; its line is the number of the item:
//
//	<rss><channel><title>The Ferry Post</title>
//	  <item><title>Pier opens</title><link>https://..</link>              feed.xml:1
//	    <description>&lt;p&gt;The pier ..</description></item>
//	  <item><title>Pier closes</title>..</item>                           feed.xml:2
//
// Many feeds have a teaser and the article (description and content:encoded, summary and
// content): the longest is the text. Its markup is usually escaped in a string; in Atom's
// xhtml it stands as elements, which are taken as they are. An item with only a headline is
// that headline.
//
// Elements of an item are found by name, and end at the next end tag of that name or at the
// end of the item; nesting is ignored, because feeds are broken in as many ways as other
// markup, and one unclosed <br> must not swallow all items behind it. After "1 < 2", which
// is no markup, reading resumes at the next item. Rejected: xml.Unmarshal, which gives up at
// the first fault and builds a tree of the file.

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"newsdup/internal/clip"
)

// isFeed reports whether text is RSS or Atom.
func isFeed(b []byte) bool {
	b = skipDoctype(skipPreamble(b))
	name := elementAt(b)
	root, _, _ := bytes.Cut(b[:min(len(b), maxTag)], []byte(">"))
	switch {
	case name == "rss":
	case name == "feed" && bytes.Contains(bytes.ToLower(root), []byte("/atom")):
	case name == "rdf" && bytes.Contains(root, []byte("purl.org/rss/")):
	default:
		return false
	}
	for _, mark := range []string{"<item", "<entry", ":entry", "</rss>", "</feed>", ":feed>", ":RDF>"} {
		if bytes.Contains(b, []byte(mark)) {
			return true
		}
	}
	return false // text about feeds
}

// elementAt is the name in lower case, without a prefix, of the element that b opens; ""
// when it opens none.
func elementAt(b []byte) string {
	if len(b) == 0 || b[0] != '<' {
		return ""
	}
	name := b[1:min(len(b), 64)]
	name = name[:max(0, bytes.IndexAny(name, "/> \t\r\n"))]
	return string(bytes.ToLower(name[bytes.LastIndexByte(name, ':')+1:]))
}

// skipDoctype is b behind the type of document that RSS 0.91 and some of 1.0 begin with,
// and the entities declared in it: none of theirs is ever expanded.
func skipDoctype(b []byte) []byte {
	const opens = "<!doctype"
	if len(b) < len(opens) || !bytes.EqualFold(b[:len(opens)], []byte(opens)) {
		return b
	}
	from := max(0, bytes.IndexAny(b, "[>"))
	if b[from] == '[' {
		from += max(0, bytes.IndexByte(b[from:], ']'))
	}
	return skipPreamble(b[from+bytes.IndexByte(b[from:], '>')+1:])
}

// feedItem is what an item says.
type feedItem struct {
	from                                         int64 // where it begins
	title, text, id, link, byline, date, updated string
	markup                                       bool // text is elements
}

// items hands out the pages of a feed, which is decoded in raw. Of one that breaks off
// the items before are pages, and behind a fault those from the next on.
func (r *Reader) items(raw clip.Raw, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	file, text := r.origin, raw.Text
	r.clean = nil // where it may stand, and the items would go
	if hasLongTag(text) {
		bad(r.problem(clip.BadRecord, "read", fmt.Errorf("a feed with a tag of more than %d bytes", longTag)))
		return nil
	}
	var failed BadLines
	fail := func(p clip.Problem) {
		if failed.Reports() {
			bad(p)
		}
	}
	defer func() {
		if more := failed - maxBadRecords; more > 0 {
			bad(clip.Problem{Origin: file, Class: clip.BadRecord, Err: fmt.Errorf("read %q: %d more bad items; --input html takes it for a page", file.Path, more)})
		}
	}()
	base := feedBase(text)
	take := func(n int, item *feedItem, written []byte) error {
		item.link = absolute(base, item.link)
		r.origin = clip.Origin{Path: file.Path, Line: n}
		return r.item(raw, item, written, page, fail)
	}
	if r.options.Sample == 0 {
		return r.scan(text, 0, take, fail)
	}
	var drawn sample
	draw := func(n int, _ *feedItem, written []byte) error {
		drawn.add(written, n, r.options.Sample)
		return nil
	}
	if err := r.scan(text, 0, draw, fail); err != nil {
		return err
	}
	for _, l := range drawn.lines() {
		if err := r.scan(l.text, l.number-1, take, fail); err != nil {
			return err
		}
	}
	return nil
}

// scan finds the items of text, before which stand n others, and how each is written.
func (r *Reader) scan(text []byte, n int, take func(n int, item *feedItem, written []byte) error, fail func(clip.Problem)) error {
	file := r.origin
	defer func() { r.origin = file }()
	base, lines := int64(0), 0 // where d began, and the lines before
	d := newDecoder(text)
	var item *feedItem // at hand
	var name string    // of its element
	var at field       // of the item; at.name is "" between two
	for {
		before := base + d.InputOffset()
		token, err := d.RawToken()
		if err != nil {
			if err == io.EOF && item == nil {
				return nil
			}
			r.origin = file
			behind := base + d.InputOffset()
			next := nextItem(text[behind:])
			switch fault := (*xml.SyntaxError)(nil); {
			case err == io.EOF:
				fail(r.problem(clip.BadRecord, "read", fmt.Errorf("item %d of the feed: cut short; fetch it again", n)))
				return nil
			case errors.As(err, &fault):
				fault.Line += lines
			}
			if next < 0 {
				fail(r.problem(clip.BadRecord, "read", fmt.Errorf("item %d of the feed, and what is behind it: %w", max(1, n), err)))
				return nil
			}
			fail(r.problem(clip.BadRecord, "read", fmt.Errorf("item %d of the feed: %w", max(1, n), err)))
			lines += bytes.Count(text[base:behind+int64(next)], []byte("\n"))
			base = behind + int64(next)
			d, item, at = newDecoder(text[base:]), nil, field{}
			continue
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case item == nil && (t.Name.Local == "item" || t.Name.Local == "entry"):
				item, name, at = &feedItem{from: before}, t.Name.Local, field{}
				n++
			case item != nil && at.name == (xml.Name{}):
				at = field{name: t.Name, attrs: t.Attr, from: base + d.InputOffset()}
			default:
				at.nested, at.inner = true, t.Name.Local
			}
		case xml.CharData:
			if item != nil && at.inner != "email" && at.inner != "uri" { // beside the name of an Atom author
				at.text = append(at.text, t...)
			}
		case xml.EndElement:
			at.inner = ""
			ends := item != nil && t.Name.Local == name
			if item != nil && (ends || t.Name == at.name) {
				item.set(&at, text[min(at.from, before):before])
				at = field{}
			}
			if !ends {
				continue
			}
			if err := take(n, item, text[item.from:base+d.InputOffset()]); err != nil {
				return err
			}
			item = nil
		}
	}
}

// longTag bounds a tag: its attributes take forty times as much memory.
const longTag = 64 << 10

// hasLongTag reports whether a tag is longer.
func hasLongTag(b []byte) bool {
	for len(b) > longTag {
		end := bytes.IndexByte(b, '>')
		if end < 0 {
			end = len(b)
		}
		for from := 0; end-from > longTag; from++ {
			i := bytes.IndexByte(b[from:end-longTag], '<')
			if i < 0 {
				break
			}
			if from += i; isLetter(b[from+1]) {
				return true
			}
		}
		b = b[min(end+1, len(b)):]
	}
	return false
}

// feedBase is the address that links of items may be relative to: the xml:base of the feed,
// else where it says that it stands; nil when it says neither.
func feedBase(text []byte) (base *url.URL) {
	try := func(link string) bool {
		u, err := url.Parse(strings.TrimSpace(link))
		if err == nil && u.IsAbs() && u.Host != "" {
			base = u
		}
		return base != nil
	}
	d := newDecoder(text[:max(0, nextItem(text))])
	link, picture := false, false
	for {
		token, err := d.RawToken()
		if err != nil {
			return base
		}
		switch t := token.(type) {
		case xml.StartElement:
			link, picture = t.Name.Local == "link" && !picture && isOwn(t.Attr), picture || t.Name.Local == "image"
			for _, a := range t.Attr {
				if a.Name.Space == "xml" && a.Name.Local == "base" && try(a.Value) || link && a.Name.Local == "href" && try(a.Value) {
					return base
				}
			}
		case xml.EndElement:
			link, picture = false, picture && t.Name.Local != "image"
		case xml.CharData:
			if link && try(string(t)) {
				return base
			}
		}
	}
}

// isOwn reports whether a link with these attributes is one to the feed or its site, and
// not to its hub, licence or next part.
func isOwn(attrs []xml.Attr) bool {
	return !slices.ContainsFunc(attrs, func(a xml.Attr) bool {
		return a.Name.Local == "rel" && a.Value != "alternate" && a.Value != "self"
	})
}

// absolute is a link of a feed that stands there.
func absolute(base *url.URL, link string) string {
	u, err := url.Parse(oneLine(link))
	if base == nil || link == "" || err != nil || u.IsAbs() {
		return link
	}
	return base.ResolveReference(u).String()
}

// newDecoder reads markup with the faults that feeds have.
func newDecoder(text []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // text is UTF-8 by now
	return d
}

// nextItem is where the next item begins; -1 for none.
func nextItem(text []byte) int {
	for from := 0; ; from++ {
		i := bytes.IndexByte(text[from:], '<')
		if i < 0 {
			return -1
		}
		from += i
		if name := elementAt(text[from:]); name == "item" || name == "entry" {
			return from
		}
	}
}

// field is an element of an item.
type field struct {
	name   xml.Name // with its prefix
	attrs  []xml.Attr
	from   int64 // where its content begins
	text   []byte
	nested bool   // it holds elements
	inner  string // of them the one at hand
}

// set takes a field; source is its content as written.
func (i *feedItem) set(f *field, source []byte) {
	if f.name.Space == "media" || f.name.Space == "itunes" { // of the picture or the show
		return
	}
	text := strings.TrimSpace(string(f.text))
	switch f.name.Local {
	case "title":
		i.title = cmp.Or(i.title, text)
	case "description", "summary", "encoded", "content", "body":
		if f.nested {
			text = string(source)
		}
		if len(text) > len(i.text) {
			i.text, i.markup = text, f.nested
		}
	case "link":
		rel := ""
		for _, a := range f.attrs {
			switch a.Name.Local {
			case "rel":
				rel = a.Value
			case "href":
				text = a.Value
			}
		}
		if rel == "" || rel == "alternate" {
			i.link = cmp.Or(i.link, text)
		}
	case "guid", "id":
		i.id = cmp.Or(i.id, text)
	case "author", "creator":
		i.byline = cmp.Or(i.byline, text)
	case "pubDate", "published", "issued", "date":
		i.date = cmp.Or(i.date, text)
	case "updated", "modified":
		i.updated = cmp.Or(i.updated, text)
	}
}

// item hands out one item, which is written so; raw is the feed.
func (r *Reader) item(raw clip.Raw, i *feedItem, written []byte, page func(*clip.Raw) error, bad func(clip.Problem)) error {
	if i.text == "" { // a line of the page then, as in a news flash
		i.text, i.title = i.title, ""
	}
	if i.text == "" {
		bad(r.problem(clip.BadRecord, "read", errors.New("the item has neither text nor title")))
		return nil
	}
	raw.Origin, raw.SHA256, raw.Size = r.origin, sha256.Sum256(written), int64(len(written))
	raw.ID = cmp.Or(i.id, i.link)
	raw.Meta = clip.Meta{Title: oneLine(i.title), Byline: oneLine(i.byline), URL: oneLine(i.link)}
	raw.Meta.Date, _ = clip.ParseDate(i.date)
	raw.Meta.Updated, _ = clip.ParseDate(i.updated)
	r.said(&raw, i.text)
	if i.markup {
		raw.Kind = clip.HTML
	}
	r.raw = raw
	return page(&r.raw)
}
