// Package seen says of each clip of a stream whether its text, or its story, has passed
// before.
//
// How: an index of the clips that have passed, which grows with each clip and forgets
// the oldest. Identical texts are found by a hash of their words, copies by counting
// shared shingles exactly (package copies decides), retellings by the online form of
// package story. What it costs: some 20 kB a clip remembered and a fifth of a
// millisecond a clip on most news; in the worst case time linear in the clips that share
// some of its shingles. What it refuses: to change its answers. The clip that began a
// story remains its first.
//
// # Order of tests
//
// The first test that a clip passes decides:
//
//	exact     it has the words of a known clip, in the same order; it is not remembered again
//	near      its Jaccard similarity with a known clip reaches the threshold, and it still
//	          shares enough with the text that the copies of that clip began with
//	contains  it stands inside a known clip: all of it has been seen
//	contains  it holds a known clip and says more: the same story, but a new text
//	story     it tells the event of a known clip in other words
//
// At copy level the last two do not count. A clip that holds clips of two stories is a
// round-up. It begins a story of its own, and its words take no part in the search for
// stories, because they would join the stories that it holds. Forms, one text with other
// numbers, are never one story.
//
// Example: a report a; the same report b, edited; a bulletin c of which b is a part; d,
// the event in another outlet's words. a is the first. b is near a (.81). c contains b, so
// it repeats a's story at story level and is a first at copy level. d is of a's story (.31).
//
// # Memory
//
// The index knows the last Options.Remember clips. It forgets sooner when they have more
// than a thousand shingles each on average, as in a stream of books, or when they need more
// than Options.Room. What they need is computed from the numbers of clips, shingles and
// features and not measured, so the same stream always gets the same answers. All answers
// follow from the sequence of the known clips: if the Verdict.Memory of each is handed to
// Restore in the same order, the new index answers as the old one did.
package seen

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
	"newsdup/internal/story"
)

// Options of an Index. The zero value finds copies alone.
type Options struct {
	Stories    bool              // also find retellings
	Copies     copies.Thresholds // zero fields are the defaults of copies
	Story      float64           // mean link from which a clip is of a story; 0 is the default of story
	Background story.Background  // with Stories
	Abroad     story.Background  // with Stories, see story.Options
	Remember   int               // clips; 0 is DefaultRemember
	Room       int64             // bytes that the index takes at most, but for one clip; 0 is no bound
	Record     bool              // make Verdict.Memory

	// NotSame lists for a content the others that somebody said it is not the
	// same as: it never repeats a story that one of them is known to be in.
	NotSame map[[32]byte][][32]byte
}

// DefaultRemember is how many clips are known: of articles 180 MB, 280 with the garbage.
const DefaultRemember = 10_000

// shinglesEach bounds the shingles known, for each clip that may be.
const shinglesEach = 1000

// What the index takes, in bytes, with the copies of tables that grow.
const (
	docBytes     = 700 // a clip,
	shingleBytes = 32  // a shingle in the postings,
	wordBytes    = 8   // and a word of its set
)

// Name names a record for people: by its id, or by its line where it has none.
type Name struct {
	ID   string
	Line int
}

// NameOf is the name of a record; of a long id the beginning.
func NameOf(id string, line int) Name {
	if len(id) > maxName {
		id = strings.ToValidUTF8(id[:maxName], "")
	}
	if id != "" {
		line = 0
	}
	return Name{id, line}
}

// Text is a clip as it is compared. An empty Set is a text too short for that:
// it never repeats.
type Text struct {
	Name     Name
	Content  [32]byte // hash of the record
	Sequence [16]byte
	Set      shingle.Set
	Features []shingle.Feature // with Options.Stories
}

// Verdict is what is said of a clip.
type Verdict struct {
	First    bool          // nothing like it went by
	Story    uint64        // id of its story, or at copy level of its text; 0 of a text too short
	Of       Name          // the first clip of the story
	Relation clip.Relation // to To; "" of a first
	Score    float64       // of the relation, as in a report: J, containment or cosine, in [0,1]
	To       Name          // the clip it was recognised by
	Memory   []byte        // with Options.Record what Restore takes; nil of a clip that is not remembered
}

