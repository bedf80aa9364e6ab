package source

import (
	"fmt"
	"strings"
)

// Fields names the JSONL keys that hold each part of a record: the first that
// is there and not empty is taken. A key with dots that is not there as such is
// a way into nested objects: "article.body". An empty list means the defaults.
type Fields struct {
	Text, ID, Date, Title, Byline, Site, Lang []string
}

// defaultFields are the keys of NewsAPI, Common Crawl news, trafilatura,
// newspaper, Scrapy feeds and newsdup's own `clean -f jsonl`.
var defaultFields = Fields{
	Text:   []string{"text", "body", "content", "article", "maintext", "raw_text", "html", "raw_html"},
	ID:     []string{"id", "url", "link", "path"},
	Date:   []string{"date", "published", "published_at", "publishedAt", "date_publish", "datePublished", "timestamp"},
	Title:  []string{"title", "headline"},
	Byline: []string{"byline", "author", "authors"},
	Site:   []string{"site", "site_name", "sitename", "hostname", "domain", "source_domain", "source", "publisher"},
	Lang:   []string{"lang", "language"},
}

// list gives the keys of a field by its name on the command line.
func (f *Fields) list(name string) *[]string {
	switch name {
	case "text":
		return &f.Text
	case "id":
		return &f.ID
	case "date":
		return &f.Date
	case "title":
		return &f.Title
	case "byline":
		return &f.Byline
	case "site":
		return &f.Site
	case "lang":
		return &f.Lang
	}
	return nil
}

// ParseFields reads the value of --field: text=body,id=url,date=published. A
// field given twice has two keys, tried in order; one not given has its
// defaults.
func ParseFields(s string) (Fields, error) {
	var f Fields
	if s == "" {
		return f, nil
	}
	for part := range strings.SplitSeq(s, ",") {
		name, key, ok := strings.Cut(part, "=")
		name, key = strings.TrimSpace(name), strings.TrimSpace(key)
		keys := f.list(name)
		switch {
		case !ok || key == "":
			return Fields{}, fmt.Errorf("parse fields %q: %q must be FIELD=KEY, such as text=body", s, part)
		case keys == nil:
			return Fields{}, fmt.Errorf("parse fields %q: no field %q; there are text, id, date, title, byline, site and lang", s, name)
		}
		*keys = append(*keys, key)
	}
	return f, nil
}

// withDefaults fills the fields that were not given.
func (f Fields) withDefaults() Fields {
	d := defaultFields
	for _, name := range [...]string{"text", "id", "date", "title", "byline", "site", "lang"} {
		if keys := f.list(name); len(*keys) > 0 {
			*d.list(name) = *keys
		}
	}
	return d
}
