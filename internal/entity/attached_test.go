package entity

import (
	"strings"
	"testing"

	"newsdup/internal/word"
)

// TestAttachedStem checks that words of Hebrew and Korean have the same stem with and
// without what is written together with them, and that different words have different
// stems.
func TestAttachedStem(t *testing.T) {
	for _, row := range []string{
		"시장|시장은|시장이|시장에게|시장으로부터",
		"부두|부두에서|부두에서는|부두를|부두까지",
		"파업|파업했다|파업하는|파업을",
		"여객선|여객선은|여객선에는",
		"도", "이를", // nothing would be left, or one syllable
		"בית|הבית|בבית|לבית|והבית",
		"נמל|הנמל|בנמל|לנמל|ובנמל",
		"בחירות|הבחירות|לבחירות",
		"של", "הוא",
	} {
		forms := strings.Split(row, "|")
		for _, f := range forms {
			if got, want := stem(f), stem(forms[0]); got != want || got == "" {
				t.Errorf("the stem of %q is %q, that of %q %q", f, got, forms[0], want)
			}
		}
	}
	for _, pair := range []string{"시장|시청", "도|이를", "נמל|בית", "של|הוא", "부두|부산"} {
		a, b, _ := strings.Cut(pair, "|")
		if stem(a) == stem(b) {
			t.Errorf("%q and %q have the stem %q", a, b, stem(a))
		}
	}
}

// TestAttachedNames checks that a name is found when something is written together with it,
// and that a word which merely contains the letters of a name is none.
func TestAttachedNames(t *testing.T) {
	r := newTestReader(t)
	for _, row := range []string{"부산|부산에|부산에서는|부산의", "프랑스|프랑스가|프랑스로", "חיפה|בחיפה|מחיפה|ושבחיפה", "צרפת|בצרפת|לצרפת|שצרפת"} {
		forms := strings.Split(row, "|")
		want := r.Tokens(nil, Text{Body: forms[0]})[0]
		for _, f := range forms {
			if got := r.Tokens(nil, Text{Body: f})[0]; got.Stem != want.Stem || got.Flags != want.Flags {
				t.Errorf("%q is not %q", f, forms[0])
			}
		}
	}
	for _, text := range []string{"ห่างห้ากิโลเมตร", "สภากาชาด", "수단을", "ההנהלה תולה"} { // kilometre, Red Cross, means, hangs
		for _, token := range r.Tokens(nil, Text{Body: text}) {
			if token.Flags&word.Entity != 0 {
				t.Errorf("%q has a name", text)
			}
		}
	}
}

// TestGrams checks the stems of letters in scripts without spaces: each is the letter and
// the one behind it, or the three behind it in an alphabet. The last letters of a run have
// none, unless the run is shorter than a gram.
func TestGrams(t *testing.T) {
	r := newTestReader(t)
	for _, c := range []struct {
		text string
		want string // the forms of the stems, "-" for none
	}{
		{"港口开放", "港口 口开 开放 -"},
		{"港。", "港"},
		{"ประตูเก่า", "ประตู ระตูเ ะตูเก่ ตูเก่า - - -"},
		{"นาดี นา", "นาดี - - นา -"},
	} {
		var got []string
		for _, token := range r.Tokens(nil, Text{Body: c.text}) {
			form := "-"
			if token.Stem != 0 {
				form = r.Form(token.Stem)
			}
			got = append(got, form)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.text, s, c.want)
		}
	}
}