// Index is the clips that went by. It is not safe for concurrent use.
type Index struct {
	options Options
	docs    []*doc // oldest first
	first   uint32 // number of docs[0]; it comes round after several
	size    int    // shingles of docs
	words   int    // of their sets, see shingle.Set
	join    join.Options

	bySequence map[[16]byte]*doc
	byContent  map[[32]byte]*doc // of Options.NotSame alone
	postings   postings
	shared     []int32 // by place in docs: shingles shared with a clip; 0 between uses
	met        []uint32

	stories *story.Online
	told    []*doc // docs of stories, by their order there
	toldAt  uint32 // number of told[0] there
}

// doc is a known clip.
type doc struct {
	number   uint32
	name     Name
	content  [32]byte
	sequence [16]byte
	set      shingle.Set
	story    uint64       // id
	copies   [16]byte     // words of the text that its copies began with
	of       Name         // first of the story
	known    *story.Known // nil unless it takes part in the search for stories
}

// id names a text by its words.
func id(sequence [16]byte) uint64 { return binary.BigEndian.Uint64(sequence[:8]) }

// New makes an empty index.
func New(o Options) *Index {
	o.Copies = o.Copies.WithDefaults()
	o.Remember = cmp.Or(o.Remember, DefaultRemember)
	x := &Index{options: o, join: o.Copies.Join(nil, 1), bySequence: map[[16]byte]*doc{}, byContent: map[[32]byte]*doc{}}
	if o.Stories {
		x.stories = story.NewOnline(o.Background, o.Abroad, o.Story)
	}
	return x
}

// Len is the number of clips known.
func (x *Index) Len() int { return len(x.docs) }

// See says whether t went by before, and remembers it. Its Set is kept.
func (x *Index) See(t *Text) Verdict {
	if t.Set.Len() == 0 {
		return Verdict{First: true}
	}
	parted := x.parted(t.Content)
	same := x.bySequence[t.Sequence]
	if same != nil && !parted[same.story] {
		return same.repeat(clip.Exact, 1)
	}
	d := &doc{name: t.Name, content: t.Content, sequence: t.Sequence, set: t.Set, copies: t.Sequence, story: id(t.Sequence), of: t.Name}
	if same != nil { // the same words, and not the same: the id must be another
		d.story = binary.BigEndian.Uint64(t.Content[:8])
	}
	v := x.judge(d, t.Features, parted)
	if v.First = v.Relation == ""; v.First {
		v.Story, v.Of = d.story, d.of
	} else {
		d.story, d.of = v.Story, v.Of
	}
	if d.known != nil {
		d.known.Story = d.story
	}
	if x.options.Record {
		v.Memory = d.encode()
	}
	x.add(d)
	return v
}

// repeat is the verdict on a clip that repeats d.
func (d *doc) repeat(r clip.Relation, score float64) Verdict {
	return Verdict{Story: d.story, Of: d.of, Relation: r, Score: score, To: d.name}
}

// parted is the stories that a content must not be in.
func (x *Index) parted(content [32]byte) map[uint64]bool {
	var stories map[uint64]bool
	for _, other := range x.options.NotSame[content] {
		if d := x.byContent[other]; d != nil {
			if stories == nil {
				stories = map[uint64]bool{}
			}
			stories[d.story] = true
		}
	}
	return stories
}

// judge compares a clip with the known ones, but for those of parted stories.
func (x *Index) judge(d *doc, features []shingle.Feature, parted map[uint64]bool) Verdict {
	var near, inside, holds *relative
	forms := map[uint64]bool{} // stories
	held := map[uint64]bool{}  // the same
	for _, r := range x.relatives(d) {
		if parted[r.doc.story] {
			continue
		}
		switch r.pair.Relation {
		case clip.Near:
			if x.sameText(d, r.doc) {
				near = better(near, r, r.pair.Jaccard)
			}
		case clip.Contains:
			if inner, _ := r.pair.Inside(); inner == clipNumber {
				inside = better(inside, r, r.pair.Containment())
			} else {
				holds = better(holds, r, r.pair.Containment())
				held[r.doc.story] = true
			}
		case clip.Form:
			forms[r.doc.story] = true
		}
	}
	switch {
	case near != nil:
		d.copies = near.doc.copies
		return near.doc.repeat(clip.Near, near.score)
	case inside != nil:
		return inside.doc.repeat(clip.Contains, inside.score)
	case !x.options.Stories || len(held) > 1:
		return Verdict{}
	}
	known, told := x.stories.Find(features, func(story uint64) bool { return forms[story] || parted[story] })
	d.known = &known
	switch {
	case holds != nil:
		return holds.doc.repeat(clip.Contains, holds.score)
	case told.Found:
		return x.told[told.Doc-x.toldAt].repeat(clip.Story, told.Cosine)
	}
	return Verdict{}
}

