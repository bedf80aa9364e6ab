package person

import (
	"reflect"
	"testing"
)

// TestCoding checks that clips from the cache give the same groups as clips that were read.
func TestCoding(t *testing.T) {
	var read, remembered Table
	for _, c := range clips {
		counted := Counted(nil, c)
		got, ok := Decode(nil, Encode(nil, counted))
		if !ok {
			t.Fatalf("%v is not decoded", counted)
		}
		add(&read, c)
		add(&remembered, got)
	}
	tables := load(t)
	if x, y := read.Group(tables), remembered.Group(tables); !reflect.DeepEqual(x, y) {
		t.Errorf("groups are %v, want %v", y, x)
	}
	if _, ok := Decode(nil, []byte("short")); ok {
		t.Error("5 bytes are decoded")
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range clips {
		f.Add(Encode(nil, Counted(nil, c)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		clip, ok := Decode(nil, b)
		if !ok {
			return
		}
		if again, ok := Decode(nil, Encode(nil, clip)); !ok || !reflect.DeepEqual(again, clip) {
			t.Errorf("%v becomes %v", clip, again)
		}
	})
}
