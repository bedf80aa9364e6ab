package compare

import "strings"

// dissolve makes one edit of two that only an island parts. The last block is
// then one without an edit.
func (s *stretch) dissolve() {
	merged := s.blocks[:0]
	for _, b := range s.blocks {
		merged = append(merged, b)
		for len(merged) > 1 {
			last, before := &merged[len(merged)-1], &merged[len(merged)-2]
			if !s.chance(before, last) {
				break
			}
			before.remove += last.keep + last.remove
			before.add += last.keep + last.add
			merged = merged[:len(merged)-1]
		}
	}
	if last := merged[len(merged)-1]; last.remove+last.add > 0 {
		merged = append(merged, block{last.a + last.keep + last.remove, last.b + last.keep + last.add, 0, 0, 0})
	}
	s.blocks = merged
}

// chance says whether what b keeps is an island between the edits of before and b.
func (s *stretch) chance(before, b *block) bool {
	words := 0
	for k := range b.keep {
		if s.x.tokens[s.as[b.a+k]].word {
			if words++; words > island {
				return false
			}
		}
	}
	return 2*size(s.x, s.as[b.a:b.a+b.keep]) <= min(s.edited(before), s.edited(b))
}

// edited is the size of the larger side of an edit.
func (s *stretch) edited(b *block) int {
	a, c := b.a+b.keep, b.b+b.keep
	return max(size(s.x, s.as[a:a+b.remove]), size(s.y, s.bs[c:c+b.add]))
}

// size weighs tokens by their bytes, so that a character that is a word weighs
// more than a letter; a mark weighs 1.
func size(d *document, list []int) (n int) {
	for _, i := range list {
		if t := d.tokens[i]; t.word {
			n += int(t.end - t.start)
		} else {
			n++
		}
	}
	return n
}

// slide moves each edit that is a removal or an addition alone to the best
// place it can have.
func (s *stretch) slide() {
	for i := 0; i+1 < len(s.blocks); i++ {
		b, next := &s.blocks[i], &s.blocks[i+1]
		d, list, n := s.x, s.as, b.remove
		at := b.a + b.keep
		if b.remove == 0 {
			d, list, n, at = s.y, s.bs, b.add, b.b+b.keep
		} else if b.add != 0 {
			continue
		}
		same := func(i, j int) bool { return d.tokens[list[i]].id == d.tokens[list[j]].id }
		left, right := 0, 0
		for left < b.keep && same(at-1-left, at+n-1-left) {
			left++
		}
		for right < next.keep && same(at+right, at+n+right) {
			right++
		}
		best, score := 0, -1
		for by := -left; by <= right; by++ {
			if v := opening(d, list, at+by) + opening(d, list, at+by+n); v > score || v == score && by <= 0 {
				best, score = by, v
			}
		}
		b.keep += best
		next.a, next.b, next.keep = next.a+best, next.b+best, next.keep-best
	}
}

// opening says how well an edit can begin or end before list[i].
func opening(d *document, list []int, i int) int {
	if i == 0 || i == len(list) || d.tokens[list[i]].first {
		return 4
	}
	here, before := d.tokens[list[i]], d.tokens[list[i-1]]
	switch {
	case before.word && here.word:
		return 0
	case before.word || !here.space:
		return 1
	case strings.Contains(".!?…。！？", d.string(before)):
		return 3
	}
	return 2
}
