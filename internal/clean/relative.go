package clean

import (
	"fmt"
	"strings"
	"time"

	"newsdup/internal/clip"
)

// relative is a date that a page tells from the moment it was fetched: "3 hours
// ago", "vor 5 Stunden". Without that moment it is no date.
type relative struct {
	text string
	line int32
}

// take keeps the first.
func (r *relative) take(u *unit) {
	if r.text == "" {
		r.text, r.line = string(u.text[:min(len(u.text), longestRelative)]), u.number
	}
}

const longestRelative = 60 // bytes

// backOf reads the time between, 0 when it is not understood: a number, 1 when there is none, and a unit.
func backOf(text string) time.Duration {
	var few [16]dateToken
	n := 1
	for _, t := range dateTokens(few[:0], []byte(text)) {
		if t.digits > 0 {
			n = min(t.number, 10_000)
		} else if unit := spanUnit(strings.ToLower(string(t.text))); unit > 0 {
			return time.Duration(n) * unit
		}
	}
	return 0
}

// spanUnit is the unit of time that a word of the ten languages begins.
func spanUnit(word string) time.Duration {
	if unit, ok := shortUnits[word]; ok {
		return unit
	}
	for _, u := range [...]struct {
		unit   time.Duration
		starts string
	}{
		{time.Minute, "min хвил минут"},
		{time.Hour, "hour heure stund hora ora ore uur uren час годин godz"},
		{24 * time.Hour, "day jour tag tage día dias día gior dag dagen дн день ден dni dzień"},
		{7 * 24 * time.Hour, "week sem wochen woche settiman weken недел тижн tydzień tygod"},
	} {
		for start := range strings.FieldsSeq(u.starts) {
			if strings.HasPrefix(word, start) {
				return u.unit
			}
		}
	}
	return 0
}

var shortUnits = map[string]time.Duration{
	"s": time.Second, "sec": time.Second, "secs": time.Second, "second": time.Second, "seconds": time.Second,
	"m": time.Minute, "h": time.Hour, "hr": time.Hour, "hrs": time.Hour, "std": time.Hour, "d": 24 * time.Hour, "j": 24 * time.Hour, "w": 7 * 24 * time.Hour,
}

// takeRelative takes the day that a relative date means. Its time of day is
// rounded, so it is none.
func (c *Cleaner) takeRelative(m *clip.Meta, fetched clip.Date) {
	r := &c.relative
	back := backOf(r.text)
	if fetched.IsZero() || back == 0 {
		if c.told.on {
			c.told.tell(factDate, lineName(r.line), fmt.Sprintf("%q says no day: nothing tells when the page was fetched", r.text))
		}
		return
	}
	m.Date = clip.Day(fetched.Add(-back))
	if c.told.on {
		c.told.tell(factDate, lineName(r.line), fmt.Sprintf("%q before %s, when the page was fetched", r.text, fetched))
	}
}
