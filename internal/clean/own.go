package clean

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A user's own rules stand before the built-in ones, so that they decide first,
// and may use the built-in fragments. A class by the name of a built-in one, with
// no words behind it, adds rules to that class:
//
//	class related
//	rule * ^Tide table of the week.*
//	yes Tide table of the week: springs on Thursday
//
//	class masthead inside
//	rule * ^The Lindholm Post \| <DATE>$
//
// Their examples are checked when the file is read: a rule that does not do what
// its author says is an error then, and not a lost paragraph later.

// OwnRules are rules files and the classes to switch off.
type OwnRules struct {
	Files []RulesFile
	Off   []string // names of classes, built-in or own
}

// RulesFile is the text of a rules file and its name for messages.
type RulesFile struct{ Name, Text string }

// With gives the built-in rules changed by own. It fails on a file that does
// not parse, an example that does not hold, and a class that does not exist.
func With(own OwnRules) (*Rules, error) {
	base, err := builtin()
	if err != nil {
		return nil, err
	}
	known := map[string]*class{}
	for i := range base.rules {
		known[base.rules[i].class.name] = base.rules[i].class
	}
	rs := &Rules{lets: maps.Clone(base.lets)}
	for _, f := range own.Files {
		if err := rs.add(f.Name, f.Text, known, nil); err != nil {
			return nil, err
		}
	}
	if err := rs.checkExamples(); err != nil {
		return nil, err
	}
	rs.rules = append(rs.rules, base.rules...)
	for _, off := range own.Off {
		n := len(rs.rules)
		rs.rules = slices.DeleteFunc(rs.rules, func(r rule) bool { return r.class.name == off })
		if len(rs.rules) == n {
			return nil, fmt.Errorf("switch off class %q: there is none, use one of %s", off, strings.Join(rs.classes(), ", "))
		}
	}
	rs.index = newIndex(rs.rules)
	sum := sha256.New()
	for _, f := range own.Files {
		fmt.Fprintf(sum, "%q", f.Text)
	}
	fmt.Fprintf(sum, "%q", slices.Sorted(slices.Values(own.Off)))
	rs.own = hex.EncodeToString(sum.Sum(nil))
	return rs, nil
}

// Digest tells the rules that With made from each other and from the built-in
// ones, whose digest is "", as that of nil.
func (rs *Rules) Digest() string {
	if rs == nil {
		return ""
	}
	return rs.own
}

// checkExamples tries each rule on its own examples.
func (rs *Rules) checkExamples() error {
	for i := range rs.rules {
		r := &rs.rules[i]
		for _, want := range []struct {
			lines []string
			match bool
			fault string
		}{{r.yes, true, "does not match"}, {r.no, false, "matches"}} {
			for _, l := range want.lines {
				got, err := r.pattern.match([]byte(l))
				if err != nil {
					return fmt.Errorf("read %q: line %d: %w", r.file, r.line, err)
				}
				if got = got && len([]rune(l)) <= r.longest; got != want.match {
					return fmt.Errorf("read %q: line %d: rule of class %q %s its example %q", r.file, r.line, r.class.name, want.fault, l)
				}
			}
		}
	}
	return nil
}

// classes lists the names of all classes, sorted.
func (rs *Rules) classes() []string {
	names := map[string]bool{}
	for i := range rs.rules {
		names[rs.rules[i].class.name] = true
	}
	return slices.Sorted(maps.Keys(names))
}
