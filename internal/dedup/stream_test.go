package dedup

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/source"
)

// TestFailedRule checks that a rule which runs out of time is one problem of the run,
// however many workers met it, and that the problem names neither page nor text.
func TestFailedRule(t *testing.T) {
	rules, err := clean.With(clean.OwnRules{Files: []clean.RulesFile{{Name: "own.txt", Text: "class loop end inside\nrule * ^(a+)+(?!b)c$\nyes aac\n"}}})
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
	want := `match rule "loop" (own.txt line 2): pattern took too long on a line; it is off for the rest of such a page, narrow its pattern`
	if len(problems) != 1 || problems[0].Class != clip.RuleFailed || problems[0].Err.Error() != want {
		t.Errorf("problems %v, want one: %s", problems, want)
	}
}

// TestPanicIsOnePage checks that a bug which one page brings out costs only that page.
func TestPanicIsOnePage(t *testing.T) {
	o := pages()
	listing, err := source.List(context.Background(), o.Source)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	var problems []clip.Problem
	err = stream(context.Background(), &o, listing, newWorkers(&o, nil), handlers[int]{
		step: func(_ *worker, raw *clip.Raw) int {
			if strings.HasSuffix(raw.Path, "naxos-ferry-aground.txt") {
				panic("broken")
			}
			return 1
		},
		take: func(n int) error { taken += n; return nil },
		bad:  func(p clip.Problem) error { problems = append(problems, p); return nil },
	})
	if err != nil || taken != 106 {
		t.Errorf("%d pages, %v; want 106", taken, err)
	}
	if len(problems) != 1 || problems[0].Class != clip.Internal || !strings.Contains(problems[0].Err.Error(), "internal error: broken") {
		t.Errorf("problems %v, want one of class internal", problems)
	}
}

// TestSpansOfFile follows the spans of a clip into the bytes of its file, which has line
// ends of two bytes and control characters.
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

// TestLines checks that files of lines give the same pages, problems and counts in the same
// order, whoever reads the lines, and that only so many bad lines of a file are reported.
func TestLines(t *testing.T) {
	dir := t.TempDir()
	var good, bad, mixed strings.Builder
	for i := range 700 {
		fmt.Fprintf(&good, "{\"id\":%d,\"text\":\"The harbour of %d was closed at noon, said the crew.\"}\n", i, i)
	}
	bad.WriteString("{\"text\":\"The first line is one, and tells what the file is.\"}\n")
	for i := range 1300 {
		fmt.Fprintf(&bad, "no record %d\n", i)
	}
	for i := range 200 {
		switch i % 5 {
		case 0:
			mixed.WriteString("\n")
		case 1:
			fmt.Fprintf(&mixed, "{\"text\":\"D\xe9j\xe0 vu, dit le pr\xe9sident num\xe9ro %d \xe0 midi.\"}\n", i)
		case 2:
			mixed.WriteString("{\"text\":\"" + strings.Repeat("too long ", 200) + "\"}\n")
		case 3:
			fmt.Fprintf(&mixed, "{\"text\":\"%s\"}\n", strings.Repeat("long enough ", 60))
		default:
			fmt.Fprintf(&mixed, "{\"wrong\":%d}\n", i)
		}
	}
	var cut bytes.Buffer
	gz := gzip.NewWriter(&cut)
	io.WriteString(gz, bad.String())
	gz.Close()
	cut.Truncate(cut.Len() - 4)
	writeFiles(t, dir, map[string]string{
		"1.txt": "The gate of the old harbour was opened at noon.\n", "2.jsonl": good.String(), "3.jsonl": bad.String(),
		"4.jsonl": mixed.String(), "5.txt": "It was closed again at one.\n", "6.jsonl": bad.String(), "7.jsonl": mixed.String() + good.String(),
		"8.jsonl.gz": cut.String(),
	})
	run := func(workers int) (said []string) {
		var counts []string
		o := Options{Source: source.Options{Paths: []string{dir}, MaxSize: 1000, Input: source.Auto}, NoSiteRules: true, Workers: workers,
			Progress: &Progress{Ended: func(s Step) { counts = append(counts, fmt.Sprint(s.Stage, s.Counts)) }}}
		_, err := Clean(context.Background(), o,
			func(c *clip.Clip) error { said = append(said, c.Origin.String()+" "+c.Charset+" "+c.Body); return nil },
			func(p clip.Problem) error {
				said = append(said, p.Origin.String()+" "+string(p.Class)+" "+p.Err.Error())
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
		return append(said, counts...)
	}
	want := run(1)
	if n := len(want); n != 2+2+700+1002+160+1002+160+700+1003 {
		t.Fatalf("%d pages, problems and stages", n)
	}
	for _, workers := range []int{2, 3, 8} {
		got := run(workers)
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("%d workers, record %d: got %.200q, want %.200q", workers, i, got[min(i, len(got)-1)], want[min(i, len(want)-1)])
			}
		}
	}
}

// TestLinesAsTheyCome checks that a page of a slow pipe is handed over before the next line
// arrives.
func TestLinesAsTheyCome(t *testing.T) {
	in, out := io.Pipe()
	o := Options{Source: source.Options{Paths: []string{source.Stdin}, Stdin: in}, Workers: 2}
	pages := 0
	line := func() {
		if pages < 5 {
			go fmt.Fprintf(out, "{\"text\":\"The harbour of %d was closed at noon, said the crew.\"}\n", pages)
		} else {
			out.Close()
		}
	}
	line()
	_, err := Clean(context.Background(), o,
		func(*clip.Clip) error { pages++; line(); return nil },
		func(p clip.Problem) error { return p.Err })
	if err != nil || pages != 5 {
		t.Errorf("%d pages, %v", pages, err)
	}
}
