package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// someAnswer is an answer made from a number.
func someAnswer(n int) *Answer {
	r := rand.New(rand.NewPCG(uint64(n), 2))
	a := &Answer{Generation: "x.1.2", Read: time.Unix(r.Int64N(1<<31), 5).UTC()}
	for i := range n {
		f := File{Path: fmt.Sprintf("dir\xff/%03d.txt", i), Shape: Shape(r.IntN(3)), Sum: content(byte(i)), Variant: r.Uint64()}
		f.Stat = Stat{r.Int64N(1 << 30), r.Int64(), r.Int64(), r.Uint64(), r.Uint64()}
		a.Files = append(a.Files, f)
	}
	if n == 0 {
		return a
	}
	a.Problems = []Problem{{clip.Origin{Path: "not listed"}, clip.NotFound, "open: no such file"}, {clip.Origin{Path: a.Files[0].Path, Line: 3, ID: "x"}, clip.BadRecord, "no text"}}
	for g := range n / 2 {
		one := clip.Origin{Path: a.Files[g].Path, Line: g, ID: "id"}
		a.Groups = append(a.Groups, &clip.Group{
			ID: fmt.Sprint(g), Title: "title", Cohesion: r.Float64(), First: clip.At(time.Unix(1e9, 0).UTC()),
			Members: []clip.Member{
				{Origin: one, Role: clip.RoleKeep, Score: 1, Reason: "longest", Title: "title", Words: 3, Date: clip.At(time.Unix(1e9, 7).UTC()), Site: "s", Charset: "utf-8", SHA256: content(9), Size: 77},
				{Origin: clip.Origin{Path: "elsewhere"}, Role: clip.RoleStory, Relation: clip.Story, Score: .5, To: one, Development: 2},
			},
			Links:    []clip.Link{{A: one, B: one, Relation: clip.Form, Score: .7}, {A: one, B: one, Relation: clip.Contains, Score: .7, Roundup: true}},
			Weakest:  [2]clip.Origin{one, {Path: "elsewhere"}},
			Entities: []string{"Felix", "Jane Holt"}, Dates: []string{"18 November"},
			Developments: []clip.Development{{Title: "title", Size: 1}, {Title: "later", Size: 1, First: clip.At(time.Unix(1e9, 7).UTC())}},
			Roundup:      g%2 == 1,
		})
	}
	a.Summary = clip.Summary{Read: n, Empty: 1, Groups: n / 2, Form: 3, Links: 4, Decoded: map[string]int{"utf-16le": 2, "big5": 1}}
	return a
}

func TestAnswer(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "cache.db"), t.Context()
	c := openCache(t, path, "one")
	for n := range keptAnswers + 4 {
		c.now = func() time.Time { return time.Unix(int64(n), 0) }
		if err := c.SetAnswer(ctx, content(byte(n)), "question", someAnswer(n)); err != nil {
			t.Fatal(err)
		}
	}
	for n := range keptAnswers + 4 {
		got, err := c.Answer(ctx, content(byte(n)))
		switch want := someAnswer(n); {
		case err != nil:
			t.Error(err)
		case n < 4 && got != nil:
			t.Errorf("answer %d is still there", n)
		case n >= 4 && (got == nil || got.Used.Unix() != int64(n)):
			t.Errorf("answer %d was used %v", n, got)
		case n >= 4 && !reflect.DeepEqual(used(got, time.Time{}), want):
			t.Errorf("answer %d:\n%+v\nwant\n%+v", n, got, want)
		}
	}
}

func used(a *Answer, at time.Time) *Answer {
	a.Used = at
	return a
}

func TestSettled(t *testing.T) {
	read := time.Unix(1000, 0)
	at := func(s float64) int64 { return int64(s * 1e9) }
	for _, c := range []struct {
		mtime, ctime float64
		want         bool
	}{{900, 900, true}, {997.9, 997.9, true}, {998, 0, false}, {999, 999, false}, {1000, 1000, false}, {2000, 900, false}, {900, 999, false}, {900, 2000, false}} {
		if got := (Stat{Mtime: at(c.mtime), Ctime: at(c.ctime)}).Settled(read); got != c.want {
			t.Errorf("modified %v, changed %v, read 1000: settled %v", c.mtime, c.ctime, got)
		}
	}
}

// FuzzAnswer is the same for answers.
func FuzzAnswer(f *testing.F) {
	for n := range 4 {
		f.Add(encodeAnswer(someAnswer(n))[4:])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, ok := decodeAnswer(seal(append(make([]byte, 4), data...)))
		if !ok {
			return
		}
		if _, ok := decodeAnswer(encodeAnswer(a)); !ok {
			t.Errorf("%+v cannot be read again", a)
		}
	})
}
