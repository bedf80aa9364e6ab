package clean

import (
	_ "embed"
	"sync"
)

//go:embed rules.txt
var rulesText string

// traits is what a class says about a line; rules.txt explains each.
type traits uint32

const (
	isMeta traits = 1 << iota
	isEnd
	isSocial
	isBullet
	isCaption
	isLegal
	isNav
	isStrong
	isWidget
	isWeak
	isSoft
	isDated
	isClosing
	dropsInside
	dropsPart
	dropsHead
	dropsTail
	dropsTop
)

var traitNames = map[string]traits{
	"meta": isMeta, "end": isEnd, "social": isSocial, "bullet": isBullet, "caption": isCaption,
	"legal": isLegal, "nav": isNav, "strong": isStrong, "widget": isWidget, "weak": isWeak, "soft": isSoft, "dated": isDated, "closing": isClosing,
	"inside": dropsInside, "part": dropsPart, "head": dropsHead, "tail": dropsTail, "top": dropsTop,
}

// class is one sort of noise. Classes are compared by pointer; nil is "no rule".
type class struct {
	name    string
	traits  traits
	longest int // characters; longer lines are not tried
}

// has reports whether c says any of t; a nil class says nothing.
func (c *class) has(t traits) bool { return c != nil && c.traits&t != 0 }

// rule is one pattern of a class.
type rule struct {
	class   *class
	file    string
	line    int // in the rules file
	longest int // characters of the longest line that can match
	pattern *pattern
	yes     []string // examples that must match
	no      []string // examples no rule of the class may match
}

const (
	defaultLongest = 260
	mostRules      = 10_000 // of a user's files; rules.txt has some hundred, and the index numbers all of them in 16 bits
)

// Rules is a parsed rules file (rules.txt is one) with its index. It is immutable but for
// patterns compiled on first use, and shared by all Cleaners.
type Rules struct {
	rules []rule            // in file order: the first that matches names the line
	lets  map[string]string // fragments, for a file read after this one
	index *index
	own   string // see Digest
}

// builtinRules is the name of the embedded file, for messages.
const builtinRules = "rules.txt"

// builtin is the embedded rule set, parsed on first use (see BenchmarkRules).
var builtin = sync.OnceValues(func() (*Rules, error) {
	return parseRules(builtinRules, rulesText, decodeFilters(rulesFilters, rulesText))
})

// parseRules reads the form that the head of rules.txt describes; filters are those
// of the rules, nil when they are to be made. Errors name the file and the line.
func parseRules(file, text string, filters []filter) (*Rules, error) {
	rs := &Rules{lets: map[string]string{}}
	if err := rs.add(file, text, nil, filters); err != nil {
		return nil, err
	}
	rs.index = newIndex(rs.rules)
	return rs, nil
}
