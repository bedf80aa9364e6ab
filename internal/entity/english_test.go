package entity

import (
	"strings"
	"testing"
)

// TestEnglishStem: the forms of one word have one stem, and no two rows have the same.
func TestEnglishStem(t *testing.T) {
	rows := []string{
		// Plurals and verbs.
		"tax taxes taxed taxing", "tap taps tapped tapping", "tape tapes taped taping", "box boxes boxed", "church churches", "hero heroes",
		"story stories", "lie lies lied lying", "die dies died dying", "sue sues sued suing", "use uses used using", "try tries tried trying",
		"agree agrees agreed agreeing", "free frees", "speed speeds", "need needs", "proceed proceeds proceeding", "being", "king kings",
		"vote votes voted voting", "plan plans planned planning", "plane planes", "file files filed filing", "fill fills filled filling",
		"call calls called calling", "control controls controlled controlling", "travel travels travelled traveled travelling traveling",
		"urge urges urged urging", "ease eases eased easing", "repeat repeats repeated repeating repeatedly", "add adds added adding",
		"pass passes passed passing", "bus buses", "gas gases", "virus viruses", "loss losses", "miss misses missed missing",
		// Derivations.
		"investigate investigates investigated investigating investigation investigations", "elect elects elected electing election elections",
		"organise organised organising organisation organisations organize organized organization", "inform informed information",
		"accuse accuses accused accusing accusation accusations", "invest invests invested investing investment investments",
		"implement implements implemented implementing implementation", "comment comments commented commenting", "final finally",
		"possible possibly", "temporary temporarily", "celebrate celebrated celebration celebrations", "donate donated donation donations",
		"assess assessment assessed", "recent recently",
		// Plurals in -is.
		"tsunami tsunamis", "taxi taxis", "nazi nazis", "rabbi rabbis", "crisis", "basis", "tennis", "analysis",
		// What looks like one.
		"state states stated", "statement statements", "station stations", "mission missions", "bill bills", "billion billions", "port ports",
		"portion portions", "like likes", "likely", "ear ears", "early", "apart", "apartment apartments", "public", "publication", "famili family families",
		"pool pools pooled", "poll polls polled", "god gods", "good goods", "soon", "son sons", "feel feels feeling", "fell", "late", "later",
		// British and American.
		"colour colours coloured color colored", "neighbour neighbours neighbor neighboring", "neighbourhood neighborhoods", "favourite favorite",
		"centre centres centred center centered", "theatre theaters", "defence defense", "licence licensed", "dialogue dialog", "catalogue cataloging",
		"hour hours", "four", "court courts", "cheque cheques check checks", "tyre tires", "enquiries inquiry", "programmes program", "judgement judgment",
		"analyse analysed analyze analyzing", "paralysed paralyzed",
	}
	seen := map[string]string{}
	for _, row := range rows {
		words := strings.Fields(row)
		want := stem(words[0])
		for _, w := range words[1:] {
			if got := stem(w); got != want {
				t.Errorf("the stem of %q is %q, that of %q %q", w, got, words[0], want)
			}
		}
		if other, ok := seen[want]; ok {
			t.Errorf("%q and %q have the stem %q", words[0], other, want)
		}
		seen[want] = words[0]
	}
}

// FuzzEnglishStem: every word has a stem, which is no longer than it by more than an e.
func FuzzEnglishStem(f *testing.F) {
	for _, w := range []string{"", "ing", "eed", "ated", "yyed", "ation", "atement", "uing", "leed", "our", "tre"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		w = strings.Map(func(c rune) rune { return 'a' + (c&0x7fffffff)%26 }, w)
		if s := stem(w); len(s) > len(w)+1 || s == "" && w != "" {
			t.Errorf("the stem of %q is %q", w, s)
		}
	})
}
