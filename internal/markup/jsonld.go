package markup

import (
	"html"
	"strings"
)

// maxJSONLD bounds one block of JSON-LD, maxLevels the way to the article in
// it: publishing systems put it at the top, in a list, or in "@graph".
const (
	maxJSONLD = 1 << 20
	maxLevels = 6
)

// readJSONLD takes what a block of JSON-LD says of the first article in it.
func (m *metadata) readJSONLD(block string) {
	f := &m.linked
	if len(block) > maxJSONLD || f.title.value != "" {
		return
	}
	var article map[string]any
	eachValue(block, func(v any) bool {
		article = findArticle(v, maxLevels)
		return article != nil
	})
	if article == nil {
		return
	}
	read := func(to *said, key string) { to.set(nameOf(article[key]), "JSON-LD "+key) }
	read(&f.title, "headline")
	read(&f.title, "name")
	read(&f.byline, "author")
	read(&f.site, "publisher")
	read(&f.url, "url")
	read(&f.url, "mainEntityOfPage")
	f.setLang(nameOf(article["inLanguage"]), "JSON-LD inLanguage")
	m.setDate(&f.date, nameOf(article["datePublished"]), "JSON-LD datePublished")
	m.setDate(&f.date, nameOf(article["dateCreated"]), "JSON-LD dateCreated")
	m.setDate(&f.updated, nameOf(article["dateModified"]), "JSON-LD dateModified")
	if body, ok := article["articleBody"].(string); ok {
		m.story = storyOf(body)
	}
}

// findArticle is the first object of a schema.org article type, in the order
// of the page; lists and the values of "@graph" and "mainEntity" are searched.
func findArticle(v any, levels int) map[string]any {
	if levels == 0 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if found := findArticle(item, levels-1); found != nil {
				return found
			}
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			return v
		}
		for _, key := range [...]string{"@graph", "mainEntity"} {
			if found := findArticle(v[key], levels-1); found != nil {
				return found
			}
		}
	}
	return nil
}

// isArticle reports whether a type, or one of a list of types, is an article:
// NewsArticle, ReportageNewsArticle, BlogPosting.
func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") || v == "Report"
	case []any:
		for _, item := range v {
			if s, ok := item.(string); ok && isArticle(s) {
				return true
			}
		}
	}
	return false
}

// nameOf reads a value of JSON-LD: text, an object's name or address, or a
// list of these.
// Systems that write JSON-LD into HTML often escape it as if it were HTML.
func nameOf(v any) string { return html.UnescapeString(nameWithin(v, maxLevels)) }

func nameWithin(v any, levels int) string {
	if levels == 0 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		for _, key := range [...]string{"name", "@id", "alternateName"} {
			if s, ok := v[key].(string); ok {
				return s
			}
		}
	case []any:
		var names []string
		for _, item := range v {
			if s := nameWithin(item, levels-1); s != "" && len(names) < maxAuthors {
				names = append(names, s)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// maxAuthors is how many authors a byline names.
const maxAuthors = 8

// storyOf is the text of an articleBody, one paragraph a line. Some systems put
// HTML there, some escape it first.
func storyOf(body string) string {
	if !strings.Contains(body, "<") {
		body = html.UnescapeString(body)
	}
	if strings.Contains(body, "</") || strings.Contains(body, "<br") || strings.Contains(body, "<p>") {
		return visibleText([]byte(body))
	}
	var w lineWriter
	for line := range strings.Lines(body) {
		w.text(line)
		w.end()
	}
	return w.String()
}
