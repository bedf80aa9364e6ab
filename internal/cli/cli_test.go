package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
)

func TestExitCode(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errRepeats, 1},
		{errShown, 2},
		{errors.New("anything else"), 2},
		{&usageError{errors.New("bad flag"), "newsdup"}, 2},
		{fmt.Errorf("write: %w", syscall.ENOSPC), 2},
		{&partialError{3}, 3},
		{&bugError{"oops", nil}, 70},
		{&signalError{os.Interrupt}, 130},
		{fmt.Errorf("read: %w", context.Canceled), 130},
		{fmt.Errorf("write: %w", syscall.EPIPE), 141},
		{&signalError{syscall.SIGTERM}, 143},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("exitCode(%v) = %d, want %d", c.err, got, c.want)
		}
	}
}

// TestPanic: a panic anywhere below execute is an internal error, told in one
// line that cannot steer the terminal; the stack is for those who ask.
func TestPanic(t *testing.T) {
	err := (&app{}).execute(context.Background(), nil) // no tui: the first flag panics
	var bug *bugError
	if !errors.As(err, &bug) {
		t.Fatalf("got %v, want a *bugError", err)
	}
	for _, debug := range []string{"", "1"} {
		t.Setenv("NEWSDUP_DEBUG", debug)
		var out bytes.Buffer
		(&tui{w: &out}).end(&bugError{"index \x1b[2J out of range", []byte("goroutine 1 [running]:\n")})
		got := out.String()
		if !strings.HasPrefix(got, `newsdup: internal error: index \x1b[2J out of range; this is a bug in newsdup, please report it`) {
			t.Errorf("got %q", got)
		}
		if strings.Contains(got, "goroutine") != (debug != "") {
			t.Errorf("NEWSDUP_DEBUG=%q: got %q", debug, got)
		}
	}
}

// TestJoinedErrors: errors that were joined are lines of their own, each once, and no message
// that merely has a line break is taken apart.
func TestJoinedErrors(t *testing.T) {
	full, lost := errors.New("write state: disk is full"), errors.New("close it: I/O error")
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.Join(full, errors.Join(full, lost)), "newsdup: write state: disk is full\nnewsdup: close it: I/O error\n"},
		{fmt.Errorf("both: %w, %w", full, lost), "newsdup: both: write state: disk is full, close it: I/O error\n"},
		{errors.New("forged\nnewsdup: all is well"), `newsdup: forged\nnewsdup: all is well` + "\n"},
	} {
		var out bytes.Buffer
		(&tui{w: &out}).end(c.err)
		if got := out.String(); got != c.want {
			t.Errorf("%v: got %q, want %q", c.err, got, c.want)
		}
	}
}

func TestSize(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int64 // 0: refused
		out  string
	}{
		{"1", 1, "1"},
		{"8M", 8 << 20, "8M"},
		{"8m", 8 << 20, "8M"},
		{"8MB", 8 << 20, "8M"},
		{"8MiB", 8 << 20, "8M"},
		{"512k", 512 << 10, "512K"},
		{"1024K", 1 << 20, "1M"},
		{"1G", 1 << 30, "1G"},
		{"1500", 1500, "1500"},
		{"0", 0, ""},
		{"-1", 0, ""},
		{"", 0, ""},
		{"M", 0, ""},
		{"8X", 0, ""},
		{"8 M", 0, ""},
		{"1.5M", 0, ""},
		{"9223372036854775807", 1<<63 - 1, "9223372036854775807"},
		{"9223372036854775807K", 0, ""},
		{"99999999999999999999", 0, ""},
	} {
		var z size
		err := z.Set(c.in)
		if (err != nil) != (c.want == 0) || int64(z) != c.want {
			t.Errorf("size %q = %d, %v, want %d", c.in, z, err, c.want)
		}
		if err == nil && z.String() != c.out {
			t.Errorf("size %q prints %q, want %q", c.in, z.String(), c.out)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		in   string
		want time.Duration // 0: refused
		out  string
	}{
		{"72h", 72 * time.Hour, "3d"},
		{"3d", 72 * time.Hour, "3d"},
		{"1.5d", 36 * time.Hour, "36h"},
		{"2w", 14 * 24 * time.Hour, "14d"},
		{"90m", 90 * time.Minute, "1h30m0s"},
		{"0", 0, ""},
		{"0d", 0, ""},
		{"-3d", 0, ""},
		{"3", 0, ""},
		{"d", 0, ""},
		{"NaNd", 0, ""},
		{"Infw", 0, ""},
		{"1e9d", 0, ""},
		{"", 0, ""},
	} {
		var d span
		err := d.Set(c.in)
		if (err != nil) != (c.want == 0) || d.duration() != c.want {
			t.Errorf("span %q = %v, %v, want %v", c.in, d.duration(), err, c.want)
		}
		if err == nil && d.String() != c.out {
			t.Errorf("span %q prints %q, want %q", c.in, d.String(), c.out)
		}
	}
}

func TestThresholds(t *testing.T) {
	for _, c := range []struct{ in, want, wrong string }{
		{"near=.6", "near=0.6", ""},
		{"story=.1,near=1", "near=1,story=0.1", ""},
		{"near=.6, contains=.7", "near=0.6,contains=0.7", ""},
		{"near=.6,near=.7", "near=0.7", ""},
		{"near=0", "", `near is "0": want a score from 0.01 to 1`},
		{"near=1.01", "", `near is "1.01": want a score from 0.01 to 1`},
		{"story=Inf", "", `story is "Inf"`},
		{"story=", "", `story is ""`},
		{"near", "", `"near" has no value`},
		{"", "", `"" has no value`},
		{"exact=1", "", `"exact" is no threshold: want near, contains or story`},
	} {
		var s thresholds
		err := s.Set(c.in)
		switch {
		case c.wrong == "" && (err != nil || s.String() != c.want):
			t.Errorf("thresholds %q = %q, %v, want %q", c.in, s.String(), err, c.want)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("thresholds %q: %v, want %q", c.in, err, c.wrong)
		}
	}
}

