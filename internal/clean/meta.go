package clean

import (
	"bytes"
	"cmp"
	"strings"
	"time"

	"newsdup/internal/clip"
)

// readMeta reads byline, date and agency off the dropped lines around the
// body a..b: the nearest above its first unit, else the nearest below its last.
// What the container said stands.
func (c *Cleaner) readMeta(meta *clip.Meta, a, b int) {
	near := func(f func(i int) bool) {
		for i := min(a, len(c.units)-1); i >= max(0, a-reachMeta); i-- {
			if c.why[i] != "" && f(i) {
				return
			}
		}
		for i := b; i < min(len(c.units), b+reachMeta); i++ {
			if c.why[i] != "" && f(i) {
				return
			}
		}
	}
	if meta.Byline == "" {
		near(func(i int) bool {
			u := &c.units[i]
			switch {
			case u.rule.has(isMeta) && u.rule.name == ruleByline:
				meta.Byline = name(u.text)
			case c.why[i] == ruleAfterMeta && i > 0 && signs(c.units[i-1].text):
				meta.Byline, c.why[i] = string(u.text), ruleByline
			}
			return meta.Byline != ""
		})
	}
	if meta.Agency == "" && meta.Byline != "" && knownAgency([]byte(meta.Byline)) && len(strings.Fields(meta.Byline)) <= 2 {
		meta.Agency = meta.Byline
	}
	if meta.Date.IsZero() {
		updated := time.Time{} // the date of a later version, unless the first one's is there
		near(func(i int) bool {
			u := &c.units[i]
			if !u.rule.has(isMeta) || !u.digit {
				return false
			}
			t, clock, ok := parseDate(u.text)
			if !ok {
				return false
			}
			if !clock && i+1 < len(c.units) && c.units[i+1].rule.has(isMeta) && c.units[i+1].rule.name == "time" {
				t = withClock(t, c.units[i+1].text)
			}
			if isUpdate(u.text) {
				updated = cmp.Or(updated, t)
				return false
			}
			meta.Date = t
			return true
		})
		meta.Date = cmp.Or(meta.Date, updated)
	}
	if c.options.Explain {
		c.setAside(meta)
	}
}

// setAside names the date lines and bylines that did not become the page's:
// of other articles, of the last update.
func (c *Cleaner) setAside(meta *clip.Meta) {
	for i := range c.units {
		u := &c.units[i]
		switch {
		case !u.rule.has(isMeta):
		case c.why[i] == ruleDate:
			if t, _, ok := parseDate(u.text); !ok || t.Format(time.DateOnly) != meta.Date.Format(time.DateOnly) {
				c.why[i] = ruleOtherDate
			}
		case c.why[i] == ruleByline && name(u.text) != meta.Byline:
			c.why[i] = ruleOtherBy
		}
	}
}

// isUpdate reports a date line that names the time of a later version alone.
func isUpdate(line []byte) bool {
	word, _, _ := bytes.Cut(bytes.ToLower(line[:min(len(line), 40)]), []byte{' '})
	switch string(bytes.TrimRight(word, ":")) {
	case "updated", "update", "modified", "mis", "aktualisiert", "actualizado", "atualizado", "aggiornato", "bijgewerkt",
		"aktualizacja", "обновлено", "оновлено":
		return true
	case "last": // last updated, last modified
		return true
	}
	return false
}

// reachMeta is how many units around the body are asked for a byline and date.
const reachMeta = 12

// withClock adds the time of day that stands on the next line.
func withClock(day time.Time, line []byte) time.Time {
	if k, ok := clockIn(dateTokens(nil, line[:min(len(line), longestDate)])); ok {
		return time.Date(day.Year(), day.Month(), day.Day(), k.hour, k.minute, k.second, 0, k.zone)
	}
	return day
}

// signs reports the words that stand before an author's name.
func signs(b []byte) bool {
	switch strings.ToLower(string(bytes.TrimRight(b, " :"))) {
	case "by", "von", "par", "author", "autor", "autore", "auteur", "автор":
		return true
	}
	return false
}

// name cuts "By Ann Marten | Harbour Post" down to the name.
func name(b []byte) string {
	for _, cut := range []string{" | ", " • ", " · ", "|"} {
		b, _, _ = bytes.Cut(b, []byte(cut))
	}
	fields := strings.Fields(string(b))
	for len(fields) > 1 {
		w := strings.ToLower(strings.TrimRight(fields[0], ":"))
		switch w {
		case "by", "von", "par", "por", "di", "door", "author", "autor", "autore", "auteur", "written", "reporting", "edited", "posted",
			"text", "tekst", "текст", "автор":
			fields = fields[1:]
			continue
		}
		break
	}
	return strings.Trim(strings.Join(fields, " "), " ,:")
}
