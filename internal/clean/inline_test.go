package clean

import (
	"strings"
	"testing"
)

// TestInline has promotions between the paragraphs of an article: what goes, and
// that the article goes on behind them.
func TestInline(t *testing.T) {
	const (
		lead = "Dockers in Port Anna voted on Monday to accept the offer of the harbour company, which ends a strike of nine weeks."
		next = "Ships will be let in from Friday, the harbour company wrote in a letter to the owners, who have waited for weeks."
	)
	const fundsList = "The money for the new gate comes from these three funds:\nThe town of Port Anna\nThe harbour company\nThe crews of the northern quay\nThe owners of the ships\nThe state"
	for _, c := range []struct{ name, between, kept string }{
		{"one line", "Read more: The pilots who would not wait", ""},
		{"a heading and a title", "Más información\nEl muelle que nadie quiso reparar", ""},
		{"a heading and two titles", "LEIA TAMBÉM:\nO cais que ninguém quis reparar\nQuem paga o novo guindaste do porto", ""},
		{"and a sub-head", "Lire aussi :\nLe quai que personne n'a voulu réparer\nCe qui suit", "Ce qui suit"},
		{"a longer heading", "More on this topic\nThe quay that nobody wants to mend", ""},
		{"a title behind a bar", "Leia também | Muro cai\nQuem paga o novo guindaste", "Quem paga o novo guindaste"},
		{"a title behind a dash", "Related – Wall falls\nWho pays for the crane", "Who pays for the crane"},
		{"a title behind a hyphen", "Read more - Wall falls\nWho pays for the crane", "Who pays for the crane"},
		{"a table", "Read more\nThe quay that nobody wants to mend\nHow they rowed\nLindholm – Port Anna 2-1\nBrunholt – Osk 0-0\nHolm – Sund 3-2",
			"How they rowed\nLindholm – Port Anna 2-1\nBrunholt – Osk 0-0\nHolm – Sund 3-2"},
		{"a list with its sentence", "Sign up for our newsletter\nSubscribe\n" + fundsList, fundsList},
		{"a source", "Джерело: портова служба Анни", "Джерело: портова служба Анни"},
		{"notes", "Notes to editors", "Notes to editors"},
		{"titles above a question", "Recommended reading:\nThe quay that nobody wants to mend\nTwo pilots and the Old Wall\nHow long will it last?", "How long will it last?"},
		{"a sub-head alone", "Leggi anche\nChi paga", "Chi paga"},
		{"an advertisement", "La suite après cette publicité", ""},
		{"a caption with its credit", "The gate at low tide on Monday (Picture: Marten/Pix)", ""},
		{"sharing", "Share", ""},
	} {
		want := strings.Trim(lead+"\n"+c.kept, "\n") + "\n" + next
		for mode, page := range map[Mode]string{
			Part: "Dockers accept the pay offer\n" + lead + "\n" + c.between + "\n" + next,
			Full: dump(lead + "\n" + c.between + "\n" + next),
		} {
			if got := cleanText(Options{Mode: mode}, page); got.Body != want {
				t.Errorf("%s, mode %d:\n%s\nwant\n%s", c.name, mode, got.Body, want)
			}
		}
	}
}

// TestBoxes has boxes of more lines between the paragraphs of longer articles.
func TestBoxes(t *testing.T) {
	const (
		above = "Dockers in Port Anna voted on Monday to accept the offer of the harbour company, which ends a strike of nine weeks.\n" +
			"The vote was close, said Jane Holt, who leads the union and backed the offer after she had fought it for a month.\n" +
			"Of the nine crews of the old quay five were for it, and of the pilots, who vote apart, all but one man."
		below = "Ships will be let in from Friday, the harbour company wrote in a letter to the owners, who have waited for weeks.\n" +
			"The first will be the Lodestar, with paper and oranges on board, of which the oranges are past help by now.\n" +
			"Mrs Holt said that she would sleep for a day, and that nobody should ring her before the tide had turned."
	)
	for _, c := range []struct{ name, between string }{
		{"a form and its terms", "Sign up to our daily newsletter\nEnter your email\nSign up\nThis site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply."},
		{"advertisements that can be hidden", "Advertisement\nHide Ad\nAdvertisement\nHide Ad\nAdvertisement\nHide Ad"},
		{"titles and a video that is blocked", "Lesen Sie auch\nDer Kai, den niemand reparieren will\nLESEN\nWer zahlt den neuen Kran im Hafen\nLESEN\n" +
			"Wir möchten Ihnen hier gerne ein externes Video zeigen.\nMehr erfahren\nExternes Video laden"},
		{"titles read aloud", "Recommended Stories\nlist of 2 items\nlist 1 of 2\nThe quay that nobody wants to mend\nlist 2 of 2\nWho pays for the new crane\nend of list"},
	} {
		if got := cleanText(Options{Mode: Full}, dump(above+"\n"+c.between+"\n"+below)); got.Body != above+"\n"+below {
			t.Errorf("%s:\n%s", c.name, got.Body)
		}
	}
}

