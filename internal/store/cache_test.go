package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"newsdup/internal/clip"
	"newsdup/internal/word"
)

func openCache(t *testing.T, path, options string) *Cache {
	t.Helper()
	c, err := OpenCache(t.Context(), path, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// someClip is a clip made from a number, with a small vocabulary.
func someClip(n int) *Clip {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	c := &Clip{
		Key:   Key{content(byte(n)), uint64(n / 256)},
		Title: fmt.Sprint("Title ", n), Lead: "Lead …", Site: "site.example", Charset: "utf-8",
		Words: r.IntN(1000), Size: r.Int64N(1 << 40), Share: r.Float64(), Repaired: n%2 == 0,
		List: new(word.FormList),
	}
	if n%3 > 0 {
		c.Date = clip.Date{Time: time.Unix(r.Int64N(1<<31), r.Int64N(1e9)).In(time.FixedZone("", int(r.Int64N(20)-10)*1800)), Clock: n%2 > 0}
	}
	for i := range r.IntN(300) {
		w := r.Uint64N(200)
		c.Tokens = append(c.Tokens, word.Token{Exact: w * 1e15, Stem: w / 2, Pos: uint32(i), Flags: word.Flag(w % 64)})
	}
	for i := range uint64(r.IntN(30)) {
		c.Forms = append(c.Forms, c.List.Add(word.Form{Stem: i, Text: fmt.Sprint("form", i+uint64(n%2))}))
	}
	for i := range r.IntN(3) {
		c.Blobs = append(c.Blobs, Blob{uint64(i), 7, []byte(fmt.Sprint("blob", n))})
	}
	return c
}

func formsOf(c *Clip) (forms []word.Form) {
	for _, n := range c.Forms {
		forms = append(forms, c.List.At(n))
	}
	return forms
}

// alike compares clips; a date may be in another *time.Location of the same offset.
func alike(a, b *Clip) bool {
	x, y := *a, *b
	if !slices.Equal(formsOf(a), formsOf(b)) {
		return false
	}
	x.Forms, y.Forms, x.List, y.List = nil, nil, nil, nil
	_, off1 := x.Date.Zone()
	_, off2 := y.Date.Zone()
	same := x.Date.Equal(y.Date.Time) && x.Date.Clock == y.Date.Clock && off1 == off2 && len(x.Tokens) == len(y.Tokens) && len(x.Blobs) == len(y.Blobs)
	x.Date, y.Date = clip.Date{}, clip.Date{}
	for i := range 2 {
		p, q := reflect.ValueOf(&x).Elem(), reflect.ValueOf(&y).Elem()
		field := [...]string{"Tokens", "Blobs"}[i]
		if p.FieldByName(field).Len() == 0 && q.FieldByName(field).Len() == 0 {
			p.FieldByName(field).SetZero()
			q.FieldByName(field).SetZero()
		}
	}
	return same && reflect.DeepEqual(x, y)
}

func TestCache(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "cache.db"), t.Context()
	const clips = 3*batchClips + 10
	c := openCache(t, path, "one")
	for n := range clips {
		if err := c.Put(ctx, someClip(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	again := openCache(t, path, "one")
	var got Clip
	for n := range clips {
		want := someClip(n)
		for _, c := range []*Cache{again, openCache(t, path, "one")} {
			got.Key = want.Key
			if ok, err := c.Get(ctx, &got); !ok || err != nil || !alike(&got, want) {
				t.Fatalf("clip %d: %v, %v\n%+v\nwant\n%+v", n, ok, err, got, want)
			}
		}
	}
	got.Key = Key{content(1), 99}
	if ok, err := c.Get(ctx, &got); ok || err != nil {
		t.Errorf("an unknown variant: %v, %v", ok, err)
	}
	other := openCache(t, path, "two")
	got.Key = someClip(1).Key
	if ok, err := other.Get(ctx, &got); ok || err != nil {
		t.Errorf("a clip of other options: %v, %v", ok, err)
	}
}

// Two processes that write in turn number the same words, and read each other.
func TestCacheTwoWriters(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "cache.db"), t.Context()
	seed := openCache(t, path, "one") // a cache without any clip is not asked
	seed.Put(ctx, someClip(99))
	if err := seed.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	writers := []*Cache{openCache(t, path, "one"), openCache(t, path, "one")}
	for n := range 40 {
		w := writers[n%2]
		if err := w.Put(ctx, someClip(n)); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if err := writers[0].Put(ctx, someClip(50)); err != nil { // it learns what the other added
		t.Fatal(err)
	}
	if err := writers[0].Flush(ctx); err != nil {
		t.Fatal(err)
	}
	var got Clip
	for n := range 40 {
		for i, c := range []*Cache{writers[0], openCache(t, path, "one")} {
			got.Key = someClip(n).Key
			if ok, err := c.Get(ctx, &got); !ok || err != nil || !alike(&got, someClip(n)) {
				t.Errorf("clip %d by cache %d: %v, %v", n, i, ok, err)
			}
		}
	}
}

// What a batch that failed added to the dictionary is gone from it.
func TestCacheFull(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "cache.db"), t.Context()
	c := openCache(t, path, "one")
	if err := c.Put(ctx, someClip(1)); err != nil {
		t.Fatal(err)
	}
	if err := c.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	var pages int
	if err := c.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	set := func(n int) {
		if _, err := c.db.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	set(pages)
	for n := range batchClips - 1 {
		if err := c.Put(ctx, someClip(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Flush(ctx); ConditionOf(err) != Full {
		t.Fatalf("a full disk: %v", err)
	}
	set(100000)
	if err := c.Put(ctx, someClip(7)); err != nil {
		t.Fatal(err)
	}
	if err := c.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 7} {
		got := Clip{Key: someClip(n).Key}
		if ok, err := openCache(t, path, "one").Get(ctx, &got); !ok || err != nil || !alike(&got, someClip(n)) {
			t.Errorf("clip %d: %v, %v", n, ok, err)
		}
	}
}

func TestCacheRebuilt(t *testing.T) {
	for name, damage := range map[string]func(path string){
		"newer":   func(path string) { execute(t, path, "PRAGMA user_version = 99") },
		"corrupt": func(path string) { spoil(t, path, 100, 16384) },
		"older": func(path string) {
			execute(t, path, "DROP VIEW clips; DROP VIEW options; DROP VIEW answers; PRAGMA user_version = 1")
		},
	} {
		path := filepath.Join(t.TempDir(), "cache.db")
		c := openCache(t, path, "one")
		c.Put(t.Context(), someClip(1))
		if err := c.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.Close()
		damage(path)
		c = openCache(t, path, "one")
		got := Clip{Key: someClip(1).Key}
		if ok, err := c.Get(t.Context(), &got); ok || err != nil {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
	for name, make := range map[string]func(path string){
		"a text":      func(path string) { os.WriteFile(path, []byte("my notes, not a cache"), 0o600) },
		"another's":   func(path string) { openCache(t, path, "one").Close(); execute(t, path, "PRAGMA application_id = 7") },
		"a state":     func(path string) { openState(t, path).Close() },
		"a folder":    func(path string) { os.Mkdir(path, 0o700) },
		"a dead link": func(path string) { os.Symlink("nowhere", path) },
	} {
		path := filepath.Join(t.TempDir(), "cache.db")
		make(path)
		before, _ := os.ReadFile(path)
		if c, err := OpenCache(t.Context(), path, "one"); err == nil {
			c.Close()
			t.Errorf("%s was taken for a cache", name)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s was written to", name)
		}
	}
}

func execute(t *testing.T, path, statement string) {
	t.Helper()
	s, err := sql.Open("sqlite", (&file{path: path}).dsn(""))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestCacheFile(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "cache.db"), t.Context()
	c := openCache(t, path, "one")
	c.now = func() time.Time { return time.Unix(86400*100, 0) }
	const clips = 400
	for n := range clips {
		c.Put(ctx, someClip(n))
	}
	if err := c.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if err := c.SetAnswer(ctx, content('q'), "question", someAnswer(3)); err != nil {
		t.Fatal(err)
	}
	c.Close()
	c = openCache(t, path, "one")
	c.now = func() time.Time { return time.Unix(86400*200, 0) }
	got := Clip{Key: someClip(5).Key}
	if ok, err := c.Get(ctx, &got); !ok || err != nil {
		t.Fatal(err)
	}
	if err := c.Flush(ctx); err != nil { // clip 5 was used on day 200
		t.Fatal(err)
	}
	c.Close()

	f, err := OpenCacheFile(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, query := range []string{"SELECT * FROM clips", "SELECT * FROM options", "SELECT * FROM answers"} {
		if err := f.rows(ctx, func(*sql.Rows) error { return nil }, query); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
	before := f.size()
	for _, c := range []struct {
		day  int64
		want Forgotten
		left int
	}{{100, Forgotten{}, clips}, {101, Forgotten{Clips: clips - 1, Answers: 1}, 1}} {
		n, err := f.Forget(ctx, time.Unix(86400*c.day, 0))
		i, _ := f.Info(ctx)
		if n != c.want || err != nil || i.Clips != c.left || i.Options != 1 {
			t.Errorf("day %d: %+v, %v, left %+v", c.day, n, err, i)
		}
	}
	if err := f.Verify(ctx); err != nil {
		t.Error(err)
	}
	f.Close()
	if err := CompactCache(ctx, path); err != nil {
		t.Fatal(err)
	}
	f, err = OpenCacheFile(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if f.size() > before/2 {
		t.Errorf("%d bytes of %d after compaction", f.size(), before)
	}
	if err := f.Verify(ctx); err != nil {
		t.Error(err)
	}
	f.Close()
	if ok, err := openCache(t, path, "one").Get(ctx, &got); !ok || err != nil || !alike(&got, someClip(5)) {
		t.Errorf("after compaction: %v, %v", ok, err)
	}
}

// FuzzClip: whatever the bytes, decode neither panics nor reads beyond them; what
// it takes it writes back.
func FuzzClip(f *testing.F) {
	var d dictionary
	for n := range 4 {
		f.Add(d.encode(nil, someClip(n))[4:])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = seal(append(make([]byte, 4), data...))
		var c, again Clip
		if !d.decode(&c, data) {
			return
		}
		terms := len(d.terms)
		if !d.decode(&again, d.encode(nil, &c)) || len(again.Tokens) != len(c.Tokens) || len(d.terms) != terms {
			t.Errorf("%+v was read, and as %+v again", c, again)
		}
		data[len(data)-1] ^= 1
		if d.decode(&again, data) {
			t.Error("one bit was changed and nothing noticed")
		}
	})
}

// FuzzDictionary reads segments of a file that anybody may have written.
func FuzzDictionary(f *testing.F) {
	f.Add([]byte("0123456789abcdefg"), []byte("12345678\x03abc"))
	f.Fuzz(func(t *testing.T, terms, forms []byte) {
		var d dictionary
		d.readTerms(&decoder{b: terms})
		d.readForms(&decoder{b: forms})
		if len(d.terms) > len(terms)/termBytes || d.forms.Len() > len(forms)/9 {
			t.Errorf("%d terms, %d forms of %d, %d bytes", len(d.terms), d.forms.Len(), len(terms), len(forms))
		}
	})
}
