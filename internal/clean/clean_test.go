package clean

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

func cleanText(o Options, text string) clip.Clip {
	return New(o).Clean(&clip.Raw{Text: []byte(text)})
}

// part-extracted pages: what is left, line by line.
var partPages = []struct {
	name, in, title, body string
}{
	{"clock list and share prompt", "-\n16:40\n-\n16:00\n-\nFollow us on Facebook\nDockers accept the pay offer\nDockers in Port Anna voted on Monday to accept the offer of the harbour company after nine weeks.\nWhat the offer says\nPay rises by four per cent in May, and by two per cent a year later, said Jane Holt of the union.",
		"Dockers accept the pay offer",
		"Dockers in Port Anna voted on Monday to accept the offer of the harbour company after nine weeks.\nWhat the offer says\nPay rises by four per cent in May, and by two per cent a year later, said Jane Holt of the union."},
	{"lists and inline promos", "Dockers accept the pay offer\n\nThe offer, seen by this paper on Monday, promises the dockers of Port Anna three things:\n\n  • More pay\n  • Fewer nights\n\nMust Read: How the strike began\n\nThe vote was close, said Jane Holt, who leads the union and backed the offer.\n\nAdvertisement\n\nRelated posts\n\nComments",
		"Dockers accept the pay offer",
		"The offer, seen by this paper on Monday, promises the dockers of Port Anna three things:\n• More pay\n• Fewer nights\nThe vote was close, said Jane Holt, who leads the union and backed the offer."},
	{"names between labels, blurb at the end", "Breaking News\n\nDockers accept the pay offer\n\nPublished\n\non\n\nHolt-Marten\n\nThe vote was close, said Jane Holt, who leads the union and backed the offer.\n\nHarbour Post News\n\nAdvertisement\n\nHarbour Post is a leading online newspaper for sailors. It is free.\n\nContinue Reading\nComments",
		"Dockers accept the pay offer",
		"The vote was close, said Jane Holt, who leads the union and backed the offer."},
	{"headline printed twice", "Dockers accept the pay offer\nDockers accept the pay offer\nThe vote was close, said Jane Holt, who leads the union and backed the offer.",
		"Dockers accept the pay offer", "The vote was close, said Jane Holt, who leads the union and backed the offer."},
	{"headline with a stop above one paragraph", "Dockers in Port Anna accept the pay offer after nine weeks.\nThe vote was close, said Jane Holt, who leads the union and backed the offer. Work starts on Friday.",
		"Dockers in Port Anna accept the pay offer after nine weeks.", "The vote was close, said Jane Holt, who leads the union and backed the offer. Work starts on Friday."},
	{"headline that ends in a short word", "Dockers get the pay rise they asked for\nThe vote was close, said Jane Holt, who leads the union in Port Anna and who had backed the offer of the company since the spring.",
		"Dockers get the pay rise they asked for", "The vote was close, said Jane Holt, who leads the union in Port Anna and who had backed the offer of the company since the spring."},
	{"headline that ends in a short word, and a standfirst without a stop", "Why the port lets its cranes grow old\nThe cracks at the lock are the bill for thirty years of looking away\nMay 3, 2024\nThe vote was close, said Jane Holt, who leads the union in Port Anna and who had backed the offer of the company since the spring.",
		"Why the port lets its cranes grow old", "The cracks at the lock are the bill for thirty years of looking away\nThe vote was close, said Jane Holt, who leads the union in Port Anna and who had backed the offer of the company since the spring."},
	{"a price and what stands below it", "Refuse and subscribe for 0,99 €\nDockers accept the pay offer\nThe vote was close, said Jane Holt, who leads the union and backed the offer.\nA loaf costs them 4 €\nCoffee is free, she said, and has been since the spring of the strike.",
		"Refuse and subscribe for 0,99 €", "Dockers accept the pay offer\nThe vote was close, said Jane Holt, who leads the union and backed the offer.\nA loaf costs them 4 €\nCoffee is free, she said, and has been since the spring of the strike."},
	{"no headline", "The vote was close, said Jane Holt, who leads the union and backed the offer.\nWork starts on Friday, the harbour company said in a letter to the crews.\nShips will wait until then.",
		"", "The vote was close, said Jane Holt, who leads the union and backed the offer.\nWork starts on Friday, the harbour company said in a letter to the crews.\nShips will wait until then."},
	{"sentence broken at links", "Dockers accept the pay offer\nThe long vote in\nPort Anna\n, she said, was close, and the\nHarbour Company\nhas to pay from May.\nThe vote was close, said Jane Holt, who leads the union and backed the offer.",
		"Dockers accept the pay offer", "The long vote in Port Anna, she said, was close, and the Harbour Company has to pay from May.\nThe vote was close, said Jane Holt, who leads the union and backed the offer."},
	{"Cyrillic", "Главная\nДокеры приняли новое предложение порта\n5 мая 2024, 12:30\nДокеры порта в понедельник проголосовали за предложение компании после девяти недель забастовки.\nЧто в предложении\nЗарплата вырастет в мае на четыре процента, сообщила глава профсоюза Анна Мартен.\nЧитайте также: как началась забастовка\nКомментарии",
		"Докеры приняли новое предложение порта",
		"Докеры порта в понедельник проголосовали за предложение компании после девяти недель забастовки.\nЧто в предложении\nЗарплата вырастет в мае на четыре процента, сообщила глава профсоюза Анна Мартен."},
	{"Greek", "Οι λιμενεργάτες δέχονται την προσφορά\nΟι λιμενεργάτες ψήφισαν τη Δευτέρα υπέρ της προσφοράς της εταιρείας μετά από εννέα εβδομάδες.\nFacebook\nTwitter",
		"Οι λιμενεργάτες δέχονται την προσφορά", "Οι λιμενεργάτες ψήφισαν τη Δευτέρα υπέρ της προσφοράς της εταιρείας μετά από εννέα εβδομάδες."},
	{"Arabic", "عمال الميناء يقبلون العرض الجديد\nصوت عمال الميناء يوم الاثنين لصالح عرض الشركة بعد تسعة أسابيع من الإضراب الطويل.\nهل تبدأ السفن بالوصول إلى الميناء يوم الجمعة كما قالت الشركة في رسالتها؟\nFacebook",
		"عمال الميناء يقبلون العرض الجديد", "صوت عمال الميناء يوم الاثنين لصالح عرض الشركة بعد تسعة أسابيع من الإضراب الطويل.\nهل تبدأ السفن بالوصول إلى الميناء يوم الجمعة كما قالت الشركة في رسالتها؟"},
	{"Chinese", "码头工人接受新的加薪方案\n码头工人星期一投票通过了公司提出的加薪方案，结束了九个星期的罢工。\n工会主席说，投票结果非常接近，船只将从星期五开始进港。\nFacebook",
		"码头工人接受新的加薪方案", "码头工人星期一投票通过了公司提出的加薪方案，结束了九个星期的罢工。\n工会主席说，投票结果非常接近，船只将从星期五开始进港。"},
	{"standfirst above the byline, a slug, a caption with its credit", "World\n\nDockers accept the pay offer\n\nAfter nine weeks the crews of Port Anna are going back to work.\n\nPublished\n\n7 hours ago\n\nMay 3, 2024\n\nBy\n\nAnn Marten\n\nport-anna-gate\n\nCrews at the north gate on Monday. (Harbour Post)\n\nPORT ANNA, Norway, May 3 (HNA) - The vote was close, said Jane Holt, who leads the union and backed the offer.\n\nPORT ANNA was quiet on Monday, and the ships waited in rows outside the lock.",
		"Dockers accept the pay offer",
		"After nine weeks the crews of Port Anna are going back to work.\nThe vote was close, said Jane Holt, who leads the union and backed the offer.\nPORT ANNA was quiet on Monday, and the ships waited in rows outside the lock."},
	{"an advertisement inside a sentence", "Dockers accept the pay offer\nThe vote in the old harbour hall was close and the\nAdvertisement\nnew offer of the company was accepted, said Jane Holt.\nThe vote was close, said Jane Holt, who leads the union and backed the offer.",
		"Dockers accept the pay offer", "The vote in the old harbour hall was close and the new offer of the company was accepted, said Jane Holt.\nThe vote was close, said Jane Holt, who leads the union and backed the offer."},
	{"German quotes", "Hafenarbeiter nehmen das Angebot an\nDie Abstimmung war knapp, sagte Johanna Holt, die dem Angebot zugestimmt hatte, »aber klar.«\n»Das war ein langer Tag«, sagte Anna Märten nach der Auszählung im Hafen.\nAm Freitag laufen wieder Schiffe ein.",
		"Hafenarbeiter nehmen das Angebot an", "Die Abstimmung war knapp, sagte Johanna Holt, die dem Angebot zugestimmt hatte, »aber klar.«\n»Das war ein langer Tag«, sagte Anna Märten nach der Auszählung im Hafen.\nAm Freitag laufen wieder Schiffe ein."},
	{"other headlines behind the last paragraph", "Dockers accept the pay offer\nThe vote was close, said Jane Holt, who leads the union and backed the offer.\nEmail this\nMore from Harbour Post\nA gull that learned to queue at the baker's door\nTen ports to see before you sail away for good\nSpotted something that is not right? Tell our desk.\n© Harbour Post 2024",
		"Dockers accept the pay offer", "The vote was close, said Jane Holt, who leads the union and backed the offer."},
	{"headline with abbreviations and a stop", "U.S. crews accept the offer of Gov. Marten, who had waited.\nThe vote was close, said Jane Holt, who leads the union and backed the offer. Work starts on Friday.",
		"U.S. crews accept the offer of Gov. Marten, who had waited.", "The vote was close, said Jane Holt, who leads the union and backed the offer. Work starts on Friday."},
	{"only noise", "-\n16:40\nAdvertisement\nShare", "", ""},
}