// TestLinkedAtEnd keeps what stands behind a heading that no paragraph follows to
// those who know the end of an article.
func TestLinkedAtEnd(t *testing.T) {
	c := New(Options{})
	c.build([]byte("Read more\nWho pays for the new crane of the harbour\nThe pilots who would not wait"), false)
	c.why = []string{ruleRelated, "", ""}
	c.dropLinked(0, 2)
	if c.why[1] != "" || c.why[2] != "" {
		t.Errorf("got %q", c.why)
	}
}

// TestSigned has lines of names and dates.
func TestSigned(t *testing.T) {
	for _, c := range []struct{ in, head string }{
		{"Ann Marten | May 3, 2024 | 5 min read", "Ann Marten"},
		{"Ann Marten • 3 May 2024, 10:40 GMT", "Ann Marten"},
		{"By Ann Marten, May 3, 2024", "By Ann Marten"},
		{"Анна Мартен — П'ятниця, 14 березня 2025, 15:32", "Анна Мартен"},
		{"Port Anna - 14 MAR 2025 - 18:42 CET", "Port Anna"},
		{"Jan Kade, 3. Mai 2024", "Jan Kade"},
		{"the harbour, May 3, 2024", ""},
		{"Pier 9 - May 3, 2024", ""},
		{"Monday, May 3, 2024", ""},
		{"Ann Marten, 44, of Port Anna", ""},
		{"Ann Marten - 12 ships", ""},
		{"", ""},
	} {
		head, ok := signedStamp([]byte(c.in))
		if !ok {
			head = nil
		}
		if string(head) != c.head {
			t.Errorf("%q: got %q, want %q", c.in, head, c.head)
		}
	}
	for _, c := range []struct{ top, byline string }{
		{"Dockers accept the pay offer\nAnn Marten\nMay 3, 2024", "Ann Marten"},
		{"Dockers accept the pay offer\nAnn Marten | May 3, 2024", "Ann Marten"},
		{"Ann Marten\nMay 3, 2024\nDockers accept the pay offer", ""},
		{"Dockers accept the pay offer\nHarbour News\nMay 3, 2024", ""},
	} {
		got := cleanText(Options{}, c.top+"\nThe vote was close, said Jane Holt, who leads the union and backed the offer.")
		if got.Byline != c.byline || got.Date.String() != "2024-05-03" || strings.Contains(got.Body, "Marten") {
			t.Errorf("%q: byline %q, date %s, body %q", c.top, got.Byline, got.Date, got.Body)
		}
	}
}

// TestHeadlineAgain has pages whose title line is repeated as the headline, below
// menus, and below the text.
func TestHeadlineAgain(t *testing.T) {
	const title = "Dockers accept the pay offer"
	const body = "The vote was close, said Jane Holt, who leads the union and backed the offer.\nShips will be let in from Friday, the company wrote in a letter to the owners."
	for _, c := range []struct{ name, page, title string }{
		{"below menus", title + " - Harbour Post\nHarbour Post\nShips\nTides\n" + title + "\n" + body, title},
		{"in a prompt to share", title + "\n" + body + "\n" + title, title},
		{"below the lead", title + "\n" + body + "\n" + title + "\n" + strings.Repeat("Crews, pilots and clerks have waited for it since the storm of last year, they said.\n", 9), title},
	} {
		if got := cleanText(Options{}, c.page); got.Title != c.title || !strings.HasPrefix(got.Body, body) || strings.Contains(got.Body, "Tides") {
			t.Errorf("%s: %q\n%s", c.name, got.Title, got.Body)
		}
	}
}
