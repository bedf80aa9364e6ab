package dedup

import (
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/number"
	"newsdup/internal/story"
)

// What package group asks about stories, answered in words that people can read.
//
// A feature is one word. "Holt" is shown as "Jane Holt" if enough clips of the story have
// the two words side by side. Only the first pairs of names of a clip are kept (namePairs),
// because news names a person in full at the first mention. Rejected: finding all mentions
// of every clip again, for the few hundred stories whose names are shown.

// These bound what is said of a story on one line.
const (
	sharedTerms    = 4
	commonEntities = 6
	commonNumbers  = 4
	commonDates    = 3
)

// storyScores answers the questions of one goroutine of package group about stories. It
// implements group.Story.
type storyScores struct {
	*clustering
	probe     *story.Probe
	pairs     *pairStore // by page
	spellings *entity.Spellings
	tables    *entity.Tables
}

// scores returns the function that gives each goroutine of package group its answers.
func (cl *clustering) scores(c *corpus, spellings *entity.Spellings, tables *entity.Tables) func() group.Scores {
	return func() group.Scores {
		s := c.scores()
		s.Story = &storyScores{cl, cl.Probe(), c.namePairs.reader(), spellings, tables}
		return s
	}
}

// Cosine implements group.Story.
func (s *storyScores) Cosine(a, b int32) float64 { return s.probe.Cosine(int(s.row[a]), int(s.row[b])) }

// Shared implements group.Story.
func (s *storyScores) Shared(a, b int32) []string {
	terms := s.probe.Shared(int(s.row[a]), int(s.row[b]), 2*sharedTerms) // two of them may be one name
	wanted := make(map[uint64]bool, len(terms))
	for _, term := range terms {
		wanted[term.ID] = true
	}
	both := s.sideBySide([]int32{a, b}, func(p namePair) bool {
		return (wanted[p.first] || wanted[p.second]) && s.isLatin(p.first) == s.isLatin(p.second)
	})
	done := map[uint64]bool{}
	var forms []string
	for _, term := range terms {
		form := s.spellings.Form(term.ID)
		if done[term.ID] || form == "" || len(forms) == sharedTerms {
			continue
		}
		done[term.ID] = true
		if p, ok := bestPair(both, term.ID, done); ok {
			form = s.show(p, done)
		}
		forms = append(forms, form)
	}
	return forms
}

// Common implements group.Story.
func (s *storyScores) Common(clips []int32) (entities, numbers, dates []string) {
	rows := make([]int, len(clips))
	for i, id := range clips {
		rows[i] = int(s.row[id])
	}
	names, figures := s.Result.Common(rows)
	for _, id := range figures {
		switch v, ok := s.tables.Number(id); {
		case !ok:
		case v.Kind == number.Date && v.Lo%100 != 0:
			dates = append(dates, v.Show())
		case v.Kind == number.Money || v.Kind == number.Quantity || v.Distinctive():
			numbers = append(numbers, v.Show())
		}
	}
	entities = s.fullNames(names, clips)
	return entities[:min(len(entities), commonEntities)], numbers[:min(len(numbers), commonNumbers)], dates[:min(len(dates), commonDates)]
}

// fullNames shows names, two words of one name together.
func (s *storyScores) fullNames(names []uint64, clips []int32) []string {
	wanted := make(map[uint64]bool, len(names))
	for _, id := range names {
		wanted[id] = true
	}
	times := s.sideBySide(clips, func(p namePair) bool { return wanted[p.first] && wanted[p.second] })
	done := map[uint64]bool{}
	for p := range times {
		switch first, second := s.isLatin(p.first), s.isLatin(p.second); {
		case first && !second:
			done[p.second] = true
		case second && !first:
			done[p.first] = true
		}
	}
	maps.DeleteFunc(times, func(p namePair, _ int) bool { return s.isLatin(p.first) != s.isLatin(p.second) })
	var list []string
	for _, id := range names {
		if done[id] {
			continue
		}
		done[id] = true
		form := s.spellings.Form(id)
		if first, _ := utf8.DecodeRuneInString(form); unicode.IsLower(first) || form == "" {
			continue
		}
		if p, ok := bestPair(times, id, done); ok {
			form = s.show(p, done)
		} else if s.tables.Incomplete(form) {
			continue
		}
		if !slices.Contains(list, form) {
			list = append(list, form)
		}
	}
	return list
}

// sideBySide counts in how many of the clips two words of a name stand side by side. Pairs
// that fewer than two of the clips have, or fewer than a quarter of them, are left out.
// Of three words in a row the last two are the pair, if more clips have that: in
// "Chancellor Karin Mitey" the first is a title, or a place.
func (s *storyScores) sideBySide(clips []int32, wanted func(namePair) bool) map[namePair]int {
	times := map[namePair]int{}
	for _, id := range clips {
		for _, p := range s.pairs.of(id) {
			p = namePair{s.featureOf(p.first), s.featureOf(p.second)}
			if wanted(p) && s.mayBePerson(p.first) && s.mayBePerson(p.second) {
				times[p]++
			}
		}
	}
	maps.DeleteFunc(times, func(_ namePair, n int) bool { return n < 2 || 4*n < len(clips) })
	next := map[uint64]int{} // by first word: the most clips that have a pair
	for p, n := range times {
		next[p.first] = max(next[p.first], n)
	}
	maps.DeleteFunc(times, func(p namePair, n int) bool { return next[p.second] > n })
	return times
}

// show is a name of two words, which are marked as done.
func (s *storyScores) show(p namePair, done map[uint64]bool) string {
	done[p.first], done[p.second] = true, true
	return s.spellings.Form(p.first) + " " + s.spellings.Form(p.second)
}

// isLatin reports whether a stem is shown in Latin letters. Each word is shown in the best
// form that any clip has, which may give "Ельвіра Nabiullina"; then only the Latin half is
// shown.
func (s *storyScores) isLatin(stem uint64) bool {
	first, _ := utf8.DecodeRuneInString(s.spellings.Form(stem))
	return unicode.Is(unicode.Latin, first)
}

// mayBePerson reports whether a stem may be part of the name of a person.
func (s *storyScores) mayBePerson(stem uint64) bool {
	is := s.tables.TypeOf(stem)
	return is == entity.Person || is == entity.Other
}

// bestPair is the pair with the word id that most clips have, of the pairs whose other word
// has not been shown yet.
func bestPair(times map[namePair]int, id uint64, done map[uint64]bool) (found namePair, ok bool) {
	most := 0
	for p, n := range times {
		other := p.first
		if other == id {
			other = p.second
		} else if p.second != id {
			continue
		}
		if done[other] || n < most || n == most && ok && !p.before(found) {
			continue
		}
		found, most, ok = p, n, true
	}
	return found, ok
}
