package clean

// What the index asks of a pattern's syntax tree, for those of rules.txt read from
// rules.filters: to parse a hundred patterns was a fourth of what a run costs that
// reads one page. The file begins with the hash of the rules that it was made of; for
// any others, and when rules.txt is newer, filters are made of the patterns.
//
//	1f3a9c0de4b87722
//	linear	start	260	share	tweet<end of word>
//	assert	any	1073741824	afp<end of word>	dpa<end of word>
//
// A line is a rule: whether it has assertions, where its literals stand, the longest
// match, and the literals behind each other; none where no literal filters it.

import (
	_ "embed"
	"fmt"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"newsdup/internal/word"
)

//go:embed rules.filters
var rulesFilters string

// filter tells lines that a pattern cannot match.
type filter struct {
	linear   bool     // it has no assertions
	longest  int      // characters of the longest match of a whole-line pattern, or unbounded
	literals []string // of which every match holds one, see literals; nil when that does not filter
	atStart  bool     // they stand at the first word of the line
}

func newFilter(source string) (filter, error) {
	f := filter{longest: unbounded}
	text, err := standardText(source)
	if err != nil {
		return f, err
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	if f.linear = err == nil; !f.linear {
		if _, err := compileBacktracking(source); err != nil {
			return f, fmt.Errorf("parse pattern: %w", err)
		}
		if tree, err = syntax.Parse(withoutAssertions(text), syntax.Perl); err != nil {
			return f, nil
		}
	}
	f.longest = longestMatch(tree)
	set, atStart, ok := literals(tree)
	if ok && (atStart || !slices.ContainsFunc(set, func(s string) bool { return !markable(s) })) {
		f.literals, f.atStart = set, atStart
	}
	return f, nil
}

const (
	kindLinear  = "linear"
	kindAsserts = "assert"
	standsStart = "start"
	standsAny   = "any"
)

// decodeFilters gives the filters of the rules of text, in their order; nil when the
// file was not made of them.
func decodeFilters(file, text string) (filters []filter) {
	head, file, _ := strings.Cut(file, "\n")
	if head != fmt.Sprintf("%016x", word.HashString(text)) {
		return nil
	}
	for l := range strings.Lines(file) {
		f := strings.Split(strings.TrimSuffix(l, "\n"), "\t")
		if len(f) < 3 {
			return nil
		}
		longest, err := strconv.Atoi(f[2])
		if err != nil {
			return nil
		}
		its := filter{linear: f[0] == kindLinear, atStart: f[1] == standsStart, longest: longest}
		if len(f) > 3 {
			its.literals = f[3:]
		}
		filters = append(filters, its)
	}
	return filters
}
