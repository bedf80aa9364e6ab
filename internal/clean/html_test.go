package clean

import (
	"bytes"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// Parts of the pages below: an article of six paragraphs, and what stands round it.
var (
	ferry = []string{
		"The ferry between Port Anna and the island of Osk will sail again from Friday, the harbour company said on Monday, after a month in the dock.",
		"A crack in the hull had been found in October, when the ship was lifted for its yearly paint, and the company had to order steel from abroad.",
		"“Nobody was ever in danger,” said Jane Holt, who leads the company, adding that the welders had worked through three weekends to be done in time.",
		"Islanders had to take the small mail boat in the meantime, which carries twelve people and no cars, and which did not sail on four stormy days.",
		"The council paid for a helicopter that brought medicine, newspapers and, on one day, the teacher of mathematics, whose pupils had hoped for fog.",
		"From Friday the ferry leaves at seven, at noon and at six in the evening, as it did before; tickets bought for October are good until the end of May.",
	}
	programme = []string{"June 9 – Port Anna, the dock", "June 10 – Port Anna, the long quay behind the fish hall", "June 14 – Osk, the harbour", "July 3 – Osk, the school",
		"Sept. 12 – Port Anna, the dock"}
	comments = []string{
		"I have taken that ferry every week since I was a child and I cannot remember that it was ever on time, so what is new about it?",
		"My uncle works at the dock, and he says that the steel has been lying there since the spring, because no one wanted to pay the bill.",
		"They should build a bridge at last. Every council has promised one, and every council has forgotten about it on the day after the vote.",
		"A bridge would cost more than all houses of the island together, as anyone can work out who has ever looked at the depth of the sound.",
		"Thank you to the pilot, from the pupils as well, even though there was a test on that day that none of us will forget so soon.",
		"Why does nobody ask what the helicopter cost us, when there is no money for the roof of the school, where it has rained in for years?",
		"The mail boat was fine, if you ask me, and you meet more people on it than on the ferry, where everyone stays in the car with the heater on.",
		"Everyone complains about the company, but nobody wants to work there for what it pays, and certainly not on three weekends in a row.",
	}
)

const (
	ferryHead = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Island ferry to sail again on Friday | The Sound</title>` +
		`<meta property="og:title" content="Island ferry to sail again on Friday"><meta property="og:description" content="The ferry between Port Anna and Osk sails again from Friday."></head><body>`
	ferryMenu = `<div class="k1"><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li><li><a href="/w">Weather</a></li></ul></div>`
	ferryFoot = `<div class="k8"><p><a href="/1">Ten beaches for a rainy day</a></p><p><a href="/2">Fish hall gets a new roof</a></p><p><a href="/3">School choir sings in the rain</a></p></div>` +
		`<div class="k9"><p>We use cookies so that the page works, and so that we can see which pages are read. You can refuse them, and the page works all the same.</p><p>© The Sound, all rights reserved.</p></div></body></html>`
	ferryTitle = "<h1>Island ferry to sail again on Friday</h1>"
)

func wrap(open string, texts []string, shut string) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(open + t + shut + "\n")
	}
	return b.String()
}

// TestPages has a page of each shape that pages of news come in, with what must
// be in its body, all of it, and what must not.
func TestPages(t *testing.T) {
	p := wrap("<p>", ferry, "</p>")
	said := wrap("<div><div>Reader</div><p>", append(comments, comments...), "</p><div>Reply</div></div>")
	for _, c := range []struct {
		name, page string
		want, not  []string
	}{
		{"plain", ferryHead + ferryMenu + "<article>" + ferryTitle + p + "</article>" + ferryFoot, ferry, nil},
		{"divs only", ferryHead + ferryMenu + `<div class="x1"><div class="x2">` + ferryTitle + wrap(`<div class="x3">`, ferry, "</div>") + "</div></div>" + ferryFoot, ferry, nil},
		{"line breaks", ferryHead + ferryMenu + "<div>" + ferryTitle + strings.Join(ferry, "<br><br>") + "</div>" + ferryFoot, ferry, nil},
		{"in a table", ferryHead + "<table><tr><td>" + ferryMenu + "</td><td>" + ferryTitle + p + "</td></tr></table>" + ferryFoot, ferry, nil},
		{"spans", ferryHead + ferryMenu + "<main>" + ferryTitle + wrap("<p><span><span>", ferry, "</span></span></p>") + "</main>" + ferryFoot, ferry, nil},
		{"unclosed", ferryHead + ferryMenu + "<div><article>" + ferryTitle + wrap("<p>", ferry, "") + ferryFoot, ferry, nil},
		{"comments longer than it", ferryHead + ferryMenu + `<div class="a">` + ferryTitle + p + `</div><div class="b"><h3>16 comments</h3>` + said + "</div>" + ferryFoot, ferry, comments},
		{"comments, and short", ferryHead + ferryMenu + `<div class="a">` + ferryTitle + wrap("<p>", ferry[:2], "</p>") + `</div><div class="b"><h3>16 comments</h3>` + said + "</div>" + ferryFoot, ferry[:2], comments},
		{"several articles", ferryHead + ferryMenu + "<main><article>" + ferryTitle + p + "</article>" +
			wrap(`<article><a href="/x"><h2>Storm over the sound</h2></a><p>`, comments[2:5], "</p></article>") + "</main>" + ferryFoot, ferry, comments[2:5]},
		{"cut by advertisements", ferryHead + ferryMenu + ferryTitle + "<div>" + wrap("<p>", ferry[:2], "</p>") + `</div><div class="ad"><p>Advertisement</p></div><div>` +
			wrap("<p>", ferry[2:4], "</p>") + `</div><div class="ad"><p>Advertisement</p></div><div>` + wrap("<p>", ferry[4:], "</p>") + "</div>" + ferryFoot, ferry, []string{"Advertisement"}},
		{"hidden parts", ferryHead + ferryMenu + "<article>" + ferryTitle + wrap("<p>", ferry[:3], "</p>") + "<div hidden><p>" + comments[0] + "</p></div><template><p>" + comments[1] +
			`</p></template><noscript><p>` + comments[2] + `</p></noscript><div style="display: none"><p>` + comments[3] + `</p></div><p aria-hidden="true">` + comments[4] + "</p>" +
			wrap("<p>", ferry[3:], "</p>") + "</article>" + ferryFoot, ferry, comments},
		{"AMP", strings.Replace(ferryHead, "<html", "<html amp", 1) + `<amp-sidebar id="s">` + ferryMenu + "</amp-sidebar><article>" + ferryTitle + `<amp-img src="x"></amp-img>` +
			wrap("<p>", ferry[:3], "</p>") + "<amp-ad></amp-ad>" + wrap("<p>", ferry[3:], "</p>") + "</article>" + ferryFoot, ferry, nil},
		{"list and table", ferryHead + ferryMenu + "<article>" + ferryTitle + wrap("<p>", ferry[:3], "</p>") + "<h2>When it sails</h2><ul><li>Monday to Friday at seven</li><li>Saturday at noon</li></ul>" +
			"<table><tr><th>Stop</th><th>Fare</th></tr><tr><td>Osk</td><td>12.50</td></tr></table>" + wrap("<p>", ferry[3:], "</p>") + "</article>" + ferryFoot,
			append([]string{"When it sails", "Monday to Friday at seven", "Saturday at noon", "Stop Fare", "Osk 12.50"}, ferry...), nil},
		{"furniture inside", ferryHead + ferryMenu + "<article>" + ferryTitle + `<div class="byline">By Ann Marten</div>` + wrap("<p>", ferry[:2], "</p>") +
			`<figure><img src="f"><figcaption>The ferry in the dock in October</figcaption></figure><ul class="related"><li><a href="/4">The crack that stopped a town</a></li></ul>` +
			`<div class="newsletter-signup"><p>Get the news of the sound by mail every morning.</p></div>` + wrap("<p>", ferry[2:], "</p>") + `<div class="author-bio">Ann Marten writes about ships.</div></article>` + ferryFoot,
			ferry, []string{"in the dock in October", "crack that stopped", "by mail every", "writes about ships"}},
		{"in a box named for its pictures", ferryHead + ferryMenu + `<div class="post has-gallery"><article>` + ferryTitle + p + "</article></div>" + ferryFoot, ferry, nil},
		{"a programme at the end", ferryHead + ferryMenu + "<article>" + ferryTitle + p + "<h2>Open days</h2><p>" + strings.Join(programme, "<br>") + "</p></article>" + ferryFoot,
			append(append(programme, "Open days"), ferry...), nil},
		{"drawn by a script", strings.Replace(ferryHead, "</head>", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Island ferry to sail again on Friday","articleBody":"`+
			strings.Join(ferry, `\n\n`)+`"}</script></head>`, 1) + ferryMenu + `<div id="root"></div><div>` + wrap("<p>", comments[:3], "</p>") + "</div>" + ferryFoot, ferry, comments[:3]},
		{"short, found by its JSON-LD", strings.Replace(ferryHead, "</head>", `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","articleBody":"&lt;p&gt;`+
			ferry[0]+`&lt;/p&gt;`+ferry[1]+`"}]}</script></head>`, 1) + ferryMenu + "<div>" + wrap("<p>", ferry[:2], "</p>") + "</div><div>" + said + "</div>" + ferryFoot, ferry[:2], nil},
		{"all in noscript", ferryHead + ferryMenu + `<div id="root"></div><noscript><article>` + ferryTitle + p + "</article></noscript>" + ferryFoot, ferry, nil},
		{"pictures and pleas in noscript", ferryHead + ferryMenu + "<article>" + ferryTitle + strings.Replace(p, "</p>", `</p><img data-src="f.jpg"><noscript><img src="f.jpg" alt="The ferry in the dock">`+
			strings.Repeat(" You need JavaScript for this picture of the dock.", 9)+"</noscript>", 2) + "</article>" + ferryFoot, ferry, []string{"You need JavaScript"}},
	} {
		got := New(Options{}).Clean(&clip.Raw{Kind: clip.HTML, Text: []byte(c.page)})
		for _, w := range c.want {
			if !strings.Contains(got.Body, w) {
				t.Errorf("%s: lost %q", c.name, w)
			}
		}
		for _, w := range append([]string{"cookies", "Ten beaches", "Weather", "all rights"}, c.not...) {
			if strings.Contains(got.Body, w) {
				t.Errorf("%s: kept %q", c.name, w)
			}
		}
		if got.Title != "Island ferry to sail again on Friday" {
			t.Errorf("%s: title %q", c.name, got.Title)
		}
	}
}

