package cli

import (
	"strings"
	"testing"

	"newsdup/internal/store"
)

// TestInfoOfOlder: a file of an earlier newsdup is brought up to date when it is looked at,
// and the format beside the words is the new one.
func TestInfoOfOlder(t *testing.T) {
	var out strings.Builder
	k := keeper{out: &out}
	if err := k.cacheText(store.CacheInfo{Path: "state.db-cache", Condition: store.Older, Format: 2, Bytes: 4096}); err != nil {
		t.Fatal(err)
	}
	if want := "cache  state.db-cache  brought up to date, format 2, 5 kB\n"; !strings.HasPrefix(out.String(), want) {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
}
