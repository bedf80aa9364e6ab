package clean

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for _, c := range []struct{ in, authors, agency string }{
		{"By Ann Marten", "Ann Marten", ""},
		{"BY ANN MARTEN", "ANN MARTEN", ""},
		{"By Ann Marten and Joe P. Quill, Staff Writers", "Ann Marten, Joe P. Quill", ""},
		{"By Ann Marten, Joe Quill and Eva Brandt", "Ann Marten, Joe Quill, Eva Brandt", ""},
		{"By Ann Marten, and Joe Quill Jr.", "Ann Marten, Joe Quill Jr", ""},
		{"By Joe Quill, Jr., senior political correspondent", "Joe Quill Jr", ""},
		{"By Ann Marten | Harbour Post | Updated 3 May 2024", "Ann Marten", ""},
		{"By Ann Marten | AFP", "Ann Marten", "AFP"},
		{"By Ann Marten for Reuters", "Ann Marten", "Reuters"},
		{"By Ann Marten, The Associated Press", "Ann Marten", "AP"},
		{"By Ann Marten (AFP)", "Ann Marten", "AFP"},
		{"By Ann Marten in Port Anna and Joe Quill in Oslo", "Ann Marten, Joe Quill", ""},
		{"By Ann Marten of the Harbour Post", "Ann Marten", ""},
		{"By Ann Marten, Harbour Post", "Ann Marten", ""},
		{"By Ann Marten ann@post.example @annmarten", "Ann Marten", ""},
		{"By Ann Marten Staff Reporter", "Ann Marten", ""},
		{"Reporting by Ann Marten; editing by Joe Quill", "Ann Marten", ""},
		{"By Reuters", "Reuters", "Reuters"},
		{"By Thomson Reuters", "Reuters", "Reuters"},
		{"By AFP and Reuters", "AFP", "AFP"},
		{"By Ann Marten, Portpost", "Ann Marten", ""},
		{"The Ruritanian and Lindish defence ministries", "The Ruritanian and Lindish defence ministries", ""},
		{"By POST STAFF NOVEMBER 20, 2019 10:43", "POST STAFF", ""},
		{"Ann Marten, Monday, May 3, 2024", "Ann Marten", ""},
		{"Ann Marten on 3 May", "Ann Marten", ""},
		{"Ann MartenNovember 3, 2024", "Ann Marten", ""},
		{"by Ann MartenMonday, November 3, 2024", "Ann Marten", ""},
		{"Ann McMay 3 May 2024", "Ann McMay", ""},
		{"Analysis by Ann Marten, Harbour Post", "Ann Marten", ""},
		{"Story and photos by Ann Marten", "Ann Marten", ""},
		{"By Ann Marten harbourpost.com", "Ann Marten", ""},
		{"By J.R. Quill", "J.R. Quill", ""},
		{"Ann Marten. Harbour International", "Ann Marten", ""},
		{"By Dr. Ann P. Marten", "Dr. Ann P. Marten", ""},
		{"admin", "", ""},
		{"By Admin", "", ""},
		{"Admin, Ann Marten", "Ann Marten", ""},
		{"By Market desk", "Market desk", ""},
		{"By Post staff", "Post staff", ""},
		{"By Pa Ubu", "Pa Ubu", ""}, // not PA
		{"Von Anna Märten und Jörg Brandt, Redakteure", "Anna Märten, Jörg Brandt", ""},
		{"Von Anna Märten, dpa", "Anna Märten", "dpa"},
		{"Par Zoé L’Hermite et Yann Quéméner, envoyé spécial", "Zoé L’Hermite, Yann Quéméner", ""},
		{"Par Zoé L’Hermite avec AFP", "Zoé L’Hermite", "AFP"},
		{"Por José Ortega y Gasset", "José Ortega y Gasset", ""},
		{"Por José Ortega y Ana María Ruiz, corresponsal", "José Ortega, Ana María Ruiz", ""},
		{"Di Anna Conti e Marco Bruni", "Anna Conti, Marco Bruni", ""},
		{"Door Anna de Wit en Jan Smit, verslaggever", "Anna de Wit, Jan Smit", ""},
		{"Автор: Анна Мартен и Иван Петров, корреспондент", "Анна Мартен, Иван Петров", ""},
		{"Анна Мартен, ТАСС", "Анна Мартен", "TASS"},
		{"", "", ""},
		{"|", "", ""},
		{"By", "By", ""},
		{"( and )", "", ""},
	} {
		authors, agency := names([]byte(c.in))
		if authors != c.authors || agency != c.agency {
			t.Errorf("%q: got %q, %q, want %q, %q", c.in, authors, agency, c.authors, c.agency)
		}
	}
}

// TestPlainByline holds the byte test against the pattern that it spares.
func TestPlainByline(t *testing.T) {
	rules, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	var byline *rule
	for i := range rules.rules {
		if r := &rules.rules[i]; r.class.name == ruleByline && !r.pattern.linear {
			byline = r
		}
	}
	told := 0
	for _, sign := range []string{"By", "BY", "by", "Von", "Par", "Por", "Di", "Door", "Bye", "Text", "Author"} {
		for _, name := range []string{"Ann Marten", "A. B. Marten", "A Marten", "O'Neil Brandt", "Jean-Luc D. Marten", "The Numbers", "An Idea", "Monday", "March", "April Marten",
			"Our Staff", "Ann", "Ann  Marten", "Ann marten", "Ann Marten 2", "Post Staff", "One Two Three Four Five Six Seven Eight Nine", "Design", "The-End Of", "A.", "."} {
			for _, tail := range []string{"", " | Harbour Post", " |", " | " + strings.Repeat("x", 95), " - x", "|x"} {
				line := []byte(sign + " " + name + tail)
				if !plainByline(line) {
					continue
				}
				told++
				if ok, err := byline.pattern.match(line); err != nil || !ok {
					t.Errorf("%q: the pattern says %v, %v", line, ok, err)
				}
			}
		}
	}
	if told < 50 {
		t.Errorf("%d lines told: too few", told)
	}
}

func TestCreditedTo(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"The gate is open, the master said. (AFP)", "AFP"},
		{"The gate is open, the master said. (Reuters, dpa)", "Reuters/dpa"},
		{"The gate is open, the master said. — Reuters", "Reuters"},
		{"The gate is open, the master said. /TASS/", "TASS"},
		{"(AP)", "AP"},
		{"AFP", "AFP"},
		{"新华社", "Xinhua"},
		{"The gate is open, said the union (AFP)", ""}, // in a sentence
		{"He told AFP", ""},
		{"She works for the AP", ""},
		{"The gate is open. (Photo by Ann Marten of AFP and others, all in one long bracket)", ""},
		{"", ""},
		{")", ""},
	} {
		if got := creditedTo([]byte(c.in)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
