package dedup

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/eval"
	"newsdup/internal/source"
)

// listed gives the pages of testdata/listed: in a file those of one language, of several
// events told by four outlets each; in mix.txt two events told in eight languages.
func listed(t *testing.T) map[string][]struct{ event, text string } {
	t.Helper()
	files, err := filepath.Glob(testdata + "/listed/*.txt")
	if err != nil || len(files) != 8 {
		t.Fatal(files, err)
	}
	pages := map[string][]struct{ event, text string }{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		for _, page := range strings.Split("\n"+string(b), "\n=")[1:] {
			event, text, _ := strings.Cut(page, "\n")
			title, body, _ := strings.Cut(text, "\n")
			pages[name] = append(pages[name], struct{ event, text string }{event, title + "\n\n" + body})
		}
	}
	return pages
}

// TestListedLanguages checks that short retellings in the languages of the word lists find
// each other and nothing else, in a folder for each language and all in one folder.
func TestListedLanguages(t *testing.T) {
	pages := listed(t)
	delete(pages, "mix")
	score := func(languages ...string) eval.Scores {
		dir := t.TempDir()
		gold := map[string]string{}
		for _, language := range languages {
			for i, page := range pages[language] {
				name := fmt.Sprintf("%s-%02d.txt", language, i)
				gold[name] = language + page.event
				write(t, filepath.Join(dir, name), page.text)
			}
		}
		_, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords})
		return eval.Score(gold, storiesOf(groups, func(o clip.Origin) string { return filepath.Base(o.Path) }))
	}
	languages := slices.Sorted(maps.Keys(pages))
	for language, least := range map[string]float64{"de": .85, "es": .9, "fr": 1, "it": 1, "pt": 1, "ru": 1, "uk": .85} {
		if s := score(language).BCubed; s.Precision < 1 || s.F1 < least {
			t.Errorf("%s: F1 %.3f, precision %.3f, want %.2f and 1", language, s.F1, s.Precision, least)
		}
	}
	if s := score(languages...).BCubed; s.Precision < 1 || s.F1 < .95 {
		t.Errorf("all in one: F1 %.3f, precision %.3f, want .95 and 1", s.F1, s.Precision)
	}
}

// TestMixedLanguages checks that an event told in eight languages is one story by its
// names, places and numbers, alone and among others.
func TestMixedLanguages(t *testing.T) {
	pages := listed(t)
	for _, alone := range []bool{true, false} {
		dir := t.TempDir()
		for name, list := range pages {
			for i, page := range list {
				if name == "mix" || !alone {
					write(t, filepath.Join(dir, fmt.Sprintf("%s %s %02d.txt", name, page.event, i)), page.text)
				}
			}
		}
		_, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords})
		var sizes []int
		for _, g := range groups {
			first := filepath.Base(g.Members[0].Path)
			if !strings.HasPrefix(first, "mix ") {
				continue
			}
			event, _, _ := strings.Cut(first, "-")
			for _, m := range g.Members {
				if name := filepath.Base(m.Path); !strings.HasPrefix(name, event) {
					t.Errorf("alone %t: %s and %s are in one story", alone, name, first)
				}
			}
			sizes = append(sizes, len(g.Members))
		}
		if len(sizes) != 2 || sizes[0] < 8 || sizes[1] < 8 {
			t.Errorf("alone %t: stories of %v, want two of 8", alone, sizes)
		}
	}
}
