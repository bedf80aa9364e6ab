package markup

// What the names that a page gives its classes and ids say of its elements.

import "strings"

// namesCaption reads class names for those of captions and credits.
func namesCaption(class string) bool {
	for w := range classWords(class) {
		switch {
		case strings.HasSuffix(w, "caption"), strings.HasSuffix(w, "credit"), w == "credits", w == "captions", strings.HasSuffix(w, "gallery"):
			return true
		}
	}
	return false
}

// namesFurniture reads class names for those of boxes around an article.
func namesFurniture(class string) bool {
	for w := range classWords(class) {
		switch w {
		case "related", "recommended", "trending", "readmore", "newsletter", "subscribe", "signup", "promo", "advert", "advertisement",
			"share", "sharing", "social", "comment", "comments", "tags", "taglist", "breadcrumb", "breadcrumbs",
			"bio", "byline", "dateline", "timestamp", "datetime", "pubdate", "published", "updated", "meta":
			return true
		}
	}
	return false
}

// namesPlace reads class names and ids for parts of a page: those around the
// article, and the article itself.
func namesPlace(class string) (around, content bool) {
	for w := range classWords(class) {
		switch w {
		case "related", "recommended", "recommendations", "trending", "popular", "newsletter", "subscribe", "signup", "promo", "advert", "advertisement", "ad", "ads",
			"share", "sharing", "social", "comment", "comments", "disqus", "respond", "tags", "taglist", "breadcrumb", "breadcrumbs",
			"bio", "author", "byline", "dateline", "timestamp", "datetime", "pubdate", "published", "updated", "meta",
			"sidebar", "footer", "nav", "navigation", "menu", "header", "masthead", "widget", "banner", "cookie", "consent", "modal", "popup", "login",
			"teaser", "teasers", "more", "rail", "outbrain", "taboola", "sponsor", "sponsored", "pagination", "pager", "copyright", "disclaimer":
			around = true
		case "content", "body", "article", "articlebody", "story", "entry", "post", "text", "main", "single":
			content = true
		}
	}
	return around, content
}

// classWords cuts class names into lower-case words, at signs, blanks and
// capitals: "post-Meta photoCredit" is post, meta, photo, credit.
func classWords(class string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i := 0; i <= len(class); i++ {
			if i < len(class) {
				c := class[i]
				lower := c >= 'a' && c <= 'z'
				capital := c >= 'A' && c <= 'Z'
				if lower || capital && (i == start || class[i-1] >= 'A' && class[i-1] <= 'Z') {
					continue
				}
				if capital {
					if !yield(strings.ToLower(class[start:i])) {
						return
					}
					start = i
					continue
				}
			}
			if i > start && !yield(strings.ToLower(class[start:i])) {
				return
			}
			start = i + 1
		}
	}
}
