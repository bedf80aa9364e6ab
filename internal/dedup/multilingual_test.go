package dedup

import (
	"os"
	"path/filepath"
	"testing"

	"newsdup/internal/entity"
	"newsdup/internal/eval"
	"newsdup/internal/source"
)

// multilingualScore groups testdata/multilingual, eight events told in two or
// three languages each, and scores the groups against the events.
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
	_, groups := run(t, Options{
		Source:   source.Options{Paths: []string{testdata + "/multilingual"}},
		MinWords: DefaultMinWords,
		Entities: tables,
	})
	pred := map[string]string{}
	for _, g := range groups {
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