func TestPart(t *testing.T) {
	for _, p := range partPages {
		c := cleanText(Options{}, p.in)
		if c.Mode != "part" || c.Title != p.title || c.Body != p.body {
			t.Errorf("%s: mode %s\n got %q\n%s\nwant %q\n%s", p.name, c.Mode, c.Title, c.Body, p.title, p.body)
		}
		again := cleanText(Options{}, c.Title+"\n"+c.Body)
		if again.Body != c.Body || again.Title != c.Title {
			t.Errorf("%s: not idempotent:\n%q\n%s", p.name, again.Title, again.Body)
		}
	}
}

// dump is a page as a naive scraper writes it: menus, article, footers.
func dump(article string) string {
	return "Dockers accept the pay offer - Harbour Post\nSkip to content\nSign in\nHome\nNews\nShips\nTides\nCrews\nWeather\nYachts\nMarkets\nOpinion\n" +
		"Storm closes the northern lock\nCrew of the Anna found safe\nDockers accept the pay offer\nBy Ann Marten\nMay 3, 2024\nShare on Facebook\n" + article +
		"\nTags: harbour, strike\nRelated articles\nStorm closes the northern lock\nTen ports to see before you sail\nA gull that learned to queue\nNew cranes for the old quay\n" +
		"3 Comments\nSign up for our newsletter\nAbout us\nContact\nPrivacy policy\n© 2024 Harbour Post. All rights reserved."
}

