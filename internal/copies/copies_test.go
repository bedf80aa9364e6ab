package copies

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/join"
	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// tokens makes tokens of a text: words with a digit are numerals, Monday and
// Friday calendar words.
func tokens(text string) []word.Token {
	var ts []word.Token
	for i, w := range strings.Fields(text) {
		t := word.Token{Exact: word.HashString(strings.ToLower(w)), Pos: uint32(i)}
		switch {
		case strings.ContainsAny(w, "0123456789"):
			t.Flags = word.Numeral
		case w == "Monday" || w == "Friday":
			t.Flags = word.Calendar
		}
		ts = append(ts, t)
	}
	return ts
}

func set(text string) *shingle.Set {
	var b shingle.Builder
	s := b.Tokens(tokens(text))
	return &s
}

// Texts of our own.
const (
	tram = `The first trams ran over the new bridge at dawn, five years after the old one was closed and two after
the city said it would be ready. A crowd of a few hundred waited in the dark, some of them with tickets from the
last day of the old line, and cheered when the driver rang the bell. The mayor, who had promised the bridge in two
campaigns, rode in the second car and talked to nobody. Engineers will watch the piers through the winter, and until
spring no more than one tram may cross at a time. Traders on the far bank said that they had lost a third of their
customers in those years and did not expect them back before summer. A night service is planned, but drivers say that
nobody has asked them, and that the depot has no room for the cars it would need.`
	orchard = `Pickers in the orchards above the lake are paid by the crate, and this year the crates are light. A late
frost took the blossom on the lower slopes, hail did the rest in June, and growers who had hired early now have more
hands than apples. Some let them go with a week of wages. Others moved them to the vines, where the work is harder and
the season long. The cooperative wants the district to pay for nets against hail, which it calls cheaper than another
year like this one. The district answers that nets spoil the view for which visitors come.`
	notice = `The Lower Valley water board announced on Monday that the level of the main reservoir stood at 412 million
litres, more than half of what it can hold, after a fortnight without any rain worth the name in the hills. Households
used 31 million litres in the week and farms nearly as much, while industry on the canal took about what it always takes.
The board expects the level to fall further before the autumn, to 389 million litres or thereabouts, and will lift the ban
on hoses when the reservoir is three quarters full again. Until then gardens may be watered from cans after sunset.`
	notice2 = `The Lower Valley water board announced on Friday that the level of the main reservoir stood at 377 million
litres, more than half of what it can hold, after a fortnight without any rain worth the name in the hills. Households
used 33 million litres in the week and farms nearly as much, while industry on the canal took about what it always takes.
The board expects the level to fall further before the autumn, to 340 million litres or thereabouts, and will lift the ban
on hoses when the reservoir is three quarters full again. Until then gardens may be watered from cans after sunset.`
)

// head is the first n words of a text.
func head(text string, n int) string { return strings.Join(strings.Fields(text)[:n], " ") }

// tail is the last n words of a text.
func tail(text string, n int) string {
	ws := strings.Fields(text)
	return strings.Join(ws[len(ws)-n:], " ")
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b string
		want clip.Relation
	}{
		{"same words", tram, tram, clip.Near},
		{"another text", tram, orchard, ""},
		{"one word changed", tram, strings.Replace(tram, "dawn,", "sunrise,", 1), clip.Near},
		{"scattered edits", tram, strings.NewReplacer("few hundred", "large number", "campaigns,", "elections,", "winter,", "cold", "third", "quarter").Replace(tram), clip.Near},
		{"cut to its first half", tram, head(tram, 65), clip.Contains},
		{"standing in a longer page", orchard, tram + " " + orchard + " " + notice, clip.Contains},
		{"a third shared both ways", tram, head(tram, 60) + " " + orchard, ""},
		{"a template in other numbers", notice, notice2, clip.Form},
		{"a copy with one clock changed", tram + " updated 10:45", tram + " updated 17:20", clip.Near},
		{"a template in one other number", notice + " " + orchard, strings.Replace(notice, "412", "413", 1) + " " + orchard, clip.Near},
		{"a brief of 30 shingles in its report", tram, head(tram, 34), ""},
		{"a brief with one word changed", head(orchard, 40), strings.Replace(head(orchard, 40), "frost", "freeze", 1), ""},
		{"a brief with its last word cut", head(orchard, 40), head(orchard, 39), clip.Near},
		{"a cut that keeps the lead, with captions", head(tram, 62) + " " + head(orchard, 52), tram + " " + notice, clip.Contains},
		{"a cut that gains a lead", head(orchard, 52) + " " + head(tram, 62), notice + " " + tram, ""},
		{"half of it shared, behind the leads", head(orchard, 52) + " " + tail(tram, 62), head(notice, 60) + " " + tail(tram, 62) + " " + notice, ""},
		{"nothing", tram, "", ""},
	} {
		for _, swap := range []bool{false, true} {
			a, b := set(c.a), set(c.b)
			if swap {
				a, b = b, a
			}
			n := shingle.Overlap(a.Hashes, b.Hashes)
			p := Judge(join.Pair{A: 3, B: 8, Overlap: int32(n)}, a, b, Thresholds{})
			if p.Relation != c.want {
				t.Errorf("%s: %q (J %.2f, C %.2f), want %q", c.name, p.Relation, p.Jaccard, p.Containment(), c.want)
			}
			if p.A != 3 || p.B != 8 || p.Jaccard != join.Jaccard(n, a.Len(), b.Len()) || p.AInB != join.Containment(n, a.Len()) || p.BInA != join.Containment(n, b.Len()) {
				t.Errorf("%s: scores %+v of overlap %d, sizes %d and %d", c.name, p, n, a.Len(), b.Len())
			}
			if p.Relation == clip.Contains {
				inner, outer := p.Inside()
				if (inner == 3) != (a.Len() < b.Len()) || inner == outer {
					t.Errorf("%s: clip %d inside %d, sizes %d and %d", c.name, inner, outer, a.Len(), b.Len())
				}
			}
		}
	}
}

