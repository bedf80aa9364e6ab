package invent

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// event is one thing that happened: who, where, how many, and the words that
// its reports share.
type event struct {
	people  []string
	place   string
	body    string // an organisation
	figures []string
	words   []string
	beat    []string
}

const (
	beats     = 60
	beatWords = 150
)

var firstNames = strings.Fields(`Anna Ben Carla David Elena Frank Grace Henry Irene James Karin Louis Maria Nadia
Oscar Paula Quentin Rosa Simon Teresa Ulrich Vera Walter Yvonne`)

var bodies = strings.Fields("Union Council Bank Group Ministry Agency Airways Institute Foundation Party")

// event makes the event of number n.
func (p *Press) event(n int) *event {
	r := p.rand(aboutEvent, n)
	e := &event{place: name(r), body: name(r) + " " + bodies[r.IntN(len(bodies))]}
	for range 3 {
		e.people = append(e.people, firstNames[r.IntN(len(firstNames))]+" "+name(r))
	}
	for range 4 {
		e.figures = append(e.figures, figure(r))
	}
	for range 30 {
		e.words = append(e.words, p.words.rare(r))
	}
	e.beat = p.beats[r.IntN(beats)]
	return e
}

// beat makes the words of beat number n.
func (p *Press) beat(n int) (words []string) {
	r := p.rand(aboutBeat, n)
	for range beatWords {
		words = append(words, p.words.rare(r))
	}
	return words
}

// figure is a number as news has them.
func figure(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("$%d.%d million", 1+r.IntN(900), r.IntN(10))
	case 1:
		return fmt.Sprintf("%d.%d percent", r.IntN(90), r.IntN(10))
	case 2:
		return fmt.Sprintf("%d,%03d", 1+r.IntN(90), r.IntN(1000))
	}
	return fmt.Sprint(12 + r.IntN(900))
}

// article is a text without what a site puts round it. Words may carry their
// punctuation; a paragraph is a list of words.
type article struct {
	title      []string
	paragraphs [][]string
	author     string
	day        int // when it was published, from 1 January on
}

// report tells an event: half of the words are those of the language, a sixth
// those of the beat and of the event, names and figures stand at the beginning more than at
// the end, and some words are this report's alone.
func (p *Press) report(a *article, e *event, r *rand.Rand) {
	a.author = firstNames[r.IntN(len(firstNames))] + " " + name(r)
	a.title = a.title[:0]
	for k := range 6 + r.IntN(4) {
		switch {
		case k == 1:
			a.title = append(a.title, e.place)
		case k%3 == 2:
			a.title = append(a.title, e.words[low(r, len(e.words))])
		default:
			a.title = append(a.title, p.words.draw(r))
		}
	}
	n := 6 + r.IntN(13)
	for len(a.paragraphs) < n {
		a.paragraphs = append(a.paragraphs, nil)
	}
	a.paragraphs = a.paragraphs[:n]
	for i := range a.paragraphs {
		words := a.paragraphs[i][:0]
		for range 2 + r.IntN(3) {
			words = p.sentence(words, e, r, 8+i)
		}
		a.paragraphs[i] = words
	}
}

// sentence appends a sentence in which one word in some rarity is a name or a figure.
func (p *Press) sentence(words []string, e *event, r *rand.Rand, rarity int) []string {
	start := len(words)
	n := 8 + r.IntN(18)
	for range n {
		var w string
		switch k := r.IntN(rarity * 2); k {
		case 0:
			w = e.people[low(r, len(e.people))]
		case 1:
			w = [...]string{e.place, e.body, e.figures[low(r, len(e.figures))]}[r.IntN(3)]
		default:
			switch k := r.IntN(60); {
			case k < 6:
				w = e.beat[low(r, len(e.beat))]
			case k < 10:
				w = e.words[low(r, len(e.words))]
			case k < 13:
				w = p.words.rare(r)
			default:
				w = p.words.draw(r)
			}
		}
		words = append(words, w)
	}
	words[start] = strings.ToUpper(words[start][:1]) + words[start][1:]
	words[len(words)-1] += "."
	return words
}

// edit changes one word in a hundred to one in seven: others, left out, put in.
func (p *Press) edit(a *article, r *rand.Rand) {
	rate := 10 + r.IntN(140) // of a thousand
	for i, words := range a.paragraphs {
		var out []string
		for _, w := range words {
			switch k := r.IntN(1000); {
			case k >= rate:
				out = append(out, w)
			case k%5 < 3:
				out = append(out, p.words.draw(r))
			case k%5 == 3:
				out = append(out, w, p.words.draw(r))
			}
		}
		a.paragraphs[i] = out
	}
	if r.IntN(2) == 0 { // another headline
		for k := range a.title {
			if r.IntN(3) == 0 {
				a.title[k] = p.words.draw(r)
			}
		}
	}
}

// cut leaves the beginning: a third to all but one paragraph.
func (a *article) cut(r *rand.Rand) {
	n := len(a.paragraphs)
	a.paragraphs = a.paragraphs[:n/3+1+r.IntN(n-n/3-1)]
}
