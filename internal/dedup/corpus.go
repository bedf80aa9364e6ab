package dedup

import (
	"cmp"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/crew"
	"newsdup/internal/entity"
	"newsdup/internal/join"
	"newsdup/internal/person"
	"newsdup/internal/shingle"
	"newsdup/internal/spill"
	"newsdup/internal/story"
	"newsdup/internal/word"
)

// corpus is what a run keeps of its clips, in the order of the listing.
type corpus struct {
	clips *clipList
	words []int32 // of their bodies

	// The shingles of a text are written to a store and read in order, but for
	// those of the clips that relate finds to be compared two by two.
	store  *spill.Store
	sets   *join.Collection   // nil once they are joined
	set    []int32            // number in sets; one for all clips of one sequence of words, -1: not compared
	number map[[16]byte]int32 // by sequence
	size   []copies.Size      // by number in sets; nil likewise
	texts  int                // of different sequences
	paired *paired            // the sets that are in a pair; nil before relate
	hands  crew.Crew          // they free the store

	found  copies.Pairs // by place in
	firsts []int32      // the first clips of all texts

	spellings *entity.Spellings // nil: none are used

	remembered bool // a state or a cache keeps the answer

	featured int64 // features of all clips
	numbered int64 // of them numbers
	listed   int64 // bytes of the list of files
	shingled int64 // shingles of all sets
	largest  int   // weight of the largest page
	related  int64 // pairs of clips, when they are known,
	loose    int64 // of them those that groups do not show by being groups,
	together int64 // and the clips of the largest group of copies

	stories   story.Corpus // at story level: the same clips; empty once they are clustered:
	result    *story.Result
	names     person.Table      // likewise, of what they name,
	named     *spill.Store      // and its file,
	naming    int64             // beside so many bytes of them
	united    bool              // they are no longer wanted, and
	nameStems map[uint64]uint64 // stem of a last word -> the one that stands for it
	pairs     *pairStore        // likewise: words of a name, side by side in the clip
	roundup   []bool            // likewise, by structure
}

// newCorpus makes room for n clips.
func newCorpus(o *Options, n int) *corpus {
	held := int64(setsInMemory)
	if o.Budget > 0 {
		held = min(held, o.Budget/128) // there are seven such stores
	}
	store := spill.New(o.TempDir, held)
	store.Strict = o.Budget > 0 // what was promised must go to the file
	store.Large = n > manyClips
	c := &corpus{
		clips: newClipList(store.Beside()), words: make([]int32, 0, n), store: store, sets: join.NewCollection(store, n), set: make([]int32, 0, n),
		size: make([]copies.Size, 0, n), number: map[[16]byte]int32{}, pairs: newPairStore(store.Beside()), named: store.Beside(),
	}
	c.naming = namesInMemory
	if o.Budget > 0 {
		c.naming = min(c.naming, max(o.Budget, budgetBase)/namesPart)
	}
	c.names.Spill(c.named, int(c.naming/budgetName))
	return c
}

// closeNames forgets the names.
func (c *corpus) closeNames() {
	_ = c.named.Close()
	c.names = person.Table{}
}

// setsInMemory is how much of the shingles stays in memory: those of some 6,000
// clips. Of more files than that all go to the file at once, which is read from the
// system's cache: fresh memory takes as long as to write and read it three times. But
// what is read later, clip by clip and in any order, is worth the memory: of 10,000
// clips the sets of those in pairs, 24 MB, a twentieth of the time.
const (
	setsInMemory = 32 << 20
	manyClips    = 6000
)

// namesInMemory is the bytes of names that wait in memory: those of 100,000 clips. To count
// many in parts and bring them together takes less time than a table of all, for such a
// table is in no cache: of 2.2 million names 10.4 CPU s, not 11.7, and 145 MB, not 465.
const namesInMemory = 32 << 20

