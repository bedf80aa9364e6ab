package invent

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// site is what a site puts round its articles.
type site struct {
	domain      string
	above       []string
	below       []string
	updated     bool // says when the page was changed
	counters    bool // and how often it was shared
	recommended int  // lines of other headlines
	titles      []string
}

// sites are drawn with low: the first has one page in seven.
const sites = 160

var sections = strings.Fields("News Sport Business Opinion Culture Weather Video Travel Money Science")

// site makes site number n.
func (p *Press) site(n int) *site {
	r := p.rand(aboutSite, n)
	paper := name(r) + " " + [...]string{"Times", "Post", "Herald", "Tribune", "Gazette", "Journal"}[r.IntN(6)]
	menu := []string{"Home"}
	for _, k := range r.Perm(len(sections))[:4+r.IntN(4)] {
		menu = append(menu, sections[k])
	}
	s := &site{
		domain:      strings.ToLower(strings.ReplaceAll(paper, " ", "-")) + ".example",
		above:       []string{strings.Join(menu, " | "), "Subscribe to the " + paper},
		below:       []string{"Share this article", "Follow the " + paper + " for the latest news", "© 2026 " + paper + ". All rights reserved."},
		updated:     r.IntN(2) == 0,
		counters:    r.IntN(3) == 0,
		recommended: r.IntN(4),
	}
	s.above = s.above[:1+r.IntN(2)]
	if r.IntN(2) == 0 {
		s.above = append(s.above, "We use cookies to improve your experience. Accept all", "Sign in")
	}
	if r.IntN(2) == 0 {
		s.below = append(s.below, "Terms of use | Privacy policy | Contact us")
	}
	for range 12 { // headlines that its pages recommend
		var words []string
		for range 7 {
			words = append(words, p.words.draw(r))
		}
		s.titles = append(s.titles, capital(strings.Join(words, " ")))
	}
	return s
}

// page appends the page of an article.
func (s *site) page(b []byte, a *article, r *rand.Rand) []byte {
	line := func(text string) { b = append(append(b, text...), '\n') }
	for _, l := range s.above {
		line(l)
	}
	b = append(b, '\n')
	line(capital(strings.Join(a.title, " ")))
	b = append(b, '\n')
	line("By " + a.author)
	line(time.Date(2026, 1, 1+a.day%330, 0, 0, 0, 0, time.UTC).Format("Published 2 January 2006"))
	if s.updated {
		line(fmt.Sprintf("Updated %d:%02d AM", 1+r.IntN(12), r.IntN(60)))
	}
	if s.counters {
		line(fmt.Sprintf("%d shares", r.IntN(900)))
	}
	for i, words := range a.paragraphs {
		b = append(b, '\n')
		for k, w := range words {
			if k > 0 {
				b = append(b, ' ')
			}
			b = append(b, w...)
		}
		b = append(b, '\n')
		if i == len(a.paragraphs)/2 {
			for range s.recommended {
				line("Read more: " + s.titles[r.IntN(len(s.titles))])
			}
		}
	}
	b = append(b, '\n')
	for _, l := range s.below {
		line(l)
	}
	return b
}

// capital is a text with a capital at its beginning.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
