package dedup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/eval"
	"newsdup/internal/source"
)

// multilingual groups testdata/multilingual, eight events told in two or three
// languages each: event-language-number.txt.
func multilingual(t *testing.T, tables *entity.Tables) []*clip.Group {
	t.Helper()
	_, groups := run(t, Options{
		Source:   source.Options{Paths: []string{testdata + "/multilingual"}},
		MinWords: DefaultMinWords,
		Entities: tables,
	})
	return groups
}

// multilingualScore scores the groups against the events.
func multilingualScore(t *testing.T, tables *entity.Tables) eval.Scores {
	t.Helper()
	f, err := os.Open(testdata + "/multilingual.gold.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := eval.ReadLabels(f)
	if err != nil {
		t.Fatal(err)
	}
	pred := map[string]string{}
	for _, g := range multilingual(t, tables) {
		for _, m := range g.Members {
			pred[filepath.Base(m.Path)] = g.ID
		}
	}
	return eval.Score(gold, pred)
}

// TestMultilingual: what the names of things are worth where words of one
// language do not meet those of another.
func TestMultilingual(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	before, after := multilingualScore(t, tables.WordsOnly()), multilingualScore(t, tables)
	t.Logf("plain words  B-cubed F1 %.3f  precision %.3f  recall %.3f", before.BCubed.F1, before.BCubed.Precision, before.BCubed.Recall)
	t.Logf("entities     B-cubed F1 %.3f  precision %.3f  recall %.3f", after.BCubed.F1, after.BCubed.Precision, after.BCubed.Recall)
	if after.BCubed.F1 < max(.92, before.BCubed.F1+.02) || after.BCubed.Precision < .95 {
		t.Errorf("entities give F1 %.3f, precision %.3f, plain words F1 %.3f: want .92 and .02 more, precision .95",
			after.BCubed.F1, after.BCubed.Precision, before.BCubed.F1)
	}
}

// TestEveryLanguageJoins: clips of each language meet clips of another one in a
// story, and those of no event meet clips of another event.
func TestEveryLanguageJoins(t *testing.T) {
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	joined := map[string]int{} // language -> clips in a story with another language
	for _, g := range multilingual(t, tables) {
		for i := range g.Members {
			a := strings.Split(filepath.Base(g.Members[i].Path), "-")
			other := false
			for j := range g.Members {
				b := strings.Split(filepath.Base(g.Members[j].Path), "-")
				other = other || a[1] != b[1]
				if a[0] != b[0] {
					t.Errorf("%s and %s are in one story", g.Members[i].Path, g.Members[j].Path)
				}
			}
			if other {
				joined[a[1]]++
			}
		}
	}
	t.Logf("clips in a story with another language: %v", joined)
	for _, language := range []string{"en", "fr", "de", "es", "it", "pt", "ru", "uk"} {
		if joined[language] == 0 {
			t.Errorf("no clip in %q is in a story with one of another language", language)
		}
	}
}

// TestUnlistedLanguages: three events told three times each in a language without a word
// list, of which four have no capitals, two no spaces, and two write particles on
// their words; by themselves, and in one folder.
func TestUnlistedLanguages(t *testing.T) {
	for _, languages := range []string{"zh", "tr", "ko", "he", "th", "*"} {
		t.Run(languages, func(t *testing.T) {
			paths, err := filepath.Glob(testdata + "/unlisted/*-" + languages + "-*.txt")
			if err != nil || len(paths) < 9 {
				t.Fatalf("%d files, %v", len(paths), err)
			}
			_, groups := run(t, Options{Source: source.Options{Paths: paths}, MinWords: DefaultMinWords})
			if len(groups) != len(paths)/3 {
				t.Errorf("%d stories, want %d", len(groups), len(paths)/3)
			}
			for _, g := range groups {
				event := filepath.Base(g.Members[0].Path)
				for i := range g.Members {
					if name := filepath.Base(g.Members[i].Path); name[:len(name)-5] != event[:len(event)-5] {
						t.Errorf("%s and %s are in one story", name, event)
					}
				}
			}
		})
	}
}
