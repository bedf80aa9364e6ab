package person

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"newsdup/internal/entity"
	"newsdup/internal/word"
)

func load(t testing.TB) *entity.Tables {
	t.Helper()
	tables, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// verdicts are pairs of names and what their spelling tells.
var verdicts = []struct {
	a, b string
	want Verdict
}{
	{"Andriy Hnatenko", "Andrii Hnatenko", Same},
	{"Andriy Hnatenko", "Андрій Гнатенко", Same},
	{"Andriy Hnatenko", "Andrey Gnatenko", Same},
	{"Oleksandr Syrsky", "Oleksandr Syrskyi", Same},
	{"Рустем Селимов", "Rustem Selimov", Same},
	{"Рустемом Селимовым", "Rustem Selimow", Same},
	{"Мария Захарова", "Maria Zakharova", Same},
	{"Pavel Shcherbakov", "Pavel Schtscherbakow", Same},
	{"Semyon Yushchenko", "Semyon Juschtschenko", Same},
	{"Boris Yeltsin", "Boris Jelzin", Same},
	{"Vladimir Poutine", "Vladimir Putin", Same},
	{"Mikhail Gorbachov", "Michail Gorbatschow", Same},
	{"Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis", Same},
	{"بنيامين نتنياهو", "Benjamin Netanyahu", Same},
	{"Benjamin Netanyahu", "Benjamin Netanjahu", Same},
	{"Khaled Meshaal", "Khaled Mashaal", Perhaps},
	{"Jean-Luc Aubert", "Jean Luc Aubert", Same},
	{"Lech Wałęsa", "Lech Walesa", Same},
	{"George Bush", "George W. Bush", Perhaps},
	{"J. Orlanda", "Jonas Orlanda", Perhaps},
	{"George W. Bush", "George H. W. Bush", Different},
	{"George Bush", "Jeb Bush", Different},
	{"Kim Jong Un", "Kim Jong Il", Different},
	{"Nguyen Van Anh", "Nguyen Thi Anh", Different},
	{"Emmanuel Macron", "Emmanuel Marron", Different},
	{"Maria Rossi", "Mario Rossi", Different},
	{"Paul Orlanda", "Paula Orlanda", Different},
	{"Peter Hansen", "Peter Hanson", Perhaps},
	{"Michael Roberts", "Michael Robertson", Different},
	{"World War I", "World War II", Different},
	{"Niger", "Nigeria", Different},
	{"Iran", "Iraq", Different},
	{"Zelensky", "Zelenskyy", Different},
	{"Orlanda", "Orlanda", Same},
	{"", "Orlanda Fenn", Different},
}

func TestCompare(t *testing.T) {
	tables := load(t)
	for _, c := range verdicts {
		if got := sameName(tables, c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := sameName(tables, c.b, c.a); got != c.want {
			t.Errorf("%q and %q the other way round: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

// checkLooks checks that two names which may be one have the same look, because names with
// different looks are never compared.
func checkLooks(t *testing.T, tables *entity.Tables, a, b string) {
	t.Helper()
	x, okX := roughLook(tables, a)
	y, okY := roughLook(tables, b)
	if okX && okY && x != y && sameName(tables, a, b) != Different {
		t.Errorf("%q and %q may be one and look different", a, b)
	}
}

func TestLook(t *testing.T) {
	tables := load(t)
	for _, a := range verdicts {
		for _, b := range verdicts {
			checkLooks(t, tables, a.a, b.b)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	parts := strings.Split("a e i o u y ts tz tsch ch sh sch zh dj d t th l m nn r p ph b f ff v w k ck s z g h", " ")
	name := func() string {
		w := "T"
		for range 2 + rng.IntN(3) {
			w += parts[rng.IntN(len(parts))]
		}
		return w
	}
	names := make([]string, 400)
	for i := range names {
		names[i] = "Rustem " + name()
	}
	for _, a := range names {
		for _, b := range names {
			checkLooks(t, tables, a, b)
		}
	}
}

func FuzzSameName(f *testing.F) {
	for _, c := range verdicts {
		f.Add(c.a, c.b)
	}
	f.Add("A\xff \x00", "İı ʼ'")
	tables := load(f)
	f.Fuzz(func(t *testing.T, a, b string) {
		if x, y := sameName(tables, a, b), sameName(tables, b, a); x != y {
			t.Errorf("%q and %q: %d, the other way round %d", a, b, x, y)
		}
		if x, ok := NewName(tables, a); ok && Compare(&x, &x) != Same {
			t.Errorf("%q is not itself", a)
		}
		roughLook(tables, a)
	})
}

// clipOf is the mentions of a clip with these full names and, in brackets, last names.
func clipOf(names ...string) (clip []entity.Mention) {
	for _, n := range names {
		short := strings.HasPrefix(n, "(")
		n = strings.Trim(n, "()")
		last := word.HashString(strings.ToLower(n[strings.LastIndexByte(n, ' ')+1:]))
		id := word.HashString(strings.ToLower(n))
		if short {
			id = last
		}
		clip = append(clip, entity.Mention{ID: id, Form: n, Type: entity.Person, Last: last, Short: short, Count: 1})
	}
	return clip
}

// clips of a run: a later one may spell a name otherwise.
var clips = [][]entity.Mention{
	clipOf("Andriy Hnatenko", "Tilda Orlanda"),
	clipOf("Андрій Гнатенко"),
	clipOf("Andrii Gnatenko", "Jonas Orlanda"),
	clipOf("Andriy Hnatenko", "(Fenn)"),
	clipOf("Khaled Meshaal", "Dario Fenn"),
	clipOf("Khaled Mashaal", "Dario Fenn"),
	clipOf("Karim Meshaal", "Ragna Solbakk"),
	clipOf("Peter Hansen", "Oskar Lindqvist"),
	clipOf("Peter Hanson", "Ragna Solbakk"),
}

// add adds a clip to a table whose file, if it has one, cannot fail.
func add(table *Table, clip []entity.Mention) {
	if err := table.Add(clip); err != nil {
		panic(err)
	}
}

// stemsOf is Stems of such a table.
func stemsOf(table *Table, tables *entity.Tables) map[uint64]uint64 {
	stems, err := table.Stems(tables)
	if err != nil {
		panic(err)
	}
	return stems
}

func groupsOf(tables *entity.Tables, order []int, limit int) (groups []string, stems map[uint64]uint64) {
	table := Table{limit: limit}
	for _, i := range order {
		add(&table, clips[i])
	}
	for _, g := range several(table.Group(tables)) {
		var forms []string
		for _, f := range g.Forms {
			forms = append(forms, fmt.Sprintf("%s:%d", f.Form, f.Count))
		}
		groups = append(groups, fmt.Sprintf("%s %d: %s", g.Form, g.Clips, strings.Join(forms, ", ")))
	}
	return groups, stemsOf(&table, tables)
}

func TestGroup(t *testing.T) {
	tables := load(t)
	order := rand.New(rand.NewPCG(3, 4))
	all := make([]int, len(clips))
	for i := range all {
		all[i] = i
	}
	want := []string{
		"Andriy Hnatenko 4: Andriy Hnatenko:2, Andrii Gnatenko:1, Андрій Гнатенко:1",
		"Khaled Mashaal 2: Khaled Mashaal:1, Khaled Meshaal:1",
	}
	groups, stems := groupsOf(tables, all, 0)
	if !reflect.DeepEqual(groups, want) {
		t.Errorf("groups are %q, want %q", groups, want)
	}
	want = []string{"Andriy Hnatenko 3: Андрій Гнатенко:2, Andriy Hnatenko:1"} // Latin letters before count
	if groups, _ := groupsOf(tables, []int{1, 1, 0}, 0); !reflect.DeepEqual(groups, want) {
		t.Errorf("groups are %q, want %q", groups, want)
	}
	hnatenko := word.HashString("hnatenko")
	for _, from := range []string{"gnatenko", "гнатенко"} {
		if stems[word.HashString(from)] != hnatenko {
			t.Errorf("%s does not stand for hnatenko", from)
		}
	}
	for from, to := range stems {
		if _, ok := stems[to]; ok {
			t.Errorf("%x stands for %x, which stands for another", from, to)
		}
	}
	for _, limit := range []int{0, 9, 5, 2} {
		groups, stems := groupsOf(tables, all, limit)
		for range 20 {
			order.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			if g, s := groupsOf(tables, all, limit); !reflect.DeepEqual(g, groups) || !reflect.DeepEqual(s, stems) {
				t.Fatalf("limit %d: the order of the clips changes the groups from %q to %q", limit, groups, g)
			}
		}
	}
}

// TestTableLen checks that Len counts every form that the table holds, and none of the
// names that were dropped, because Len decides when the table spills.
func TestTableLen(t *testing.T) {
	for _, limit := range []int{0, 5, 2} {
		table := Table{limit: limit}
		others := clipOf("Tilda ORLANDA", "Oskar LINDQVIST", "Oskar LindQvist", "Khaled MESHAAL")
		add(&table, others) // so that some of the names that go have several forms
		for range 2 {
			for _, c := range clips {
				add(&table, c)
			}
			add(&table, others)
			held := 0
			for _, r := range table.names {
				held += 1 + len(r.forms)
			}
			if table.Len() != held {
				t.Errorf("limit %d: Len is %d, the table holds %d forms", limit, table.Len(), held)
			}
		}
		if limit == 0 && table.Len() != len(table.names)+4 {
			t.Errorf("%d forms of %d names, want 4 more", table.Len(), len(table.names))
		}
	}
}

// TestParted checks that an alias with ! parts two spellings, and parts each of them from
// all names in the group of the other.
func TestParted(t *testing.T) {
	all := []int{0, 1, 2, 3}
	for file, want := range map[string]string{
		"!Andriy Hnatenko\tAndrii Gnatenko":                                    "Andriy Hnatenko 3: Andriy Hnatenko:2, Андрій Гнатенко:1",
		"!Andrii Gnatenko\tAndriy Hnatenko":                                    "Andriy Hnatenko 3: Andriy Hnatenko:2, Андрій Гнатенко:1",
		"!Andrii Gnatenko\tАндрій Гнатенко":                                    "Andriy Hnatenko 3: Andriy Hnatenko:2, Andrii Gnatenko:1",
		"!Andriy Hnatenko\tAndrii Gnatenko\n!Андрій Гнатенко\tAndriy Hnatenko": "Andrii Gnatenko 2: Andrii Gnatenko:1, Андрій Гнатенко:1",
		"!Andriy Hnatenko\tOskar Lindqvist":                                    "Andriy Hnatenko 4: Andriy Hnatenko:2, Andrii Gnatenko:1, Андрій Гнатенко:1",
	} {
		aliases, err := entity.ReadAliases(strings.NewReader(file), "names.tsv")
		if err != nil {
			t.Fatal(err)
		}
		tables, err := load(t).With(aliases)
		if err != nil {
			t.Fatal(err)
		}
		groups, _ := groupsOf(tables, all, 0)
		if len(groups) != 1 || groups[0] != want {
			t.Errorf("%q: groups are %q, want %q", file, groups, want)
		}
	}
}

// TestOf checks that a last name alone stands for a full name only if one full name has it.
func TestOf(t *testing.T) {
	tables := load(t)
	var table Table
	for _, c := range clips {
		add(&table, c)
	}
	a := table.Group(tables)
	id := func(name string) uint64 { return clipOf(name)[0].ID }
	for _, c := range []struct {
		name string
		id   uint64
		form string
	}{
		{"(Fenn)", id("Dario Fenn"), "Fenn"},
		{"(Gnatenko)", id("Andriy Hnatenko"), "Andriy Hnatenko"},
		{"Андрій Гнатенко", id("Andriy Hnatenko"), "Andriy Hnatenko"},
		{"(Orlanda)", clipOf("(Orlanda)")[0].ID, "Orlanda"},
		{"Tilda Orlanda", id("Tilda Orlanda"), "Tilda Orlanda"},
	} {
		if id, form := a.Of(&clipOf(c.name)[0]); id != c.id || form != c.form {
			t.Errorf("%s is %q (%x), want %q (%x)", c.name, form, id, c.form, c.id)
		}
	}
}

// BenchmarkStems counts 10,000 clips of 8 names of a made-up 40,000, and finds their spellings.
func BenchmarkStems(b *testing.B) {
	tables := load(b)
	rng := rand.New(rand.NewPCG(5, 6))
	syllables := strings.Split("ra ten no si li da cu mo pe os vik tsch ber lu", " ")
	name := func() string {
		var w string
		for range 3 {
			w += syllables[rng.IntN(len(syllables))]
		}
		return strings.ToUpper(w[:1]) + w[1:]
	}
	pages := make([][]entity.Mention, 10_000)
	for i := range pages {
		var names []string
		for range 8 {
			names = append(names, name()+" "+name())
		}
		pages[i] = clipOf(names...)
	}
	b.ReportAllocs()
	for b.Loop() {
		var t Table
		for _, p := range pages {
			add(&t, p)
		}
		stemsOf(&t, tables)
	}
}

// sameName is Compare for two forms. Names of one word are different unless they are equal.
func sameName(tables *entity.Tables, a, b string) Verdict {
	x, okX := NewName(tables, a)
	y, okY := NewName(tables, b)
	if !okX || !okY {
		if entity.FoldName(a) == entity.FoldName(b) {
			return Same
		}
		return Different
	}
	return Compare(&x, &y)
}

// several are the names with several spellings, by falling number of clips, then by Form.
func several(a *Aliases) []Alias {
	groups := slices.DeleteFunc(slices.Clone(a.groups), func(g Alias) bool { return len(g.Forms) < 2 })
	slices.SortFunc(groups, func(x, y Alias) int {
		return cmp.Or(cmp.Compare(y.Clips, x.Clips), strings.Compare(x.Form, y.Form), cmp.Compare(x.ID, y.ID))
	})
	return groups
}

// TestNamerKeeps checks that a remembered word does not keep the text of its clip in memory.
func TestNamerKeeps(t *testing.T) {
	n := newNamer(load(t))
	text := "II Selimov"
	if _, ok := n.name(text); !ok {
		t.Fatal("no name")
	}
	for w, k := range n.words {
		for _, s := range []string{w.word, k.key, k.roman, k.skeleton} {
			if s != "" && unsafe.StringData(s) == unsafe.StringData(text) {
				t.Errorf("%q is a part of the text", s)
			}
		}
	}
	if len(n.words) != 2 {
		t.Errorf("%d words are remembered", len(n.words))
	}
}
