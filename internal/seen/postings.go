package seen

// Which clips have a shingle: chains of entries in one array.
//
//	shingle 9f3a..12   bucket = its low bits, tag = its high half
//	buckets[..12] -> 7     entries[7] = {tag 9f3a.., doc 41, next 3} -> entries[3] ..
//
// 16 bytes a shingle of a clip where a map of lists takes 60. A tag and a bucket
// can be those of another shingle, by a chance of 2^-32 a step; so the counts
// choose which clips are compared, and are not the overlap that is reported.
// When the array is full all is built anew, twice as large, from the sets of the
// clips, which spares the low bits of the shingle in the entry.

// postings is the chains. The zero value is empty and full.
type postings struct {
	buckets []uint32 // number of the first entry from 1, 0 for none; a power of two
	entries []posting
	free    uint32 // chain of removed entries
	live    int
}

type posting struct {
	tag, doc, next uint32
}

// leastBuckets is the size of the first array.
const leastBuckets = 1 << 12

// full reports whether n more entries ask for grow.
func (p *postings) full(n int) bool { return p.live+n > len(p.buckets) }

// grow builds the chains anew for the clips, which have size shingles.
func (p *postings) grow(size int, docs []*doc) {
	n := leastBuckets
	for n < size+size/2 {
		n *= 2
	}
	*p = postings{buckets: make([]uint32, n), entries: make([]posting, 0, n)}
	for _, d := range docs {
		p.add(d)
	}
}

func (p *postings) bucket(h uint64) *uint32 { return &p.buckets[h&uint64(len(p.buckets)-1)] }

// add adds the shingles of a clip.
func (p *postings) add(d *doc) {
	for _, h := range d.set.Hashes {
		b := p.bucket(h)
		e := posting{uint32(h >> 32), d.number, *b}
		if p.free != 0 {
			*b = p.free
			p.free = p.entries[*b-1].next
			p.entries[*b-1] = e
		} else {
			p.entries = append(p.entries, e)
			*b = uint32(len(p.entries))
		}
	}
	p.live += d.set.Len()
}

// remove takes the shingles of a clip out.
func (p *postings) remove(d *doc) {
	for _, h := range d.set.Hashes {
		for at := p.bucket(h); *at != 0; {
			e := &p.entries[*at-1]
			if e.doc == d.number && e.tag == uint32(h>>32) {
				number := *at
				*at = e.next
				e.next, p.free = p.free, number
				break
			}
			at = &e.next
		}
	}
	p.live -= d.set.Len()
}

// each calls f with the clips that have a shingle, the newest first.
func (p *postings) each(h uint64, f func(doc uint32)) {
	if len(p.buckets) == 0 {
		return
	}
	for at := *p.bucket(h); at != 0; {
		e := &p.entries[at-1]
		if e.tag == uint32(h>>32) {
			f(e.doc)
		}
		at = e.next
	}
}
