package dedup

import (
	"context"
	"reflect"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/source"
)

// entitiesOf lists what the clips of testdata/multilingual name.
func entitiesOf(t *testing.T, o EntityOptions) (lists [][]clip.Thing) {
	t.Helper()
	o.Source = source.Options{Paths: []string{testdata + "/multilingual"}}
	_, err := Entities(context.Background(), o,
		func(_ clip.Origin, things []clip.Thing) error { lists = append(lists, things); return nil },
		func(p clip.Problem) error { t.Errorf("problem: %v", p.Err); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return lists
}

// TestEntitiesMerge checks that a merged list counts the same as the lists of the clips
// together, for any number of workers, and that a type is left out as a whole.
func TestEntitiesMerge(t *testing.T) {
	total := map[string]int{}
	for _, list := range entitiesOf(t, EntityOptions{}) {
		for _, x := range list {
			total[x.Type] += x.Count
			forms := 0
			for _, f := range x.Forms {
				forms += f.Count
			}
			if forms != x.Count || x.Clips != 1 {
				t.Errorf("%s is named %d times, its forms %d", x.Form, x.Count, forms)
			}
		}
	}
	merged := entitiesOf(t, EntityOptions{Merge: true})[0]
	if again := entitiesOf(t, EntityOptions{Merge: true, Options: Options{Workers: 1}})[0]; !reflect.DeepEqual(merged, again) {
		t.Error("one worker makes another list than several")
	}
	got := 0
	for i, x := range merged {
		if got += x.Count; i > 0 && merged[i-1].Count < x.Count {
			t.Errorf("%s, named %d times, stands behind %s", x.Form, x.Count, merged[i-1].Form)
		}
		if x.Type == entity.Place.String() && x.Form == "Zambia" && (x.Clips != 4 || len(x.Forms) != 3) {
			t.Errorf("Zambia is %+v, want the forms of three languages in four clips", x)
		}
	}
	if want := total["person"] + total["place"] + total["organisation"] + total["other"]; got != want {
		t.Errorf("the merged list counts %d, the clips %d", got, want)
	}
	places := entitiesOf(t, EntityOptions{Merge: true, Types: []string{"place"}})[0]
	n, quantities := 0, 0
	for _, x := range places {
		if n += x.Count; x.Type != "place" {
			t.Errorf("%s is a %s among places", x.Form, x.Type)
		}
	}
	if n != total["place"] {
		t.Errorf("places are named %d times, want %d", n, total["place"])
	}
	both := EntityOptions{Merge: true, Types: []string{"place", "quantity"}}
	for _, x := range entitiesOf(t, both)[0] {
		if n -= x.Count; x.Type == "quantity" {
			n += x.Count
			quantities++
		}
	}
	if n != 0 || quantities == 0 {
		t.Errorf("beside quantities, %d, %d places are missing", quantities, n)
	}
}
