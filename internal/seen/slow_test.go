package seen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/copies"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
)

// stream is clips with copies, cuts, longer versions and forms of earlier ones.
func stream(seed uint64, n int) []Text {
	r := rand.New(rand.NewPCG(seed, 1))
	stock := make([]string, 300)
	for i := range stock {
		stock[i] = fmt.Sprint("w", i)
	}
	fresh := func(n int) []string {
		words := make([]string, n)
		for i := range words {
			words[i] = stock[r.IntN(len(stock))]
			if r.IntN(12) == 0 {
				words[i] = fmt.Sprint(r.IntN(90))
			}
		}
		return words
	}
	footer := fresh(30)
	var all [][]string
	var texts []Text
	for i := range n {
		words := append(fresh(30+r.IntN(150)), footer...)
		if i > 0 && r.IntN(3) > 0 {
			old := all[r.IntN(i)]
			words = append([]string{}, old...)
			switch r.IntN(5) {
			case 0: // as it is
			case 1: // edited
				for range 1 + r.IntN(len(words)/8) {
					words[r.IntN(len(words))] = "edit"
				}
			case 2: // cut
				words = words[:len(words)/2+1]
			case 3: // longer
				words = append(words, fresh(20+r.IntN(200))...)
			case 4: // other numbers
				for i, w := range words {
					if w[0] >= '0' && w[0] <= '9' {
						words[i] = fmt.Sprint(100 + r.IntN(900))
					}
				}
			}
		}
		all = append(all, words)
		texts = append(texts, textOf(fmt.Sprint(i), words))
	}
	return texts
}

// slow is an index of copies that compares all pairs, as the package comment has it.
func slow(texts []Text, remember int) (said []string) {
	type known struct {
		*Text
		of, copies int
	}
	var docs []known
	t := copies.Thresholds{}.WithDefaults()
	for i := range texts {
		x := known{&texts[i], i, i}
		verdict, best, exact := "first", 0.0, false
		inside, insideBest := "", 0.0
		for _, d := range docs {
			if d.Sequence == x.Sequence {
				verdict, exact = fmt.Sprintf("exact %s of %d", d.Name.ID, d.of), true
				break
			}
			p := copies.Compare(&x.Set, &d.Set, t)
			switch inner, _ := p.Inside(); {
			case p.Relation == clip.Near && p.Jaccard > best:
				first := &texts[d.copies]
				gone := true
				for _, k := range docs {
					gone = gone && k.Text != first
				}
				n := shingle.Overlap(x.Set.Hashes, first.Set.Hashes)
				if gone || join.Containment(n, min(x.Set.Len(), first.Set.Len())) >= t.Together || first == d.Text {
					best, verdict = p.Jaccard, fmt.Sprintf("near %s of %d", d.Name.ID, d.of)
					x.of, x.copies = d.of, d.copies
				}
			case p.Relation == clip.Contains && inner == 0 && p.Containment() > insideBest:
				insideBest, inside = p.Containment(), fmt.Sprintf("contains %s of %d", d.Name.ID, d.of)
				if best == 0 {
					x.of = d.of
				}
			}
		}
		if verdict == "first" && inside != "" {
			verdict = inside
		}
		said = append(said, verdict)
		if !exact {
			if docs = append(docs, x); len(docs) > remember {
				docs = docs[1:]
			}
		}
	}
	return said
}

// TestSlow compares the index of copies with all pairs.
func TestSlow(t *testing.T) {
	kinds := map[string]int{}
	for seed := range uint64(8) {
		texts := stream(seed, 120)
		for _, remember := range []int{1, 20, 1000} {
			want := slow(texts, remember)
			x := index(false, remember)
			for i := range texts {
				got := say(x.See(&texts[i]))
				if got != want[i] {
					t.Fatalf("seed %d, remember %d, clip %d: %s, want %s", seed, remember, i, got, want[i])
				}
				kind, _, _ := strings.Cut(got, " ")
				kinds[kind]++
			}
			if x.Len() > remember {
				t.Errorf("%d clips known, want %d", x.Len(), remember)
			}
		}
	}
	for _, kind := range []string{"first", "exact", "near", "contains"} {
		if kinds[kind] < 50 {
			t.Errorf("%d verdicts are %s: the streams show too little", kinds[kind], kind)
		}
	}
}
