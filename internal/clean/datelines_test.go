package clean

import (
	"bytes"
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// articleOf is a part-extracted page with lines between its headline and its body.
func articleOf(lines ...string) string {
	return "Dockers accept the pay offer of the company\n" + strings.Join(lines, "\n") + "\n" +
		"The vote in the old hall was close, and the new offer of the company was accepted by the crews, said Jane Holt.\n" +
		"Ships will be let in from Friday, the company wrote in a letter to the owners, who have waited for weeks.\n"
}

func cleanPage(t *testing.T, text string) clip.Clip {
	t.Helper()
	return New(Options{Explain: true, Mode: Part}).Clean(&clip.Raw{Text: []byte(text)})
}

// TestDateLines reads lines as pages print them, each above a body: the day of
// publication, that of the last change, and none of the line in the body.
func TestDateLines(t *testing.T) {
	for _, c := range []struct{ line, date, updated string }{
		{"Published 12 May 2024 10:40 GMT", "2024-05-12T10:40:00Z", ""},
		{"Published: May 12, 2024 at 10:40 AM ET", "2024-05-12T10:40:00-04:00", ""},
		{"Jan. 12, 2024, 10:40 p.m. ET", "2024-01-12T22:40:00-05:00", ""},
		{"Published 12 May 2024, updated 13 May 2024", "2024-05-12", "2024-05-13"},
		{"Published May 12, 2024 | Updated May 13, 2024 7:05 PM EDT", "2024-05-12", "2024-05-13T19:05:00-04:00"},
		{"Posted on Sunday, 12 May 2024 10:40 IST", "2024-05-12T10:40:00+05:30", ""},
		{"Last updated: 2024-05-12", "2024-05-12", "2024-05-12"},
		{"12 May 2024 Last updated at 17:50 BST", "2024-05-12", "2024-05-12T17:50:00+01:00"},
		{"Publié le 12 mai 2024 à 10h40, mis à jour le 13 mai 2024 à 11h05", "2024-05-12T10:40:00Z", "2024-05-13T11:05:00Z"},
		{"Publié le 12 mai 2024 à 10h40", "2024-05-12T10:40:00Z", ""},
		{"Mis en ligne le 22/05/2024 à 10:40", "2024-05-22T10:40:00Z", ""},
		{"Veröffentlicht am 12. Mai 2024 um 10:40 Uhr", "2024-05-12T10:40:00Z", ""},
		{"Stand: 12.05.2024, 10:40 Uhr", "2024-05-12T10:40:00Z", "2024-05-12T10:40:00Z"},
		{"Erstellt: 12.05.2024, 10.40 Uhr MESZ", "2024-05-12T10:40:00+02:00", ""},
		{"Aktualisiert am 13.05.2024 - 11:05", "2024-05-13T11:05:00Z", "2024-05-13T11:05:00Z"},
		{"Publicado el 12 de mayo de 2024 a las 10:40", "2024-05-12T10:40:00Z", ""},
		{"Actualizado: 13/05/2024 11:05 h", "2024-05-13T11:05:00Z", "2024-05-13T11:05:00Z"},
		{"Pubblicato il 12 maggio 2024 alle 10:40", "2024-05-12T10:40:00Z", ""},
		{"Aggiornato il 13 maggio 2024 alle ore 11:05", "2024-05-13T11:05:00Z", "2024-05-13T11:05:00Z"},
		{"Publicado em 12 de maio de 2024 às 10h40", "2024-05-12T10:40:00Z", ""},
		{"Atualizado em 13/05/2024 11h05", "2024-05-13T11:05:00Z", "2024-05-13T11:05:00Z"},
		{"Опубликовано 12 мая 2024 г. в 10:40 МСК", "2024-05-12T10:40:00+03:00", ""},
		{"12 мая 2024, 10:40 (обновлено 13 мая 2024, 11:05)", "2024-05-12T10:40:00Z", "2024-05-13T11:05:00Z"},
		{"Опубліковано: 12 травня 2024 року, 10:40", "2024-05-12T10:40:00Z", ""},
		{"Оновлено 13 травня 2024", "2024-05-13", "2024-05-13"},
		{"Gepubliceerd op 12 mei 2024 om 10:40 uur", "2024-05-12T10:40:00Z", ""},
		{"Laatst bijgewerkt: 13 mei 2024", "2024-05-13", "2024-05-13"},
		{"Opublikowano: 12 maja 2024, 10:40", "2024-05-12T10:40:00Z", ""},
		{"Data publikacji: 12.05.2024", "2024-05-12", ""},
		{"Aktualizacja: 13.05.2024 11:05", "2024-05-13T11:05:00Z", "2024-05-13T11:05:00Z"},
		{"2024-05-12T10:40:00+02:00", "2024-05-12T10:40:00+02:00", ""},
		{"2024/05/12 10:40", "2024-05-12T10:40:00Z", ""},
		{"2024年5月12日 10:40", "2024-05-12T10:40:00Z", ""},
		{"2024年5月12日(日) 10時40分", "2024-05-12T10:40:00Z", ""},
		{"更新：2024年5月13日 11:05", "2024-05-13T11:05:00Z", "2024-05-13T11:05:00Z"},
		{"2024년 5월 12일 오후 3:40", "2024-05-12T15:40:00Z", ""},
		{"입력 2024.05.12 10:40 수정 2024.05.13 11:05", "2024-05-12T10:40:00Z", "2024-05-13T11:05:00Z"},
		{"١٢ مايو ٢٠٢٤", "2024-05-12", ""},
		{"نشر في ١٢ مايو ٢٠٢٤ ١٠:٤٠", "2024-05-12T10:40:00Z", ""},
		{"Sun, 12 May 2024 10:40:00 +0200", "2024-05-12T10:40:00+02:00", ""},
	} {
		got := cleanPage(t, articleOf(c.line))
		if got.Date.String() != c.date || got.Updated.String() != c.updated {
			t.Errorf("%q: got %s, updated %s, want %s, %s", c.line, got.Date, got.Updated, c.date, c.updated)
		}
		if strings.Contains(got.Body, c.line) {
			t.Errorf("%q: in the body", c.line)
		}
	}
}

// TestNoDateLines keeps text that is about days, and finds no date in it.
func TestNoDateLines(t *testing.T) {
	for _, line := range []string{
		"On 12 May 2024 the crews went on strike, and by 13 May 2024 the harbour was empty of ships.",
		"Le 12 mai 2024, les équipages ont cessé le travail et le port s’est vidé en un jour.",
		"Stand der Dinge am 12. Mai 2024 war, dass niemand im Hafen mehr arbeiten wollte.",
		"The march of 3 May 1968 drew thousands to the quays, and nobody has forgotten it since.",
		"Published reports of 12 May 2024 named three ships, which the company would not confirm.",
		"Updated rules for 2024 let the crews rest for two hours, the union said in a letter.",
		"12 мая 2024 года экипажи начали забастовку, и порт опустел за один день.",
		"2024年5月12日、港の乗組員は仕事をやめ、船は一隻も入らなかったと組合は述べた。",
	} {
		got := cleanPage(t, articleOf(line, "The crews had asked for more, and had not got it, before they stopped work on all the quays."))
		if !strings.Contains(got.Body, line) {
			t.Errorf("%q: dropped", line)
		}
		if !got.Date.IsZero() {
			t.Errorf("%q: taken for the date %s", line, got.Date)
		}
	}
}

// TestOrder reads numbers by what else the page says.
func TestOrder(t *testing.T) {
	const open = "Published: 03/04/2026"
	for _, c := range []struct {
		name, text string
		meta       clip.Meta
		date, why  string
	}{
		{"nothing tells", articleOf(open), clip.Meta{Lang: "en"}, "", "3/4/2026 may be 3 April or 4 March, and nothing on the page tells"},
		{"another of the same form, day first", articleOf(open, "Updated: 21/04/2026"), clip.Meta{Lang: "en"}, "2026-04-03", "day before month: 21/04/2026 stands on the page"},
		{"another of the same form, month first", articleOf(open, "Updated: 04/21/2026"), clip.Meta{Lang: "en"}, "2026-03-04", "month before day: 04/21/2026 stands on the page"},
		{"two that disagree", articleOf("04/21/2026", "21/04/2026", open), clip.Meta{Lang: "en"}, "", "3/4/2026 may be 3 April or 4 March, and nothing on the page tells"},
		{"the same day in words", articleOf(open) + "3 April 2026", clip.Meta{Lang: "en"}, "2026-04-03", "day before month: 3 April 2026 stands on the page"},
		{"the other day in words", articleOf(open) + "March 4, 2026", clip.Meta{Lang: "en"}, "2026-03-04", "month before day: 4 March 2026 stands on the page"},
		{"the address", articleOf(open), clip.Meta{Lang: "en", URL: "https://post.example/2026/04/03/dockers"}, "2026-04-03", "day before month: the address of the page has it so"},
		{"the month in the address", articleOf(open), clip.Meta{Lang: "en", URL: "https://post.example/news/2026/03/dockers"}, "2026-03-04", "month before day: the address of the page has it so"},
		{"the region", articleOf(open), clip.Meta{Lang: "en", Region: "US"}, "2026-03-04", "month before day: the page is in en-US"},
		{"the other region", articleOf(open), clip.Meta{Lang: "en", Region: "GB"}, "2026-04-03", "day before month: the page is in en-GB"},
		{"the zone", articleOf(open + " 10:40 EST"), clip.Meta{Lang: "en"}, "2026-03-04T10:40:00-05:00", "month before day: its time is in EST"},
		{"another zone", articleOf(open + " 10:40 IST"), clip.Meta{Lang: "en"}, "2026-04-03T10:40:00+05:30", "day before month: its time is in IST"},
		{"the language", articleOf(open), clip.Meta{Lang: "fr"}, "2026-04-03", "day before month: the page is in fr"},
		{"the domain", articleOf(open), clip.Meta{Lang: "en", Site: "post.co.uk"}, "2026-04-03", "day before month: the site is post.co.uk"},
		{"the spelling", articleOf(open) + "The harbour is a centre of trade, and its colour is grey, the master of the port told the crews.", clip.Meta{Lang: "en"}, "2026-04-03", `day before month: the page spells "harbour"`},
		{"American spelling", articleOf(open) + "Dock labor in the harbor was honored by the crews, who like the color of the new cranes, she said.", clip.Meta{Lang: "en"}, "2026-03-04", `month before day: the page spells "labor"`},
		{"stops are day first", articleOf("03.04.2026"), clip.Meta{Lang: "en"}, "2026-04-03", ""},
		{"no doubt", articleOf("Published: 04/13/2026"), clip.Meta{Lang: "en"}, "2026-04-13", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := New(Options{Explain: true, Mode: Part}).Clean(&clip.Raw{Text: []byte(c.text), Meta: c.meta})
			why := ""
			for _, f := range got.Facts {
				if f.Name == "date" {
					why = f.Why
				}
			}
			if got.Date.String() != c.date || why != c.why {
				t.Errorf("got %s: %s\nwant %s: %s", got.Date, why, c.date, c.why)
			}
		})
	}
}

