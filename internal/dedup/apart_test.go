package dedup

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/source"
	"newsdup/internal/store"
)

// TestApart declares random pairs not the same and checks that no group holds one, at
// either level and whatever lies between the two, and that Explain says so.
func TestApart(t *testing.T) {
	p := press{rand.New(rand.NewPCG(21, 22))}
	dir, files := t.TempDir(), map[string]string{}
	for a := range 4 {
		article := p.paragraphs(6)
		for i := range 6 {
			text := append([]string{}, article...)
			switch {
			case i == 1: // the same words, other bytes
				text[0] += " "
			case i == 2: // a brief that stands inside
				text = text[1:4]
			case i > 2:
				text[i-2] = p.sentence()
			}
			files[fmt.Sprintf("%d-%d.txt", a, i)] = strings.Join(text, "\n\n")
		}
	}
	var all []string
	for _, texts := range []int{0, 2} { // a round-up of two articles
		all = append(all, files[fmt.Sprintf("%d-0.txt", texts)])
	}
	files["all.txt"] = strings.Join(all, "\n\n")
	writeFiles(t, dir, files)
	names, err := filepath.Glob(dir + "/*")
	if err != nil || len(names) != len(files) {
		t.Fatal(names, err)
	}
	content := func(name string) [32]byte { return sha256.Sum256([]byte(files[filepath.Base(name)])) }
	together := func(o Options, a, b string) bool {
		_, groups := run(t, o)
		for _, g := range groups {
			in := map[string]bool{}
			for _, m := range g.Members {
				in[m.Path] = true
			}
			if in[a] && in[b] {
				return true
			}
		}
		return false
	}
	parted := 0
	for range 60 {
		var pairs []store.NotSame
		for range 1 + p.r.IntN(4) {
			a := p.r.IntN(4)
			x, y := fmt.Sprintf("%s/%d-%d.txt", dir, a, p.r.IntN(6)), fmt.Sprintf("%s/%d-%d.txt", dir, a, p.r.IntN(6))
			if p.r.IntN(6) == 0 {
				x = dir + "/all.txt"
			}
			if x != y {
				pairs = append(pairs, store.NotSame{A: content(x), B: content(y), PathA: x, PathB: y}.Ordered())
			}
		}
		o := Options{Source: source.Options{Paths: []string{dir}}, Level: [...]Level{LevelStory, LevelCopy}[p.r.IntN(2)], MinWords: DefaultMinWords}
		for _, q := range pairs {
			if together(o, q.PathA, q.PathB) {
				parted++
			}
		}
		o.Memory.NotSame = pairs
		for _, q := range pairs {
			if together(o, q.PathA, q.PathB) {
				t.Errorf("level %s: %s and %s are in one group", o.Level, filepath.Base(q.PathA), filepath.Base(q.PathB))
			}
		}
		if len(pairs) == 0 || p.r.IntN(4) > 0 {
			continue
		}
		x, _, err := Explain(context.Background(), o, clip.Origin{Path: pairs[0].PathA}, clip.Origin{Path: pairs[0].PathB}, func(p clip.Problem) error { return p.Err })
		if err != nil || x.Same || x.Ground != clip.GroundNotSame || len(x.Flips) > 0 {
			t.Errorf("explained as %+v, %v", x, err)
		}
	}
	if parted < 40 {
		t.Errorf("only %d pairs had been together", parted)
	}
}
