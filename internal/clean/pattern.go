package clean

// Patterns run on the standard regexp, whose time is linear in the line, unless
// they need lookaround or back-references; those run on dlclark/regexp2, which
// backtracks. What keeps the second kind harmless:
//
//   - a pattern is at most maxPattern bytes, a line at most class.longest characters;
//   - the index (index.go) admits only lines that hold a literal the pattern needs,
//     computed from the pattern with its assertions taken out;
//   - every match has a timeout and some tries; after them, and on any other error, the
//     rule is off for the rest of the page, so that other pages do not depend on who
//     cleaned this one, and is named once, by class and file line. The error's own text
//     is dropped: it holds the page.
//   - only "does it match" is asked, so regexp2's offsets in runes never meet
//     offsets in bytes.
//
// A pattern of the first kind runs as an automaton (dfa.go) until that has too many states.
// Compiling everything at start costs tens of milliseconds; patterns compile at the first line
// that the index lets through, and most are never needed.

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"time"

	"github.com/dlclark/regexp2"
)

const (
	maxPattern = 16 << 10               // bytes, fragments put in
	timeout    = 500 * time.Millisecond // regexp2's clock has grains of 100 ms
)

// errRuleFailed is all that is told of a pattern that ran out of time.
var errRuleFailed = errors.New("pattern took too long on a line")

// pattern is compiled on first use and safe for concurrent use after.
type pattern struct {
	filter
	compile func() (matcher, error)
	program func() (*syntax.Prog, error) // of one without assertions
}

// matcher says whether a line matches; an error means that it could not say.
type matcher interface {
	match(line []byte) (bool, error)
}

type linear struct{ re *regexp.Regexp }

func (m linear) match(line []byte) (bool, error) { return m.re.Match(line), nil }

type backtracking struct{ re *regexp2.Regexp }

func (m backtracking) match(line []byte) (bool, error) {
	for range tries {
		if ok, err := m.re.MatchString(string(line)); err == nil {
			return ok, nil
		}
	}
	return false, errRuleFailed
}

// tries is how often a match may time out: the clock goes on while a machine
// sleeps or has other work, and only a pattern that backtracks is slow each time.
const tries = 3

// newPattern makes a pattern, whose filter may be known; nil is not.
func newPattern(source string, known *filter) (*pattern, error) {
	p := &pattern{}
	if known != nil {
		p.filter = *known
	} else {
		var err error
		if p.filter, err = newFilter(source); err != nil {
			return nil, err
		}
	}
	p.compile = sync.OnceValues(func() (matcher, error) {
		if !p.linear {
			re, err := compileBacktracking(source)
			return backtracking{re}, err
		}
		text, err := standardText(source)
		if err != nil {
			return nil, err
		}
		re, err := regexp.Compile(text)
		return linear{re}, err
	})
	p.program = sync.OnceValues(func() (*syntax.Prog, error) {
		text, err := standardText(source)
		if err != nil {
			return nil, err
		}
		tree, err := syntax.Parse(text, syntax.Perl)
		if err != nil {
			return nil, err
		}
		return syntax.Compile(tree.Simplify())
	})
	return p, nil
}

// standardText is a pattern for the standard regexp, which may find assertions in it.
func standardText(source string) (string, error) {
	text, err := unicodeClasses(source)
	if err != nil {
		return "", err
	}
	if rest, sensitive := strings.CutPrefix(text, "(?-i)"); sensitive {
		return rest, nil
	}
	return "(?i)" + text, nil
}

func compileBacktracking(source string) (*regexp2.Regexp, error) {
	text, sensitive := strings.CutPrefix(source, "(?-i)") // \w is every script's in regexp2
	if !sensitive {
		text = "(?i)" + text
	}
	re, err := regexp2.Compile(text, regexp2.None)
	if err == nil {
		re.MatchTimeout = timeout
	}
	return re, err
}

func (p *pattern) match(line []byte) (bool, error) {
	m, err := p.compile()
	if err != nil {
		return false, errRuleFailed
	}
	return m.match(line)
}

// wordRanges is \w of rules.txt: letters, marks and digits by blocks. The exact
// classes \p{L}\p{M}\p{N} are 700 ranges, which cost more to parse than all
// the rest of rules.txt.
const wordRanges = `0-9A-Z_a-zªµºÀ-ÖØ-öø-\x{2c1}\x{2ec}-\x{37d}\x{37f}-\x{5bd}\x{5c1}-\x{60b}\x{610}-\x{61a}\x{620}-\x{669}` +
	`\x{66e}-\x{6d3}\x{6d5}-\x{6ff}\x{710}-\x{963}\x{966}-\x{e4e}\x{e50}-\x{1fff}\x{2c00}-\x{2dff}\x{3005}-\x{3007}` +
	`\x{3021}-\x{302f}\x{3031}-\x{309f}\x{30a1}-\x{30fa}\x{30fc}-\x{31ff}\x{3400}-\x{d7ff}\x{f900}-\x{fd3d}\x{fd50}-\x{fdfb}` +
	`\x{fe70}-\x{fefe}\x{ff10}-\x{ff19}\x{ff21}-\x{ff3a}\x{ff41}-\x{ff5a}\x{ff66}-\x{ffdc}\x{10000}-\x{1cfff}\x{1e000}-\x{1efff}\x{20000}-\x{3ffff}`

// unicodeClasses gives \w and \W the meaning they have in rules.txt: Go's \w
// is ASCII, and would call Киев and 北京 punctuation. What holds \w has both
// cases, so folding, which is dear, is off for it.
func unicodeClasses(p string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(p); i++ {
		switch {
		case p[i] == '\\' && i+1 < len(p):
			i++
			switch p[i] {
			case 'w':
				b.WriteString("(?-i:[" + wordRanges + "])")
			case 'W':
				b.WriteString("(?-i:[^" + wordRanges + "])")
			default:
				b.WriteString(p[i-1 : i+1])
			}
		case p[i] == '[':
			end := classEnd(p, i)
			class := p[i:end]
			if strings.Contains(class, `\W`) {
				return "", errors.New(`parse pattern: \W in brackets; write [^\w] or name the characters`)
			}
			if strings.Contains(class, `\w`) {
				class = "(?-i:" + strings.ReplaceAll(class, `\w`, wordRanges) + ")"
			}
			b.WriteString(class)
			i = end - 1
		default:
			b.WriteByte(p[i])
		}
	}
	return b.String(), nil
}

// classEnd is the offset behind the bracket expression that opens at i.
func classEnd(p string, i int) int {
	for j := i + 1; j < len(p); j++ {
		switch {
		case p[j] == '\\':
			j++
		case p[j] == ']' && j > i+1 && p[i+1:j] != "^":
			return j + 1
		}
	}
	return len(p)
}

// withoutAssertions takes lookaround out: what is left matches every line the
// pattern does, and more, which is what a prefilter may do.
func withoutAssertions(p string) string {
	for {
		at := -1
		for _, open := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
			if i := strings.Index(p, open); i >= 0 && (at < 0 || i < at) && (i == 0 || p[i-1] != '\\') {
				at = i
			}
		}
		if at < 0 {
			return p
		}
		depth, inClass, end := 0, false, -1
		for i := at; i < len(p) && end < 0; i++ {
			switch {
			case p[i] == '\\':
				i++
			case p[i] == '[':
				inClass = true
			case p[i] == ']':
				inClass = false
			case p[i] == '(' && !inClass:
				depth++
			case p[i] == ')' && !inClass:
				if depth--; depth == 0 {
					end = i + 1
				}
			}
		}
		if end < 0 {
			return p
		}
		p = p[:at] + p[end:]
	}
}