const dumpArticle = "PORT ANNA (AP) - Dockers in Port Anna voted on Monday to accept the offer of the harbour company, which ends a strike of nine weeks.\n" +
	"What the offer says\nPay rises by four per cent in May, and by two per cent a year later, said Jane Holt of the union.\nAdvertisement\n" +
	"The vote was close, she said, and some crews on the northern quays are still angry about the night shifts.\n" +
	"Ships will be let in from Friday, the harbour company wrote in a letter to the owners, who have waited for weeks."

func TestFull(t *testing.T) {
	c := cleanText(Options{Explain: true}, dump(dumpArticle))
	want := strings.ReplaceAll(strings.TrimPrefix(dumpArticle, "PORT ANNA (AP) - "), "Advertisement\n", "")
	if c.Mode != "full" || c.Body != want {
		t.Errorf("mode %s (%s), body:\n%s", c.Mode, c.ModeWhy, c.Body)
	}
	if c.Title != "Dockers accept the pay offer" || c.Byline != "Ann Marten" || c.Agency != "AP" || c.Dateline != "PORT ANNA (AP)" ||
		!c.Date.Equal(time.Date(2024, 5, 3, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("title %q byline %q agency %q dateline %q date %v", c.Title, c.Byline, c.Agency, c.Dateline, c.Date)
	}
	rules := map[string]string{}
	for _, l := range c.Lines {
		rules[l.Text] = l.Rule
	}
	for text, rule := range map[string]string{
		"Sign in": "nav", "Ships": "before-body", "By Ann Marten": "byline", "May 3, 2024": "date", "Advertisement": "ad",
		"PORT ANNA (AP)": "dateline", "What the offer says": "", "New cranes for the old quay": "after-body", "Privacy policy": "legal",
	} {
		if got, ok := rules[text]; !ok || got != rule {
			t.Errorf("%q: rule %q, want %q", text, got, rule)
		}
	}
}

// The headline of a dump without a page title is the line above the body that
// says what the lead says.
func TestFullTitle(t *testing.T) {
	text := strings.TrimPrefix(dump(dumpArticle), "Dockers accept the pay offer - Harbour Post\n")
	if c := cleanText(Options{Mode: Full}, text); c.Title != "Dockers accept the pay offer" {
		t.Errorf("title %q", c.Title)
	}
}

// What became metadata is named as such, other dates and names are not, and a
// line inside a joined sentence keeps its own rule.
func TestExplain(t *testing.T) {
	c := cleanText(Options{Explain: true}, "Dockers accept the pay offer\nBy\nAnn Marten\nJanuary 5, 2019\nMay 3, 2024\nUpdated May 4, 2024\n"+
		"The vote in the old harbour hall was close and the\nAdvertisement\nnew offer of the company was accepted, said Jane Holt.\n"+
		"Ships will be let in from Friday, the company wrote.\nBy Joe Quill")
	want := []string{"title", "published", "byline", "other-date", "date", "date", "", "ad", "", "", "other-byline"}
	var got []string
	for _, l := range c.Lines {
		got = append(got, l.Rule)
	}
	if !slices.Equal(got, want) {
		t.Errorf("rules %q, want %q", got, want)
	}
	if c.ModeWhy != "part-extracted: no long run of short lines that no rule explains" {
		t.Errorf("mode: %s", c.ModeWhy)
	}
	if why := cleanText(Options{Explain: true}, dump(dumpArticle)).ModeWhy; why != "full dump: 10 short lines in a row that no rule explains, 14 lines of menus, sharing and comments" {
		t.Errorf("mode: %s", why)
	}
}

func TestCopyOnPage(t *testing.T) {
	var article []string
	for i := range 8 {
		article = append(article, fmt.Sprintf("Paragraph %s says that the crews of the harbour went back to the quays on that day.", strings.Repeat("x", i+1)))
	}
	text := strings.Join(article, "\n")
	c := cleanText(Options{Mode: Full}, dump(text+"\n"+text))
	if n := strings.Count(c.Body, "Paragraph xxx says"); n != 1 {
		t.Errorf("third paragraph stands %d times", n)
	}
}

func TestContainerMeta(t *testing.T) {
	day := clip.Day(time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC))
	raw := &clip.Raw{Text: []byte(partPages[0].in), Meta: clip.Meta{Title: "Dockers accept the pay offer - Harbour Post", Byline: "A. M.", Date: day}}
	c := New(Options{}).Clean(raw)
	if c.Title != raw.Meta.Title || c.Byline != "A. M." || c.Date != day || c.Body != partPages[0].body {
		t.Errorf("got %q %q %v\n%s", c.Title, c.Byline, c.Date, c.Body)
	}
}

