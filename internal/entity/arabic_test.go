package entity

import (
	"slices"
	"strings"
	"testing"
)

func TestArabicStem(t *testing.T) {
	for _, row := range []string{
		"كوليرا|الكوليرا|والكوليرا|بالكوليرا",
		"معركة|المعركة|معركات",
		"طبيب|الطبيب|للطبيب",
		"أجور|اجور|الأجور",
		"في", "بن", // too short to cut
	} {
		forms := strings.Split(row, "|")
		for _, f := range forms {
			if got, want := arabicStem(f), arabicStem(forms[0]); got != want || got == "" {
				t.Errorf("the stem of %q is %q, that of %q %q", f, got, forms[0], want)
			}
		}
	}
}

func TestArabicReadings(t *testing.T) {
	for _, c := range []struct {
		w    string
		want []string
	}{
		{"السودان", []string{"السودان"}},
		{"بالسودان", []string{"بالسودان", "السودان"}},
		{"وللسودان", []string{"وللسودان", "السودان", "لسودان"}},
		{"من", nil},
	} {
		if got := arabicReadings(c.w); !slices.Equal(got, c.want) {
			t.Errorf("%q may be %q, want %q", c.w, got, c.want)
		}
	}
}

// TestArabicNames checks that a name is found when prepositions or the article are written
// together with it.
func TestArabicNames(t *testing.T) {
	r := newTestReader(t)
	for _, row := range []string{"السودان|بالسودان|والسودان|للسودان|السوداني|والسودانية", "روسيا|وروسيا|لروسيا"} {
		forms := strings.Split(row, "|")
		want := r.Tokens(nil, Text{Body: forms[0]})[0].Stem
		for _, f := range forms {
			if got := r.Tokens(nil, Text{Body: f})[0].Stem; got != want {
				t.Errorf("%q is not %q", f, forms[0])
			}
		}
	}
}