// relative is a known clip that a clip is related to as a text.
type relative struct {
	doc   *doc
	pair  copies.Pair // A is the clip, B the known one
	score float64
}

// clipNumber is the clip in a pair of relatives.
const clipNumber = 0

// better is the one of the higher score; of equals the older.
func better(best *relative, r relative, score float64) *relative {
	if r.score = score; best == nil || score > best.score {
		return &r
	}
	return best
}

// sameText reports whether a clip near d could also stand as a copy of the text
// that d's copies began with: a text that is edited again and again becomes
// another. What is no longer known has no say.
func (x *Index) sameText(c, d *doc) bool {
	first, ok := x.bySequence[d.copies]
	if !ok || first == d {
		return true
	}
	n := shingle.Overlap(c.set.Hashes, first.set.Hashes)
	return join.Containment(n, min(c.set.Len(), first.set.Len())) >= x.options.Copies.Together
}

// relatives judges every known clip that d may be a copy of, oldest first. It
// leaves the shingles of d in the postings, for it has their places in hand.
//
// A pair that copies.Thresholds.Join would yield shares shingles, so counting
// those of the clip in the postings meets it with its exact overlap; no filter
// can lose one. Rejected: a prefix of rare shingles, which spares half of the
// lookups, and of the postings only those of text that many clips share.
func (x *Index) relatives(d *doc) []relative {
	x.met = x.met[:0]
	d.number = x.next()
	x.postings.meet(d.number, d.set.Hashes, func(number uint32) {
		place := (number - x.first) % several
		if x.shared[place] == 0 {
			x.met = append(x.met, place)
		}
		x.shared[place]++
	})
	slices.Sort(x.met)
	var found []relative
	for _, place := range x.met {
		known, overlap := x.docs[place], int(x.shared[place])
		x.shared[place] = 0
		if c := join.Containment(overlap, min(d.set.Len(), known.set.Len())); c < x.join.Containment && c < x.options.Copies.Near {
			continue
		}
		if p := copies.Compare(&d.set, &known.set, x.options.Copies); p.Relation != "" {
			found = append(found, relative{doc: known, pair: p})
		}
	}
	return found
}

// next is the number of the next clip.
func (x *Index) next() uint32 { return (x.first + uint32(len(x.docs))) % several }

// add remembers a clip whose shingles are in the postings, and forgets the oldest
// ones beyond the bounds.
func (x *Index) add(d *doc) {
	x.docs = append(x.docs, d)
	x.size += d.set.Len()
	x.words += d.words()
	x.bySequence[d.sequence] = d
	if x.options.NotSame[d.content] != nil {
		x.byContent[d.content] = d
	}
	if len(x.shared) < len(x.docs) {
		x.shared = append(x.shared, 0)
	}
	if d.known != nil && x.stories != nil {
		x.stories.Add(*d.known)
		d.known = &story.Known{} // the rest is there
		x.told = append(x.told, d)
	}
	for len(x.docs) > x.options.Remember || len(x.docs) > 1 && x.full() {
		x.forget()
	}
}

// full reports whether the clips known are too large.
func (x *Index) full() bool {
	if x.size > x.options.Remember*shinglesEach {
		return true
	}
	if x.options.Room == 0 {
		return false
	}
	bytes := docBytes*int64(len(x.docs)) + shingleBytes*int64(x.size) + wordBytes*int64(x.words)
	if x.stories != nil {
		bytes += x.stories.Bytes()
	}
	return bytes > x.options.Room
}

// words is how many words the set of a clip and its names are.
func (d *doc) words() int {
	return len(d.set.Hashes) + len(d.set.Masked) + len(d.set.Touched) + len(d.set.Lead) + (len(d.name.ID)+len(d.of.ID))/8
}

// forget forgets the oldest clip.
func (x *Index) forget() {
	d := x.docs[0]
	x.postings.remove(d.number, d.set.Hashes)
	x.size -= d.set.Len()
	x.words -= d.words()
	if x.bySequence[d.sequence] == d {
		delete(x.bySequence, d.sequence)
	}
	if x.byContent[d.content] == d {
		delete(x.byContent, d.content)
	}
	if len(x.told) > 0 && x.told[0] == d {
		x.stories.Forget()
		x.told[0] = nil
		x.told = x.told[1:]
		x.toldAt++
	}
	x.docs[0] = nil
	x.docs = x.docs[1:]
	x.first = (x.first + 1) % several
}
