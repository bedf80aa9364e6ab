package entity

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

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

// meets says whether two forms standing alone name one thing: both are names,
// and their tokens have the same normal forms, function words aside.
func meets(r *Reader, a, b string) bool {
	x, y := normals(r, a), normals(r, b)
	return len(x) > 0 && slices.Equal(x, y)
}

// normals is the normal forms of a name; none when it is a word in lower case that no table knows.
func normals(r *Reader, form string) (stems []uint64) {
	first, _ := utf8.DecodeRuneInString(form)
	name := !unicode.IsLower(first)
	for _, tok := range r.Tokens(nil, Text{Body: form}) {
		if tok.Stem != 0 {
			stems = append(stems, tok.Stem)
		}
		name = name || tok.Flags&word.Entity != 0
	}
	if !name {
		return nil
	}
	return stems
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
	r := newTestReader(t)
	byKind := map[string]nameScore{}
	var all nameScore
	for _, p := range readNamePairs(t) {
		s := byKind[p.kind]
		switch got := meets(r, p.a, p.b); {
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
	if all.precision() < 0.99 || all.recall() < 0.86 {
		t.Errorf("precision %.3f, recall %.3f: want .99 and .86", all.precision(), all.recall())
	}
}
