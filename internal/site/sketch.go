package site

// A text is known by a sketch: of the hashes of its windows of five words the
// smallest 64 (Broder: On the resemblance and containment of documents, 1997;
// a bottom-k sketch). Of the 64 smallest of two sketches together the share
// that stands in both is about the Jaccard of the texts:
//
//	a  1 4 6 9        smallest four of both   1 3 4 6
//	b  1 3 6 8        in both                 1     6     Jaccard about .5
//
// Whole lines were rejected: one edited word or one paragraph cut in two makes
// another line.

import "slices"

const (
	window      = 5  // words
	sketchSize  = 64 // the error of the Jaccard is .06
	sameJaccard = .4 // of versions of one article; different ones share at most what the site says below each
)

// Sketch is the sketch of a text of words, given by their hashes; nil when it
// has fewer than five. words is overwritten.
func Sketch(words []uint64) []uint64 {
	n := len(words) - window + 1
	if n <= 0 {
		return nil
	}
	for i := range n {
		h := words[i]
		for _, w := range words[i+1 : i+window] {
			h = mix(h, w)
		}
		words[i] = mix(h, window) // in place: windows to come begin behind it
	}
	windows := words[:n]
	// About twice as many as are wanted lie below the bound: few are sorted.
	if n > 4*sketchSize {
		bound := ^uint64(0) / uint64(n) * (2 * sketchSize)
		low := windows[:0:0]
		for _, h := range windows {
			if h < bound {
				low = append(low, h)
			}
		}
		if len(low) >= sketchSize {
			if s := smallest(low); len(s) == sketchSize {
				return s
			}
		}
	}
	return smallest(windows)
}

// smallest is the sorted copy of the smallest values, each once.
func smallest(hashes []uint64) []uint64 {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return slices.Clone(hashes[:min(len(hashes), sketchSize)])
}

// sameText reports whether two sketches are of versions of one article.
func sameText(a, b []uint64) bool {
	seen, both := 0, 0
	for i, j := 0, 0; seen < sketchSize && (i < len(a) || j < len(b)); seen++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return seen > 0 && float64(both) >= sameJaccard*float64(seen)
}
