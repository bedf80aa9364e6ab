package dedup

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"newsdup/internal/clip"
	"newsdup/internal/group"
	"newsdup/internal/source"
)

// TestMembersOfCopies checks what a report of copies says of each member against the list
// of all pairs: the relation and the score to the clip that it names.
func TestMembersOfCopies(t *testing.T) {
	p := press{rand.New(rand.NewPCG(31, 32))}
	rules := []group.Keep{group.Longest, group.Oldest, group.Newest, group.First, group.Path}
	counted := map[clip.Relation]int{}
	for round := range 40 {
		dir := t.TempDir()
		writeFiles(t, dir, p.chain(12))
		o := Options{Source: source.Options{Paths: []string{dir}}, Level: LevelCopy, MinWords: DefaultMinWords,
			Keep: []group.Keep{rules[p.r.IntN(len(rules))]}}
		pairs := map[[2]clip.Origin]PairRow{}
		_, err := Pairs(context.Background(), PairOptions{Options: o, Min: 1e-9},
			func(r PairRow) error {
				pairs[[2]clip.Origin{r.A, r.B}] = r
				pairs[[2]clip.Origin{r.B, r.A}] = PairRow{r.B, r.A, r.Jaccard, r.BInA, r.AInB, r.Relation}
				return nil
			}, func(p clip.Problem) error { return p.Err })
		if err != nil {
			t.Fatal(err)
		}
		_, groups := run(t, o)
		for _, g := range groups {
			for i, m := range g.Members[1:] {
				if !slices.ContainsFunc(g.Members[:i+1], func(x clip.Member) bool { return x.Origin == m.To }) {
					t.Fatalf("round %d: %s is shown as a copy of %s, which is not listed before it", round, m.Origin, m.To)
				}
				q := pairs[[2]clip.Origin{m.Origin, m.To}]
				want := q.Jaccard
				if m.Relation == clip.Contains {
					want = q.AInB
					if m.Reason == clip.Holds {
						want = q.BInA
					}
				}
				if m.Role != clip.RoleCopy || m.Relation == clip.Story || m.Score != want || m.Relation != q.Relation && m.Relation != clip.Near {
					t.Errorf("round %d: %s is shown as %s %s %v %s of %s; the pair is %+v", round, m.Origin, m.Role, m.Relation, m.Score, m.Reason, m.To, q)
				}
				counted[m.Relation]++
			}
		}
	}
	if counted[clip.Contains] < 80 || counted[clip.Near] < 80 {
		t.Errorf("only %v members were checked", counted)
	}
}

// chain makes texts each of which is an earlier one cut, extended or edited.
func (p press) chain(n int) map[string]string {
	texts := [][]string{p.paragraphs(6)}
	files := map[string]string{}
	for i := range n {
		text := texts[p.r.IntN(len(texts))]
		switch p.r.IntN(3) {
		case 0:
			size := max(1, len(text)*2/5)
			from := p.r.IntN(len(text) - size + 1)
			text = text[from : from+size]
		case 1:
			text = slices.Concat(p.paragraphs(p.r.IntN(1+len(text))), text, p.paragraphs(len(text)))
		case 2:
			text = slices.Clone(text)
			text[p.r.IntN(len(text))] = p.sentence()
		}
		texts = append(texts, text)
		files[fmt.Sprintf("%02d.txt", i)] = fmt.Sprintf("Published 1%d November 2026\n\n%s", p.r.IntN(10), strings.Join(text, "\n\n"))
	}
	return files
}

// TestReasonsNameInFull checks that the reason shows the names that two tellings share as
// they write them, two words of one name together and a Roman numeral in capitals.
func TestReasonsNameInFull(t *testing.T) {
	_, groups := run(t, pages())
	reasons := map[string]string{}
	for _, g := range groups {
		for _, m := range g.Members {
			reasons[name(m.Origin)] = m.Reason
		}
	}
	for clip, want := range map[string]string{
		"ridgeway-times/trieste-dockers-end-strike.txt":     "Pier VII",
		"valley-courier/libya-unified-budget-oil-price.txt": "Hanne Dahlgaard",
		"harbour-gazette/thirty-four-boats-naxos.txt":       "Panagia Thalassini",
		"valley-courier/beira-boiling-water-volunteers.txt": "Praia Nova",
	} {
		terms, _, _ := strings.Cut(reasons[clip], ";")
		if list := strings.Split(terms, ", "); len(list) != sharedTerms || !slices.Contains(list, want) {
			t.Errorf("%s: the reason is %q, want %d terms with %q among them", clip, reasons[clip], sharedTerms, want)
		}
	}
}

// TestNamesInTwoScripts checks that a name is shown in one script when clips have its
// halves in two.
func TestNamesInTwoScripts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"en": "Footbridge collapses in Kharkiv, injuring five\n\nA footbridge over the Lopan river in Kharkiv fell on Wednesday. Mayor Ihor Terekhov said that 48 million hryvnias had been set aside to repair the bridge, which was built in 1976.",
		"ru": "В Харькове обрушился мост\n\nВ Харькове в среду обрушился мост через реку Лопань. Мост был построен в 1976 году. Мэр Игорь Терехов сообщил, что на ремонт было выделено 48 млн гривен.",
		"uk": "Обвал мосту в Харкові\n\nУ середу в Харкові впав міст над Лопанню. Міський голова Ігор Терехов каже, що на ремонт мосту 1976 року місто виділило 48 мільйонів гривень.",
	} {
		write(t, filepath.Join(dir, name+".txt"), text)
	}
	_, groups := run(t, Options{Source: source.Options{Paths: []string{dir}}, MinWords: DefaultMinWords})
	if len(groups) != 1 || len(groups[0].Members) != 3 {
		t.Fatalf("%d stories, want one of three clips", len(groups))
	}
	if got := strings.Join(groups[0].Entities, ", "); !strings.Contains(got, "Terekhov") || strings.ContainsFunc(got, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
		t.Errorf("named are %s", got)
	}
}
