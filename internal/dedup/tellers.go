package dedup

import (
	"maps"
	"slices"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/crew"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/number"
	"newsdup/internal/spill"
	"newsdup/internal/story"
	"newsdup/internal/word"
)

// What group asks of the stories, in words.
//
// A feature is one word, and "Holt" is shown as "Jane Holt" where one of the
// story's clips has the two side by side. Only the first pairs of a clip are
// kept (namePairs): news names in full whom it names first. Rejected: finding the
// mentions of every clip, for the few hundred stories that show some.

// How much is said of a story on one line.
const (
	sharedTerms    = 4
	commonEntities = 6
	commonNumbers  = 4
	commonDates    = 3
)

// tellers answers one goroutine's questions about stories.
type tellers struct {
	*told
	probe     *story.Probe
	pairs     *pairLists // by page
	spellings *entity.Spellings
	tables    *entity.Tables
}

// scores gives what answers each goroutine of group.
func (t *told) scores(c *corpus, spellings *entity.Spellings, tables *entity.Tables) func() group.Scores {
	return func() group.Scores {
		s := c.scores()
		s.Story = &tellers{t, t.Probe(), c.pairs.reader(), spellings, tables}
		return s
	}
}

func (t *tellers) Cosine(a, b int32) float64 { return t.probe.Cosine(int(t.row[a]), int(t.row[b])) }

func (t *tellers) Shared(a, b int32) []string {
	terms := t.probe.Shared(int(t.row[a]), int(t.row[b]), 2*sharedTerms) // two of them may be one name
	wanted := make(map[uint64]bool, len(terms))
	for _, term := range terms {
		wanted[term.ID] = true
	}
	both := t.sideBySide([]int32{a, b}, func(p namePair) bool {
		return (wanted[p.first] || wanted[p.second]) && t.latin(p.first) == t.latin(p.second)
	})
	done := map[uint64]bool{}
	var forms []string
	for _, term := range terms {
		form := t.spellings.Form(term.ID)
		if done[term.ID] || form == "" || len(forms) == sharedTerms {
			continue
		}
		done[term.ID] = true
		if p, ok := best(both, term.ID, done); ok {
			form = t.show(p, done)
		}
		forms = append(forms, form)
	}
	return forms
}

func (t *tellers) Common(clips []int32) (entities, numbers, dates []string) {
	rows := make([]int, len(clips))
	for i, id := range clips {
		rows[i] = int(t.row[id])
	}
	names, figures := t.Result.Common(rows)
	for _, id := range figures {
		switch v, ok := t.tables.Number(id); {
		case !ok:
		case v.Kind == number.Date && v.Lo%100 != 0:
			dates = append(dates, v.Show())
		case v.Kind == number.Money || v.Kind == number.Quantity || v.Distinctive():
			numbers = append(numbers, v.Show())
		}
	}
	entities = t.full(names, clips)
	return entities[:min(len(entities), commonEntities)], numbers[:min(len(numbers), commonNumbers)], dates[:min(len(dates), commonDates)]
}

// full shows names, two words of one name together.
func (t *tellers) full(names []uint64, clips []int32) []string {
	wanted := make(map[uint64]bool, len(names))
	for _, id := range names {
		wanted[id] = true
	}
	times := t.sideBySide(clips, func(p namePair) bool { return wanted[p.first] && wanted[p.second] })
	done := map[uint64]bool{}
	for p := range times {
		switch first, second := t.latin(p.first), t.latin(p.second); {
		case first && !second:
			done[p.second] = true
		case second && !first:
			done[p.first] = true
		}
	}
	maps.DeleteFunc(times, func(p namePair, _ int) bool { return t.latin(p.first) != t.latin(p.second) })
	var list []string
	for _, id := range names {
		if done[id] {
			continue
		}
		done[id] = true
		form := t.spellings.Form(id)
		if first, _ := utf8.DecodeRuneInString(form); unicode.IsLower(first) || form == "" {
			continue
		}
		if p, ok := best(times, id, done); ok {
			form = t.show(p, done)
		} else if t.tables.Incomplete(form) {
			continue
		}
		if !slices.Contains(list, form) {
			list = append(list, form)
		}
	}
	return list
}

// sideBySide lists the pairs of names that stand side by side in two of the clips, and in
// a quarter of them, and in how many they do.
func (t *tellers) sideBySide(clips []int32, wanted func(namePair) bool) map[namePair]int {
	times := map[namePair]int{}
	for _, id := range clips {
		for _, p := range t.pairs.of(id) {
			p = namePair{t.stem(p.first), t.stem(p.second)}
			if wanted(p) && t.person(p.first) && t.person(p.second) {
				times[p]++
			}
		}
	}
	maps.DeleteFunc(times, func(_ namePair, n int) bool { return n < 2 || 4*n < len(clips) })
	return times
}

// show is a name of two words, which are done then.
func (t *tellers) show(p namePair, done map[uint64]bool) string {
	done[p.first], done[p.second] = true, true
	return t.spellings.Form(p.first) + " " + t.spellings.Form(p.second)
}

