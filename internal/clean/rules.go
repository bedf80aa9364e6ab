package clean

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
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
	langs   string
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
	if err := rs.parse(file, text, nil, filters); err != nil {
		return nil, err
	}
	rs.index = newIndex(rs.rules)
	return rs, nil
}

// parse appends the rules of a file. A class without words behind its name is
// one of known, if it has that name; filters are those of its rules, or none.
func (rs *Rules) parse(file, text string, known map[string]*class, filters []filter) error {
	lets := rs.lets
	var c *class
	text = strings.TrimPrefix(text, "\ufeff") // editors on Windows write one
	for i, l := range strings.Split(text, "\n") {
		fail := func(format string, args ...any) error {
			return fmt.Errorf("read %q: line %d: %s", file, i+1, fmt.Sprintf(format, args...))
		}
		key, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
		rest = strings.TrimSpace(rest)
		var last *rule
		if n := len(rs.rules); n > 0 && rs.rules[n-1].class == c {
			last = &rs.rules[n-1]
		}
		switch key {
		case "let":
			name, p, ok := strings.Cut(rest, " ")
			if !ok {
				return fail("let wants a name and a pattern")
			}
			p, ok = expand(p, lets)
			if strings.Contains(p, "<"+name+">") {
				return fail("let %s holds itself", name)
			}
			if !ok {
				return fail("let %s is longer than %d bytes", name, maxPattern)
			}
			lets[name] = p
		case "class":
			f := strings.Fields(rest)
			if len(f) == 0 {
				return fail("class wants a name")
			}
			if c = known[f[0]]; c != nil && len(f) == 1 {
				continue
			}
			c = &class{name: f[0], longest: defaultLongest}
			for _, w := range f[1:] {
				t, ok := traitNames[w]
				if !ok {
					return fail("unknown word %q after the class name", w)
				}
				c.traits |= t
			}
		case "max":
			n, err := strconv.Atoi(rest)
			if err != nil || n < 1 || c == nil {
				return fail("max wants a number of characters, inside a class")
			}
			c.longest = n
		case "rule":
			langs, p, ok := strings.Cut(rest, " ")
			if !ok || c == nil {
				return fail("rule wants languages and a pattern, inside a class")
			}
			if len(rs.rules) == mostRules {
				return fail("more than %d rules", mostRules)
			}
			p, ok = expand(p, lets)
			if !ok {
				return fail("pattern is longer than %d bytes", maxPattern)
			}
			var filter *filter
			if n := len(rs.rules); n < len(filters) {
				filter = &filters[n]
			}
			pat, err := newPattern(p, filter)
			if err != nil {
				return fail("%v", err)
			}
			rs.rules = append(rs.rules, rule{class: c, langs: langs, file: file, line: i + 1, longest: min(c.longest, pat.longest), pattern: pat})
		case "yes", "no":
			if last == nil {
				return fail("%s wants a rule above it", key)
			}
			if key == "yes" {
				last.yes = append(last.yes, rest)
			} else {
				last.no = append(last.no, rest)
			}
		default:
			if key != "" && !strings.HasPrefix(key, "#") {
				return fail("unknown word %q; want let, class, max, rule, yes, no or #", key)
			}
		}
	}
	return nil
}

// expand puts the fragments in; ok is false when that makes p longer than maxPattern.
func expand(p string, lets map[string]string) (_ string, ok bool) {
	for from := 0; len(p) <= maxPattern; {
		i := strings.IndexByte(p[from:], '<')
		if i < 0 {
			return p, true
		}
		from += i
		name, rest, closed := strings.Cut(p[from+1:], ">")
		if !closed {
			return p, true
		}
		if v, known := lets[name]; known {
			p = p[:from] + v + rest
		} else {
			from++
		}
	}
	return p, false
}
