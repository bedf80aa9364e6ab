package dedup

import (
	"testing"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/group"
	"newsdup/internal/spill"
)

// TestClipList checks that a clip is read as it was added, from memory and from a file.
func TestClipList(t *testing.T) {
	origin := clip.Origin{Path: "a\xff.jsonl", Line: 7, ID: "x-1"}
	at := time.Date(2026, 11, 18, 9, 30, 1, 5, time.FixedZone("", -3*3600-1800))
	clips := []group.Clip{
		{},
		{Member: clip.Member{Origin: origin, Title: "Port shut", Words: 612, Date: clip.At(at), Site: "example.com", Charset: "utf-8",
			SHA256: [32]byte{1, 31: 2}, Size: 1 << 40, Against: true}, Lead: "The port", Share: .3},
		{Member: clip.Member{Origin: clip.Origin{Path: "b"}, Date: clip.Day(at)}},
		{Member: clip.Member{Date: clip.Date{Time: time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC)}}},
	}
	for range 2 * entriesPiece {
		clips = append(clips, clips[1])
	}
	for _, limit := range []int64{0, 1 << 20} {
		store := spill.New(t.TempDir(), limit)
		defer store.Close()
		l := newClipList(store)
		for i := range clips {
			if err := l.add(&clips[i]); err != nil {
				t.Fatal(err)
			}
		}
		if spilled := store.Spilled() > 0; spilled != (limit == 0) {
			t.Errorf("limit %d: %d bytes in the file", limit, store.Spilled())
		}
		read := l.Reader()
		for i := len(clips) - 1; i >= 0; i-- {
			got, want := read(int32(i)), clips[i]
			if !got.Date.Equal(want.Date.Time) || got.Date.String() != want.Date.String() {
				t.Errorf("limit %d: clip %d is of %v, want %v", limit, i, got.Date, want.Date)
			}
			got.Date, want.Date = clip.Date{}, clip.Date{}
			if got != want || l.content(int32(i)) != want.SHA256 {
				t.Errorf("limit %d: clip %d is\n%+v, want\n%+v", limit, i, got, want)
			}
		}
	}
	store := spill.New(t.TempDir(), 0)
	l := newClipList(store)
	for range 2 * entriesPiece {
		if err := l.add(&clips[1]); err != nil {
			t.Fatal(err)
		}
	}
	_ = store.Close()
	if got := l.clip(0); got.Path != "" || l.failed.first() == nil {
		t.Errorf("a file that is gone: got %+v, %v", got, l.failed.first())
	}
}
