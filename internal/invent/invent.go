// Package invent makes up folders of news pages, for measuring and for tests.
//
// How: page i is made from the seed and i alone, so a folder of 10,000 pages is the
// beginning of one of a million, and any page can be made without those before it.
// What it costs: a second for 60 MB, and 1 MB for the vocabulary. What it refuses: to
// make sense. Sentences are random words; what is realistic is what the program
// measures: how frequent words are, what copies and retellings share, and what
// surrounds a text.
//
// # What is in a folder
//
// Pages come in days of a hundred:
//
//	50  stand alone: an event that nobody else tells
//	20  five wire texts, four times each: as filed, reprinted word for word,
//	    edited (one word in a hundred to one in seven), cut behind some paragraphs
//	20  four events, told by five outlets each in their own words
//	10  a saga: one event for ten days, told a hundred times in all
//
// Every event belongs to one of sixty beats, which are alike in their words,
// and as there is a fixed number of them, they fill up as the folder grows.
// Every page belongs to one of 160 sites with a menu, cookie lines, a footer
// and clocks of its own, big sites having more pages than small ones.
package invent

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Page is one made-up page.
type Page struct {
	Path  string // SITE/NUMBER.txt
	Text  []byte // valid until the next page is made
	Event int    // pages of one event tell one story
	Wire  int    // pages of one wire text are copies of it; -1: of none
}

// Press makes the pages of one seed. It is not safe for concurrent use.
type Press struct {
	seed  uint64
	words *vocabulary
	beats [][]string
	sites []*site

	text    []byte // scratch
	article article
}

// New gives the pages of a seed.
func New(seed uint64) *Press {
	p := &Press{seed: seed, words: newVocabulary(seed)}
	for n := range beats {
		p.beats = append(p.beats, p.beat(n))
	}
	for n := range sites {
		p.sites = append(p.sites, p.site(n))
	}
	return p
}

// What a random stream is about: streams of one number and two subjects differ.
const (
	aboutPage = iota
	aboutEvent
	aboutWire
	aboutSite
	aboutBeat
)

// rand is the random stream of thing number n.
func (p *Press) rand(about uint64, n int) *rand.Rand {
	return rand.New(rand.NewPCG(p.seed+about<<56, uint64(n)))
}

// How the hundred pages of a day are shared out.
const (
	day   = 100
	alone = 50
	wires = 5
	again = 5 // tellings of an event
	runs  = 10
)

// Kinds of a page of a wire text, by its place among the four.
const (
	filed = iota
	reprinted
	edited
	shortened
	kinds
)

// Page makes page i, from 0.
func (p *Press) Page(i int) Page {
	r := p.rand(aboutPage, i)
	d, k := i/day, i%day
	page := Page{Event: i, Wire: -1}
	a := &p.article
	switch {
	case k < alone:
		p.report(a, p.event(i), r)
	case k < alone+wires*kinds:
		k -= alone
		page.Wire = d*day + alone + k/kinds*kinds // the number of the page as filed
		page.Event = page.Wire
		p.report(a, p.event(page.Event), p.rand(aboutWire, page.Wire))
		switch k % kinds {
		case edited:
			p.edit(a, r)
		case shortened:
			a.cut(r)
		}
	case k < day-runs:
		k -= alone + wires*kinds
		page.Event = i - k%again
		p.report(a, p.event(page.Event), r)
	default:
		page.Event = d/10*10*day + day - runs // that of the first page of the saga
		p.report(a, p.event(page.Event), r)
	}
	s := p.sites[low(r, sites)]
	a.day = d
	page.Path = fmt.Sprintf("%s/%07d.txt", s.domain, i)
	p.text = s.page(p.text[:0], a, r)
	page.Text = p.text
	return page
}

// Write writes the first n pages below dir, which must be empty or not exist,
// and gives their bytes. It stops when ctx is done.
func (p *Press) Write(ctx context.Context, dir string, n int) (size int64, err error) {
	made := map[string]bool{}
	for i := range n {
		if err := ctx.Err(); err != nil {
			return size, err
		}
		page := p.Page(i)
		path := filepath.Join(dir, page.Path)
		if folder := filepath.Dir(path); !made[folder] {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return size, err
			}
			made[folder] = true
		}
		if err := os.WriteFile(path, page.Text, 0o644); err != nil {
			return size, err
		}
		size += int64(len(page.Text))
	}
	return size, nil
}
