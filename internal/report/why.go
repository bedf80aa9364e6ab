// The explanation for people: the verdict, then what it stands on.
//
//	same story, in other words: link 0.142 >= 0.040
//
//	A  clips/ridge/rules.txt       282 words  19 Nov 2026
//	   Ship safety rules agreed
//	B  clips/wire/hotline.txt      252 words  20 Nov 2026
//	   Ports prepare for a phone line
//	among 106 clips
//
//	copies
//	  Jaccard     0.000 <  0.500  near
//	  A in B      0.000 <  0.550  contains
//	...
//
// A figure shows as many digits as it takes to stand on the right side of its
// threshold. On a terminal lines are cut to its width, but for names of clips.

package report

import (
	"fmt"
	"io"

	"newsdup/internal/clip"
)

// Layout of an explanation.
const (
	whyPhrases = 5  // shown
	whyTerms   = 8  // shown
	whyItems   = 10 // names or figures of a line
	whyLead    = .3 // containment from which a shared lead is shown
	whyMasked  = .2 // masked containment from which the template guard is shown
	whyText    = 60 // columns of a phrase where there is no terminal
)

// WriteWhy writes an explanation for people.
func WriteWhy(w io.Writer, x *clip.Explanation, o Options) error {
	t := whyWriter{textWriter{o: o}, x}
	t.verdict()
	t.sides()
	t.copies()
	t.story()
	if x.Ground != clip.GroundExact { // else all is shared
		t.phrases()
		t.terms()
		t.evidence()
	}
	t.path()
	t.flips()
	return write(w, t.buf)
}

type whyWriter struct {
	textWriter
	x *clip.Explanation
}

// verdict is the first line.
func (t *whyWriter) verdict() {
	what, style := "not the same story", Style("1;31")
	switch {
	case t.x.Ground == clip.GroundShort:
		what, style = "not compared", "1;33"
	case t.x.Same && copyGround(t.x.Ground):
		what, style = "copies", "1;32"
	case t.x.Same:
		what, style = "same story", "1;32"
	}
	t.paint(style, what)
	t.text(columns(what), "", ": "+t.because())
}

func copyGround(g clip.Ground) bool {
	switch g {
	case clip.GroundExact, clip.GroundNear, clip.GroundChain, clip.GroundContains:
		return true
	}
	return false
}

// because is the ground in words.
func (t *whyWriter) because() string {
	x, c, s := t.x, t.x.Copy, t.x.Story
	switch x.Ground {
	case clip.GroundExact:
		return "the same words once noise is stripped"
	case clip.GroundNear:
		return "one text, edited: Jaccard " + against(c.Jaccard, c.Near)
	case clip.GroundChain:
		return "one text, edited, through " + t.between() + ": Jaccard " + against(c.Jaccard, c.Near)
	case clip.GroundContains:
		inner, outer, in := "A", "B", c.AInB
		if c.BInA >= c.AInB {
			inner, outer, in = "B", "A", c.BInA
		}
		return inner + " stands inside " + outer + ": " + against(in, c.Contains)
	case clip.GroundLink:
		return "in other words, link " + against(s.Link, s.Least())
	case clip.GroundOthers:
		if !s.Judged {
			return "through " + t.between()
		}
		return "through " + t.between() + ", link " + against(s.Link, s.Threshold)
	case clip.GroundHalves:
		return "two halves of one story, evidence " + against(x.Halves.Evidence, x.Halves.Least)
	case clip.GroundShort:
		return tooShort(x)
	case clip.GroundNotSame:
		return "they were said not to be the same; newsdup notsame rm forgets that"
	case clip.GroundForm:
		return "one form with other numbers"
	case clip.GroundRoundup:
		return roundups(x)
	case clip.GroundWindow:
		return "they, or the stories they are in, span more than the window of " + hours(x.Window)
	case clip.GroundApart:
		return "their stories hold two clips of one form, or two said not to be the same"
	case clip.GroundNumbers:
		return "each story agrees on its numbers, days or plain words, and they do not share them"
	case clip.GroundWords:
		return "one is short, and the two stories have too few words in common"
	case clip.GroundCosine:
		return "their link is " + against(s.Link, s.Threshold) + ", but at so low a cosine none is looked for"
	case clip.GroundClusters:
		return "their link is " + against(s.Link, s.Threshold) + ", that of their stories " + against(t.x.Clusters.Score, s.Threshold)
	}
	return "link " + against(s.Link, s.Least())
}

// tooShort says which of the two clips has too few words to be compared.
func tooShort(x *clip.Explanation) string {
	least := max(1, x.MinWords)
	for i, side := range []clip.Side{x.A, x.B} {
		if side.Short && side.Words < least {
			return fmt.Sprintf("%s has too few words: at least %d are wanted, headline included", "AB"[i:i+1], least)
		}
	}
	return "there is no text to compare"
}

