package clean

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// rulesParser reads a rules file, line by line.
type rulesParser struct {
	*Rules
	file    string
	line    int
	known   map[string]*class // classes that a file may name without its traits
	filters []filter          // of the rules in their order; others are made
	class   *class            // the current one; nil before the first
	last    *rule             // the current one of the class; nil before its first
}

// add appends the rules of a file. A class without words behind its name is the one
// of known with that name, if there is one. Errors name the file and the line.
func (rs *Rules) add(file, text string, known map[string]*class, filters []filter) error {
	p := rulesParser{Rules: rs, file: file, known: known, filters: filters}
	text = strings.TrimPrefix(text, "\ufeff") // editors on Windows write one
	for l := range strings.SplitSeq(text, "\n") {
		p.line++
		key, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
		if err := p.entry(key, strings.TrimSpace(rest)); err != nil {
			return fmt.Errorf("read %q: line %d: %w", file, p.line, err)
		}
	}
	return nil
}

// entry reads one line.
func (p *rulesParser) entry(key, rest string) error {
	switch key {
	case "let":
		return p.fragment(rest)
	case "class":
		return p.begin(rest)
	case "max":
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 || p.class == nil {
			return errors.New("max wants a number of characters, inside a class")
		}
		p.class.longest = n
	case "rule":
		return p.rule(rest)
	case "yes", "no":
		switch {
		case p.last == nil:
			return fmt.Errorf("%s wants a rule above it", key)
		case key == "yes":
			p.last.yes = append(p.last.yes, rest)
		default:
			p.last.no = append(p.last.no, rest)
		}
	default:
		if key != "" && !strings.HasPrefix(key, "#") {
			return fmt.Errorf("unknown word %q; want let, class, max, rule, yes, no or #", key)
		}
	}
	return nil
}

// fragment reads what follows let.
func (p *rulesParser) fragment(rest string) error {
	name, pattern, ok := strings.Cut(rest, " ")
	if !ok {
		return errors.New("let wants a name and a pattern")
	}
	pattern, ok = expand(pattern, p.lets)
	if strings.Contains(pattern, "<"+name+">") {
		return fmt.Errorf("let %s holds itself", name)
	}
	if !ok {
		return fmt.Errorf("let %s is longer than %d bytes", name, maxPattern)
	}
	p.lets[name] = pattern
	return nil
}

// begin reads what follows class.
func (p *rulesParser) begin(rest string) error {
	f := strings.Fields(rest)
	if len(f) == 0 {
		return errors.New("class wants a name")
	}
	p.last = nil
	if p.class = p.known[f[0]]; p.class != nil && len(f) == 1 {
		return nil
	}
	p.class = &class{name: f[0], longest: defaultLongest}
	for _, w := range f[1:] {
		t, ok := traitNames[w]
		if !ok {
			return fmt.Errorf("unknown word %q after the class name", w)
		}
		p.class.traits |= t
	}
	return nil
}

// rule reads what follows rule: languages, which are for readers of the file, and
// the pattern.
func (p *rulesParser) rule(rest string) error {
	_, pattern, ok := strings.Cut(rest, " ")
	if !ok || p.class == nil {
		return errors.New("rule wants languages and a pattern, inside a class")
	}
	if len(p.rules) == mostRules {
		return fmt.Errorf("more than %d rules", mostRules)
	}
	if pattern, ok = expand(pattern, p.lets); !ok {
		return fmt.Errorf("pattern is longer than %d bytes", maxPattern)
	}
	var known *filter
	if n := len(p.rules); n < len(p.filters) {
		known = &p.filters[n]
	}
	pat, err := newPattern(pattern, known)
	if err != nil {
		return err
	}
	p.rules = append(p.rules, rule{class: p.class, file: p.file, line: p.line, longest: min(p.class.longest, pat.longest), pattern: pat})
	p.last = &p.rules[len(p.rules)-1]
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
