package dedup

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/group"
	"newsdup/internal/invent"
	"newsdup/internal/source"
)

// TestBudget checks that a run within its budget gives the same groups as one
// without, also when the shingles of nearly all its clips go to the file, and
// that one above ends with what it needs.
func TestBudget(t *testing.T) {
	dir := t.TempDir()
	if _, err := invent.New(1).Write(context.Background(), dir, 1000); err != nil {
		t.Fatal(err)
	}
	o := Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords, TempDir: t.TempDir()}
	run := func(budget int64) (groups []*clip.Group, err error) {
		o := o
		o.Budget = budget
		var c collector
		_, err = Run(context.Background(), o, &c)
		return c.groups, err
	}
	want, err := run(0)
	if err != nil || len(want) < 80 {
		t.Fatalf("%d groups, %v", len(want), err)
	}
	for _, budget := range []int64{90 << 20, 1 << 40} { // of the first, 2.8 MB for shingles: half
		got, err := run(budget)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d bytes: other groups", budget)
		}
	}
	_, err = run(69 << 20)
	var above *BudgetError
	if !errors.As(err, &above) || above.Need <= above.Budget || above.Files != 1000 || !strings.Contains(err.Error(), "give --memory") {
		t.Errorf("got %v", err)
	}
	o.TempDir = "/nonexistent"
	if _, err := run(90 << 20); err == nil || !strings.Contains(err.Error(), `"/nonexistent"`) {
		t.Errorf("got %v", err)
	}
}

// TestBudgetOfFewClips checks that a budget is kept from the first clip on: a few
// huge ones need as much as thousands.
func TestBudgetOfFewClips(t *testing.T) {
	o := Options{Budget: 128 << 20, Level: LevelCopy}
	for shingles, within := range map[int64]bool{1 << 20: true, 20 << 20: false} {
		c := corpus{clips: make([]group.Clip, 3), shingled: shingles}
		if err := c.keepTo(&o, 3); (err == nil) != within {
			t.Errorf("%d shingles: got %v", shingles, err)
		}
	}
}
