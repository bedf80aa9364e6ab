package dedup

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// press writes the pages of invented sites. Their furniture is in languages that the rules
// of package clean do not know, so that only recurring lines tell it from the article.
type press struct {
	r *rand.Rand
}

// furniture is the lines around the articles of one site; %d is another number on each
// page.
type furniture struct{ head, between, foot []string }

var houses = []furniture{
	{[]string{"Sataman Sanomat", "Etusivu", "Merenkulku ja kalastus", "Lukuaika %d minuuttia"}, []string{"Lue myös tämä juttu"},
		[]string{"Kaikki oikeudet pidätetään", "Anna palautetta toimitukselle", "Tilaa lehti kotiin"}},
	{[]string{"Liman Gazetesi", "Ana Sayfa", "Okuma süresi %d dakika"}, []string{"Haberin devamı aşağıda"},
		[]string{"Bize ulaşın", "Künye", "Gizlilik ilkeleri"}},
	{[]string{"Papur y Cei", "Hafan", "Newyddion lleol"}, []string{"Mwy o hanesion fel hyn"},
		[]string{"Cysylltu â ni", "Amodau defnyddio", "Tanysgrifio heddiw"}},
	{[]string{"Pasta Osta", "Sākums", "Lasīšanas laiks %d min"}, []string{"Turpinājums zem reklāmas laukuma"},
		[]string{"Par mums rakstām", "Sazināties ar redakciju"}},
}

var (
	people  = strings.Fields("dockers pilots keepers farmers bakers teachers drivers weavers divers nurses singers masons joiners brewers tanners millers")
	deeds   = strings.Fields("counted painted carried measured mended moved praised refused sorted traded tested washed watched weighed opened closed")
	things  = strings.Fields("ferries lamps barrels nets bridges ovens ledgers bells carts crates hulls looms pumps ropes sails towers")
	places  = strings.Fields("Varn Olbeck Tresk Halm Dorne Quill Sarn Vell Morle Ansk Brod Ferle Gant Ivel Jorn Kelm")
	reasons = strings.Fields("because while although before after until whenever unless")
)

func (p press) one(words []string) string { return words[p.r.IntN(len(words))] }

func (p press) sentence() string {
	return fmt.Sprintf("The %s of %s %s %d %s in %s %s the %s of %s %s the %s.", p.one(people), p.one(places), p.one(deeds), 10+p.r.IntN(900),
		p.one(things), p.one(places), p.one(reasons), p.one(people), p.one(places), p.one(deeds), p.one(things))
}

func (p press) paragraphs(n int) []string {
	ps := make([]string, n)
	for i := range ps {
		ps[i] = p.sentence() + " " + p.sentence() + " " + p.sentence()
	}
	return ps
}

// page is a page with these paragraphs and the furniture h. The last line of the foot is
// missing on every fifth page.
func (p press) page(h *furniture, paragraphs []string) string {
	var lines []string
	say := func(format string) {
		if strings.Contains(format, "%d") {
			format = fmt.Sprintf(format, 2+p.r.IntN(90))
		}
		lines = append(lines, format)
	}
	for _, f := range h.head {
		say(f)
	}
	lines = append(lines, fmt.Sprintf("%s %s leave %s for %s", strings.ToUpper(p.one(places)), p.one(people), p.one(places), p.one(places)))
	for i, text := range paragraphs {
		if i == len(paragraphs)/2 {
			for _, f := range h.between {
				say(f)
			}
		}
		lines = append(lines, text)
	}
	for i, f := range h.foot {
		if i+1 < len(h.foot) || p.r.IntN(5) > 0 {
			say(f)
		}
	}
	return strings.Join(lines, "\n\n")
}

// writeFiles writes files below dir.
func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
