package seen

// Which clips have a shingle: chains of entries.
//
//	shingle 9f3a..12   bucket = its low bits, tag = its high half
//	buckets[..12] -> 7     entry 7 = {tag 9f3a.., doc 41, next 3} -> entry 3 ..
//
// 15 to 18 bytes a shingle of a clip where a map of lists takes 60. A tag and a
// bucket can be those of another shingle, by a chance of 2^-32 a step; so the
// counts choose which clips are compared, and are not the overlap that is reported.
// When chains have more than two entries in the mean, all is built anew with
// twice as many buckets from the sets of the clips, which spares the low bits of
// the shingle in the entry.

// postings is the chains. The zero value is empty and full.
type postings struct {
	buckets []uint32    // number of the first entry from 1, 0 for none; a power of two
	chunks  [][]posting // of entries: one array would be copied as it grows
	used    uint32      // entries that were ever used
	free    uint32      // chain of removed entries
	live    int
	heads   []uint32 // scratch
}

type posting struct {
	tag, doc, next uint32
}

const (
	leastBuckets = 1 << 12
	chunkBits    = 14 // 192 kB
)

// full reports whether n more entries ask for grow.
func (p *postings) full(n int) bool { return p.live+n > 2*len(p.buckets) }

// grow builds the chains anew for the clips, which have size shingles.
func (p *postings) grow(size int, docs []*doc) {
	n := leastBuckets
	for n < size {
		n *= 2
	}
	*p = postings{buckets: make([]uint32, n), chunks: p.chunks}
	for _, d := range docs {
		p.add(d)
	}
}

func (p *postings) bucket(h uint64) *uint32 { return &p.buckets[h&uint64(len(p.buckets)-1)] }

// entry is the one of a number, from 1.
func (p *postings) entry(number uint32) *posting {
	return &p.chunks[(number-1)>>chunkBits][(number-1)&(1<<chunkBits-1)]
}

// add adds the shingles of a clip.
func (p *postings) add(d *doc) {
	for _, h := range d.set.Hashes {
		number := p.free
		if number != 0 {
			p.free = p.entry(number).next
		} else {
			if int(p.used>>chunkBits) == len(p.chunks) {
				p.chunks = append(p.chunks, make([]posting, 1<<chunkBits))
			}
			p.used++
			number = p.used
		}
		b := p.bucket(h)
		*p.entry(number) = posting{uint32(h >> 32), d.number, *b}
		*b = number
	}
	p.live += d.set.Len()
}

// remove takes the shingles of a clip out.
func (p *postings) remove(d *doc) {
	for _, h := range d.set.Hashes {
		for at := p.bucket(h); *at != 0; {
			e := p.entry(*at)
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

// each calls f with the clips that have one of the shingles, once for each of
// them. Two loops, for the cache: the loads of the first do not wait for each
// other.
func (p *postings) each(hashes []uint64, f func(doc uint32)) {
	if len(p.buckets) == 0 {
		return
	}
	p.heads = p.heads[:0]
	for _, h := range hashes {
		p.heads = append(p.heads, *p.bucket(h))
	}
	for i, at := range p.heads {
		tag := uint32(hashes[i] >> 32)
		for at != 0 {
			e := p.entry(at)
			if e.tag == tag {
				f(e.doc)
			}
			at = e.next
		}
	}
}
