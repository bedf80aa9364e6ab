package clean

import "fmt"

// Mode says how a text page is cleaned.
type Mode uint8

// The modes.
const (
	Auto Mode = iota // by evidence, page by page
	Full             // a dump of a whole page: the body is searched
	Part             // an extracted article: only what a rule names goes
)

// A page is a full dump when its longest run of short lines that no rule
// explains, times its strong cues, reaches fullEvidence: true of 173 of 181
// dumps, and of none of their 181 article bodies.
const (
	fullRun      = 4
	fullEvidence = 30
)

// It is one too, without a rule of its language, when so many short lines stand above
// its first prose, and so many below its last or its first line is the page's title: the
// headline stands again below the menu.
const (
	fullAbove = 8
	fullBelow = 4
)

// mode decides between Full and Part, and says why.
func (c *Cleaner) mode() (m Mode, why string) {
	strong, run, longest := 0, 0, 0
	above, below, prose := 0, 0, false
	for i := range c.units {
		u := &c.units[i]
		if u.rule.has(isStrong) {
			strong++
		}
		switch {
		case u.prose() > 0:
			run, below, prose = 0, 0, true
		case u.rule == nil && !bulleted(u.text):
			run++
		}
		longest = max(longest, run)
		if u.n < 7 && u.end != endSentence && !bulleted(u.text) {
			below++
			if !prose {
				above++
			}
		}
	}
	m = Part
	framed := prose && (above >= fullAbove && below >= fullBelow || c.headlineAgain() > fullRun)
	if longest >= fullRun && longest*strong >= fullEvidence || framed {
		m = Full
	}
	switch {
	case c.options.Mode != Auto:
		return c.options.Mode, "mode was asked for"
	case !c.options.Explain:
	case m == Full && longest*strong < fullEvidence:
		why = fmt.Sprintf("full dump: %d short lines above the first paragraph, %d below the last", above, below)
	case m == Full:
		why = fmt.Sprintf("full dump: %d short lines in a row that no rule explains, %s of menus, sharing and comments", longest, lines(strong))
	case longest < fullRun:
		why = "part-extracted: no long run of short lines that no rule explains"
	case strong == 0:
		why = fmt.Sprintf("part-extracted: %d short lines in a row that no rule explains, but no menus, sharing or comments", longest)
	default:
		why = fmt.Sprintf("part-extracted: %d short lines in a row that no rule explains, but only %s of menus, sharing and comments", longest, lines(strong))
	}
	return m, why
}

func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// bulleted reports whether a line is an item of a list.
func bulleted(b []byte) bool {
	return len(b) > 0 && (b[0] == '*' || b[0] == '-' || hasPrefix(b, "•") || hasPrefix(b, "–"))
}

func hasPrefix(b []byte, p string) bool { return len(b) >= len(p) && string(b[:len(p)]) == p }
