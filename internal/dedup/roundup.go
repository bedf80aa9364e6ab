package dedup

import (
	"math/bits"
	"strings"

	"newsdup/internal/entity"
	"newsdup/internal/word"
)

// Round-ups told by their structure: a page of items that have nothing in common.
//
// An article comes back to its subject: of two passages far apart, most share a
// word of it. The items of a round-up share next to none. So a clip is cut into
// at most 48 passages of 40 words and more, and of the pairs of passages at
// least a third of the clip apart the share is taken that have a topical word in
// common, one that is less than 4e-4 of the language (Hearst 1997 compares
// passages to find where a topic ends; here none goes on).
//
//	p1 Felix dockers | p2 dockers pay | p3 Oslo rates | p4 rates | p5 Lima quake | p6 quake
//	apart by two and more: p1-p3 .. p1-p6, p2-p4 .. p4-p6    0 of 10 share a word
//
// Below .15 it is a round-up. Of the 480 long pages of three labelled sets none
// is, the least has .25; of 1,604 in a mixed folder one. Of pages made of the
// first 60 to 120 words of six clips half are, where the clips are of many
// beats; of one beat (basil) one in ten. Clips that are too short, or in a
// language whose common words are not known, are never told so.
//
// Rejected: names alone, which some articles say but once (0 to .05 for dozens);
// words rarer than 1e-4 (the least labelled page has .14).
//
// A live blog tells of one affair and is told by its headline.

const (
	passageWords  = 40
	mostPassages  = 48 // bits of a set
	leastPassages = 8
	topical       = 4e-4
	scattered     = 0.15
	tableStems    = 2048
)

// roundups finds round-ups and live blogs; of one goroutine.
type roundups struct {
	table [tableStems]recurring // open addressing by stem, at most half full: a map costs 3 % of a run
}

// recurring is a stem with the passages that have it.
type recurring struct{ stem, in uint64 }

// at is the place of a stem, which is free when it is not there.
func (r *roundups) at(stem uint64) *recurring {
	for k := stem; ; k++ {
		if x := &r.table[k%tableStems]; x.in == 0 || x.stem == stem {
			return x
		}
	}
}

// is reports whether a clip is a round-up or a live blog.
func (r *roundups) is(title string, tokens []word.Token, tables *entity.Tables) bool {
	n := min(mostPassages, len(tokens)/passageWords)
	return n >= leastPassages && (isLive(title) || r.recurrence(tokens, n, tables.Background) < scattered)
}

// recurrence is the share of far pairs of n passages that have a topical word in common.
func (r *roundups) recurrence(tokens []word.Token, n int, background func(stem uint64) float32) float64 {
	clear(r.table[:])
	stems := 0
	for i := range tokens {
		t := &tokens[i]
		if t.Stem == 0 || t.Flags&(word.Number|word.Calendar) != 0 {
			continue
		}
		x := r.at(t.Stem)
		if x.in == 0 {
			if stems == tableStems/2 {
				continue // of a clip that long the stems met first tell
			}
			x.stem = t.Stem
			stems++
		}
		x.in |= 1 << (i * n / len(tokens))
	}
	var meets [mostPassages]uint64 // by passage: those that share a word with it
	for i := range r.table {
		set := r.table[i].in
		if bits.OnesCount64(set) < 2 || background(r.table[i].stem) > topical {
			continue
		}
		for s := set; s != 0; s &= s - 1 {
			meets[bits.TrailingZeros64(s)] |= set
		}
	}
	far, shared := 0, 0
	for p := range n {
		for q := p + (n+2)/3; q < n; q++ {
			far++
			shared += int(meets[p] >> q & 1)
		}
	}
	return float64(shared) / float64(far)
}

// liveTitles are what headlines of live blogs say, in lower case.
var liveTitles = [...]string{
	"live updates", "live blog", "liveblog", "as it happened", "minute by minute", "liveticker", "live-ticker",
	"minuto a minuto", "en direct :", "en direct -", "текстовая трансляция",
}

func isLive(title string) bool {
	title = strings.ToLower(title)
	for _, s := range liveTitles {
		if strings.Contains(title, s) {
			return true
		}
	}
	return false
}
