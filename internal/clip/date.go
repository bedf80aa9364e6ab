package clip

import (
	"strconv"
	"strings"
	"time"
)

// machineLayouts are the forms programs write dates in, most common first.
// Forms that people write ("3 March 2026") belong to the cleaner.
var machineLayouts = [...]string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05 MST",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04",
	time.DateOnly,
	"2006/01/02 15:04:05",
	"2006/01/02",
	"20060102T150405Z", // GDELT
	"20060102150405",
	"20060102",
	time.RFC1123Z,
	time.RFC1123,
	"Mon, 2 Jan 2006 15:04:05 -0700", // RFC 5322, day without the leading zero
	"Mon, 2 Jan 2006 15:04:05 MST",
	"2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05 MST",
}

// Date is when a page says that something happened: an instant, or a day.
type Date struct {
	time.Time      // in the zone that the page names, UTC when it names none; of a day, its midnight UTC
	Clock     bool // an instant; else a day
}

// At is an instant. Midnight of its zone is a day: that is how programs that
// know no time of day write one, 86,399 times of 86,400.
func At(t time.Time) Date {
	if h, m, s := t.Clock(); h == 0 && m == 0 && s == 0 && t.Nanosecond() == 0 && !t.IsZero() {
		return Day(t)
	}
	return Date{Time: t, Clock: !t.IsZero()}
}

// Day is the day that t falls on in its own zone.
func Day(t time.Time) Date {
	return Date{Time: time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)}
}

// String is RFC 3339 to the second, in the date's own zone, or "2026-11-18" of
// a day; "" when d is unknown or its year has not four digits.
func (d Date) String() string {
	switch {
	case d.IsZero() || d.Year() < 1 || d.Year() > 9999:
		return ""
	case d.Clock:
		return d.Format(time.RFC3339)
	}
	return d.Format(time.DateOnly)
}

// Middle is the instant that stands for d where times are compared: of a day,
// its noon, which is at most half a day off.
func (d Date) Middle() time.Time {
	if d.Clock || d.IsZero() {
		return d.Time
	}
	return d.Add(12 * time.Hour)
}

// Gap is the time between two dates; 0 where one is unknown.
func (d Date) Gap(e Date) time.Duration {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	return d.Middle().Sub(e.Middle()).Abs()
}

// ParseDate reads a date as programs write it: ISO 8601, RFC 3339, RFC 1123,
// "2006-01-02 15:04:05", or seconds or milliseconds since 1970. A time without
// a zone is UTC. It reports false for anything else and for years outside
// 1800-2199, which are faults of the source.
func ParseDate(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 40 {
		return Date{}, false
	}
	for _, layout := range machineLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return dated(t)
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 1e8 {
		return Date{}, false
	}
	if n >= 1e11 { // milliseconds: as seconds it would be after the year 5138
		n /= 1000
	}
	if n >= 1e10 {
		return Date{}, false
	}
	return dated(time.Unix(int64(n), 0).UTC())
}

func dated(t time.Time) (Date, bool) {
	if t.Year() < 1800 || t.Year() >= 2200 {
		return Date{}, false
	}
	return At(t), true
}