// latin reports whether a stem is shown in Latin letters. Of "Ельвіра Nabiullina", each half as
// another clip has it, the Latin one is shown.
func (t *tellers) latin(stem uint64) bool {
	first, _ := utf8.DecodeRuneInString(t.spellings.Form(stem))
	return unicode.Is(unicode.Latin, first)
}

// person reports whether a stem may be part of a person's name.
func (t *tellers) person(stem uint64) bool {
	is := t.tables.TypeOf(stem)
	return is == entity.Person || is == entity.Other
}

// best is the pair with id that most clips have, of words not yet shown.
func best(times map[namePair]int, id uint64, done map[uint64]bool) (found namePair, ok bool) {
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

// namePair is two stems of one name.
type namePair struct{ first, second uint64 }

func (p namePair) before(q namePair) bool {
	return p.first < q.first || p.first == q.first && p.second < q.second
}

// mostPairs of a clip are kept: 384 bytes.
const mostPairs = 24

// namePairs appends the first pairs of names in a row, each once.
func namePairs(pairs []namePair, tokens []word.Token) []namePair {
	const name = word.Name | word.Entity
	for i := 1; i < len(tokens) && len(pairs) < mostPairs; i++ {
		b := &tokens[i]
		if b.Flags&name == 0 {
			i++ // nor does it begin a pair
			continue
		}
		a := &tokens[i-1]
		if a.Flags&name == 0 || a.Stem == 0 || b.Stem == 0 || a.Stem == b.Stem || b.Pos != a.Pos+1 {
			continue
		}
		if p := (namePair{a.Stem, b.Stem}); !slices.Contains(pairs, p) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// pairLists is the pairs of each clip, in a store: only those of stories that are
// shown are asked for. It is not safe for concurrent use; each goroutine has a
// reader of its own.
type pairLists struct {
	store *spill.Store
	pairs *spill.Streams[namePair] // one stream, clip behind clip
	count []uint8                  // of each clip
	begin []int64                  // of every countedPairs-th clip
	buf   []namePair

	failed *failure // of all readers
}

const (
	pairPiece    = 1 << 10 // pairs of a piece: 16 KB
	countedPairs = 64      // clips from one whose begin is kept to the next
)

func newPairLists(store *spill.Store) *pairLists {
	return &pairLists{store: store, pairs: spill.NewStreams[namePair](store, 1, pairPiece), failed: new(failure)}
}

// reader gives the same pairs to another goroutine. No clip may be added any more.
func (l *pairLists) reader() *pairLists {
	r := *l
	r.buf = nil
	return &r
}

// add adds the pairs of the next clip.
func (l *pairLists) add(pairs []namePair) error {
	if len(l.count)%countedPairs == 0 {
		l.begin = append(l.begin, l.pairs.Len(0))
	}
	l.count = append(l.count, uint8(len(pairs))) // mostPairs of them, or fewer
	return l.pairs.Append(0, pairs...)
}

// of gives the pairs of a clip, valid until it is called again; none after an error.
func (l *pairLists) of(id int32) []namePair {
	from := l.begin[id/countedPairs]
	for _, n := range l.count[id-id%countedPairs : id] {
		from += int64(n)
	}
	pairs, err := l.pairs.Slice(0, from, int(l.count[id]), &l.buf)
	if err != nil {
		l.failed.note(err)
	}
	return pairs
}

// quantities tells what numbers count, for one goroutine, which asks for most of them more than once.
func quantities(tables *entity.Tables) story.Quantity {
	type counted struct {
		unit   int
		amount uint64
	}
	known := map[uint64]counted{}
	return func(id uint64) (int, uint64) {
		k, ok := known[id]
		if !ok {
			k.amount = id
			if v, is := tables.Number(id); is {
				k = counted{v.Unit.Series(), v.Bare().ID()}
			}
			known[id] = k
		}
		return k.unit, k.amount
	}
}

// develop gives the development of each first clip in its story.
func (t *told) develop(in *group.Input, tables *entity.Tables) []int32 {
	byDoc := make([]int32, len(t.docs))
	var next atomic.Int64
	var hands crew.Crew
	for range in.Workers {
		hands.Go(func() {
			quantity := quantities(tables)
			for label := next.Add(1) - 1; label < int64(len(t.Labels)); label = next.Add(1) - 1 {
				docs := t.Members(int(label))
				for i, n := range t.Developments(docs, quantity) {
					byDoc[docs[i]] = int32(n)
				}
			}
		})
	}
	hands.Wait()
	develop := make([]int32, len(in.Class))
	for _, id := range t.firsts {
		at := t.text(id)
		if inner := t.held[at]; len(inner) > 0 { // a round-up of one story
			at = t.text(inner[0])
		}
		if t.held[at] == nil {
			develop[id] = byDoc[t.row[at]]
		}
	}
	return develop
}
