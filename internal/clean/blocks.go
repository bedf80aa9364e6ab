package clean

// The features that a block of an HTML page has beside those of a unit of text
// (features.go, segment.go): letters in links, tags, what the elements around it
// say. Nothing here looks at what Readability kept. Their weights stand in
// blocks.txt, with those of the others fitted anew: on an HTML page the same
// lines stand in other company.

import (
	_ "embed"
	"math"
	"slices"
	"sync"

	"newsdup/internal/markup"
)

// Features of a block as a member of the body, behind those of any unit.
const (
	blockLinked      = iota // share of letters in links
	blockLinkedProse        // the same, of prose
	blockFurniture          // a cue speaks against it
	blockDescribed          // overlap with the page's description
	blockCue                // each cue
	blockTag         = blockCue + markup.CueCount
	blockMembers     = blockTag + int(markup.TagCount)
)

// Features of the first block.
const (
	blockHeadline       = iota // within 10 blocks behind an h1 with the title
	blockFirstDescribed        // overlap with the page's description
	blockFirsts
)

// Features of the last block.
const (
	blockBoxEnds = iota // the next block stands in another box
	blockLasts
)

// Where the parts of the vector of a block begin, and its length.
const (
	FirstBlockFeature = memberCount + blockMembers
	LastBlockFeature  = FirstBlockFeature + firstCount + blockFirsts
	BlockFeatures     = LastBlockFeature + lastCount + blockLasts
)

// htmlVector holds the features of a block: as a member, as the first, as the
// last of the body.
type htmlVector [BlockFeatures]float64

// blockVector fills the vector of unit i; headline is the last unit before it
// that holds the title in an h1, -1 for none.
func (c *Cleaner) blockVector(out *htmlVector, i int, w *walk, headline int) {
	*out = htmlVector{}
	c.features(&c.vectors, i, w)
	damp, b := c.scene.damp[i], &c.sheet.blocks[i]
	copy(out[:], c.vectors.member[:])
	for k := range memberShapes {
		out[k] *= damp
	}
	m := out[memberCount:FirstBlockFeature]
	m[blockLinked] = float64(b.Linked) * damp
	if c.scene.prose[i] > 0 {
		m[blockLinkedProse] = float64(b.Linked) * damp
	}
	m[blockFurniture] = is(b.Cues.Furniture()) * damp
	m[blockDescribed] = c.sheet.described[i] * damp
	for k := range markup.CueCount {
		if b.Cues>>k&1 != 0 {
			m[blockCue+k] = damp
		}
	}
	m[blockTag+int(b.Tag)] = damp

	f := out[FirstBlockFeature:LastBlockFeature]
	f = f[copy(f, c.vectors.first[:]):]
	f[blockHeadline] = is(headline >= 0 && i-headline < nearHeadline)
	f[blockFirstDescribed] = c.sheet.described[i]
	l := out[LastBlockFeature:]
	l = l[copy(l, c.vectors.last[:]):]
	l[blockBoxEnds] = is(i+1 == len(c.units) || c.sheet.blocks[i+1].Box != b.Box)
}

// nearHeadline is how many blocks behind its headline an article begins at the
// latest: byline, date, share bar and caption stand between.
const nearHeadline = 10

// eachBlock calls f with the vector of each unit, which is f's until it returns.
func (c *Cleaner) eachBlock(f func(i int, v *htmlVector)) {
	w, headline := walk{head: -1}, -1
	for i := range c.units {
		if c.sheet.blocks[i].Cues&markup.CueHeadline != 0 {
			headline = i
		}
		c.blockVector(&c.sheet.vector, i, &w, headline)
		f(i, &c.sheet.vector)
	}
}

// htmlSegment returns the first and the last unit of the best run of blocks. The
// choice among whole runs that dumps get (run.go) is not made: it wants most of
// the page's prose, and here the model is asked where Readability took that from
// the comments.
func (c *Cleaner) htmlSegment() (a, b int) {
	const first, last = FirstBlockFeature, LastBlockFeature
	weights, sum := c.blockWeights, 0.
	best, start, from := math.Inf(-1), math.Inf(-1), 0
	c.eachBlock(func(i int, v *htmlVector) {
		if s := dot(v[first:last], weights[first:last]) - sum; s > start {
			start, from = s, i
		}
		sum += dot(v[:first], weights[:first])
		if s := start + sum + dot(v[last:], weights[last:]); s > best {
			best, a, b = s, from, i
		}
	})
	return a, b
}

//go:embed blocks.txt
var blocksText string

// fittedBlocks is the embedded weights of blocks.
var fittedBlocks = sync.OnceValues(func() ([]float64, error) { return parseValues(blocksText, BlockFeatures) })

// BlocksText is the text of blocks.txt with other values.
func BlocksText(values []float64) string { return withValues(blocksText, values) }

// NewBlockSample measures an HTML page for the fit of the weights of blocks,
// which play no part.
func (c *Cleaner) NewBlockSample(page []byte) *Sample {
	s := &Sample{}
	a, err := markup.Extract(page)
	if err != nil || len(a.Blocks) == 0 {
		return s
	}
	c.build([]byte(a.Text), true)
	c.survey(&a)
	c.eachBlock(func(i int, v *htmlVector) {
		kept := string(c.units[i].text)
		if c.sheet.blocks[i].Cues.Furniture() || c.units[i].rule.has(dropsInside|dropsPart) {
			kept = ""
		}
		s.Vectors, s.Kept = append(s.Vectors, slices.Clone(v[:])), append(s.Kept, kept)
	})
	return s
}
