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
}

// ParseDate reads a date as programs write it: ISO 8601, RFC 3339, RFC 1123,
// "2006-01-02 15:04:05", or seconds or milliseconds since 1970. A date without
// a zone is UTC, one without clock time is midnight UTC. It reports false for
// anything else and for years outside 1800-2199, which are faults of the source.
func ParseDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 40 {
		return time.Time{}, false
	}
	for _, layout := range machineLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, plausible(t)
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 1e8 {
		return time.Time{}, false
	}
	if n >= 1e11 { // milliseconds: as seconds it would be after the year 5138
		n /= 1000
	}
	if n >= 1e10 {
		return time.Time{}, false
	}
	t := time.Unix(int64(n), 0).UTC()
	return t, plausible(t)
}

func plausible(t time.Time) bool { return t.Year() >= 1800 && t.Year() < 2200 }
