package dedup

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// TestFailedRule: a rule that runs out of time is one problem of the run,
// however many workers met it, and names neither page nor text.
func TestFailedRule(t *testing.T) {
	rules, err := clean.ParseRules("own.txt", "class loop end inside\nrule * ^(a+)+(?!b)c$\nyes aac\n")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"1.txt", "2.txt", "3.txt", "4.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Repeat("a", 60)+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := Options{Source: source.Options{Paths: []string{dir}}, Clean: clean.Options{Rules: rules}, Workers: 2}
	var problems []clip.Problem
	sum, err := Clean(context.Background(), o,
		func(*clip.Clip) error { return nil },
		func(p clip.Problem) error { problems = append(problems, p); return nil })
	if err != nil || sum.Read != 4 || sum.Unreadable != 1 {
		t.Errorf("%v: %d read, %d unreadable; want 4 and 1", err, sum.Read, sum.Unreadable)
	}
	want := `match rule "loop" (own.txt line 2): pattern took too long on a line; it is off for the rest of the run, narrow its pattern`
	if len(problems) != 1 || problems[0].Class != clip.RuleFailed || problems[0].Err.Error() != want {
		t.Errorf("problems %v, want one: %s", problems, want)
	}
}

// TestPanicIsOnePage: a bug that one page brings out costs that page.
func TestPanicIsOnePage(t *testing.T) {
	o := pages()
	listing, err := source.List(context.Background(), o.Source)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	var problems []clip.Problem
	err = stream(context.Background(), &o, listing, newWorkers(&o, nil),
		func(_ *worker, raw *clip.Raw) int {
			if strings.HasSuffix(raw.Path, "naxos-ferry-aground.txt") {
				panic("broken")
			}
			return 1
		},
		func(n int) error { taken += n; return nil },
		func(p clip.Problem) error { problems = append(problems, p); return nil })
	if err != nil || taken != 106 {
		t.Errorf("%d pages, %v; want 106", taken, err)
	}
	if len(problems) != 1 || problems[0].Class != clip.Internal || !strings.Contains(problems[0].Err.Error(), "internal error: broken") {
		t.Errorf("problems %v, want one of class internal", problems)
	}
}

// TestSpansOfFile follows the spans of a clip into the bytes of its file, which
// has line ends of two bytes and control characters.
func TestSpansOfFile(t *testing.T) {
	page := "Home | News\r\n\r\nThe gate opens again\r\nVARN (AFP) - The gate of\x00the old harbour was opened at noon on Monday,\r\nsaid the crew.\r\n"
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{"a.txt": page})
	c := cleaned(t, dir, nil)["a.txt"]
	var got []string
	for _, s := range slices.Concat(c.TitleSpans, c.BodySpans) {
		got = append(got, page[s.Start:s.End])
	}
	want := []string{"The gate opens again", "The gate of\x00the old harbour was opened at noon on Monday,", "said the crew."}
	if !slices.Equal(got, want) {
		t.Errorf("spans of %q, want %q", got, want)
	}
}
