package clean

import (
	"reflect"
	"testing"
)

// TestSeen: a line that was seen before measures as one that was not.
func TestSeen(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := newClassifier(rs)
	for round := range 2 {
		for i := range rs.rules {
			for _, l := range append(rs.rules[i].yes, rs.rules[i].no...) {
				text := []byte(l)
				got, want := c.measure(text), c.measureSlowly(text)
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("round %d: %q is %+v, want %+v", round, l, got, want)
				}
				text[0] = 0 // the page's memory goes
			}
		}
	}
}
