package clean

import (
	"strings"
	"testing"

	"newsdup/internal/clip"
)

const ownPage = `Harbour ferry returns to Lindholm after nine years
The Lindholm Post | 12 March 2026
The passenger ferry between Lindholm and the old town will sail again from Monday, nine years after the service was dropped to save money.
Tide table of the week: springs on Thursday
Mayor Edda Brunholt said the city had bought two electric boats for 14 million crowns and hired 31 people to run them.
Advertisement
Each crossing takes eleven minutes and replaces a bus ride of half an hour around the bay, Brunholt told reporters on the quay.
`

const ownFile = `class related
rule * ^Tide table of the week.*
yes Tide table of the week: springs on Thursday
class masthead inside
rule * ^The Lindholm Post \| <DATE>$
yes The Lindholm Post | 12 March 2026
no The Lindholm Post wrote on 12 March 2026 that it was late
`

func TestWith(t *testing.T) {
	rules, err := With(OwnRules{Files: []RulesFile{{"own.txt", ownFile}}, Off: []string{"ad"}})
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{Rules: rules, Explain: true}).Clean(&clip.Raw{Text: []byte(ownPage)})
	for _, gone := range []string{"Tide table", "Lindholm Post"} {
		if strings.Contains(c.Body, gone) {
			t.Errorf("%q is still there:\n%s", gone, c.Body)
		}
	}
	if !strings.Contains(c.Body, "Advertisement") {
		t.Errorf("class ad is off, and yet:\n%s", c.Body)
	}
	var tide string
	for _, l := range c.Lines {
		if strings.HasPrefix(l.Text, "Tide") {
			tide = l.Rule
		}
	}
	if tide != "related" {
		t.Errorf("the tide table went by rule %q, want related", tide)
	}
}

func TestWithNothing(t *testing.T) {
	rules, err := With(OwnRules{})
	if err != nil {
		t.Fatal(err)
	}
	a := New(Options{Rules: rules}).Clean(&clip.Raw{Text: []byte(ownPage)})
	b := New(Options{}).Clean(&clip.Raw{Text: []byte(ownPage)})
	if a.Body != b.Body {
		t.Errorf("no own rules change the body:\n%s\n%s", a.Body, b.Body)
	}
}

func TestWithErrors(t *testing.T) {
	for _, c := range []struct{ text, off, want string }{
		{"class x inside\nrule * ^a$\nyes b\n", "", `read "own.txt": line 2: rule of class "x" does not match its example "b"`},
		{"class x inside\nrule * ^a$\nno a\n", "", `read "own.txt": line 2: rule of class "x" matches its example "a"`},
		{"let A <A>b\n", "", `read "own.txt": line 1: let A holds itself`},
		{"let A " + strings.Repeat("x", 10_000) + "\nlet B <A><A>\n", "", `read "own.txt": line 2: let B is longer than 16384 bytes`},
		{"let A " + strings.Repeat("x", 10_000) + "\nclass x inside\nrule * " + strings.Repeat("<A>", 3000), "", `read "own.txt": line 3: pattern is longer than 16384 bytes`},
		{"class x inside\n" + strings.Repeat("rule * ^a\n", mostRules+1), "", `read "own.txt": line 10002: more than 10000 rules`},
		{"class x inside loudly\n", "", `read "own.txt": line 1: unknown word "loudly" after the class name`},
		{"\ufeffclass x\nroule * a\n", "", `read "own.txt": line 2: unknown word "roule"; want let, `},
		{"class x inside\nrule * ^(a\n", "", `read "own.txt": line 2: parse pattern: `},
		{"class x inside\nrule * ^(a+)+(?!b)c$\nyes " + strings.Repeat("a", 60) + "\n", "", `read "own.txt": line 2: pattern took too long`},
		{"", "adverts", `switch off class "adverts": there is none, use one of about, ad, `},
	} {
		own := OwnRules{Files: []RulesFile{{"own.txt", c.text}}}
		if c.off != "" {
			own.Off = []string{c.off}
		}
		if _, err := With(own); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.text, err, c.want)
		}
	}
}
