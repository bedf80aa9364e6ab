package clean

import "testing"

// TestBoilerplate has what stands below releases and articles.
func TestBoilerplate(t *testing.T) {
	const (
		text = "Harbour Company has bought a lock from the city of Port Anna, it said on Monday.\nThe lock will be rebuilt by 2027, and ships of 200 metres will pass it, said Jane Holt."
		self = "Harbour Company runs nine locks in four countries and has been owned by its crews since 1951."
		time = "Nobody has counted the years that the crews had asked for a lock, and nobody ever will."
	)
	for _, c := range []struct{ name, below, kept string }{
		{"of a company", "About Harbour Company\n" + self + "\nMedia Contact:\nAnn Marten\n+47 555 0199", ""},
		{"contacts alone", "Pressekontakt:\nAnna Märten\nHafenamt, Kai 3", ""},
		{"a statement", "Forward-Looking Statements\n" + time, ""},
		{"of the author", "About the author\nAnn Marten has walked along all the quays of the north, and swum from most.", ""},
		{"of the author, in two lines", "Sobre\nAnn Holt\nWhen she is not at sea, Ann Holt teaches history to the children of the crews.", ""},
		{"a sub-head and a name", "Harbour\nAnn Holt\nWhen she is not at sea, Ann Holt teaches history to the children of the crews.",
			"Harbour\nAnn Holt\nWhen she is not at sea, Ann Holt teaches history to the children of the crews."},
		{"a name that is not below", "Über\nAnn Holt\n" + time, "Über\nAnn Holt\n" + time},
		{"a sub-head that reads like one", "About Time\n" + time, time},
		{"a sub-head of what is below", "About Harbour Fees\nHarbour fees have doubled since 1951, and nobody has said why.", "Harbour fees have doubled since 1951, and nobody has said why."},
		{"of a company and its form", "About Harbour Company Holding\n" + self, ""},
		{"a sub-head that asks", "Who we are\n" + time, time},
		{"a sub-head of a place to be safe in", "Safe Harbor\n" + time, "Safe Harbor\n" + time},
		{"the byline again", "Ann Marten", ""},
		{"buttons to share it", "Share this article: Facebook Twitter WhatsApp Email", ""},
		{"buttons of a comment", "Like · Reply · 3h", ""},
		{"a note on a transcript", "Transcripts are created on a rush deadline by a contractor. This text may be revised.", ""},
		{"a note on who edited it", "(This story has not been edited by Harbour Post staff and is published from a feed.)", ""},
		{"an offer", "$1 a week for a year. Cancel anytime.", ""},
		{"a legal note", "This press release contains forward-looking statements within the meaning of the law.", ""},
		{"a writer of books", "Ann Marten is the author of three novels.", ""},
		{"a staff writer", "Joe Quill is a staff writer. His book, “Small Boats,” was published in 2023.", ""},
		{"a question of another story", "Related stories\nWho will pay for the new crane of the harbour this time?\nTen ports to see", ""},
	} {
		want := text
		if c.kept != "" {
			want += "\n" + c.kept
		}
		got := cleanText(Options{}, "Harbour Company buys a lock\nBy Ann Marten\nMay 3, 2024\n"+text+"\n"+c.below)
		if got.Body != want || got.Byline != "Ann Marten" {
			t.Errorf("%s: byline %q\n%s\nwant\n%s", c.name, got.Byline, got.Body, want)
		}
	}
	// At the top of a page such a heading ends nothing.
	page := "Harbour Company buys a lock\nAbout Harbour Company\n" + self + "\n" + text
	if got := cleanText(Options{}, page); got.Body != self+"\n"+text && got.Body != "About Harbour Company\n"+self+"\n"+text {
		t.Errorf("at the top:\n%s", got.Body)
	}
}
