package clean

import "bytes"

// An article may begin or end with a sentence of a few words, which the segment model
// takes for a line of a menu:
//
//	By Ann Marten, 3 May 2024
//	It will stay.                                   four words, but a full stop
//	The council voted on Monday to repair the ...   first unit of the segment
//	...
//	"That is all we know," she said.                last unit of the segment
//	He was 84.
//	Share this article
//
// Among 181 labelled dumps such a line stands beside the segment on five pages, and on three
// of them it is the article's. Lines that end in a question mark or an ellipsis are not
// taken: next to a segment they are headlines of other pages.

// mostEdge bounds the sentences that are taken in at each end.
const mostEdge = 2

// takeEdges widens the segment by short sentences that stand directly beside its prose.
func (c *Cleaner) takeEdges(a, b int) (int, int) {
	for n := 0; n < mostEdge && a > 0 && c.edge(a-1) && (n > 0 || c.scene.prose[a] > 0); n++ {
		a--
	}
	for n := 0; n < mostEdge && b+1 < len(c.units) && c.edge(b+1) && (n > 0 || c.scene.prose[b] > 0); n++ {
		b++
	}
	return a, b
}

// edge reports whether unit i is a short sentence that no rule names and that stands only
// once on the page.
func (c *Cleaner) edge(i int) bool {
	u, s := &c.units[i], &c.shapes[i]
	if u.rule != nil || u.end != endSentence || s.repeats || s.title >= titleRepeats {
		return false
	}
	text := bytes.TrimRight(u.text, "\"'”’»)」 ")
	return !bytes.HasSuffix(text, []byte("?")) && !bytes.HasSuffix(text, []byte("？")) && !bytes.HasSuffix(text, []byte("؟"))
}
