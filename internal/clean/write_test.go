package clean

import (
	"reflect"
	"testing"

	"newsdup/internal/clip"
)

func TestWithoutSite(t *testing.T) {
	for _, c := range []struct {
		in, want string
		own      bool
	}{
		{"Port open to ships again | World | Harbour Post", "Port open to ships again", false},
		{"Port open to ships again - Harbour Post", "Port open to ships again", true},
		{"Port open to ships again — harbourpost.example", "Port open to ships again", true},
		{"Port must open to ships - Marten", "Port must open to ships - Marten", false},
		{"Port open - and full of ships", "Port open - and full of ships", true},
		{"Port open | Harbour Post", "Port open | Harbour Post", true}, // as short as a menu
		{"港の猫「店長」が引退 | みなと新聞", "港の猫「店長」が引退", false},
		{"港の猫 | みなと新聞", "港の猫 | みなと新聞", false},
		{"Port open to ships again | what the crews of the Anna say", "Port open to ships again | what the crews of the Anna say", true},
	} {
		if got := withoutSite([]byte(c.in), c.own); string(got) != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWeights(t *testing.T) {
	w, err := fitted()
	if err != nil || *w == (Weights{}) {
		t.Fatalf("weights %v, %v", w, err)
	}
	values := make([]float64, WeightCount+RunCount+InsideCount)
	for i := range values {
		values[i] = float64(i) / 8
	}
	again, err := ParseWeights(WeightsText(values))
	if err != nil || *again != *NewWeights(values) {
		t.Errorf("weights do not come back from their text: %v", err)
	}
	if n := len(FeatureNames()); n != WeightCount+RunCount+InsideCount {
		t.Errorf("%d names of %d features", n, WeightCount+RunCount+InsideCount)
	}
	for _, bad := range []string{"", "member place", "member place x"} {
		if _, err := ParseWeights(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

// TestNoNames: whether anybody asks who wrote a page changes nothing else of it.
func TestNoNames(t *testing.T) {
	nameless, plain := New(Options{NoNames: true}), New(Options{})
	for _, page := range []string{
		dump(dumpArticle), dumpArticle,
		"Gate open\nBy Ann Marten | Harbour Post | Updated 3:33 AM, 2 December 2024\nBy\nJoe Quill\nThe gate of the old harbour was opened at noon, its keeper said on Monday.\n",
		"Gate open\nBy Ann Marten and Joe P. Quill, Staff Writers\n\nPORT ANNA, May 3, 2024 (Reuters) - The gate of the old harbour was opened at noon, its keeper said.\n",
		"Gate open\n\nPostHarbour.example | May 3, 2025: The gate of the old harbour was opened at noon, its keeper said on Monday. (AFP)\n",
	} {
		raw := &clip.Raw{Text: []byte(page)}
		got, want := nameless.Clean(raw), plain.Clean(raw)
		for _, m := range []*clip.Meta{&got.Meta, &want.Meta} {
			m.Byline, m.Agency, m.Dateline, m.Place = "", "", "", ""
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q is cleaned to\n%+v, want\n%+v", page, got, want)
		}
	}
}

// TestLend: a body that is lent is that of the page until the next one is cleaned.
func TestLend(t *testing.T) {
	lending, plain := New(Options{Lend: true}), New(Options{})
	for range 2 {
		for _, page := range []string{dump(dumpArticle), "", "Gate open\n\nThe gate of the old harbour was opened at noon.", dumpArticle} {
			raw := &clip.Raw{Text: []byte(page)}
			lent, own := lending.Clean(raw), plain.Clean(raw)
			if lent.Body != own.Body || lent.Title != own.Title || lent.Words != own.Words {
				t.Errorf("%q is cleaned to %q, want %q", page, lent.Body, own.Body)
			}
		}
	}
}

// TestWords: the words of a body, in scripts with spaces and without; those of a
// dateline are not of it.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"The gate of the old harbour was opened at noon, its keeper's wife said.", 14},
		{"PARIS (AFP) - The gate of the old harbour was opened at noon, its keeper said.", 13},
		{"Gate opened\nวันนี้ประตูท่าเรือเก่าเปิดแล้ว และเรือจะออกทุกเช้า พนักงานกล่าว.", 14},
		{"旧港的大门中午打开了。船只将从星期五开始进港。", 12}, // 21 characters
	} {
		if got := cleanText(Options{}, c.text).Words; got != c.want {
			t.Errorf("%q: %d words, want %d", c.text, got, c.want)
		}
	}
}
