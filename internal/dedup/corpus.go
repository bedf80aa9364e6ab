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
	words []int32 // number of words in the body of each clip

	// The sets of shingles are written to a store and read back in order. The sets of the
	// clips that are compared two by two (relate) are moved to paired.
	store     *spill.Store
	sets      *join.Collection   // nil once they are joined
	setOf     []int32            // the number of each clip's set, the same for all clips of one sequence of words; -1 if it is not compared
	setNumber map[[16]byte]int32 // the number of the set of a sequence of words
	sizes     []copies.Size      // of each set; nil once they are joined
	texts     int                // number of different sequences of words
	paired    *pairedSets        // the sets that are in a pair; nil before relate
	hands     crew.Crew          // frees the store in the background

	related copies.Pairs // pairs of clips that are related, by place in firsts
	firsts  []int32      // the first clips of all texts

	spellings  *entity.Spellings // nil when there are none
	remembered bool              // a state or a cache keeps the answer

	// What the memory of the run depends on (budget.go).
	features     int64 // number of features of all clips
	numbers      int64 // how many of these are numbers
	listBytes    int64 // bytes of the list of files
	shingles     int64 // number of shingles in all sets
	largestPage  int   // weight of the largest page
	pairCount    int64 // pairs of clips, once they are known
	looseCount   int64 // how many of these the report lists as links
	largestGroup int64 // clips in the largest group of copies

	// At story level.
	stories     story.Corpus // the features of the clips; empty once they are clustered
	result      *story.Result
	names       person.Table      // the names of people; empty once namesUnited is set
	nameStore   *spill.Store      // for names that do not fit into memory
	nameBytes   int64             // bytes of names that stay in memory
	namesUnited bool              // nameStems is set
	nameStems   map[uint64]uint64 // the stem of the last word of a name -> the stem that stands for its spellings
	namePairs   *pairStore        // words of names that stand side by side
	roundup     []bool            // whether the structure of a clip is that of a round-up
}

// newCorpus makes room for n clips.
func newCorpus(o *Options, n int) *corpus {
	held := int64(setsInMemory)
	if o.Budget > 0 {
		held = min(held, o.Budget/128) // for each of seven stores
	}
	store := spill.New(o.TempDir, held)
	store.Strict = o.Budget > 0 // with a budget, what is above the limit must go to the file
	store.Large = n > manyClips
	c := &corpus{
		clips: newClipList(store.Beside()), words: make([]int32, 0, n), store: store, sets: join.NewCollection(store, n), setOf: make([]int32, 0, n),
		sizes: make([]copies.Size, 0, n), setNumber: map[[16]byte]int32{}, namePairs: newPairStore(store.Beside()), nameStore: store.Beside(),
	}
	c.nameBytes = namesInMemory
	if o.Budget > 0 {
		c.nameBytes = min(c.nameBytes, max(o.Budget, budgetBase)/namesPart)
	}
	c.names.Spill(c.nameStore, int(c.nameBytes/budgetName))
	return c
}

// closeNames frees the names.
func (c *corpus) closeNames() {
	_ = c.nameStore.Close()
	c.names = person.Table{}
}

// setsInMemory is how many bytes of shingles stay in memory: those of about 6,000 clips.
// With more files than that, all shingles go to the file at once. Reading them back from
// the cache of the system costs little: touching fresh memory takes as long as writing and
// reading the same bytes three times. What is read later, clip by clip and in any order, is
// worth the memory: of 10,000 clips the sets in pairs take 24 MB and save a twentieth of
// the time.
const (
	setsInMemory = 32 << 20
	manyClips    = 6000
)

// namesInMemory is how many bytes of names stay in memory: those of 100,000 clips. Counting
// more names in parts, and bringing the parts together, takes less time than one large
// table, which fits into no cache: 10.4 CPU s, not 11.7, and 145 MB, not 465, for 2.2
// million names.
const namesInMemory = 32 << 20

// close frees the files of the corpus.
func (c *corpus) close() {
	if c != nil {
		c.hands.Wait()
		_ = c.store.Close() // a file without a name: nothing can be lost
		c.paired.close()
		_ = c.namePairs.store.Close()
		_ = c.nameStore.Close()
		_ = c.clips.store.Close()
		_ = c.stories.Close()
		if c.result != nil {
			_ = c.result.Close()
		}
	}
}

// failed is the first error of reading from the files of the corpus. Readers note such an
// error and go on, so that their callers need not check each read.
func (c *corpus) failed() error {
	err := cmp.Or(c.paired.failed.first(), c.namePairs.failed.first(), c.clips.failed.first())
	if c.result != nil {
		err = cmp.Or(err, c.result.Failed())
	}
	return err
}

// packSet copies the set of a page out of the memory of its builder, which may be used
// again.
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

// unpackSet is the set that packSet wrote: its hashes, and what packSet wrote beside them.
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

// add adds the next page. It keeps nothing of the memory of p.
func (c *corpus) add(p *page, level Level) error {
	set := int32(-1)
	if n := p.size.Shingles; n > 0 {
		var known bool
		if set, known = c.setNumber[p.text.sequence]; !known {
			set = int32(c.sets.Len())
			c.setNumber[p.text.sequence] = set
			c.sizes = append(c.sizes, p.size)
			c.texts++
			c.shingles += int64(n)
			if err := c.sets.Add(p.words[:n], p.words[n:]); err != nil {
				return err
			}
		}
	}
	c.words, c.setOf = append(c.words, int32(p.clip.Words)), append(c.setOf, set)
	if err := c.clips.add(&p.clip); err != nil {
		return err
	}
	c.largestPage = max(c.largestPage, p.weight)
	if level == LevelStory {
		c.features += int64(len(p.features))
		for i := range p.features {
			c.numbers += int64(p.features[i].Flags & word.Number / word.Number)
		}
		c.roundup = append(c.roundup, p.roundup)
		return cmp.Or(c.names.Add(p.mentions), c.stories.Add(story.Doc{Features: p.features, Date: p.clip.Date}), c.namePairs.add(p.pairs))
	}
	return nil
}

// find is the first clip that is wanted; -1 when there is none.
func (c *corpus) find(wanted func(clip.Origin) bool) int32 {
	for id := range int32(len(c.setOf)) {
		if wanted(c.clips.clip(id).Origin) {
			return id
		}
	}
	return -1
}

// loadPaired keeps the sets of some clips, and frees all others.
func (c *corpus) loadPaired(clips []int32, workers int) error {
	wanted := make([]bool, c.sets.Len())
	for _, id := range clips {
		if c.setOf[id] >= 0 {
			wanted[c.setOf[id]] = true
		}
	}
	c.paired = newPairedSets(c.store.Beside(), wanted, c.sizes, workers)
	if err := c.sets.Load(wanted, c.paired.part, c.paired.add); err != nil {
		return err
	}
	c.sets.Drop()
	c.sets, c.sizes = nil, nil
	c.hands.Go(func() { _ = c.store.Close() }) // the system takes its time to free a file
	return nil
}

// twoSets returns the sets of two clips, which are valid until the next call; empty sets
// for clips that were not kept.
func (c *corpus) twoSets(a, b int32) (x, y *shingle.Set) { return c.paired.two(c.setOf[a], c.setOf[b]) }
