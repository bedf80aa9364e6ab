// Package site finds the furniture of a site: short lines that occur on many of its
// pages around different articles, and paragraphs that end most of its articles.
//
// How: each page of a sample is reduced to a Page, hashes of its short lines and a
// sketch of its text. For each line of a site, Find counts the different articles that
// it occurs with; copies and versions of one article count once. A line is furniture
// when that count is large enough, and a large enough share of the site's articles.
//
// What it costs: some microseconds a page, and 1 kB for each page that the caller passes.
// What it refuses: sites with few articles; lines shared only by copies of one text; and
// long lines other than at the end of a page, because agency texts share paragraphs.
//
// The result depends on the set of pages, not on their order. A Page is small enough to
// be stored in a cache beside the cleaned page, and Set.Digest tells whether the
// furniture of a site has changed since.
package site

// Counting by hash into a fixed table of bits, one a (site, line), was rejected: the
// context of a line had to be the paragraph next to it, and a site that ends
// every page with the same legal paragraph gave all of them one context. A
// sample of pages is small enough to compare them exactly.

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"newsdup/internal/clip"
	"newsdup/internal/crew"
)

// Page is what one page says about the furniture of its site.
type Page struct {
	Site  string   // see Of
	Lines []uint64 // keys of its short lines, and of the long ones at its end, ascending, each once
	Text  []uint64 // sketch of its other long lines, see Sketch; a page without any says nothing
}

// Of names the site of a page: its domain or name where the page says it, else the
// folder of its file, else, for a record, the file.
func Of(o clip.Origin, m *clip.Meta) string {
	if m.Site != "" {
		return strings.TrimPrefix(strings.ToLower(m.Site), "www.")
	}
	if o.Line > 0 {
		return o.Path + "/" // the bar keeps a folder from being a domain
	}
	if end := strings.LastIndexByte(o.Path, '/'); end > 0 && !strings.Contains(o.Path[:end], "..") {
		return o.Path[:end+1]
	}
	return path.Dir(o.Path) + "/"
}

// Place is where in its page a line stands.
type Place uint64

// The places. A line between two paragraphs is known for Anywhere as well; the
// other way round it is not, because a menu word may be a sub-head.
const (
	Anywhere Place = iota
	Between        // alone between two paragraphs
	Foot           // a long line among the last of the page
	Head           // above the first paragraph, or the title that the page names: what nearly all articles have there is no headline

	places = 3 // bits that tell them apart
)

// Key is what a line with that hash of its words is known by at a place.
func Key(words uint64, p Place) uint64 { return words&^places | uint64(p) }

// What makes furniture. See doc.go of package clean for what was measured.
const (
	leastArticles = 6   // that a line stands with: a running column may repeat itself for some days
	shareAnywhere = .25 // of the site's articles
	shareBetween  = .4  // a house's favourite sub-heads stand in one article of five
	shareFoot     = .5  // the background of a running story ends a good many of its articles
	shareHead     = .9  // a column is called the same every day, but is not all there is

	// mostPages is how many pages of one site are compared with each other.
	mostPages = 128
)

// Furniture is the furniture of several sites. It is immutable; nil has none.
type Furniture struct {
	sites map[string]*Set
}

// Set is the furniture of one site; nil is none.
type Set struct {
	keys   map[uint64]struct{}
	digest uint64
	foot   bool
}

// HasFoot reports whether some of it stands at the foot of pages: looking up long lines is expensive.
func (s *Set) HasFoot() bool { return s != nil && s.foot }

// Has reports whether the line is furniture.
func (s *Set) Has(key uint64) bool {
	if s == nil {
		return false
	}
	_, ok := s.keys[key]
	return ok
}

// Digest is a hash of the lines of the set; 0 of none. Pages of a site are
// cleaned alike as long as its digest is the same.
func (s *Set) Digest() uint64 {
	if s == nil {
		return 0
	}
	return s.digest
}

