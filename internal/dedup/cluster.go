package dedup

import (
	"cmp"
	"context"
	"sync/atomic"

	"newsdup/internal/crew"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/story"
)

// clustering is the stories of a run, with the selection of texts that they were found
// from.
type clustering struct {
	*story.Result
	*selection
	nameStems map[uint64]uint64 // the stem of the last word of a name -> the stem that stands for its spellings
}

// featureOf is the feature that a token with this stem counts as; 0 for a stop word.
func (cl *clustering) featureOf(stem uint64) uint64 {
	if s, ok := cl.nameStems[stem]; ok {
		return s
	}
	return stem
}

// compareClips finds the copies (relate). At story level it also unites the spellings of
// names, in the background, because neither step needs the other. With a budget that waits
// for cluster, so that the memory of both is not needed at once.
func compareClips(ctx context.Context, o *Options, c *corpus, tables *entity.Tables, asked ...int32) (*group.Input, error) {
	var hands crew.Crew
	var failed error
	if o.Level == LevelStory && o.Budget == 0 {
		o.inBackground(&hands, func() { failed = c.uniteNames(tables) })
	}
	in, err := relate(ctx, o, c, asked...)
	hands.Wait()
	return in, cmp.Or(err, failed)
}

// uniteNames makes the spellings of the last word of one name one feature. It does so once,
// however often it is called.
func (c *corpus) uniteNames(tables *entity.Tables) (err error) {
	if c.namesUnited || !tables.KnowsNames() {
		return nil
	}
	c.namesUnited = true
	if c.nameStems, err = c.names.Stems(tables); err != nil {
		return err
	}
	c.closeNames() // a tenth of what a run holds
	c.stories.Unite(c.nameStems)
	return nil
}

// cluster finds the stories of the selected texts and writes them into in.
func cluster(ctx context.Context, o *Options, c *corpus, in *group.Input, tables *entity.Tables, explain bool) (*clustering, error) {
	s := selectTexts(c, in)
	if err := c.uniteNames(tables); err != nil {
		return nil, err
	}
	result, err := c.stories.Cluster(ctx, s.docs, s.variants, tables.Background,
		story.Options{Threshold: o.Story, Abroad: tables.Abroad, Window: o.Window, Apart: s.apartDocs(), Explain: explain, Room: c.room(o), Workers: o.workers()})
	if err != nil {
		return nil, err
	}
	c.result = result
	o.Progress.count("texts", len(s.docs))
	o.Progress.count("candidates", result.Candidates)
	o.Progress.count("links", result.Linked)
	s.labelPages(result.Labels, c.roundup)
	return &clustering{result, s, c.nameStems}, nil
}

// newQuantity returns a function that says what numbers count, for one goroutine. It
// remembers the answers, because most numbers are asked for more than once.
func newQuantity(tables *entity.Tables) story.Quantity {
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

// developments gives the development of each first clip within its story.
func (cl *clustering) developments(in *group.Input, tables *entity.Tables) []int32 {
	byDoc := make([]int32, len(cl.docs))
	var next atomic.Int64
	var hands crew.Crew
	for range in.Workers {
		hands.Go(func() {
			quantity := newQuantity(tables)
			for label := next.Add(1) - 1; label < int64(len(cl.Labels)); label = next.Add(1) - 1 {
				docs := cl.Members(int(label))
				for i, n := range cl.Developments(docs, quantity) {
					byDoc[docs[i]] = int32(n)
				}
			}
		})
	}
	hands.Wait()
	develop := make([]int32, len(in.Class))
	for _, id := range cl.firsts {
		at := cl.comparedFor(id)
		if inner := cl.items[at]; len(inner) > 0 { // a round-up of one story
			at = cl.comparedFor(inner[0])
		}
		if cl.items[at] == nil {
			develop[id] = byDoc[cl.row[at]]
		}
	}
	return develop
}
