package report

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"newsdup/internal/act"
	"newsdup/internal/clip"
)

// TestActs writes what becomes of files, names that steer a terminal among them.
func TestActs(t *testing.T) {
	results := []act.Result{
		{Path: "clips/b.txt", Keep: "clips/a.txt", Do: act.Quarantine, Relation: clip.Near, Outcome: act.OutDone, Size: 812},
		{Path: "clips/\x1b[2J\xff.txt", Keep: "clips/a.txt", Do: act.Quarantine, Relation: clip.Exact, Outcome: act.OutWould, Size: 12_400},
		{Path: "clips/c.txt", Keep: "clips/a.txt", Do: act.Quarantine, Relation: clip.Exact, Outcome: act.OutAlready, Why: "done by an earlier run", Size: 1},
		{Path: "feed.jsonl", Line: 3, Do: act.Quarantine, Relation: clip.Exact, Outcome: act.OutSkipped, Why: "one record of a file", Size: 1},
		{Path: "clips/d.txt", Keep: "clips/a.txt", Do: act.Quarantine, Relation: clip.Near, Outcome: act.OutRefused, Why: "it changed since the report", Size: 1},
	}
	for _, f := range ActFormats() {
		for _, verb := range []string{"", "undo"} {
			var buf bytes.Buffer
			w, err := NewActWriter(&buf, f, verb, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				if err := w.Act(r); err != nil {
					t.Fatal(err)
				}
			}
			golden(t, "acts"+verb+"."+string(f), buf.Bytes())
		}
	}
}

func TestActSummary(t *testing.T) {
	tests := []struct {
		sum  act.Summary
		do   act.Do
		verb string
		want string
	}{
		{act.Summary{}, act.Quarantine, "", "nothing to do"},
		{act.Summary{Run: "20261122-1", Done: 1204, Bytes: 3_400_000}, act.Quarantine, "", "1,204 quarantined (3.4 MB); take it back with `newsdup undo 20261122-1`"},
		{act.Summary{Would: 1, Bytes: 1}, act.Remove, "", "1 would be removed (1 byte)"},
		{act.Summary{Already: 3, Skipped: 1, Refused: 2}, act.Symlink, "", "3 done already, 1 skipped, 2 refused"},
		{act.Summary{Run: "r", Done: 2, Bytes: 12_400, Refused: 1}, act.Quarantine, "undo", "2 put back (12 kB), 1 refused"},
	}
	for _, test := range tests {
		if got := ActSummary(test.sum, test.do, test.verb); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestRunsAndActs(t *testing.T) {
	began := time.Date(2026, 11, 22, 4, 31, 0, 0, time.UTC)
	runs := []act.Run{
		{ID: "20261122-1", Began: began, Ended: true, Acts: 14, Done: 12, Failed: 2, Bytes: 1_200_000},
		{ID: "20261122-2", Began: began.Add(time.Hour), Acts: 5, Undone: 2, Purged: 1},
	}
	acts := []act.Act{
		{N: 1, Root: "/data/clips", Path: "b.txt", Keep: "/data/clips/a.txt", Do: act.Quarantine, Relation: clip.Near, State: act.Done, Size: 5},
		{N: 2, Root: "/data/clips", Path: "\x1b[0m\xff", Keep: "/data/clips/a.txt", Do: act.Hardlink, Relation: clip.Exact, State: act.Failed, Note: "permission denied", Size: 5},
	}
	for _, f := range ActFormats() {
		var buf bytes.Buffer
		if err := errors.Join(WriteRuns(&buf, f, runs), WriteActs(&buf, f, acts)); err != nil {
			t.Fatal(err)
		}
		golden(t, "runs."+string(f), buf.Bytes())
	}
}