func TestHTML(t *testing.T) {
	page := "<html><head><title>Dockers accept the pay offer</title></head><body><nav><a href=/>Home</a><a href=/n>News</a></nav><article><h1>Dockers accept the pay offer</h1>"
	for range 6 {
		page += "<p>Dockers in Port Anna voted on Monday to accept the <a href=/o>offer</a> of the harbour company, which ends a strike of nine weeks, and went home.</p>"
	}
	c := New(Options{}).Clean(&clip.Raw{Kind: clip.HTML, Text: []byte(page + "</article><footer>Privacy policy</footer></body></html>")})
	if c.Mode != "html" || c.Title != "Dockers accept the pay offer" || strings.Contains(c.Body, "Privacy") || !strings.Contains(c.Body, "the offer of the harbour") {
		t.Errorf("mode %q title %q body:\n%s", c.Mode, c.Title, c.Body)
	}
}

// TestHostile runs pages made to be slow or large; what is checked is that they
// end and lose nothing.
func TestHostile(t *testing.T) {
	c := New(Options{})
	pages := map[string]string{
		"empty lines":       strings.Repeat("\n", 1<<20),
		"one long line":     strings.Repeat("the gate opened and ", 1<<18),
		"one long word":     strings.Repeat("ж", 1<<20),
		"short lines":       strings.Repeat("a\n", 1<<18),
		"joined lines":      strings.Repeat("the gate,\n", 1<<17),
		"capitals":          "By " + strings.Repeat("A", 250),
		"names":             strings.Repeat("By "+strings.Repeat("Ann ", 60)+"!\n", 100),
		"commas and dots":   strings.Repeat(",.,.\n", 1<<16),
		"quotes":            strings.Repeat("\"'’“\n", 1<<16),
		"unspaced":          strings.Repeat("港", 1<<18),
		"copies":            strings.Repeat("The gate of the old harbour opened at noon on that day.\n", 1<<14),
		"blanks":            strings.Repeat(" \t\u3000", 1<<18),
		"digits and points": strings.Repeat("1.2/3-", 1<<16),
		"datelines":         strings.Repeat("PORT (AP) - ", 1<<16) + "The gate of the old harbour opened at noon on that day.",
		"turns":             strings.Repeat("Ann says:\nIt is open now, said the crew of nine men.\nReply\n", 1<<14),
		"programme":         strings.Repeat("June 3 - Port Anna, the dock\n", maxUnits),
	}
	// What looks at the lines around each line of a kind takes minutes for these.
	rules, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for i := range rules.rules {
		if r := &rules.rules[i]; len(r.yes) > 0 {
			pages["lines of class "+r.class.name] = strings.Repeat(r.yes[0]+"\n", 1<<15)
		}
	}
	for name, text := range pages {
		out := c.Clean(&clip.Raw{Text: []byte(text)})
		if len(out.Body) > len(text) {
			t.Errorf("%s: the body is longer than the page", name)
		}
	}
	if failed := c.Failed(); len(failed) > 0 {
		t.Errorf("rules switched off: %v", failed)
	}
}