// TestBlockWeights reads the embedded weights, and their form back.
func TestBlockWeights(t *testing.T) {
	values, err := fittedBlocks()
	if err != nil {
		t.Fatal(err)
	}
	if got := BlocksText(values); got != blocksText {
		t.Error("blocks.txt read and written differs from itself")
	}
	for _, bad := range []string{"", "member x 1", "member x"} {
		if _, err := parseValues(bad, BlockFeatures); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

// TestExplainHTML has every line of a page with the rule that left it out.
func TestExplainHTML(t *testing.T) {
	page := ferryHead + ferryMenu + "<article>" + ferryTitle + wrap("<p>", ferry, "</p>") + "<figure><figcaption>The dock</figcaption></figure></article>" + ferryFoot
	got := New(Options{Explain: true}).Clean(&clip.Raw{Kind: clip.HTML, Text: []byte(page)})
	rules := map[string]string{}
	for _, l := range got.Lines {
		rules[l.Text] = l.Rule
	}
	for text, want := range map[string]string{
		"Home": ruleLinks, "Fish hall gets a new roof": ruleLinks, "The dock": ruleFigure, ferry[0]: "", ferry[5]: "",
		"Island ferry to sail again on Friday": ruleTitle, "© The Sound, all rights reserved.": "legal",
	} {
		if rule, ok := rules[text]; !ok || rule != want {
			t.Errorf("%q: rule %q, listed %v, want %q", text, rule, ok, want)
		}
	}
	if got.ModeWhy != whyReadable {
		t.Errorf("why: %q", got.ModeWhy)
	}
	got = New(Options{}).Clean(&clip.Raw{Kind: clip.HTML, Text: []byte(page)})
	if len(got.Lines) != 0 {
		t.Errorf("%d lines, not asked for", len(got.Lines))
	}
}

// TestPagesInWords has an article in other scripts between menus and comments.
func TestPagesInWords(t *testing.T) {
	for _, c := range []struct{ lang, text string }{
		{"ar", "أعلنت شركة الميناء يوم الاثنين أن العبّارة ستبحر من جديد ابتداء من يوم الجمعة، بعد شهر كامل في حوض الإصلاح."},
		{"zh", "港口公司星期一宣布，连接港口与小岛的渡轮在船坞修理一个月之后，将从星期五起恢复每天三班的航行，旧船票仍然有效。"},
		{"ru", "Паром между портом и островом снова пойдёт с пятницы, сообщила в понедельник компания, после месяца ремонта в доке."},
		{"el", "Το πλοίο για το νησί θα ταξιδέψει ξανά από την Παρασκευή, ανακοίνωσε τη Δευτέρα η εταιρεία, ύστερα από έναν μήνα στο ναυπηγείο."},
	} {
		var texts []string
		for _, n := range []string{"1", "2", "3", "4", "5"} {
			texts = append(texts, n+" "+c.text)
		}
		page := `<html lang="` + c.lang + `"><head><title>` + c.text[:len(c.text)/2] + `</title></head><body>` + ferryMenu + "<div><div>" + wrap("<div>", texts, "</div>") + "</div></div>" + ferryFoot
		got := New(Options{}).Clean(&clip.Raw{Kind: clip.HTML, Text: bytes.ToValidUTF8([]byte(page), nil)})
		if got.Body != strings.Join(texts, "\n") {
			t.Errorf("%s: got %q", c.lang, got.Body)
		}
	}
}

// TestSection: what stands above the headline of a page is its section; a date there is read.
func TestSection(t *testing.T) {
	page := ferryHead + "<body>" + ferryMenu + `<div class="k2"><div>Harbours and ships</div><p>3 May 2024</p>` + ferryTitle +
		"<p>Six sailings a day, and one test</p>" + wrap("<p>", ferry, "</p>") + "</div>" + ferryFoot
	c := New(Options{}).Clean(&clip.Raw{Kind: clip.HTML, Text: []byte(page)})
	if want := "Six sailings a day, and one test\n" + strings.Join(ferry, "\n"); c.Body != want || c.Date.Day() != 3 {
		t.Errorf("date %v, body\n%s", c.Date, c.Body)
	}
}