func TestURLDate(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://post.example/2026/11/18/dockers", "2026-11-18"},
		{"https://post.example/news/2026-11-18-dockers.html", "2026-11-18"},
		{"https://post.example/world/20261118/dockers", "2026-11-18"},
		{"https://post.example/2026/nov/18/dockers", "2026-11-18"},
		{"https://post.example/2026/11/dockers-win-18", "2026-11"},
		{"https://post.example/a-2026-11", ""},
		{"https://post.example/2026/13/18/", ""},
		{"https://post.example/2026/02/31/", "2026-02"},
		{"https://post.example/id/12345678", ""},
		{"https://post.example/1/2/3?d=2026/11/18", ""},
		{"", ""},
	} {
		p, ok := urlDate(c.in)
		got := ""
		switch {
		case ok && p.day > 0:
			got = p.date().String()
		case ok:
			got = p.wholeDay().AddDate(0, 0, 1).Format("2006-01")
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct{ in, place, domain string }{
		{"PARIS (AFP) - The gate opened.", "PARIS", ""},
		{"LAGOS, May 3 (Reuters) — The gate opened.", "LAGOS", ""},
		{"PORT ANNA, Ore. — The gate opened.", "PORT ANNA, Ore.", ""},
		{"PORT ANNA, N.Y. (AP) — The gate opened.", "PORT ANNA, N.Y.", ""},
		{"PORT ANNA, D.C., May 3 — The gate opened.", "PORT ANNA, D.C.", ""},
		{"Port Anna, Norway, Oct. 21 (MNA) — The gate opened.", "Port Anna, Norway", ""},
		{"Oct. 21, Port Anna , Norway (MNA) — The gate opened.", "Port Anna , Norway", ""},
		{"HarbourPost.example | May 3, 2025: The gate opened.", "", "HarbourPost.example"},
		{"(Reuters) - The gate opened.", "", ""},
		{"BREAKING (Reuters) - The gate opened.", "", ""},
	} {
		d, _, ok := splitDateline([]byte(c.in))
		if !ok || string(d.place) != c.place || string(d.domain) != c.domain {
			t.Errorf("%q: %v, place %q, domain %q, want %q, %q", c.in, ok, d.place, d.domain, c.place, c.domain)
		}
	}
}

// TestSpeakers: a name in capitals before a colon is a place once, and who speaks when it
// is not alone.
func TestSpeakers(t *testing.T) {
	const first, second = "The gate was opened again on Monday, and the first ship went through.", "She turned the wheel at noon while a band played, and the schools were shut."
	for _, c := range []struct{ page, place, body string }{
		{"PORT ANNA: " + first + "\n" + second, "PORT ANNA", first + "\n" + second},
		{"ANN MARTEN: " + first + "\nHOLT: " + second, "", "ANN MARTEN: " + first + "\nHOLT: " + second},
		{"ANN MARTEN: " + first + "\nNo, nine: " + second, "ANN MARTEN", first + "\nNo, nine: " + second},
	} {
		if got := cleanText(Options{}, "Gate of the old harbour opens\n"+c.page); got.Place != c.place || got.Body != c.body {
			t.Errorf("%q: place %q, body %q", c.page, got.Place, got.Body)
		}
	}
}

// TestRelative reads "3 hours ago" only where it is known before what.
func TestRelative(t *testing.T) {
	fetched, _ := clip.ParseDate("2026-11-18T02:00:00+01:00")
	for _, c := range []struct{ line, want string }{
		{"3 hours ago", "2026-11-17"},
		{"an hour ago", "2026-11-18"},
		{"il y a 3 heures", "2026-11-17"},
		{"vor 5 Stunden", "2026-11-17"},
		{"hace 2 días", "2026-11-16"},
		{"3 ore fa", "2026-11-17"},
		{"há 4 horas", "2026-11-17"},
		{"5 часов назад", "2026-11-17"},
		{"2 години тому", "2026-11-18"},
		{"2 dagen geleden", "2026-11-16"},
		{"3 godziny temu", "2026-11-17"},
		{"Updated 5 mins ago", "2026-11-18"},
	} {
		raw := &clip.Raw{Text: []byte(articleOf(c.line))}
		if got := New(Options{}).Clean(raw); !got.Date.IsZero() {
			t.Errorf("%q: %s without the day it was fetched", c.line, got.Date)
		}
		raw.Fetched = fetched
		if got := New(Options{}).Clean(raw); got.Date.String() != c.want {
			t.Errorf("%q: got %s, want %s", c.line, got.Date, c.want)
		}
	}
}

// FuzzDates: whatever the line, its dates exist and print, and the same line
// gives the same ones.
func FuzzDates(f *testing.F) {
	for _, s := range []string{"Published 12 May 2024, updated 11:30 GMT+5:30", "2024年5月12日 10時40分", "١٢ مايو ٢٠٢٤", "3/4/24", "00/00/0000", "9999999999-1-1",
		"12 May 2024 24:59:61.5 -0500 PM", "\xff\xfe12.05.2024", "Updated updated updated 1 2 3 4 5",
		"PORT ANNA, Ore., May 3, 2024 (AP) — The gate", "Post.example | May 3, 2025: The gate", "A, , | ,B - C"} {
		f.Add([]byte(s), "https://post.example/2026/11/18/a")
	}
	f.Fuzz(func(t *testing.T, line []byte, address string) {
		ps := readDates(nil, line)
		if len(ps) > mostDates {
			t.Fatalf("%d dates", len(ps))
		}
		for i, p := range ps {
			d := p.date()
			if d.String() == "" || p.month < 1 || p.month > 12 || p.day < 1 || p.day > 31 || p.year < 1800 || p.year > 2199 {
				t.Errorf("%q: date %d is %+v", line, i, p)
			}
			if back, ok := clip.ParseDate(d.String()); !ok || !back.Equal(d.Time) {
				t.Errorf("%q: %s does not read back", line, d)
			}
			if q := p.swapped(); p.open && !q.exists() {
				t.Errorf("%q: open, but %+v is no day", line, q)
			}
		}
		urlDate(address)
		backOf(string(line))
		names(line)
		if d, rest, ok := splitDateline(line); ok && (!bytes.Contains(line, d.text) || !bytes.Contains(d.text, d.place) || !bytes.HasSuffix(line, rest)) {
			t.Errorf("%q: dateline %q, place %q, rest %q", line, d.text, d.place, rest)
		}
		creditedTo(line)
	})
}

// TestDateLists: dates in a row with something behind each stay where they stand
// below prose; a date alone, or dates and nothing else, are the page's.
func TestDateLists(t *testing.T) {
	const prose = "The choir of the old gate sails along the coast in June and sings in each of the four ports on the way.\n"
	for _, c := range []struct {
		name, lines string
		kept        bool
	}{
		{"a tour", "June 3 -- Town Hall, Port Anna\nJune 5 -- Old Gate, Quillhaven\nJune 9 -- Pier, Marten Bay\n", true},
		{"one line does not look like a date", "June 3 -- Town Hall, Port Anna\nJune 5 -- Great Hall of the Pilots and Dockers Society, Quillhaven\nJune 9 -- Pier, Marten Bay\n", true},
		{"two lines", "June 3 -- Town Hall, Port Anna\nJune 5 -- Old Gate, Quillhaven\n", false},
		{"dates and nothing else", "Published June 3, 2024\nUpdated June 5, 2024\nJune 9, 2024, 10:40 GMT\n", false},
	} {
		body := cleanText(Options{Mode: Part}, "Choir sails along the coast\n"+prose+c.lines).Body
		for line := range strings.Lines(c.lines) {
			if kept := strings.Contains(body, strings.TrimSpace(line)); kept != c.kept && startsDate([]byte(line)) {
				t.Errorf("%s: %q: kept is %v, want %v", c.name, line, kept, c.kept)
			}
		}
	}
}