// A Cleaner gives the same clip whatever it cleaned before.
func TestReuse(t *testing.T) {
	c := New(Options{})
	var pages []string
	for _, p := range partPages {
		pages = append(pages, p.in)
	}
	pages = append(pages, dump(dumpArticle), "")
	for range 2 {
		for _, p := range pages {
			got, want := c.Clean(&clip.Raw{Text: []byte(p)}), cleanText(Options{}, p)
			if got.Body != want.Body || got.Title != want.Title || got.Byline != want.Byline {
				t.Errorf("%.40q: %q %q after other pages", p, got.Title, got.Body)
			}
		}
		slices.Reverse(pages)
	}
}

// A rule that fails is off for the rest of the page and named once, without the page.
func TestFailedRule(t *testing.T) {
	rs, err := parseRules("own.txt", "class loop end inside\nrule * ^(a+)+(?!b)c$\nyes aac\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{})
	c.classifier.rules = rs
	text := strings.Repeat("a", 60)
	c.Clean(&clip.Raw{Text: []byte(text + "\n" + text + "b")})
	ps := c.Failed()
	if len(ps) != 1 || ps[0].Class != clip.RuleFailed || ps[0].Line != 2 || strings.Contains(ps[0].Err.Error(), "aaaa") {
		t.Fatalf("problems %v", ps)
	}
	if l := c.classifier.measure([]byte("aac")); l.rule != nil {
		t.Errorf("rule %q is on for the rest of the page on which it failed", l.rule.name)
	}
	c.Clean(&clip.Raw{Text: []byte("Next page")})
	if l := c.classifier.measure([]byte("aac")); l.rule == nil || len(c.Failed()) != 1 {
		t.Error("the rule is off for the page after that on which it failed, or was named again")
	}
}

func TestRulesFileErrors(t *testing.T) {
	for text, want := range map[string]string{
		"rule * x":               `read "r.txt": line 1: rule wants languages and a pattern, inside a class`,
		"class a sideways":       `read "r.txt": line 1: unknown word "sideways" after the class name`,
		"class a end\nrule * (x": `read "r.txt": line 2: parse pattern: `,
		"class a end\nyes x":     `read "r.txt": line 2: yes wants a rule above it`,
		"class a end\nmax none":  `read "r.txt": line 2: max wants a number of characters, inside a class`,
		"clas a":                 `read "r.txt": line 1: unknown word "clas"`,
		"let X":                  `read "r.txt": line 1: let wants a name and a pattern`,
		"class a end\nrule * " + strings.Repeat("x", maxPattern+1): `read "r.txt": line 2: pattern is longer than `,
	} {
		_, err := parseRules("r.txt", text, nil)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}

// TestWholeHeadline has headlines that read like the beginning of what stands
// below them, or the end of what stands above.
func TestWholeHeadline(t *testing.T) {
	const title = "What the crews of Port Anna want, and who is to pay for it"
	for _, c := range []struct{ name, top string }{
		{"byline below", title + " - Harbour Post\nNews\n" + title + "\nJane Holt\n,\nHarbour Post\n"},
		{"another above", title + " | Harbour Post\nNews\nShips wait in the bay, and nobody will go to it\n" + title + "\n"},
		{"a menu below the page's own", title + "\nport\nback to the port\nNews\n" + title + "\nHarbour Post\n"},
	} {
		got := New(Options{Mode: Full}).Clean(&clip.Raw{Text: []byte(c.top + articleOf("News", "Share"))})
		if got.Title != title {
			t.Errorf("%s: title %q", c.name, got.Title)
		}
	}
}
