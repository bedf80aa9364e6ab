package dedup

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// explain explains two of our own pages, named as the gold files do.
func explain(t *testing.T, o Options, a, b string) *clip.Explanation {
	t.Helper()
	x, _, err := Explain(context.Background(), o, pageOrigin(a), pageOrigin(b),
		func(p clip.Problem) error { t.Errorf("problem: %v", p.Err); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func pageOrigin(name string) clip.Origin { return clip.Origin{Path: testdata + "/pages/" + name} }

// TestExplainGrounds checks what decided for pairs of every kind.
func TestExplainGrounds(t *testing.T) {
	const (
		fourteen = "freeport-news/fourteen-points-no-referee.txt"
		unsigned = "ridgeway-times/black-sea-rules-unsigned.txt"
		hotline  = "northern-wire/black-sea-hotline-first-calls.txt"
		drill    = "valley-courier/arequipa-quake-tsunami-drill.txt"
		coast    = "diario-austral/sismo-arequipa-costa.txt"
	)
	for _, c := range []struct {
		a, b     string
		change   func(o *Options)
		ground   clip.Ground
		relation clip.Relation
		same     bool
		steps    int
	}{
		{fourteen, unsigned, nil, clip.GroundNear, clip.Near, true, 0},
		{unsigned, hotline, nil, clip.GroundLink, clip.Story, true, 0},
		{fourteen, hotline, nil, clip.GroundLink, clip.Story, true, 2},
		{drill, coast, func(o *Options) { o.Story = .09 }, clip.GroundOthers, clip.Story, true, 2},
		{"freeport-news/norway-surprise-rate-rise.txt", "onepoint-news/norway-rate-475.txt", nil, clip.GroundExact, clip.Exact, true, 0},
		{"onepoint-news/trieste-strike-over.txt", "freeport-news/trieste-dockers-vote.txt", nil, clip.GroundContains, clip.Contains, true, 0},
		{"islands-today/rapeseed-market-week-41.txt", "islands-today/rapeseed-market-week-43.txt", nil, clip.GroundForm, clip.Form, false, 0},
		{unsigned, coast, nil, clip.GroundWeak, "", false, 0},
		{unsigned, hotline, func(o *Options) { o.Window = 12 * time.Hour }, clip.GroundWindow, "", false, 0},
		{unsigned, hotline, func(o *Options) { o.MinWords = 270 }, clip.GroundShort, "", false, 0},
		{drill, coast, func(o *Options) { o.Source.Paths, o.Story = nil, .09 }, clip.GroundWeak, "", false, 0},
	} {
		o := pages()
		if c.change != nil {
			c.change(&o)
		}
		x := explain(t, o, c.a, c.b)
		if x.Ground != c.ground || x.Relation != c.relation || x.Same != c.same || len(x.Path) != c.steps {
			t.Errorf("%s and %s: got %s, %q, same %v, path %v; want %s, %q, same %v, %d steps",
				c.a, c.b, x.Ground, x.Relation, x.Same, x.Path, c.ground, c.relation, c.same, c.steps)
		}
		if x.Alone != (o.Source.Paths == nil) || x.A.Title == "" || x.A.Words == 0 || x.B.Path != pageOrigin(c.b).Path {
			t.Errorf("%s and %s: sides %+v, %+v", c.a, c.b, x.A, x.B)
		}
		if n := len(x.Path); n > 0 && (x.Path[0].From != x.A.Origin || x.Path[n-1].To != x.B.Origin) {
			t.Errorf("%s and %s: a way from elsewhere: %+v", c.a, c.b, x.Path)
		}

		// The other way round it is the same answer.
		y := explain(t, o, c.b, c.a)
		if y.Ground != x.Ground || y.Same != x.Same || len(y.Flips) != len(x.Flips) || len(y.Path) != len(x.Path) {
			t.Errorf("%s and %s: %s, and %s when asked the other way", c.a, c.b, x.Ground, y.Ground)
		}
		if x.Copy != nil && (y.Copy.AInB != x.Copy.BInA || y.Copy.Jaccard != x.Copy.Jaccard) {
			t.Errorf("%s and %s: containments %+v and %+v", c.a, c.b, x.Copy, y.Copy)
		}
	}
}

// TestExplainAgrees checks that verdict and scores are those of Run and Pairs, for pairs
// from all over the folder.
func TestExplainAgrees(t *testing.T) {
	_, groups := run(t, pages())
	groupOf := map[clip.Origin]string{}
	type pair [2]clip.Origin
	cosine, copied := map[pair]float64{}, map[pair]bool{}
	var asked []pair
	for _, g := range groups {
		for _, m := range g.Members {
			groupOf[m.Origin] = g.ID
			if m.Relation == clip.Story {
				cosine[pair{m.Origin, m.To}] = m.Score
			}
			if m.Role == clip.RoleCopy {
				copied[pair{m.Origin, m.To}] = true
				asked = append(asked, pair{m.Origin, m.To})
			}
		}
		first, last := g.Members[0].Origin, g.Members[len(g.Members)-1]
		asked = append(asked, pair{first, last.Origin})
		if last.Relation == clip.Story {
			asked = append(asked, pair{last.Origin, last.To})
		}
	}
	for i := range len(groups) - 1 { // neighbours in the list have nothing to do with each other
		asked = append(asked, pair{groups[i].Members[0].Origin, groups[i+1].Members[0].Origin})
	}
	rows := map[pair]PairRow{}
	_, err := Pairs(context.Background(), PairOptions{Options: pages(), Min: .01},
		func(r PairRow) error { rows[pair{r.A, r.B}] = r; return nil },
		func(p clip.Problem) error { t.Errorf("problem: %v", p.Err); return nil })
	if err != nil {
		t.Fatal(err)
	}
	scored, compared := 0, 0
	for i, p := range asked {
		if i%2 == 1 && cosine[p] == 0 && !copied[p] {
			continue // half of the others is enough
		}
		x, _, err := Explain(context.Background(), pages(), p[0], p[1], func(p clip.Problem) error { return p.Err })
		if err != nil {
			t.Fatal(err)
		}
		if want := groupOf[p[0]] == groupOf[p[1]]; x.Same != want {
			t.Errorf("%v: one story %v, the report says %v", p, x.Same, want)
		}
		if want, ok := cosine[p]; ok {
			scored++
			if x.Story.Cosine != want {
				t.Errorf("%v: cosine %v, the report says %v", p, x.Story.Cosine, want)
			}
		}
		row, ok := rows[p]
		if !ok {
			row = rows[pair{p[1], p[0]}]
			row.AInB, row.BInA = row.BInA, row.AInB
		}
		if row.Jaccard > 0 {
			compared++
		}
		if row.Jaccard > 0 && (x.Copy.Jaccard != row.Jaccard || x.Copy.AInB != row.AInB || x.Copy.BInA != row.BInA) {
			t.Errorf("%v: %+v, pairs say %+v", p, x.Copy, row)
		}
	}
	if scored < 5 || compared < len(copied) {
		t.Errorf("%d stories and %d copies compared: too few", scored, compared)
	}
}

// TestExplainFlips runs again with each option that the answer says would turn it.
func TestExplainFlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		o    func(o *Options)
	}{
		{"valley-courier/arequipa-quake-tsunami-drill.txt", "diario-austral/sismo-arequipa-costa.txt", nil},
		{"ridgeway-times/black-sea-rules-unsigned.txt", "northern-wire/black-sea-hotline-first-calls.txt", nil},
		{"ridgeway-times/black-sea-rules-unsigned.txt", "northern-wire/black-sea-hotline-first-calls.txt", func(o *Options) { o.Story = .3 }},
		{"ridgeway-times/black-sea-rules-unsigned.txt", "northern-wire/black-sea-hotline-first-calls.txt", func(o *Options) { o.Window = time.Hour }},
		{"freeport-news/fourteen-points-no-referee.txt", "ridgeway-times/black-sea-rules-unsigned.txt", nil},
		{"freeport-news/fourteen-points-no-referee.txt", "ridgeway-times/black-sea-rules-unsigned.txt", func(o *Options) { o.Copies.Near, o.Copies.Contains, o.Story = .9, .9, .99 }},
	} {
		o := pages()
		if c.o != nil {
			c.o(&o)
		}
		x := explain(t, o, c.a, c.b)
		if len(x.Flips) == 0 {
			t.Errorf("%s and %s: nothing would turn %s", c.a, c.b, x.Ground)
		}
		for _, f := range x.Flips {
			turned := o
			switch f.Option {
			case clip.FlipNear:
				turned.Copies.Near = f.Value
			case clip.FlipContains:
				turned.Copies.Contains = f.Value
			case clip.FlipStory:
				turned.Story = f.Value
			case clip.FlipWindow:
				turned.Window = f.Window
			}
			y := explain(t, turned, c.a, c.b)
			switch {
			case f.Sure && y.Same != f.Join:
				t.Errorf("%s and %s: %s, and with %+v still %s", c.a, c.b, x.Ground, f, y.Ground)
			case y.Ground == x.Ground && !(f.Option == clip.FlipStory && !f.Sure):
				t.Errorf("%s and %s: %+v changes nothing of %s", c.a, c.b, f, x.Ground)
			}
		}
	}
}

// TestExplainRoundup checks that a page which holds three stories joins none of them.
func TestExplainRoundup(t *testing.T) {
	dir := t.TempDir()
	roundup(t, dir)
	o := Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords}
	x, _, err := Explain(context.Background(), o, clip.Origin{Path: filepath.Join(dir, items[0])}, clip.Origin{Path: filepath.Join(dir, "the-day-in-brief.txt")},
		func(p clip.Problem) error { return p.Err })
	if err != nil {
		t.Fatal(err)
	}
	if x.Same || x.Ground != clip.GroundRoundup || x.Relation != clip.Contains || x.Story.Judged || x.RoundupA || !x.RoundupB {
		t.Errorf("got %s, %q, same %v, %+v", x.Ground, x.Relation, x.Same, x.Story)
	}
}

