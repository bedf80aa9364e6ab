package dedup

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/eval"
	"newsdup/internal/source"
)

// pageLines is testdata/pages as records, with lines that are no clip between them.
func pageLines(t *testing.T) []string {
	t.Helper()
	o := pages()
	o.NoSiteRules = true
	var lines []string
	_, err := Clean(context.Background(), o,
		func(c *clip.Clip) error {
			line, err := json.Marshal(map[string]string{"id": c.Path, "title": c.Title, "text": c.Body})
			lines = append(lines, string(line)+"\n")
			if n := len(lines); n%40 == 0 {
				lines = append(lines, "\n", "{\"broken\n", "{\"text\":\"too short\"}\n", lines[n/2])
			}
			return err
		},
		func(clip.Problem) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// uniqOf streams lines, after what is remembered, and gives what is said of them.
func uniqOf(t *testing.T, o UniqOptions, lines []string, past [][]byte) []UniqRecord {
	t.Helper()
	o.Source.Stdin, o.Source.Input, o.MinWords = strings.NewReader(strings.Join(lines, "")), source.JSONL, DefaultMinWords
	o.Past = func(restore func([]byte) error) error {
		for _, m := range past {
			if err := restore(m); err != nil {
				return err
			}
		}
		return nil
	}
	var records []UniqRecord
	if _, err := Uniq(context.Background(), o, func(r *UniqRecord) error { records = append(records, *r); return nil }); err != nil {
		t.Fatal(err)
	}
	return records
}

// TestUniqPages streams the pages and compares the verdicts with the labels and with Run.
func TestUniqPages(t *testing.T) {
	gold := readGold(t, "pages.gold.tsv")
	_, groups := run(t, pages())
	// The lines of the stream name pages by their path alone, also those of a file of several.
	file := func(o clip.Origin) string { return name(clip.Origin{Path: o.Path}) }
	streamed := map[string]string{}
	for _, r := range uniqOf(t, UniqOptions{}, pageLines(t), nil) {
		if r.Clip && r.Name.ID != "" && r.Verdict.Story != 0 {
			streamed[file(clip.Origin{Path: r.Name.ID})] = fmt.Sprint(r.Verdict.Story)
		}
	}
	stream, batch := eval.Score(gold, streamed).BCubed, eval.Score(gold, storiesOf(groups, file)).BCubed
	t.Logf("stream: F1 %.3f, precision %.3f; Run: F1 %.3f, precision %.3f", stream.F1, stream.Precision, batch.F1, batch.Precision)
	if stream.Precision < .98 || stream.F1 < batch.F1-.1 {
		t.Errorf("a stream has F1 %.3f with a precision of %.3f, Run has %.3f", stream.F1, stream.Precision, batch.F1)
	}
}

// TestUniqSame streams the pages with other numbers of workers, and cut in two at any line:
// the verdicts must be the same.
func TestUniqSame(t *testing.T) {
	lines := pageLines(t)
	for _, o := range []UniqOptions{{}, {Remember: 20}, {Options: Options{Level: LevelCopy}}} {
		o.Record = true
		one := o
		one.Workers = 1
		want := uniqOf(t, one, lines, nil)
		check := func(what string, got []UniqRecord) {
			t.Helper()
			if len(got) != len(want) {
				t.Fatalf("%s: %d records, want %d", what, len(got), len(want))
			}
			for i := range got {
				a, b := got[i], want[i]
				if !bytes.Equal(a.Bytes, b.Bytes) || a.Clip != b.Clip || (a.Problem == nil) != (b.Problem == nil) || !reflect.DeepEqual(a.Verdict, b.Verdict) {
					a.Verdict.Memory, b.Verdict.Memory = nil, nil
					t.Fatalf("%s: record %d is %+v, want %+v", what, i, a.Verdict, b.Verdict)
				}
			}
		}
		eight := o
		eight.Workers = 8
		check("8 workers", uniqOf(t, eight, lines, nil))
		for _, cut := range []int{0, 1, len(lines) / 3, len(lines) - 1, len(lines)} {
			first := uniqOf(t, o, lines[:cut], nil)
			var past [][]byte
			for _, r := range first {
				if r.Verdict.Memory != nil {
					past = append(past, r.Verdict.Memory)
				}
			}
			check(fmt.Sprintf("cut at %d", cut), append(first, uniqOf(t, o, lines[cut:], past)...))
		}
		if got := len(want); got != len(lines) {
			t.Errorf("%d records of %d lines", got, len(lines))
		}
	}
}

// TestUniqErrors checks that Uniq ends with the error of take or Past.
func TestUniqErrors(t *testing.T) {
	wrong := fmt.Errorf("wrong")
	stuck, w, err := os.Pipe() // a stream that does not end
	if err != nil {
		t.Fatal(err)
	}
	defer stuck.Close()
	defer w.Close()
	fmt.Fprintln(w, `{"text":"a"}`)
	var o UniqOptions
	o.Source.Stdin, o.Source.Input = stuck, source.JSONL
	if _, err := Uniq(context.Background(), o, func(*UniqRecord) error { return wrong }); err != wrong {
		t.Errorf("error %v, want that of take", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Uniq(ctx, o, func(*UniqRecord) error { return nil }); err != context.Canceled {
		t.Errorf("error %v, want that of the context", err)
	}
	o.Past = func(restore func([]byte) error) error { return restore([]byte("x")) }
	if _, err := Uniq(context.Background(), o, func(*UniqRecord) error { return nil }); err == nil {
		t.Error("a damaged memory was taken")
	}
}

// TestUniqInFlight checks that the reader waits when records have no more room, except for
// the record that the caller waits for.
func TestUniqInFlight(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	o := &UniqOptions{Options: Options{Budget: budgetProgram + 4*pageMade*1000}}
	w := newInFlight(o)
	record := func(size int) *uniqJob {
		return &uniqJob{record: UniqRecord{Frame: source.Frame{Bytes: bytes.Repeat([]byte("a word "), size/7)}}}
	}
	large, small, next := record(5000), record(700), record(700)
	if err := w.send(gone, large, &o.Options); err != nil {
		t.Fatalf("the first record waits: %v", err)
	}
	if err := w.send(gone, small, &o.Options); err == nil {
		t.Fatal("a record goes in beside one that takes all of the room")
	}
	w.gate.taken(&w.turn, large.bytes)
	for _, j := range []*uniqJob{small, next} {
		if err := w.send(gone, j, &o.Options); (err == nil) != (j == small) {
			t.Errorf("room for one record of two: %v", err)
		}
	}
}

// TestUniqTooLarge checks that with a budget a record which takes too much is a problem and
// is passed on, and that it is none with the budget that the problem names.
func TestUniqTooLarge(t *testing.T) {
	lines := []string{
		`{"text":"` + strings.Repeat("The ferry to Lindholm sails again. ", 40_000) + "\"}\n",
		`{"text":"A fire destroyed the roof of the grain exchange on Thursday night."}` + "\n",
	}
	for budget, want := range map[int64]bool{0: false, 64 << 20: true, 1 << 30: false} {
		records := uniqOf(t, UniqOptions{Options: Options{Budget: budget}}, lines, nil)
		for i, r := range records {
			if bad := r.Problem != nil; bad != (want && i == 0) || string(r.Bytes) != lines[i] {
				t.Errorf("budget of %d: record %d has the problem %v", budget, i, r.Problem)
			}
			if r.Problem == nil {
				continue
			}
			text, enough := r.Problem.Err.Error(), int64(0)
			if _, err := fmt.Sscanf(text[strings.Index(text, "give"):], "give --memory %dM", &enough); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			for less, bad := range []bool{false, true} {
				o := UniqOptions{Options: Options{Budget: (enough - int64(less)*2) << 20}}
				if again := uniqOf(t, o, lines, nil); (again[i].Problem != nil) != bad {
					t.Errorf("%s: with %d less, %v", text, 2*less, again[i].Problem)
				}
			}
		}
	}
}
