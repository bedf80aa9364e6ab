package story

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/shingle"
	"newsdup/internal/word"
)

// telling is a clip of a story told by a few names, quantities and words.
type telling struct {
	day     int // of the month, 0 for no date
	names   string
	numbers []uint64 // unit * 1000 + amount; below 1000 without a unit
}

// tellings makes docs: each letter is a name, and all share ten words.
func tellings(list []telling) []Doc {
	var docs []Doc
	for _, x := range list {
		var f []shingle.Feature
		for w := range uint64(10) {
			f = append(f, shingle.Feature{ID: wordID(9000 + w), TF: 2})
		}
		for _, n := range x.names {
			f = append(f, shingle.Feature{ID: wordID(10_000 + uint64(n)), TF: 2, Flags: word.Name})
		}
		for _, n := range x.numbers {
			f = append(f, shingle.Feature{ID: numberID(n), TF: 1, Flags: word.Number})
		}
		slices.SortFunc(f, func(a, b shingle.Feature) int {
			if a.ID < b.ID {
				return -1
			}
			return 1
		})
		d := Doc{Features: f}
		if x.day > 0 {
			d.Date = clip.Day(time.Date(2026, 11, x.day, 0, 0, 0, 0, time.UTC))
		}
		docs = append(docs, d)
	}
	return docs
}

func numberID(n uint64) uint64 { return n<<8 | 0x5a }

func testQuantity(id uint64) (unit int, amount uint64) {
	n := id >> 8
	return int(n / 1000), numberID(n % 1000)
}

const plans, seats = 1000, 2000

func TestDevelopments(t *testing.T) {
	for _, c := range []struct {
		name string
		list []telling
		want string
	}{
		{"two clips", []telling{{1, "ab", nil}, {9, "cd", nil}}, "00"},
		{"one event", []telling{{1, "abcd", nil}, {1, "abcd", nil}, {2, "abce", nil}, {2, "abde", nil}}, "0000"},
		{"a later round of other people", []telling{{1, "xabcd", nil}, {1, "xabcd", nil}, {2, "xabc", nil}, {6, "xefgh", nil}, {7, "xefgh", nil}}, "00011"},
		{"listed first", []telling{{6, "xefgh", nil}, {1, "xabcd", nil}, {1, "xabcd", nil}, {7, "xefgh", nil}}, "1001"},
		{"the next day is no round", []telling{{1, "xabcd", nil}, {1, "xabcd", nil}, {2, "xefgh", nil}, {2, "xefgh", nil}}, "0000"},
		{"later, of the same people", []telling{{1, "abcd", nil}, {1, "abce", nil}, {6, "abde", nil}, {7, "acde", nil}, {7, "bcde", nil}}, "00000"},
		{"a profile shares nothing and has no date", []telling{{1, "xabcd", nil}, {1, "xabcd", nil}, {0, "xq", nil}}, "000"},
		{"numbers in conflict", []telling{
			{0, "xabcd", []uint64{plans + 28, plans + 19}}, {0, "xabcd", []uint64{plans + 28, 19}}, {0, "xabc", nil}, {0, "xabd", nil},
			{0, "xaef", []uint64{plans + 28, plans + 20}}}, "00001"},
		{"said by the other side, too, without the unit", []telling{
			{0, "xabcd", []uint64{plans + 28, plans + 19}}, {0, "xabcd", []uint64{plans + 28, 20}}, {0, "xabc", nil},
			{0, "xaef", []uint64{plans + 28, plans + 20}}}, "0000"},
		{"of several things: no number in common", []telling{
			{0, "xabcd", []uint64{seats + 28}}, {0, "xabcd", []uint64{seats + 28}}, {0, "xabc", nil}, {0, "xaef", []uint64{seats + 20}}}, "0000"},
		{"in conflict, of the same people", []telling{
			{0, "abcd", []uint64{plans + 28, plans + 19}}, {0, "abce", []uint64{plans + 28, plans + 19}}, {0, "abde", nil},
			{0, "acde", []uint64{plans + 28, plans + 20}}, {0, "bcde", []uint64{plans + 28, plans + 20}}}, "00000"},
		{"three rounds", []telling{{1, "xabcd", nil}, {1, "xabcd", nil}, {10, "xefgh", nil}, {10, "xefgh", nil}, {20, "xijkl", nil}, {20, "xijkl", nil}}, "001122"},
	} {
		docs := tellings(c.list)
		r := run(t, docs, Options{}, noCaps)
		got := ""
		for _, n := range r.Developments(every(docs), testQuantity) {
			got += fmt.Sprint(n)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestDevelopmentsOrder: the order of the docs changes no more than the order
// of the numbers.
func TestDevelopmentsOrder(t *testing.T) {
	list := []telling{{1, "xabcd", nil}, {1, "xabcd", nil}, {2, "xabc", nil}, {6, "xefgh", nil}, {7, "xefgh", nil}, {12, "xijk", nil}, {12, "xijk", nil}}
	parts := func(list []telling) map[string]int {
		docs := tellings(list)
		m := map[string]int{}
		for i, n := range run(t, docs, Options{}, noCaps).Developments(every(docs), testQuantity) {
			m[fmt.Sprint(list[i].day, list[i].names)] = n
		}
		return m
	}
	want := fmt.Sprint(parts(list))
	g := newGenerator(5)
	for range 20 {
		g.rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		if got := fmt.Sprint(parts(list)); got != want {
			t.Fatalf("%v: %s, want %s", list, got, want)
		}
	}
}

// TestDevelopmentsOfOneEvent: no evidence, no development, however few of a
// story's reports share a word.
func TestDevelopmentsOfOneEvent(t *testing.T) {
	g := newGenerator(8)
	docs := g.folder(1, 1, 40).docs
	r := run(t, docs, Options{}, noCaps)
	for i, n := range r.Developments(every(docs), testQuantity) {
		if n != 0 {
			t.Fatalf("doc %d is of development %d", i, n)
		}
	}
}

func TestCommon(t *testing.T) {
	docs := tellings([]telling{{0, "abc", []uint64{19}}, {0, "abd", []uint64{19}}, {0, "ab", []uint64{20}}, {0, "ce", []uint64{19, 20}}})
	r := run(t, docs, Options{}, noCaps)
	names, numbers := r.Common([]int{0, 1, 2, 3})
	slices.Sort(names)
	want := []uint64{wordID(10_000 + 'a'), wordID(10_000 + 'b'), wordID(10_000 + 'c')}
	slices.Sort(want)
	if !slices.Equal(names, want) || len(numbers) != 2 || numbers[0] != numberID(19) && numbers[1] != numberID(19) {
		t.Errorf("names %x, numbers %x; want %x and 19, 20", names, numbers, want)
	}
	if names, numbers := r.Common([]int{1}); names != nil || numbers != nil {
		t.Errorf("one doc has %x, %x in common with nothing", names, numbers)
	}
}
