package clip

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z"},
		{"2026-03-04T05:06:07.25+02:00", "2026-03-04T05:06:07+02:00"},
		{"2026-03-04T05:06:07+0200", "2026-03-04T05:06:07+02:00"},
		{"2026-03-04T05:06:07", "2026-03-04T05:06:07Z"},
		{"2026-03-04 05:06:07", "2026-03-04T05:06:07Z"},
		{" 2026-03-04 ", "2026-03-04"},
		{"Wed, 04 Mar 2026 05:06:07 GMT", "2026-03-04T05:06:07Z"},
		{"Wed, 4 Mar 2026 05:06:07 +0100", "2026-03-04T05:06:07+01:00"},
		{"20260304T050607Z", "2026-03-04T05:06:07Z"},
		{"20260304", "2026-03-04"},
		{"1772600767", "2026-03-04T05:06:07Z"},
		{"1772600767000", "2026-03-04T05:06:07Z"},
		{"1772600767.5", "2026-03-04T05:06:07Z"},
		{"2026-03-04T00:00:00+01:00", "2026-03-04"},
		{"1772582400", "2026-03-04"},
		{"", ""},
		{"-", ""},
		{"2026", ""},
		{"12345678", ""}, // neither a day nor a second of this century
		{"0000-00-00 00:00:00", ""},
		{"0001-01-01T00:00:00Z", ""},
		{"9999-12-31", ""},
		{"NaN00000", ""},
		{"yesterday", ""},
	} {
		got, ok := ParseDate(c.in)
		text := ""
		if ok {
			text = got.String()
		}
		if text != c.want {
			t.Errorf("ParseDate(%q) = %q, want %q", c.in, text, c.want)
		}
	}
}

// TestGap: a day without a clock stands for its noon.
func TestGap(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want time.Duration
	}{
		{"2026-03-04T05:00:00Z", "2026-03-04T03:00:00Z", 2 * time.Hour},
		{"2026-03-04", "2026-03-05T13:00:00Z", 25 * time.Hour},
		{"2026-03-04", "2026-03-02", 48 * time.Hour},
		{"2026-03-04", "", 0},
	} {
		a, _ := ParseDate(c.a)
		b, _ := ParseDate(c.b)
		if a.Gap(b) != c.want || b.Gap(a) != c.want {
			t.Errorf("%q and %q are %v and %v apart, want %v", c.a, c.b, a.Gap(b), b.Gap(a), c.want)
		}
	}
}

func TestOrigin(t *testing.T) {
	order := []Origin{{Path: "a.jsonl"}, {Path: "a.jsonl", Line: 2}, {Path: "a.jsonl", Line: 10}, {Path: "b.txt"}}
	for i, want := range []string{"a.jsonl", "a.jsonl:2", "a.jsonl:10", "b.txt"} {
		if got := order[i].String(); got != want {
			t.Errorf("origin %d is %q, want %q", i, got, want)
		}
		for j := range order {
			if got, want := order[i].Compare(order[j]), min(max(i-j, -1), 1); got != want {
				t.Errorf("%v compared with %v is %d, want %d", order[i], order[j], got, want)
			}
		}
	}
}
