package clean

import (
	"fmt"
	"strings"
	"testing"
)

// wrapped breaks the lines of text at width, with so many blanks before each.
func wrapped(text string, width, indent int) string {
	var out []string
	for l := range strings.SplitSeq(text, "\n") {
		line := strings.Repeat(" ", indent)
		for _, w := range strings.Fields(l) {
			if len(line) > indent {
				if len([]rune(line))+1+len([]rune(w)) > width {
					out = append(out, line)
					line = strings.Repeat(" ", indent)
				} else {
					line += " "
				}
			}
			line += w
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return strings.Join(out, "\n")
}

const wrapArticle = `The old gate of Port Anna was opened again on Monday after nine years. Harbour Master Jane Holt turned the wheel at noon, and the crew of the Lodestar were the first through it.

"We waited for this," said Captain Tom Reed. Nobody of the North Quay Company was there. It had wanted a wall.

Ships of up to forty metres may pass from Tuesday on. Those of the ferry line go first, at six, and then the boats of the fishermen, who have asked for a gate of their own since the flood of the year before last.

The council will look at the tolls in May. Mrs Holt said that they would be low.`

// TestWrapped: an article is read off its broken lines as it was, at any width.
func TestWrapped(t *testing.T) {
	for _, width := range []int{48, 60, 65, 72, 79, 100} {
		for _, indent := range []int{0, 3} {
			c := New(Options{})
			c.build([]byte(wrapped(wrapArticle, width, indent)), false)
			var got []string
			for i := range c.units {
				got = append(got, string(c.units[i].text))
			}
			if want := strings.ReplaceAll(wrapArticle, "\n\n", "\n"); strings.Join(got, "\n") != want {
				t.Errorf("width %d, indent %d: taken for %d: %q", width, indent, c.wrapped, got)
			}
		}
	}
}

// TestNotWrapped: lines that are whole, whatever their lengths.
func TestNotWrapped(t *testing.T) {
	verse := strings.Repeat("The gate is open and the ships come in again\nAnd nobody is there to see it but the men\nWho waited for the tide and for the rain to end\nAnd sang of home to those they would not see again\n", 4)
	table := strings.Repeat("Port Anna Rovers 3 - 2 Lindholm Athletic (after time)\nLower Harbour 11 - 10 Upper Harbour (penalties)\n", 8)
	headlines := strings.Repeat("Crew of the ferry goes home after nine days at sea\nWall falls on the quay, nobody hurt\nWho pays for the new crane of the harbour?\nnobody\n", 4)
	var results strings.Builder
	for i := range 12 {
		fmt.Fprintf(&results, "%d Anna Marten of the Lower Harbour Runners 2:%d:07\n", 10+i, 11+i)
	}
	menu := strings.Repeat("soup of the green peas of the old garden wall\nfish from the bay with bread and butter\ncake of the almonds that nobody had bought\nbeer of the house\nand coffee of the ships that came by night\n", 6)
	japanese := strings.Repeat("港の古い門が九年ぶりに開いた。船が次々と入ってきた。港長は喜んだ。\n町の人々は岸壁に集まり、最初の船に手を振った。夜には花火が上がった。\n", 6)
	for _, page := range []string{wrapArticle, verse, table, headlines, results.String(), menu, japanese, dump(dumpArticle), strings.Repeat("a b c d\n", 20), strings.Repeat("x", 4000)} {
		c := New(Options{})
		if c.build([]byte(page), false); c.wrapped > 0 {
			t.Errorf("taken for wrapped at %d: %q", c.wrapped, page)
		}
	}
}
