package person

import (
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdup/internal/entity"
	"newsdup/internal/spill"
)

// TestSpill checks that a table that spills gives the same stems as one in memory, however
// often it spills and also when it drops names.
func TestSpill(t *testing.T) {
	tables := load(t)
	pages := alike(600)
	stems := func(limit, most int) map[uint64]uint64 {
		table := Table{limit: limit}
		if most > 0 {
			store := spill.New(t.TempDir(), 0)
			defer store.Close()
			table.Spill(store, most)
		}
		for _, p := range pages {
			add(&table, p)
			if most > 0 && table.Len() >= most {
				t.Fatalf("%d names wait in memory, want fewer than %d", table.Len(), most)
			}
		}
		return stemsOf(&table, tables)
	}
	all := stems(0, 0)
	if len(all) < 20 {
		t.Fatalf("%d stems stand for others", len(all))
	}
	for _, limit := range []int{0, 300, 20} {
		want := stems(limit, 0)
		if limit > 0 && len(want) >= len(all) {
			t.Errorf("of %d names %d stems stand for others, of all %d", limit, len(want), len(all))
		}
		for _, most := range []int{1, 7, 100, 400, 1 << 20} {
			if got := stems(limit, most); !maps.Equal(got, want) {
				t.Errorf("limit %d, %d names in memory: %d stems stand for others, want %d", limit, most, len(got), len(want))
			}
		}
	}
}

// alike is clips of some names each, many of which are spellings of others, or have
// several forms.
func alike(clips int) (pages [][]entity.Mention) {
	r := rand.New(rand.NewPCG(8, 9))
	given := strings.Fields("Rustem Andriy Andrii Tilda Jonas Oskar")
	begin := strings.Fields("Hnat Gnat Selim Zelim Orland Lindq Solb Meshk Mashk")
	end := strings.Fields("enko enkow enkov ov ow off ist vist aal al")
	for range clips {
		var names []string
		for range 1 + r.IntN(4) {
			last := begin[r.IntN(len(begin))] + []string{"", "a", "e", "o"}[r.IntN(4)] + "r" + end[r.IntN(len(end))]
			if r.IntN(5) == 0 {
				last = strings.ToUpper(last)
			}
			names = append(names, given[r.IntN(len(given))]+" "+last)
		}
		pages = append(pages, clipOf(names...))
	}
	return pages
}
