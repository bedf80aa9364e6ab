package source

import (
	"fmt"
	"strings"
)

// Fields names the JSONL keys that hold each part of a record: the first that
// is there and not empty is taken. A key with dots that is not there as such is
// a way into nested objects: "article.body". An empty list means the defaults.
type Fields struct {
	Text, ID, Date, Updated, Fetched, Title, Byline, Agency, Dateline, Place, Site, URL, Lang []string
}

// fieldNames are the names of the fields on the command line, in their order.
var fieldNames = [...]string{"text", "id", "date", "updated", "fetched", "title", "byline", "agency", "dateline", "place", "site", "url", "lang"}

// defaultFields are the keys of NewsAPI, Common Crawl news, trafilatura,
// newspaper, Scrapy feeds and newsdup's own `clean -f jsonl`.
var defaultFields = Fields{
	Text:     []string{"text", "body", "content", "article", "maintext", "raw_text", "html", "raw_html"},
	ID:       []string{"id", "url", "link", "path"},
	Date:     []string{"date", "published", "published_at", "publishedAt", "date_publish", "datePublished", "timestamp"},
	Updated:  []string{"updated", "updated_at", "updatedAt", "modified", "date_modify", "dateModified"},
	Fetched:  []string{"fetched", "fetched_at", "date_download", "crawled_at", "scraped_at", "retrieved"},
	Title:    []string{"title", "headline"},
	Byline:   []string{"byline", "author", "authors"},
	Agency:   []string{"agency"},
	Dateline: []string{"dateline"},
	Place:    []string{"place"},
	Site:     []string{"site", "site_name", "sitename", "hostname", "domain", "source_domain", "source", "publisher"},
	URL:      []string{"url", "link", "canonical_url"},
	Lang:     []string{"lang", "language"},
}

// list gives the keys of a field by its name on the command line.
func (f *Fields) list(name string) *[]string {
	all := [...]*[]string{&f.Text, &f.ID, &f.Date, &f.Updated, &f.Fetched, &f.Title, &f.Byline, &f.Agency, &f.Dateline, &f.Place, &f.Site, &f.URL, &f.Lang}
	for i := range fieldNames {
		if fieldNames[i] == name {
			return all[i]
		}
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
			return Fields{}, fmt.Errorf("parse fields %q: no field %q; there are %s", s, name, strings.Join(fieldNames[:], ", "))
		}
		*keys = append(*keys, key)
	}
	return f, nil
}

// withDefaults fills the fields that were not given.
func (f Fields) withDefaults() Fields {
	d := defaultFields
	for _, name := range fieldNames {
		if keys := f.list(name); len(*keys) > 0 {
			*d.list(name) = *keys
		}
	}
	return d
}
