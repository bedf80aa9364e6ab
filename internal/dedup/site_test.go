package dedup

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/source"
	"newsdup/internal/word"
)

// cleaned is the clips of a folder, with what was dropped, by their path below it and line.
func cleaned(t *testing.T, dir string, change func(*Options)) map[string]clip.Clip {
	t.Helper()
	o := Options{Source: source.Options{Paths: []string{dir}}}
	o.Clean.Explain = true
	if change != nil {
		change(&o)
	}
	clips := map[string]clip.Clip{}
	_, err := Clean(context.Background(), o,
		func(c *clip.Clip) error {
			name := strings.TrimPrefix(c.Origin.String(), dir+"/")
			c.Origin = clip.Origin{}
			clips[name] = *c
			return nil
		},
		func(p clip.Problem) error { return p.Err })
	if err != nil {
		t.Fatal(err)
	}
	return clips
}

// bySite is the lines that the site rule dropped from a clip.
func bySite(c clip.Clip) []string {
	var lines []string
	for _, l := range c.Lines {
		if l.Rule == "site" {
			lines = append(lines, l.Text)
		}
	}
	return lines
}

// masked is a line with its digits as 0.
func masked(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, strings.ReplaceAll(s, "%d", "00"))
}

// TestSiteRecall writes four sites of 40 pages and counts what is left of
// their furniture and what is lost of their articles.
func TestSiteRecall(t *testing.T) {
	dir := t.TempDir()
	p := press{rand.New(rand.NewPCG(1, 1))}
	files, articles := map[string]string{}, map[string][]string{}
	for h := range houses {
		for i := range 40 {
			name := fmt.Sprintf("site%d/%d.txt", h, i)
			articles[name] = p.paragraphs(4 + i%5)
			files[name] = p.page(&houses[h], articles[name])
		}
	}
	writeFiles(t, dir, files)
	all, kept, lost := 0, 0, 0
	for name, c := range cleaned(t, dir, nil) {
		body := strings.Split(c.Body, "\n")
		for _, text := range articles[name] {
			if !slices.Contains(body, text) {
				lost++
			}
		}
		h := houses[name[len("site")]-'0']
		for _, f := range slices.Concat(h.head, h.between, h.foot) {
			all++
			if slices.ContainsFunc(body, func(s string) bool { return masked(s) == masked(f) }) || masked(c.Title) == masked(f) {
				kept++
			}
		}
	}
	t.Logf("%d of %d lines of furniture kept, %d paragraphs lost", kept, all, lost)
	if kept*100 > all || lost > 0 {
		t.Errorf("%d of %d lines of furniture are left, %d paragraphs are lost; want 1 in 100, 0", kept, all, lost)
	}
	for name, c := range cleaned(t, dir, func(o *Options) { o.NoSiteRules = true }) {
		if lines := bySite(c); lines != nil {
			t.Fatalf("%s: dropped %q with the rules of sites off", name, lines)
		}
	}
}

