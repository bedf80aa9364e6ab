package seen

// Which clips have a shingle: a hash table with open addressing. Most shingles belong to one
// clip and take one place.
//
//	shingle 9f3a1c05..   tag = its high half; place = tag × places >> 32
//	places[place..] ->   {9f3a1c05, clip 41}         of one clip, or
//	                     {9f3a1c05, link 7}          of several:
//	                     links[7] = {clip 52, link 3}, links[3] = {clip 41, 0}
//
// Collisions go to the next place, and a place that is freed is filled from behind, so that
// a search may end at the first free one (Knuth, The Art of Computer Programming 3, 6.4,
// algorithms L and R). Places are in the order of tags, so a larger table is made from a
// smaller one in one pass over both, and the ascending shingles of a clip walk through the
// table in one direction.
//
// Half to three quarters of the places are taken: 11 to 16 bytes a shingle, 8 for each
// further clip that has it. Two shingles may have the same tag, by a chance of one in some
// hundreds a lookup when millions are known; so the counts only choose which clips are
// compared, and the reported overlap is counted exactly.
//
// Rejected: buckets with chained entries, which wait for two or three cache misses a shingle
// instead of one: five times the time.

// postings is the table. The zero value is empty.
type postings struct {
	places []posting
	taken  int    // places
	links  []link // from 1; 0 ends a chain
	free   uint32 // chain of unused links
	loaded uint32 // keeps loads that have no other use
}

// posting is the clips that have a shingle.
type posting struct {
	tag uint32 // 0 is a free place
	to  uint32 // number of the clip, or with the bit several the first of the links
}

// link is one of several clips that have a shingle.
type link struct {
	doc, next uint32
}

const (
	leastPlaces = 1 << 10
	several     = 1 << 31
)

// tagOf is never 0.
func tagOf(h uint64) uint32 { return max(1, uint32(h>>32)) }

// home is the place where the search for a tag begins.
func (p *postings) home(tag uint32) int { return int(uint64(tag) * uint64(len(p.places)) >> 32) }

func (p *postings) after(place int) int {
	if place++; place < len(p.places) {
		return place
	}
	return 0
}

// find gives the place of a tag, or the free one where it belongs.
func (p *postings) find(tag uint32) int {
	place := p.home(tag)
	for p.places[place].tag != tag && p.places[place].tag != 0 {
		place = p.after(place)
	}
	return place
}

// meet calls f with the clips that have one of the shingles of a clip, once for
// each of them, and adds the clip, whose number is below several. Two loops, for
// the cache: the loads of the first do not wait for each other.
func (p *postings) meet(number uint32, hashes []uint64, f func(doc uint32)) {
	if need := p.taken + len(hashes); need > len(p.places)/4*3 {
		p.grow(max(leastPlaces, need*2))
	}
	for _, h := range hashes {
		p.loaded += p.places[p.home(tagOf(h))].tag
	}
	for _, h := range hashes {
		tag := tagOf(h)
		at := &p.places[p.find(tag)]
		if at.tag == 0 {
			*at = posting{tag, number}
			p.taken++
			continue
		}
		if at.to&several == 0 {
			at.to = several | p.link(at.to, 0)
		}
		first := at.to &^ several
		for n := first; n != 0; n = p.links[n].next {
			if doc := p.links[n].doc; doc != number { // of two shingles of one tag
				f(doc)
			}
		}
		at.to = several | p.link(number, first)
	}
}

// link makes a link.
func (p *postings) link(doc, next uint32) (n uint32) {
	if n = p.free; n != 0 {
		p.free = p.links[n].next
		p.links[n] = link{doc, next}
		return n
	}
	if len(p.links) == 0 {
		p.links = append(p.links, link{})
	}
	p.links = append(p.links, link{doc, next})
	return uint32(len(p.links) - 1)
}

// grow makes a table of n places.
func (p *postings) grow(n int) {
	old := p.places
	p.places = make([]posting, n)
	for _, at := range old {
		if at.tag != 0 {
			p.places[p.find(at.tag)] = at
		}
	}
}

// remove takes the shingles of a clip out.
func (p *postings) remove(number uint32, hashes []uint64) {
	for _, h := range hashes {
		place := p.find(tagOf(h))
		at := &p.places[place]
		if at.to&several == 0 {
			p.vacate(place)
			continue
		}
		first := at.to &^ several
		last, n := uint32(0), first
		for p.links[n].doc != number {
			last, n = n, p.links[n].next
		}
		if last == 0 {
			first = p.links[n].next
		} else {
			p.links[last].next = p.links[n].next
		}
		p.unlink(n)
		if at.to = several | first; p.links[first].next == 0 {
			at.to = p.links[first].doc
			p.unlink(first)
		}
	}
}

// unlink gives a link up.
func (p *postings) unlink(n uint32) { p.links[n].next, p.free = p.free, n }

// vacate frees a place, and fills it with the next that may stand there.
func (p *postings) vacate(place int) {
	p.taken--
	for next := p.after(place); p.places[next].tag != 0; next = p.after(next) {
		if p.distance(p.home(p.places[next].tag), next) >= p.distance(place, next) {
			p.places[place] = p.places[next]
			place = next
		}
	}
	p.places[place] = posting{}
}

// distance is the steps from one place to another.
func (p *postings) distance(from, to int) int {
	if to -= from; to < 0 {
		to += len(p.places)
	}
	return to
}
