package clean

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"newsdup/internal/word"
)

var update = flag.Bool("update", false, "rewrite rules.filters")

// TestFilters: the file holds what the patterns of rules.txt make, and gives it back;
// of other rules it says nothing.
func TestFilters(t *testing.T) {
	fresh, err := parseRules(builtinRules, rulesText, nil)
	if err != nil {
		t.Fatal(err)
	}
	file := encodeFilters(rulesText, fresh.rules)
	if *update {
		if err := os.WriteFile("rules.filters", []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if file != rulesFilters {
		t.Error("rules.filters is not what rules.txt makes: run make golden")
	}
	filters := decodeFilters(file, rulesText)
	if len(filters) != len(fresh.rules) {
		t.Fatalf("%d filters of %d rules", len(filters), len(fresh.rules))
	}
	for i, f := range filters {
		if want := fresh.rules[i].pattern.filter; !reflect.DeepEqual(f, want) {
			t.Errorf("line %d: got %+v, want %+v", fresh.rules[i].line, f, want)
		}
	}
	for _, c := range [...]struct{ file, rules string }{
		{file, rulesText + " "}, {"", rulesText}, {strings.Replace(file, "\t", " ", 2), rulesText}, {strings.Replace(file, "\t5\n", "\tx\n", 1), rulesText},
	} {
		if got := decodeFilters(c.file, c.rules); got != nil {
			t.Errorf("%.60q: got %d filters", c.file, len(got))
		}
	}
}

// encodeFilters makes the file of some rules.
func encodeFilters(text string, rules []rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%016x\n", word.HashString(text))
	for i := range rules {
		f := &rules[i].pattern.filter
		kind, stands := kindAsserts, standsAny
		if f.linear {
			kind = kindLinear
		}
		if f.atStart {
			stands = standsStart
		}
		fmt.Fprintf(&b, "%s\t%s\t%d", kind, stands, f.longest)
		for _, s := range f.literals {
			b.WriteString("\t" + s)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