// Of is the furniture of a site, as Of names it.
func (f *Furniture) Of(site string) *Set {
	if f == nil {
		return nil
	}
	return f.sites[site]
}

// Find finds the furniture of the sites of the pages, with so many goroutines.
func Find(pages []Page, workers int) *Furniture {
	bySite := map[string][]member{}
	for i := range pages {
		if p := &pages[i]; len(p.Text) > 0 {
			bySite[p.Site] = append(bySite[p.Site], newMember(p))
		}
	}
	f := &Furniture{sites: map[string]*Set{}}
	sites := slices.Collect(maps.Keys(bySite))
	sets := make([]*Set, len(sites))
	var next atomic.Int64
	var hands crew.Crew
	for range max(1, workers) {
		hands.Go(func() {
			for k := next.Add(1) - 1; k < int64(len(sites)); k = next.Add(1) - 1 {
				sets[k] = find(bySite[sites[k]])
			}
		})
	}
	hands.Wait()
	for k, site := range sites {
		if sets[k] != nil {
			f.sites[site] = sets[k]
		}
	}
	return f
}

// member is a page of the site in question.
type member struct {
	*Page
	digest uint64 // of Text
}

func newMember(p *Page) member {
	m := member{p, 0}
	for _, h := range p.Text {
		m.digest = mix(m.digest, h)
	}
	return m
}

// find finds the furniture of one site; nil when it has none.
func find(members []member) *Set {
	// By content: the result must not depend on the order of the pages.
	slices.SortFunc(members, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.digest, b.digest), slices.Compare(a.Lines, b.Lines))
	})
	members = members[:min(len(members), mostPages)]
	if len(members) < leastArticles {
		return nil
	}
	c := newCounter(members)
	articles := c.articles(c.all())

	type occurrence struct {
		key  uint64
		page int32
	}
	var found []occurrence
	for i := range members {
		for _, key := range members[i].Lines {
			found = append(found, occurrence{key, int32(i)})
		}
	}
	slices.SortFunc(found, func(a, b occurrence) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.page, b.page))
	})
	keys := map[uint64]struct{}{}
	var on []int32
	for i := 0; i < len(found); {
		key := found[i].key
		on = on[:0]
		for ; i < len(found) && found[i].key == key; i++ {
			on = append(on, found[i].page)
		}
		share := shareAnywhere
		switch Place(key & places) {
		case Between:
			share = shareBetween
		case Foot:
			share = shareFoot
		case Head:
			share = shareHead
		}
		if least := max(leastArticles, share*float64(articles)); float64(len(on)) >= least && float64(c.articles(on)) >= least {
			keys[key] = struct{}{}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	s := &Set{keys: keys}
	for key := range keys {
		s.digest += mix(1, key) // in any order
		s.foot = s.foot || Place(key&places) == Foot
	}
	return s
}

// counter counts articles among pages.
type counter struct {
	n    int
	same []bool // n*n: two pages hold versions of one article
	met  []int32
}

func newCounter(members []member) *counter {
	n := len(members)
	c := &counter{n: n, same: make([]bool, n*n)}
	for i := range members {
		for j := range i {
			if sameText(members[i].Text, members[j].Text) {
				c.same[i*n+j], c.same[j*n+i] = true, true
			}
		}
	}
	return c
}

func (c *counter) all() []int32 {
	pages := make([]int32, c.n)
	for i := range pages {
		pages[i] = int32(i)
	}
	return pages
}

// articles is the number of pages of which no two hold one article, taken
// greedily in their order.
func (c *counter) articles(pages []int32) int {
	c.met = c.met[:0]
next:
	for _, p := range pages {
		for _, q := range c.met {
			if c.same[int(p)*c.n+int(q)] {
				continue next
			}
		}
		c.met = append(c.met, p)
	}
	return len(c.met)
}

// mix adds a value to a hash of a sequence.
func mix(h, x uint64) uint64 {
	h = (h ^ x) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}
