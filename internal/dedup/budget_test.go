package dedup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"newsdup/internal/clip"
	"newsdup/internal/invent"
	"newsdup/internal/join"
	"newsdup/internal/source"
)

// TestBudget checks that a run within its budget gives the same groups as one
// without, also when the shingles of nearly all its clips go to the file, and
// that one above ends with what it needs.
func TestBudget(t *testing.T) {
	dir := t.TempDir()
	if _, err := invent.New(1).Write(context.Background(), dir, 1000); err != nil {
		t.Fatal(err)
	}
	o := Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords, TempDir: t.TempDir()}
	run := func(budget int64) (groups []*clip.Group, err error) {
		o := o
		o.Budget = budget
		var c collector
		_, err = Run(context.Background(), o, &c)
		return c.groups, err
	}
	want, err := run(0)
	if err != nil || len(want) < 80 {
		t.Fatalf("%d groups, %v", len(want), err)
	}
	for _, budget := range []int64{48 << 20, 90 << 20, 1 << 40} { // of the first features go to the file, of both shingles
		got, err := run(budget)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d bytes: other groups", budget)
		}
	}
	_, err = run(28 << 20)
	var above *BudgetError
	if !errors.As(err, &above) || above.Need <= above.Budget || above.All <= above.Need || above.Files != 1000 || !strings.Contains(err.Error(), "give --memory") {
		t.Errorf("got %v", err)
	}
	large := filepath.Join(t.TempDir(), "large.txt")
	if err := os.WriteFile(large, bytes.Repeat([]byte("The harbour was closed all day. "), 100_000), 0o600); err != nil {
		t.Fatal(err)
	}
	o.Source.Paths = []string{large}
	for _, budget := range []int64{64 << 20, 160 << 20} {
		o := o
		o.Budget = budget
		var c collector
		sum, err := Run(context.Background(), o, &c)
		if fits := budget > 128<<20; err != nil || fits != (sum.Read == 1) || fits != (len(c.problems) == 0) {
			t.Errorf("a page of 3 MB within %d bytes: %d read, problems %v, %v", budget, sum.Read, c.problems, err)
		}
	}
	o.Source.Paths = []string{dir}
	o.TempDir = "/nonexistent"
	if _, err := run(90 << 20); err == nil || !strings.Contains(err.Error(), `"/nonexistent"`) {
		t.Errorf("got %v", err)
	}
}