// TestExplainPlaces checks that phrases and terms stand in the lines that the answer names,
// and that the weights of the terms are parts of the cosine.
func TestExplainPlaces(t *testing.T) {
	x := explain(t, pages(), "ridgeway-times/black-sea-rules-unsigned.txt", "northern-wire/black-sea-hotline-first-calls.txt")
	i := slices.IndexFunc(x.Phrases, func(p clip.Phrase) bool { return p.Text == "Sergei Malyshev" })
	if i < 0 || !slices.Equal(x.Phrases[i].A, clip.Place{13}) || !slices.Equal(x.Phrases[i].B, clip.Place{19}) {
		t.Errorf("phrases: %+v", x.Phrases)
	}
	sum, placed := 0.0, 0
	for _, term := range x.Terms {
		sum += term.Weight
		if len(term.A) > 0 && len(term.B) > 0 {
			placed++
		}
	}
	if sum > x.Story.Cosine+1e-9 || len(x.Terms) < 50 && math.Abs(sum-x.Story.Cosine) > .02 {
		t.Errorf("the terms sum to %v, the cosine is %v", sum, x.Story.Cosine)
	}
	if placed < len(x.Terms)*9/10 {
		t.Errorf("%d of %d terms have a place in both pages", placed, len(x.Terms))
	}
}

