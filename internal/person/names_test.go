package person

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"newsdup/internal/entity"
	"newsdup/internal/word"
)

// namePair is a row of testdata/names.tsv.
type namePair struct {
	kind, langs, a, b string
	same              bool
}

func readNamePairs(t *testing.T) (pairs []namePair) {
	t.Helper()
	text, err := os.ReadFile("testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		row := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' {
			continue
		}
		if len(row) != 5 || row[4] != "same" && row[4] != "other" {
			t.Fatalf("bad row %q", line)
		}
		pairs = append(pairs, namePair{row[0], row[1], row[2], row[3], row[4] == "same"})
	}
	return pairs
}

// meets says whether two forms name one thing: things of the tables by their
// ID, names of several words by Compare, other words by their normal form.
func meets(tables *entity.Tables, r *entity.Reader, a, b string) bool {
	x, y := readName(r, a), readName(r, b)
	switch {
	case !x.isName || !y.isName || len(x.stems) == 0 || len(y.stems) == 0:
		return false
	case x.thing || y.thing:
		return slices.Equal(x.stems, y.stems)
	case sameName(tables, x.form, y.form) == Same:
		return true
	}
	oneWord := len(x.stems) == 1 || !strings.Contains(x.form, " ")
	return oneWord && slices.Equal(x.stems, y.stems)
}

// oneName is what is read of a form.
type oneName struct {
	form   string   // without an office
	stems  []uint64 // normal forms of the tokens, each once, function words aside
	isName bool     // more than a word in lower case that no table knows
	thing  bool     // a thing of the tables as a whole
}

func readName(r *entity.Reader, form string) (x oneName) {
	first, _ := utf8.DecodeRuneInString(form)
	x.form, x.isName = form, !unicode.IsLower(first)
	for _, tok := range r.Tokens(nil, entity.Text{Body: form}) {
		if tok.Stem != 0 {
			x.stems = append(x.stems, tok.Stem)
		}
		x.isName = x.isName || tok.Flags&word.Entity != 0
	}
	slices.Sort(x.stems)
	x.stems = slices.Compact(x.stems) // of Xi Jinping both words say who it is
	r.Tokens(nil, entity.Text{Body: "they saw " + form + " there again"})
	if m := r.Mentions(nil); len(m) == 1 {
		x.thing = m[0].Last == 0 && slices.Equal(x.stems, []uint64{m[0].ID})
		if m[0].Type == entity.Person && !x.thing {
			x.form = m[0].Forms[0].Form
		}
	}
	return x
}

// nameScore counts decisions.
type nameScore struct{ found, missed, false, right int }

func (s nameScore) precision() float64 { return float64(s.found) / float64(max(1, s.found+s.false)) }
func (s nameScore) recall() float64    { return float64(s.found) / float64(max(1, s.found+s.missed)) }

func (s nameScore) String() string {
	return fmt.Sprintf("%4d same %4d other   precision %.3f   recall %.3f",
		s.found+s.missed, s.false+s.right, s.precision(), s.recall())
}

// TestNames scores the pairs of names.tsv; `make names` prints the table.
func TestNames(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := entity.NewReader(tables)
	byKind := map[string]nameScore{}
	var all nameScore
	for _, p := range readNamePairs(t) {
		s := byKind[p.kind]
		switch got := meets(tables, r, p.a, p.b); {
		case got && p.same:
			s.found, all.found = s.found+1, all.found+1
		case got:
			s.false, all.false = s.false+1, all.false+1
			t.Logf("false   %-13s %s: %s = %s", p.kind, p.langs, p.a, p.b)
		case p.same:
			s.missed, all.missed = s.missed+1, all.missed+1
			t.Logf("missed  %-13s %s: %s, %s", p.kind, p.langs, p.a, p.b)
		default:
			s.right, all.right = s.right+1, all.right+1
		}
		byKind[p.kind] = s
	}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		t.Logf("%-13s %v", kind, byKind[kind])
	}
	t.Logf("%-13s %v", "all", all)
	if all.precision() < 0.99 || all.recall() < 0.93 {
		t.Errorf("precision %.3f, recall %.3f: want .99 and .93", all.precision(), all.recall())
	}
}