// TestSiteSpares cleans folders where the rule must not drop anything.
func TestSiteSpares(t *testing.T) {
	p := press{rand.New(rand.NewPCG(2, 2))}
	h := &houses[0]
	for _, c := range []struct {
		name  string
		write func(files map[string]string)
	}{
		{"five pages", func(files map[string]string) {
			for i := range 5 {
				files[fmt.Sprintf("%d.txt", i)] = p.page(h, p.paragraphs(5))
			}
		}},
		{"many sites in one folder", func(files map[string]string) {
			for i := range 80 {
				own := furniture{foot: []string{fmt.Sprintf("%s %s %s", p.one(places), places[i%16], things[i%16])}}
				files[fmt.Sprintf("%d.txt", i)] = p.page(&own, p.paragraphs(5))
			}
		}},
		{"versions of one article", func(files map[string]string) {
			article := p.paragraphs(8)
			article = slices.Insert(article, 3, "What the port said")
			article = slices.Insert(article, 6, "Who is to pay")
			for i := range 20 {
				version := slices.Clone(article)
				version[7] = p.sentence()
				files[fmt.Sprintf("%d.txt", i)] = strings.Join(append(version, "More on the way"), "\n\n")
			}
		}},
		{"tables of results", func(files map[string]string) {
			for i := range 40 {
				lines := append([]string{"Two late goals at " + p.one(places)}, p.paragraphs(3)...)
				for _, cell := range []string{"Played", "Won", "Drawn", "Goals for"} {
					lines = append(lines, cell, fmt.Sprint(p.r.IntN(40)))
				}
				lines = append(lines, p.paragraphs(2)...)
				lines = append(lines, "Referee", p.one(places)+" "+p.one(places), "Half-time", "0-0", "Attendance", fmt.Sprint(p.r.IntN(4000)))
				files[fmt.Sprintf("%d.txt", i)] = strings.Join(lines, "\n\n")
			}
		}},
		{"a sub-head in every fifth article", func(files map[string]string) {
			for i := range 60 {
				article := p.paragraphs(6)
				if i%5 == 0 {
					article = slices.Insert(article, 3, "How it began")
				}
				files[fmt.Sprintf("%d.txt", i)] = strings.Join(append([]string{p.one(places) + " hears of " + p.one(things) + " again"}, article...), "\n\n")
			}
		}},
		{"a menu word as a sub-head", func(files map[string]string) {
			for i := range 40 {
				files[fmt.Sprintf("%d.txt", i)] = p.page(&furniture{}, slices.Insert(p.paragraphs(6), 3, p.one(places)))
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, files := t.TempDir(), map[string]string{}
			c.write(files)
			writeFiles(t, dir, files)
			for name, c := range cleaned(t, dir, nil) {
				if lines := bySite(c); lines != nil {
					t.Errorf("%s: dropped %q", name, lines)
				}
			}
		})
	}
}

// TestSiteColumn checks that a column keeps the headline that it has every day.
func TestSiteColumn(t *testing.T) {
	dir, files := t.TempDir(), map[string]string{}
	p := press{rand.New(rand.NewPCG(3, 3))}
	for i := range 30 {
		files[fmt.Sprintf("%d.txt", i)] = strings.Join(append([]string{"Varn Post", "Letters to the harbour master"}, p.paragraphs(5)...), "\n\n")
	}
	writeFiles(t, dir, files)
	for name, c := range cleaned(t, dir, nil) {
		if c.Title != "Letters to the harbour master" || !slices.Equal(bySite(c), []string{"Varn Post"}) {
			t.Errorf("%s: title %q, dropped %q", name, c.Title, bySite(c))
		}
	}
}

// TestSiteDomains puts two sites into one file of records, and into one folder
// of HTML pages: the domain tells them apart.
func TestSiteDomains(t *testing.T) {
	p := press{rand.New(rand.NewPCG(4, 4))}
	var records bytes.Buffer
	encoder := json.NewEncoder(&records)
	files := map[string]string{}
	for i := range 60 {
		own, domain := &houses[i%2], fmt.Sprintf("site%d.example", i%2)
		page := p.page(own, p.paragraphs(5))
		if i%3 == 0 { // one in three says on the other site what is furniture here
			page += "\n\n" + houses[1-i%2].foot[0]
		}
		if err := encoder.Encode(map[string]string{"text": page, "site": "www." + domain}); err != nil {
			t.Fatal(err)
		}
		files[fmt.Sprintf("%d.html", i)] = fmt.Sprintf(`<html><head><link rel="canonical" href="https://%s/%d"><title>x</title></head><body><article><p>%s</p></article></body></html>`,
			domain, i, strings.ReplaceAll(p.page(own, p.paragraphs(5)), "\n\n", "</p><p>"))
	}
	for kind, files := range map[string]map[string]string{"jsonl": {"all.jsonl": records.String()}, "html": files} {
		t.Run(kind, func(t *testing.T) {
			dir := t.TempDir()
			writeFiles(t, dir, files)
			for name, c := range cleaned(t, dir, nil) {
				own := houses[strings.TrimPrefix(c.Site, "www.")[len("site")]-'0']
				for _, line := range own.between {
					if strings.Contains(c.Body, line) {
						t.Errorf("%s: %q is left", name, line)
					}
				}
			}
		})
	}
}

// TestSiteOrder cleans one collection with other numbers of workers and orders of paths and
// records, which must not change a byte.
func TestSiteOrder(t *testing.T) {
	p := press{rand.New(rand.NewPCG(5, 5))}
	dir, files := t.TempDir(), map[string]string{}
	var records []string
	for i := range 120 {
		page := p.page(&houses[i%3], p.paragraphs(4))
		files[fmt.Sprintf("site%d/%d.txt", i%3, i)] = page
		record, err := json.Marshal(map[string]any{"text": page, "site": fmt.Sprintf("site%d.example", i%3), "id": i})
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, string(record))
	}
	files["all.jsonl"] = strings.Join(records, "\n")
	writeFiles(t, dir, files)
	want := cleaned(t, dir, func(o *Options) { o.Workers = 1 })
	dropped := 0
	for _, c := range want {
		dropped += len(bySite(c))
	}
	if dropped < 100 {
		t.Fatalf("only %d lines dropped: the test sees nothing", dropped)
	}
	same := func(name string, got map[string]clip.Clip) {
		t.Helper()
		if !maps.EqualFunc(got, want, func(a, b clip.Clip) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
			t.Errorf("%s: other clips", name)
		}
	}
	same("four workers", cleaned(t, dir, func(o *Options) { o.Workers = 4 }))
	same("folders one by one", cleaned(t, dir, func(o *Options) {
		o.Source.Paths = []string{dir + "/site2", dir + "/all.jsonl", dir + "/site0", dir + "/site1"}
	}))

	// Records in another order: each is cleaned as before.
	body := func(clips map[string]clip.Clip) map[string]string {
		bodies := map[string]string{}
		for name, c := range clips {
			if strings.HasPrefix(name, "all.jsonl") {
				bodies[name[strings.IndexByte(name, ':'):]] = c.Title + "\n" + c.Body
			}
		}
		return bodies
	}
	order := rand.New(rand.NewPCG(6, 6)).Perm(len(records))
	other := t.TempDir()
	var shuffled []string
	for _, i := range order {
		shuffled = append(shuffled, records[i])
	}
	writeFiles(t, other, map[string]string{"all.jsonl": strings.Join(shuffled, "\n")})
	before, after := body(want), body(cleaned(t, other, nil))
	for at, i := range order {
		if got, want := after[fmt.Sprintf(":%d", at+1)], before[fmt.Sprintf(":%d", i+1)]; got != want {
			t.Errorf("record %d, now %d, is cleaned otherwise:\n%s\nwas\n%s", i+1, at+1, got, want)
		}
	}
}