// roundups says which of the two clips hold several stories.
func roundups(x *clip.Explanation) string {
	switch {
	case x.RoundupA && x.RoundupB:
		return "both hold clips of several stories, and join none"
	case x.RoundupA:
		return "A holds clips of several stories, and joins none"
	}
	return "B holds clips of several stories, and joins none"
}

// between counts the clips on the way.
func (t *whyWriter) between() string {
	if n := len(t.x.Path) - 1; n > 0 {
		return Count(n, "other clip", "other clips")
	}
	return "others"
}

// sides names the two clips, and what they were judged with.
func (t *whyWriter) sides() {
	t.line()
	sides := []*clip.Side{&t.x.A, &t.x.B}
	name := 0
	for _, s := range sides {
		if n := columns(Escape(s.Origin.String())); n <= maxAligned {
			name = max(name, n)
		}
	}
	for i, s := range sides {
		path := Escape(s.Origin.String())
		t.paint(styleTitle, "AB"[i:i+1])
		t.pad(2)
		t.buf = append(t.buf, path...)
		t.pad(max(0, name-columns(path)) + 2)
		rest := length(s.Words, s.Title)
		if !s.Date.IsZero() {
			rest += "  " + dayOf(s.Date)
		}
		t.paint(styleDim, rest)
		t.line()
		if s.Title != "" {
			t.pad(3)
			t.text(3, "", oneLine(s.Title))
		}
	}
	judged := "judged among " + Count(t.x.Clips, "clip", "clips")
	if t.x.Alone {
		judged = "judged by themselves; a folder can change a story's answer: newsdup why A B PATH..."
	}
	t.text(0, styleDim, judged)
}

// path is the way from the one to the other.
func (t *whyWriter) path() {
	if len(t.x.Path) == 0 {
		return
	}
	t.title("linked through")
	word := 0
	for _, s := range t.x.Path {
		word = max(word, len(s.Relation))
	}
	name := func(o clip.Origin) string {
		if o == t.x.A.Origin || o == t.x.B.Origin {
			return t.label(o)
		}
		return Escape(o.String())
	}
	for _, s := range t.x.Path {
		t.pad(2)
		t.paint(wordStyle(string(s.Relation)), fmt.Sprintf("%-*s", word, string(s.Relation)))
		t.buf = fmt.Appendf(t.buf, "  %.3f  %s to %s\n", s.Score, name(s.From), name(s.To))
	}
}

// flips are the options that would turn the answer.
func (t *whyWriter) flips() {
	t.title("what would change it")
	if len(t.x.Flips) == 0 {
		what := "no threshold: "
		switch {
		case t.x.Ground == clip.GroundExact:
			what += "the words are the same"
		case t.x.Same:
			what += "what ties them does not hang on one"
		default:
			what += "none from 0.01 up makes them one story"
		}
		t.pad(2)
		t.text(2, "", what)
		return
	}
	wide := 0
	for _, f := range t.x.Flips {
		wide = max(wide, len(flipOption(f)))
	}
	for _, f := range t.x.Flips {
		t.pad(2)
		t.paint(Cyan, fmt.Sprintf("%-*s", wide, flipOption(f)))
		t.pad(2)
		t.text(2+wide+2, "", flipped(f))
	}
}

// flipped says what an option would do.
func flipped(f clip.Flip) string {
	switch {
	case f.Option == clip.FlipNear && f.Join:
		return "near copies from here on"
	case f.Option == clip.FlipContains && f.Join:
		return "one contains the other from here on"
	case f.Option == clip.FlipNear:
		return "no longer near copies; containment decides, then the story"
	case f.Option == clip.FlipContains:
		return "neither contains the other; the story decides"
	case f.Option == clip.FlipStory && f.Join:
		return "one story from here on"
	case f.Option == clip.FlipStory && f.Sure:
		return "two stories"
	case f.Option == clip.FlipStory:
		return "two stories, were they no copies"
	case f.Option == clip.FlipWindow:
		return "their dates no longer keep them apart"
	}
	return "long enough to be compared"
}

// title opens a section.
func (t *whyWriter) title(s string) {
	t.line()
	t.paint(styleTitle, s)
	t.line()
}

// text ends a line of which taken columns are written with a text cut to what is left.
func (t *whyWriter) text(taken int, s Style, text string) {
	t.buf = trimBlanks(t.buf, text)
	t.paint(s, t.fit(text, taken))
	t.line()
}

// trimBlanks takes the blanks off the end of a line that ends here.
func trimBlanks(buf []byte, rest string) []byte {
	for rest == "" && len(buf) > 0 && buf[len(buf)-1] == ' ' {
		buf = buf[:len(buf)-1]
	}
	return buf
}

func (t *whyWriter) line() { t.buf = append(t.buf, '\n') }