func TestSweepValues(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []float64 // nil: refused
	}{
		{"story=.02:.08:.02", []float64{.02, .04, .06, .08}},
		{"story=.02:.07:.02", []float64{.02, .04, .06}},
		{"near=.7:1:.1", []float64{.7, .8, .9, 1}},
		{"near=.5:.5:.1", []float64{.5}},
		{"near=.5:.4:.1", nil},
		{"near=.5:.6:0", nil},
		{"near=.5:.6:-1", nil},
		{"near=.01:1:.001", nil},
		{"near=.5:.6", nil},
		{"near=0:.6:.1", nil},
		{"other=.5:.6:.1", nil},
		{"", nil},
	} {
		var s sweep
		err := s.Set(c.in)
		if (err != nil) != (c.want == nil) {
			t.Errorf("sweep %q: %v", c.in, err)
			continue
		}
		if got := s.values(); c.want != nil && fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("sweep %q = %v, want %v", c.in, got, c.want)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	known := []string{"threshold", "threads", "glob", "hidden", "level"}
	for _, c := range []struct{ typed, want string }{
		{"treshold", `: did you mean "--threshold"?`},
		{"thersholds", `: did you mean "--threshold"?`},
		{"thre", `: did you mean "--threshold" or "--threads"?`},
		{"GLOB", `: did you mean "--glob"?`},
		{"golb", `: did you mean "--glob"?`},
		{"xylophone", ""},
		{"x", ""},
		{"", ""},
	} {
		if got := didYouMean(c.typed, known, "--"); got != c.want {
			t.Errorf("didYouMean(%q) = %q, want %q", c.typed, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0},
		{"abc", "abd", 1}, {"abc", "acb", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestWarnings: the first 20 are named, the rest counted; -v names all, -q none.
func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		name           string
		quiet, verbose bool
		lines          int
		last           string
	}{
		{"default", false, false, 21, "newsdup: ... and 5 more; -v shows all"},
		{"verbose", false, true, 25, `newsdup: open "25.txt": permission denied`},
		{"quiet", true, false, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			tui := &tui{w: &out, quiet: c.quiet, verbose: c.verbose}
			for i := range 25 {
				tui.warn(clip.Problem{Err: fmt.Errorf("open %q: permission denied", fmt.Sprint(i+1, ".txt"))})
			}
			tui.held()
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			if n := strings.Count(out.String(), "\n"); n != c.lines || lines[len(lines)-1] != c.last {
				t.Errorf("%d lines, the last %q, want %d and %q", n, lines[len(lines)-1], c.lines, c.last)
			}
		})
	}
}

func TestStatusLine(t *testing.T) {
	for columns, width := range map[int]int{40: 5, 80: 5, 90: 15, 300: 30} {
		line := newStatusLine(columns)
		for _, c := range []struct {
			stage               dedup.Stage
			files, total, bytes int64
			want                string
		}{
			{"listing", 0, 0, 0, `^listing \.\.\.$`},
			{"sampling", 0, 10000, 0, `^sampling \.\.\.$`},
			{"reading", 0, 10000, 0, `^reading 0\.0 MB, 0 MB/s +0% \[\.+\] \(0/10000\)`},
			{"reading", 1204, 10000, 6_200_000, `^reading 6\.2 MB, \d+ MB/s +12% \[=*>?\.+\] \(1204/10000\)`},
			{"comparing", 10000, 10000, 52_000_000, `^comparing \.\.\.$`},
		} {
			got := line.show(c.stage, c.files, c.total, c.bytes)
			if !regexp.MustCompile(c.want).MatchString(got) {
				t.Errorf("got %q, want %s", got, c.want)
			}
			if i, j := strings.Index(got, "["), strings.Index(got, "]"); i >= 0 && j-i-1 != width {
				t.Errorf("%d columns: a bar of %d, want %d", columns, j-i-1, width)
			}
		}
	}
}

func TestEscapeRoff(t *testing.T) {
	for in, want := range map[string]string{
		"plain":      "plain",
		"--glob":     `\-\-glob`,
		".hidden":    `\&.hidden`,
		`'*.txt'`:    `\(aq*.txt\(aq`,
		`a\tb`:       `a\etb`,
		"~/`x` ^":    `\(ti/\(gax\(ga \(ha`,
		"with text.": "with text.",
	} {
		if got := escapeRoff(in); got != want {
			t.Errorf("escapeRoff(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzDecodeStories: whatever a report or label file holds, reading it ends
// with labels or an error.
func FuzzDecodeStories(f *testing.F) {
	for _, seed := range []string{
		`{"v":1,"type":"run"}` + "\n" + `{"type":"group","id":"a","members":[{"path":"x"},{"path":"y","path_b64":"eQ=="}]}`,
		`{"v":1,"groups":[{"id":"a","members":[{"path":"x","line":3,"id":"n"}]}],"summary":{"groups":1}}`,
		`{"type":"summary","groups":2}`,
		"x\ta\ny\ta\n",
		"group\trole\trelation\tscore\tpath\tto\twords\tdate\ttitle\na\tkeep\t\t1\tx\\n\t\t9\t\tt\n",
		"", "{", "{}{", "\t", `{"groups":[1]}`, `{"members":[{"path_b64":"!"}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		kept, err := decodeStories(strings.NewReader(text))
		if err == nil && kept.pred == nil {
			t.Error("neither labels nor an error")
		}
	})
}