// close frees the store.
func (c *corpus) close() {
	if c != nil {
		c.hands.Wait()
		_ = c.store.Close() // a file without a name: nothing can be lost
		c.paired.close()
		_ = c.pairs.store.Close()
		_ = c.named.Close()
		_ = c.clips.store.Close()
		_ = c.stories.Close()
		if c.result != nil {
			_ = c.result.Close()
		}
	}
}

// failed is the first error of reading what was spilled.
func (c *corpus) failed() error {
	err := cmp.Or(c.paired.failed.first(), c.pairs.failed.first(), c.clips.failed.first())
	if c.result != nil {
		err = cmp.Or(err, c.result.Failed())
	}
	return err
}

// own copies the set of a page out of the memory of its builder, which may be used again.
func (p *page) packSet(b *shingle.Builder) {
	s := &p.text.set
	p.words = append(p.words, s.Hashes...)
	if len(s.Masked)+len(s.Lead) > 0 {
		p.words = append(p.words, uint64(len(s.Masked)))
		p.words = append(append(append(p.words, s.Masked...), s.Touched...), s.Lead...)
	}
	p.size, p.text.set = copies.SizeOf(s), shingle.Set{}
	b.Release()
}

// owned is the set of the words that own wrote.
func unpackSet(hashes, beside []uint64) shingle.Set {
	s := shingle.Set{Hashes: hashes}
	if len(beside) == 0 {
		return s
	}
	masked, rest := int(beside[0]), beside[1:]
	if masked > 0 {
		bits := (len(hashes) + 63) / 64
		s.Masked, s.Touched, rest = rest[:masked:masked], rest[masked:masked+bits:masked+bits], rest[masked+bits:]
	}
	if len(rest) > 0 {
		s.Lead = rest
	}
	return s
}

// add takes the next page; nothing of it is kept that the page owns.
func (c *corpus) add(p *page, level Level) error {
	set := int32(-1)
	if n := p.size.Shingles; n > 0 {
		var known bool
		if set, known = c.number[p.text.sequence]; !known {
			set = int32(c.sets.Len())
			c.number[p.text.sequence] = set
			c.size = append(c.size, p.size)
			c.texts++
			c.shingled += int64(n)
			if err := c.sets.Add(p.words[:n], p.words[n:]); err != nil {
				return err
			}
		}
	}
	c.words, c.set = append(c.words, int32(p.clip.Words)), append(c.set, set)
	if err := c.clips.add(&p.clip); err != nil {
		return err
	}
	c.largest = max(c.largest, p.weight)
	if level == LevelStory {
		c.featured += int64(len(p.features))
		for i := range p.features {
			c.numbered += int64(p.features[i].Flags & word.Number / word.Number)
		}
		c.roundup = append(c.roundup, p.roundup)
		return cmp.Or(c.names.Add(p.mentions), c.stories.Add(story.Doc{Features: p.features, Date: p.clip.Date}), c.pairs.add(p.pairs))
	}
	return nil
}

// find is the first clip whose name is wanted; -1 when there is none.
func (c *corpus) find(wanted func(clip.Origin) bool) int32 {
	for id := range int32(len(c.set)) {
		if wanted(c.clips.clip(id).Origin) {
			return id
		}
	}
	return -1
}

// load keeps the sets of some clips for two, and forgets all others for good.
func (c *corpus) load(clips []int32, workers int) error {
	wanted := make([]bool, c.sets.Len())
	for _, id := range clips {
		if c.set[id] >= 0 {
			wanted[c.set[id]] = true
		}
	}
	c.paired = newPaired(c.store.Beside(), wanted, c.size, workers)
	if err := c.sets.Load(wanted, c.paired.part, c.paired.add); err != nil {
		return err
	}
	c.sets.Drop()
	c.sets, c.size = nil, nil
	c.hands.Go(func() { _ = c.store.Close() }) // the system takes its time to free a file
	return nil
}

// two gives the sets of two clips, valid until it is called again; empty ones of
// clips that were not loaded.
func (c *corpus) two(a, b int32) (x, y *shingle.Set) { return c.paired.two(c.set[a], c.set[b]) }