// TestExplainDeterministic checks that neither the number of workers nor the order of paths
// changes the answer.
func TestExplainDeterministic(t *testing.T) {
	const a, b = "valley-courier/arequipa-quake-tsunami-drill.txt", "diario-austral/sismo-arequipa-costa.txt"
	folders, err := filepath.Glob(testdata + "/pages/*")
	if err != nil || len(folders) < 10 {
		t.Fatal(folders, err)
	}
	var want *clip.Explanation
	for workers := 1; workers <= 8; workers += 7 {
		o := pages()
		o.Workers, o.Source.Paths = workers, folders
		got := explain(t, o, a, b)
		if want == nil {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers: got %+v, want %+v", workers, got, want)
		}
		slices.Reverse(folders)
	}
}

// TestExplainShort checks that a clip which is long enough only with its headline is not
// called too short.
func TestExplainShort(t *testing.T) {
	dir := t.TempDir()
	flash, scrap := filepath.Join(dir, "flash.txt"), filepath.Join(dir, "scrap.txt")
	for path, text := range map[string]string{
		flash: "Storm closes harbour in Brindle today\n\nThe harbour master shut it at dawn.\n",
		scrap: "There is more to come on that.\nSoon.\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := pages()
	o.Source.Paths, o.MinWords = nil, 10
	x, _, err := Explain(context.Background(), o, clip.Origin{Path: flash}, clip.Origin{Path: scrap}, func(p clip.Problem) error { return p.Err })
	if err != nil {
		t.Fatal(err)
	}
	if x.Ground != clip.GroundShort || x.A.Short || !x.B.Short || x.A.Words >= 10 {
		t.Errorf("%s, sides %+v, %+v", x.Ground, x.A, x.B)
	}
	if len(x.Flips) != 1 || x.Flips[0].Value != float64(x.B.Words) {
		t.Errorf("%d words, flips %+v", x.B.Words, x.Flips)
	}
}

// TestExplainFar checks the answer for two clips with so small a cosine that no threshold
// joins them.
func TestExplainFar(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := func(n int) (list []string) {
		for range n {
			w := ""
			for range 4 {
				w += string("bdfgklmnprstvz"[r.IntN(14)]) + string("aeiou"[r.IntN(5)])
			}
			list = append(list, w)
		}
		return list
	}
	grounds := map[clip.Ground]bool{}
	for shared := range 40 {
		dir, both := t.TempDir(), words(shared)
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			all := words(60)
			if name < "c" {
				copy(all, both)
				r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			}
			write(t, filepath.Join(dir, name), strings.Join(all, " ")+".")
		}
		o := Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords, Story: .01}
		x, _, err := Explain(t.Context(), o, clip.Origin{Path: dir + "/a"}, clip.Origin{Path: dir + "/b"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := clip.GroundLink
		switch {
		case x.Story.Link < .01:
			want = clip.GroundWeak
		case x.Story.Cosine <= .11:
			want = clip.GroundCosine
		}
		if grounds[want] = true; x.Ground != want || x.Same != (want == clip.GroundLink) {
			t.Errorf("%d shared, cosine %.3f, link %.3f: %s, same %v, want %s", shared, x.Story.Cosine, x.Story.Link, x.Ground, x.Same, want)
		}
	}
	if len(grounds) != 3 {
		t.Errorf("asked were %v, want three grounds", grounds)
	}
}
