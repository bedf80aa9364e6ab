package entity

import (
	"strings"
	"testing"
)

// withAliases is a Reader whose tables have the rows of an aliases file.
func withAliases(t *testing.T, file string) *Reader {
	t.Helper()
	aliases, err := ReadAliases(strings.NewReader(file), "names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	own, err := tables.With(aliases)
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(own)
}

// TestAliases checks that all forms in one group are the same token, and another token than
// the forms of the next group.
func TestAliases(t *testing.T) {
	for _, c := range []struct{ name, file, same, apart string }{
		{"form of a known thing", "Russia\tRusland Republic", "Russia|Rusland Republic|Russie", ""},
		{"known by any name of it", "OTAN\tNordbund", "NATO|Nordbund", ""},
		{"new thing", "Nordhafen Port Authority\tNPA\torganisation", "Nordhafen Port Authority|NPA|N.P.A.", "NPA|npa"},
		{"capitals only", "Varga Group\tVAR", "Varga Group|VAR", "VAR|var"},
		{"lower case", "Varga Group\tvargas", "Varga Group|vargas|Vargas", ""},
		{"chain", "Nordhafen\tNorport\nNorport\tNorthport", "Nordhafen|Norport|Northport", ""},
		{"twice", "Nordhafen\tNorport\nNordhafen\tNorthport", "Nordhafen|Norport|Northport", ""},
		{"of two scripts", "Nordhafen\tНордхафен", "Nordhafen|Нордхафен", ""},
		{"forbidden for a thing", "!Georgia\tGéorgie", "Georgia|Georgien", "Georgia|Géorgie"},
		{"forbidden for another thing", "!Russia\tGéorgie", "Georgia|Géorgie", ""},
		{"forbidden altogether", "!\tRussie", "Russia|Russland", "Russia|Russie"},
		{"acronym forbidden", "!\tOTAN", "NATO|Nato", "NATO|OTAN"},
		{"forbidden, then another's", "!\tGéorgie\nState of Georgia\tGéorgie", "State of Georgia|Géorgie", "Georgia|Géorgie"},
		{"comments and blank lines", "\ufeff# names\n\n  \nRussia\tRuthland\r\n", "Russia|Ruthland", ""},
	} {
		r := withAliases(t, c.file)
		forms := strings.Split(c.same, "|")
		want := exact(r, forms[0])
		for _, f := range forms {
			if got := exact(r, f); len(got) != 1 || got[0] != want[0] {
				t.Errorf("%s: %q is not %q", c.name, f, forms[0])
			}
		}
		if a, b, ok := strings.Cut(c.apart, "|"); ok && exact(r, a)[0] == exact(r, b)[0] {
			t.Errorf("%s: %q is %q", c.name, a, b)
		}
	}
}

// TestAliasesShow checks the display form and the type of a new thing.
func TestAliasesShow(t *testing.T) {
	r := withAliases(t, "Nordhafen Port Authority\tNPA\torganisation\nNordhafen\tNorport\tplace")
	got := strings.Join(mentioned(r, Text{Body: "then the NPA shut Norport again"}), "; ")
	if want := "organisation Nordhafen Port Authority 1 =NPA; place Nordhafen 1 =Norport"; got != want {
		t.Errorf("mentions are %q, want %q", got, want)
	}
}

func TestReadAliasesErrors(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"Russia", `names.tsv:1: want a thing, a tab and a form of its name, got "Russia"`},
		{strings.Repeat("x", 9999), `names.tsv:1: want a thing, a tab and a form of its name, got "` + strings.Repeat("x", 80) + `"`},
		{"# x\na\tb\tc\td", `names.tsv:2: want a thing, a tab and a form of its name, got "a\tb\tc\td"`},
		{"Russia\t", `names.tsv:1: the form "" has no letter`},
		{"\tRus", `names.tsv:1: the thing is missing before the tab`},
		{"--\tRus", `names.tsv:1: "--" has no letter`},
		{"Rus\ta b c d e f g h i", `names.tsv:1: the form "a b c d e f g h i" has more than 8 words`},
		{"Rus\tland of rus", `names.tsv:1: the form "land of rus" has several words: start it with a capital`},
		{"Rus\tRuss\tcountry", `names.tsv:1: "country" is no type: want person, organisation, place or other`},
	} {
		if _, err := ReadAliases(strings.NewReader(c.file), "names.tsv"); err == nil || err.Error() != c.want {
			t.Errorf("%q: error is %v, want %s", c.file, err, c.want)
		}
	}
}

func FuzzReadAliases(f *testing.F) {
	f.Add("Russia\tRus\n!Georgia\tGéorgie\n!\tNice\nNPA\tNordhafen Port Authority\torganisation\n")
	f.Add("\xff\t\x00\n!\t!\n# \n\ufeffa\tb")
	tables, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, file string) {
		aliases, err := ReadAliases(strings.NewReader(file), "f")
		if err != nil {
			return
		}
		own, err := tables.With(aliases)
		if err != nil {
			t.Fatal(err)
		}
		if err := own.check(); err != nil {
			t.Fatalf("tables with %q: %v", file, err)
		}
		r := NewReader(own)
		for _, a := range aliases {
			r.Tokens(nil, Text{Title: a.Thing, Body: a.Form})
			r.Mentions(nil)
		}
	})
}