// TestJudgeBorders puts pairs exactly on a threshold and one shingle below.
func TestJudgeBorders(t *testing.T) {
	numbers := func(from, n int) *shingle.Set {
		s := &shingle.Set{}
		for i := range n {
			s.Hashes = append(s.Hashes, uint64(from+i))
		}
		return s
	}
	lead := func(s *shingle.Set, from int) { // 40 shingles from there on
		s.Lead = make([]uint64, (s.Len()+63)/64)
		for i := from; i < from+40; i++ {
			s.Lead[i/64] |= 1 << (i % 64)
		}
	}
	for _, c := range []struct {
		a, b, overlap int
		want          clip.Relation
	}{
		{75, 75, 50, clip.Near},       // J 50/100
		{75, 76, 50, clip.Contains},   // J 50/101
		{100, 900, 55, clip.Contains}, // C .55
		{100, 900, 54, ""},
		{40, 60, 34, clip.Near},
		{39, 60, 34, ""},
		{39, 39, 37, clip.Near}, // J 37/41 = .902
		{39, 39, 36, ""},
		{39, 900, 39, ""},
		{40, 900, 40, clip.Contains},
	} {
		a, b := numbers(0, c.a), numbers(c.a-c.overlap, c.b)
		for _, t2 := range []Thresholds{{}, Thresholds{}.WithDefaults()} {
			p := Judge(join.Pair{A: 0, B: 1, Overlap: int32(c.overlap)}, a, b, t2)
			if p.Relation != c.want {
				t.Errorf("sets of %d and %d that share %d: %q, want %q", c.a, c.b, c.overlap, p.Relation, c.want)
			}
		}
		found, err := joinAndFind(context.Background(), []*shingle.Set{a, b}, nil, Thresholds{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if (found.Pairs.Len() == 1) != (c.want != "") {
			t.Errorf("sets of %d and %d that share %d: Find finds %v, want relation %q", c.a, c.b, c.overlap, found.Pairs, c.want)
		}
	}
	for _, c := range []struct {
		overlap  int
		leadA    int // of it shared, of 40
		leadB    int
		contains float64
		want     clip.Relation
	}{
		{47, 10, 0, 0, clip.Contains},
		{47, 0, 10, 0, clip.Contains},
		{47, 9, 9, 0, ""},
		{46, 40, 40, 0, ""},
		{55, 0, 0, 0, clip.Contains},
		{52, 10, 0, .6, clip.Contains},
		{51, 10, 0, .6, ""},
		{99, 40, 40, 2, ""},
	} {
		a, b := numbers(0, 100), numbers(100-c.overlap, 900)
		lead(a, 100-c.overlap-40+c.leadA)
		lead(b, c.overlap-c.leadB)
		if p := Compare(a, b, Thresholds{Contains: c.contains}); p.Relation != c.want {
			t.Errorf("C %.2f, %d and %d of 40 of the leads shared, contains from %g: %q, want %q", p.Containment(), c.leadA, c.leadB, c.contains, p.Relation, c.want)
		}
	}
}

func TestThresholds(t *testing.T) {
	d := Thresholds{}.WithDefaults()
	if d != d.WithDefaults() {
		t.Error("defaults change when filled in again")
	}
	if d.Together != 0.4 {
		t.Errorf("together %g, want 0.4", d.Together)
	}
	loose := Thresholds{Near: 0.2}.WithDefaults()
	if c := 2 * loose.Near / (1 + loose.Near); loose.Together >= c {
		t.Errorf("a pair that is just near (C %g) is below together (%g)", c, loose.Together)
	}
	o := Thresholds{Near: 2, Contains: 0.6}.Join(nil, 3)
	if o.Jaccard != 0 || o.Containment != formReach || o.Workers != 3 {
		t.Errorf("near switched off: %+v", o)
	}
	if o := (Thresholds{Contains: 0.2}).Join(nil, 1); o.Containment != 0.12 {
		t.Errorf("contained from .2: the join asks for %g", o.Containment)
	}
}

// TestMayBeForm: the shortcut past the guard never changes its answer. Texts are
// one notice with words and numbers changed at random rates.
func TestMayBeForm(t *testing.T) {
	d := Thresholds{}.WithDefaults()
	r := rand.New(rand.NewPCG(5, 8))
	forms := 0
	for range 400 {
		n := 40 + r.IntN(160)
		base := make([]string, n)
		for i := range base {
			base[i] = "w" + letters(r.IntN(5000))
			if r.IntN(6) == 0 {
				base[i] = strconv.Itoa(r.IntN(900))
			}
		}
		words, numbers := r.Float64()*.1, r.Float64()
		other := slices.Clone(base)
		for i, w := range other {
			number := w[0] != 'w'
			switch {
			case number && r.Float64() < numbers:
				other[i] = strconv.Itoa(r.IntN(900))
			case !number && r.Float64() < words:
				other[i] = "w" + letters(r.IntN(5000))
			}
		}
		a, b := set(strings.Join(base, " ")), set(strings.Join(other, " "))
		pair := join.Pair{A: 0, B: 1, Overlap: int32(shingle.Overlap(a.Hashes, b.Hashes))}
		p := score(pair, a.Len(), b.Len())
		want := Ask(&p, a, b, d).Form
		relation := clip.Relation("")
		switch {
		case want:
			relation = clip.Form
		case min(a.Len(), b.Len()) < d.Small && p.Jaccard < d.SmallNear:
		case p.Jaccard >= d.Near:
			relation = clip.Near
		case p.Containment() >= d.LeastContained(Lead(a, b)):
			relation = clip.Contains
		}
		if got := Judge(pair, a, b, d).Relation; got != relation {
			t.Errorf("%d words, %.2f of them and %.2f of the numbers changed: %q, want %q", n, words, numbers, got, relation)
		}
		if !d.mayRelate(int(pair.Overlap), SizeOf(a), SizeOf(b)) && relation != "" {
			t.Errorf("%d words, %.2f of them and %.2f of the numbers changed: %q is passed over", n, words, numbers, relation)
		}
		if want {
			forms++
		}
	}
	if forms < 40 || forms > 360 {
		t.Errorf("%d forms of 400: the test says little", forms)
	}
}

// TestLeastContains: with a shared lead contains asks for less, and never for
// nothing: the join takes 0 for a test that is switched off.
func TestLeastContains(t *testing.T) {
	for contains, want := range map[float64]float64{0.005: 0.005, 0.01: 0.01, 0.05: 0.01, 0.08: 0.01, 0.1: 0.02, 0.55: 0.47, 1: 0.92, 2: 2} {
		th := Thresholds{Contains: contains}
		if got := th.LeastContained(1); got != want {
			t.Errorf("contains=%g: %g with a shared lead, want %g", contains, got, want)
		}
		if got := th.LeastContained(0); got != contains {
			t.Errorf("contains=%g: %g without", contains, got)
		}
		if got := th.Join(nil, 1).Containment; got <= 0 || got > want {
			t.Errorf("contains=%g: the join asks for %g, want up to %g", contains, got, want)
		}
	}
}

// TestHighestContained checks it against LeastContained.
func TestHighestContained(t *testing.T) {
	for _, lead := range []float64{0, 0.2, LeadShared, 1} {
		for _, c := range []float64{0.02, 0.3, 0.5, 0.9} {
			most := HighestContained(c, lead)
			at, above := Thresholds{Contains: most - 1e-6}, Thresholds{Contains: most + 1e-6}
			if at.LeastContained(lead) > c || above.LeastContained(lead) <= c {
				t.Errorf("C %g, lead %g: %g is not the highest", c, lead, most)
			}
		}
	}
}
