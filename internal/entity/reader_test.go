package entity

import (
	"slices"
	"testing"
)

// TestReaderState checks that what a Reader read before changes no token, and that forms do
// not depend on the order of the clips.
func TestReaderState(t *testing.T) {
	used := newTestReader(t)
	for range 2 {
		for _, c := range clipsForOrder {
			if got, want := used.Tokens(nil, Text{Title: c, Body: c}), newTestReader(t).Tokens(nil, Text{Title: c, Body: c}); !slices.Equal(got, want) {
				t.Errorf("a used reader gives other tokens for %.40q", c)
			}
		}
		used.current.Store(newSpellings())
	}
	forward, back := newTestReader(t), newTestReader(t)
	for i := range clipsForOrder {
		forward.Tokens(nil, Text{Body: clipsForOrder[i]})
		back.Tokens(nil, Text{Body: clipsForOrder[len(clipsForOrder)-1-i]})
	}
	if !slices.Equal(forward.sortedForms(), back.sortedForms()) {
		t.Error("forms depend on the order of clips")
	}
}

// TestBetter checks that Better is a total order, which makes the best form independent of
// the order of the clips.
func TestBetter(t *testing.T) {
	forms := []string{"Varga", "Vargas", "VARGA", "varga", "vargas", "Варга", "варга", ""}
	for i, a := range forms {
		for _, b := range forms[i:] {
			if Better(a, b) != a || Better(b, a) != a {
				t.Errorf("Better(%q, %q) is %q", a, b, Better(a, b))
			}
		}
	}
}