// TestLargestGroup checks that a run whose largest group does not fit ends before it writes
// a line, and that within a budget, where few clips are cached, the groups are the same.
func TestLargestGroup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "same.jsonl")
	line := "{\"text\":\"The ferry stays in port today because of the wind, the harbour office said.\"}\n"
	if err := os.WriteFile(path, []byte(strings.Repeat(line, 20_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	var want []*clip.Group
	for _, c := range []struct {
		budget int64
		fits   bool
	}{{0, true}, {44 << 20, false}, {64 << 20, true}} {
		var got collector
		_, err := Run(t.Context(), Options{Source: source.Options{Paths: []string{path}}, Level: LevelCopy, Budget: c.budget, TempDir: t.TempDir()}, &got)
		var above *BudgetError
		if c.fits && (err != nil || len(got.groups) != 1 || got.groups[0].Size() != 20_000) || !c.fits && (!errors.As(err, &above) || above.Need < c.budget || len(got.groups) > 0) {
			t.Errorf("%d bytes: %d groups, %v", c.budget, len(got.groups), err)
		}
		if c.budget == 0 {
			want = got.groups
		} else if c.fits && !reflect.DeepEqual(got.groups, want) {
			t.Errorf("%d bytes: another group", c.budget)
		}
	}
}

// TestNeed checks that the budget is watched from the first clip on, because one huge clip
// needs as much as thousands of short ones.
func TestNeed(t *testing.T) {
	for _, test := range []struct {
		what    string
		clips   int
		pairs   int64
		largest int
		within  int64 // MB
		above   int64
	}{
		{"one", 1, 0, 300, 48, 25},
		{"hundreds", 300, 1000, 2000, 48, 26},
		{"thousands", 10_000, 5000, 5000, 48, 27},
		{"a hundred thousand", 100_000, 10_000, 5000, 64, 39},
		{"much alike", 3000, 1_000_000, 2000, 128, 50},
		{"a huge one", 3, 1, 8_000_000, 256, 200},
	} {
		c := corpus{setOf: make([]int32, test.clips), pairCount: test.pairs, largestPage: test.largest}
		if err := c.keepTo(&Options{Budget: test.within << 20, Level: LevelCopy}, test.clips); err != nil {
			t.Errorf("%s: got %v", test.what, err)
		}
		if err := c.keepTo(&Options{Budget: test.above << 20, Level: LevelCopy}, test.clips); err == nil {
			t.Errorf("%s: %d MB will do", test.what, test.above)
		}
	}
}

// TestWeigh checks that prose in any language weighs its bytes, and that a text with more
// words or names than prose weighs more, up to mostWeight for each byte.
func TestWeigh(t *testing.T) {
	for _, c := range []struct {
		text  string
		times float64 // its bytes
	}{
		{"The mayor of Alm said on Tuesday that the port would stay shut until the ice had gone. ", 1},
		{"O prefeito de Alm disse na terça-feira que o porto não abre enquanto há gelo. ", 1},
		{"Мэр Альма заявил во вторник, что порт закрыт до конца ледохода. ", 1},
		{"अल्म के महापौर ने मंगलवार को कहा कि बंदरगाह बंद रहेगा। ", 1},
		{"알름 시장은 화요일에 얼음이 사라질 때까지 항구를 닫는다고 말했다. ", 1},
		{"a ", 2},
		{"a,", 2},
		{"A ", 8.25},
		{"1a", 4},
		{"1A", 9},
		{"a1b22 ", 16. / 6},
		{"Al Bo ", 5.5},
		{"阿尔姆市长", 4. / 3},
		{"ท่าเรืออัล", 4. / 3},
		{"\xff\x00 ", 1},
	} {
		text := strings.Repeat(c.text, largePage/len(c.text))
		if got := float64(weigh([]byte(text))) / float64(len(text)); math.Abs(got-c.times) > .001 || got > mostWeight {
			t.Errorf("%q weighs %.3f of its bytes, want %.3f", c.text, got, c.times)
		}
		if short := text[:largePage/mostWeight-1]; weigh([]byte(short)) != len(short) {
			t.Errorf("%q: a short page weighs %d, has %d bytes", c.text, weigh([]byte(short)), len(short))
		}
	}
	for _, n := range []int{100_000, 1_000_000} { // letters in any order: each pair is another
		r := rand.New(rand.NewPCG(1, 1))
		var text []byte
		for range n {
			text = utf8.AppendRune(text, rune(0x4e00+r.IntN(20_000)))
		}
		if got, want := float64(weigh(text)), float64(n*(weightSingle+weightGram)); math.Abs(got-want) > .02*want {
			t.Errorf("%d letters weigh %.0f, want %.0f", n, got, want)
		}
	}
}

// TestNeedOfStories checks that everything a clip may have much of counts.
func TestNeedOfStories(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(1, 1))
	word := func(n int) string { return syllables(r, n) }
	need := func(name string, page func() string) int64 {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		for i := range 60 {
			if err := os.WriteFile(filepath.Join(dir, name, fmt.Sprint(i)), []byte(page()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		o := Options{Source: source.Options{Paths: []string{filepath.Join(dir, name)}}, Level: LevelStory, TempDir: t.TempDir(), Budget: 1 << 40}
		all := &tally{bad: func(clip.Problem) error { return nil }}
		listing, workers, err := prepare(t.Context(), &o, all)
		if err != nil {
			t.Fatal(err)
		}
		r := reading{listing: listing, workers: workers, tally: all, step: (*worker).makePage}
		c, _, err := r.pages(t.Context(), &o)
		if err != nil {
			t.Fatal(err)
		}
		defer c.close()
		if err := c.spill(&o); err != nil {
			t.Fatal(err)
		}
		return c.need(LevelStory, 1) - int64(c.largestPage)*budgetPage
	}
	list := func(n int, of func() string) func() string { return func() string { return prose(n, of) } }
	few := make([]string, 200)
	for i := range few {
		few[i] = word(3)
	}
	known := func() string { return few[r.IntN(len(few))] }
	plain := need("plain", list(1000, known))
	for _, c := range []struct {
		what string
		page func() string
		more int64 // bytes a clip
	}{
		{"new words", list(1000, func() string { return word(5) }), 50_000},
		{"new names", list(1000, func() string { return "John " + strings.ToUpper(word(1)[:1]) + word(4) }), 100_000},
		{"numbers", list(1000, func() string { return fmt.Sprint(100 + r.IntN(1<<20)) }), 50_000},
	} {
		if got := (need(c.what, c.page) - plain) / 60; got < c.more {
			t.Errorf("%s: %d bytes a clip more than words that are known, want %d", c.what, got, c.more)
		}
	}
}

// TestWorkers checks that a budget bounds the number of workers, each of which holds memory
// of its own.
func TestWorkers(t *testing.T) {
	for _, c := range []struct {
		workers int
		budget  int64
		want    int
	}{
		{8, 0, 8}, {8, 1 << 30, 8}, {8, 128 << 20, 4}, {8, 80 << 20, 2}, {1, 80 << 20, 1}, {8, 1 << 20, 1},
	} {
		o := Options{Workers: c.workers, Budget: c.budget}
		if got := o.workers(); got != c.want {
			t.Errorf("%d workers within %d bytes: got %d, want %d", c.workers, c.budget, got, c.want)
		}
	}
}

// TestFeaturesInMemory checks that without a budget features go to a file when there are
// many, and that none are lost.
func TestFeaturesInMemory(t *testing.T) {
	o := Options{TempDir: t.TempDir(), Level: LevelStory}
	c := newCorpus(&o, 1)
	defer c.close()
	for _, features := range []int64{featuresInMemory, featuresInMemory + 1, featuresInMemory + 2} {
		c.features = features
		if err := c.keepTo(&o, 1); err != nil {
			t.Fatal(err)
		}
		if got := c.stories.Spills(); got != (features > featuresInMemory) || c.room(&o) != nil {
			t.Errorf("%d features: in a file is %t", features, got)
		}
	}
}

// prose is text of n words in sentences and paragraphs.
func prose(n int, word func() string) string {
	var b strings.Builder
	for k := range n {
		b.WriteString(word())
		switch {
		case k%60 == 59:
			b.WriteString(".\n\n")
		case k%12 == 11:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// syllables is a word of n syllables.
func syllables(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte("bdfgklmnprst"[r.IntN(12)])
		b.WriteByte("aeiou"[r.IntN(5)])
	}
	return b.String()
}

func TestBudgetErrorText(t *testing.T) {
	for _, c := range []struct {
		err  BudgetError
		want string
	}{
		{BudgetError{Budget: 256 << 20, Need: 635<<20 + 1, All: 635<<20 + 2, Clips: 1, Files: 2},
			"keep to 256 MB: 1 clip of 2 files needs 636 MB, all of them about 636; give --memory 698M, or group fewer at a time with --against"},
		{BudgetError{Budget: 64 << 20, Need: 65 << 20, Clips: 12, Files: 1},
			"keep to 64 MB: 12 clips of 1 file need 65 MB, and more may follow; give --memory 128M, or group fewer at a time with --against"},
		{BudgetError{Budget: 64 << 20, Need: 100 << 20, Clips: 12, Files: 12},
			"keep to 64 MB: 12 clips of 12 files need 100 MB; give --memory 110M, or group fewer at a time with --against"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestJoinAbove checks that a join that needs more room than the budget leaves ends with a
// BudgetError.
func TestJoinAbove(t *testing.T) {
	const n = 140_000 // 48 bytes each are more than budgetJoin
	c := newCorpus(&Options{}, n)
	defer c.close()
	clips := make([]int32, n)
	for i := range clips {
		clips[i] = int32(i)
		if err := c.sets.Add([]uint64{uint64(i) << 40, uint64(i)<<40 + 1}, nil); err != nil {
			t.Fatal(err)
		}
	}
	c.setOf = clips
	_, err := c.join(t.Context(), &Options{Budget: 1}, clips, join.Options{Jaccard: .5, Workers: 2}, nil)
	var above *BudgetError
	if !errors.As(err, &above) || above.Need < 1<<10 || above.Clips != n {
		t.Errorf("got %v", err)
	}
}
