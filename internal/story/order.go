package story

// The order in which docs take their turn.
//
// A doc asks for the rows of 100 others. In the order of the folder the next one
// asks for others, and of 100,000 docs each row comes from memory anew. Where
// docs of one beat follow each other they ask for the same rows and meet the same
// columns, and both are in the cache: a fifth less time. So a doc is followed by those
// of its surroundings that have no place yet, 255 of them (63: 2 % slower):
//
//	doc 0, near it 7 3 9     doc 1, near it 3 4     0 7 3 9 1 4 2 ..
//
// Nothing but time follows from the order. Rejected: by the commonest of a doc's
// heavy features (a sixth of the gain); whole beats, of which each such doc is of that of
// the first around it (2 to 4 % less in the first turn alone); rows of one block
// multiplied at once, by an index of the block (of beats that have more docs than
// candidates, three in four rows are asked for by less than six of 64 docs).

// surroundings is how many docs follow one.
const surroundings = 255

// order puts docs in order for their turn. It takes a search for some of them.
func (f *finder) order(docs []int32) []int32 {
	if f.docs() <= f.caps.all || f.away != nil { // of rows in a file, large blocks ask for nearly all
		return docs
	}
	w := f.newSearcher(f.dates)
	around := reach{0, w.firstHeaviest, int(w.postings), surroundings}
	return f.inOrder(docs, func(i int, out []int32) []int32 { return appendDocs(out, w.search(i, around)) })
}

// inOrder gives the docs, one without a place followed by those of them around it.
func (f *finder) inOrder(docs []int32, around func(i int, out []int32) []int32) []int32 {
	order := make([]int32, 0, len(docs))
	wanted := make([]bool, f.docs()) // and has no place
	for _, i := range docs {
		wanted[i] = true
	}
	var next []int32
	for _, i := range docs {
		if !wanted[i] {
			continue
		}
		next = around(int(i), append(next[:0], i))
		for _, j := range next {
			if wanted[j] {
				wanted[j] = false
				order = append(order, j)
			}
		}
	}
	return order
}