// TestSampleOf checks the bounds of a sample. The choice within a folder must depend
// neither on the name of the folder nor on what else is listed.
func TestSampleOf(t *testing.T) {
	var entries []source.Entry
	for f := range 100 {
		for i := range 60 {
			entries = append(entries, source.Entry{Path: fmt.Sprintf("d%02d/%d.txt", f, i)})
		}
	}
	entries = append([]source.Entry{{Path: source.Stdin}}, entries...)
	all := sampleOf(entries)
	if len(all) != maxSample {
		t.Errorf("%d files, want %d", len(all), maxSample)
	}
	folders := map[string]int{}
	for _, e := range all {
		folders[filepath.Dir(e.Path)]++
	}
	if least := slices.Min(slices.Collect(maps.Values(folders))); len(folders) != 100 || least < maxSample/100 {
		t.Errorf("%d folders, one with %d files", len(folders), least)
	}
	one := sampleOf(entries[1:61])
	if len(one) != perFolder {
		t.Errorf("%d files of one folder, want %d", len(one), perFolder)
	}
	for i, e := range sampleOf([]source.Entry{{Path: "x/8.txt"}, {Path: "x/9.txt"}}) {
		if want := fmt.Sprintf("x/%d.txt", 8+i); e.Path != want {
			t.Errorf("entry %d is %s, want %s", i, e.Path, want)
		}
	}
	hash := func(e source.Entry) uint64 { return word.HashString(filepath.Base(e.Path)) }
	sorted := slices.SortedFunc(slices.Values(entries[1:61]), func(a, b source.Entry) int { return cmp.Compare(hash(a), hash(b)) })
	for _, e := range sorted[:perFolder] {
		if !slices.Contains(one, e) {
			t.Errorf("the sample lacks %s, whose hash is one of the %d smallest", e.Path, perFolder)
		}
	}
}
