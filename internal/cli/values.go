package cli

// Flag values with units or a closed list. Each Set says what it wants, as
// the person typed it: `read --window "3x": want a time, as in 10m, 72h or 3d`.

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsdup/internal/dedup"
)

// choice is one word of a closed list.
type choice struct {
	value   *string
	allowed []string
}

func (c choice) String() string { return *c.value }
func (c choice) Type() string   { return "choice" }

func (c choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return errors.New("want " + list(c.allowed, "or"))
	}
	*c.value = s
	return nil
}

// list is "a, b or c".
func list(words []string, and string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " " + and + " " + words[n-1]
	}
	return strings.Join(words, "")
}

// size is a number of bytes with K, M or G for powers of 1024, as in ls, dd and find.
type size int64

func (z *size) Type() string { return "size" }

func (z *size) String() string {
	n := int64(*z)
	for i, unit := range "GMK" {
		if shift := 30 - 10*i; n > 0 && n%(1<<shift) == 0 {
			return strconv.FormatInt(n>>shift, 10) + string(unit)
		}
	}
	return strconv.FormatInt(n, 10)
}

func (z *size) Set(s string) error {
	want := errors.New("want a number of bytes, with K, M or G for more, as in 8M")
	digits := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(s), "B"), "I") // 8M, 8MB and 8MiB are the same
	shift := 0
	for i, unit := range "KMG" {
		if rest, ok := strings.CutSuffix(digits, string(unit)); ok {
			digits, shift = rest, 10*(i+1)
			break
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64>>shift {
		return want
	}
	*z = size(n << shift)
	return nil
}

// span is a length of time that also knows days and weeks; 0 is no limit.
type span time.Duration

func (d *span) Type() string { return "span" }

func (d *span) duration() time.Duration { return time.Duration(*d) }

func (d *span) String() string {
	h := time.Duration(*d)
	switch {
	case h == 0:
		return ""
	case h%(24*time.Hour) == 0:
		return strconv.Itoa(int(h/(24*time.Hour))) + "d"
	case h%time.Hour == 0:
		return strconv.Itoa(int(h/time.Hour)) + "h"
	}
	return h.String()
}

func (d *span) Set(s string) error {
	want := errors.New("want a time, as in 30s, 10m, 72h, 3d or 1w")
	if rest, ok := strings.CutSuffix(s, "d"); ok {
		return d.days(rest, 1, want)
	}
	if rest, ok := strings.CutSuffix(s, "w"); ok {
		return d.days(rest, 7, want)
	}
	v, err := time.ParseDuration(s)
	if err != nil || v <= 0 {
		return want
	}
	*d = span(v)
	return nil
}

func (d *span) days(s string, each float64, want error) error {
	n, err := strconv.ParseFloat(s, 64)
	hours := n * each * 24
	if err != nil || !(hours > 0 && hours < 1e6) {
		return want
	}
	*d = span(hours * float64(time.Hour))
	return nil
}

// thresholds are the scores at which two clips belong together; 0 is the default.
type thresholds struct{ near, contains, story float64 }

// apply puts the thresholds into o.
func (t *thresholds) apply(o *dedup.Options) {
	o.Copies.Near, o.Copies.Contains, o.Story = t.near, t.contains, t.story
}

// thresholdKeys are the names in --threshold and --sweep, in the order of help.
var thresholdKeys = []string{"near", "contains", "story"}

// minThreshold is the lowest score that may be asked for: below it every clip
// of a folder would be compared with every other, for pairs that share nothing.
const minThreshold = 0.01

func (t *thresholds) field(key string) (*float64, error) {
	switch key {
	case "near":
		return &t.near, nil
	case "contains":
		return &t.contains, nil
	case "story":
		return &t.story, nil
	}
	return nil, fmt.Errorf("%q is no threshold: want %s", key, list(thresholdKeys, "or"))
}

func (t *thresholds) Type() string { return "threshold" }

func (t *thresholds) String() string {
	var parts []string
	for _, key := range thresholdKeys {
		if v, _ := t.field(key); *v != 0 {
			parts = append(parts, key+"="+strconv.FormatFloat(*v, 'g', -1, 64))
		}
	}
	return strings.Join(parts, ",")
}

func (t *thresholds) Set(s string) error {
	for _, part := range strings.Split(s, ",") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			return fmt.Errorf("%q has no value: want NAME=SCORE, as in near=0.6", part)
		}
		field, err := t.field(key)
		if err != nil {
			return err
		}
		if *field, err = score(key, value); err != nil {
			return err
		}
	}
	return nil
}

// score reads the value of a threshold.
func score(key, value string) (float64, error) {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || !(v >= minThreshold && v <= 1) {
		return 0, fmt.Errorf("%s is %q: want a score from %g to 1", key, value, minThreshold)
	}
	return v, nil
}

// at is the thresholds with one of them set to v; key is one of thresholdKeys.
func (t thresholds) at(key string, v float64) thresholds {
	field, _ := t.field(key)
	*field = v
	return t
}
