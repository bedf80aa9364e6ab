package clean

import "testing"

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ in, want string }{ // "" is no date
		{"December 6, 2025", "2025-12-06"},
		{"Dec. 6th, 2025", "2025-12-06"},
		{"Published Sat 6 December 2025 18.54 GMT", "2025-12-06T18:54:00Z"},
		{"Updated 3:33 PM EST, Wednesday, November 20, 2019", "2019-11-20T15:33:00-05:00"},
		{"Updated 12:05 a.m., 2 December 2024", "2024-12-02T00:05:00Z"},
		{"6. Dezember 2025, 14:30 Uhr", "2025-12-06T14:30:00Z"},
		{"Mercredi 3 avril 2024 à 18h30", "2024-04-03T18:30:00Z"},
		{"5 de enero de 2024", "2024-01-05"},
		{"12 de março de 2023 às 09h15", "2023-03-12T09:15:00Z"},
		{"7 settembre 2021", "2021-09-07"},
		{"5 мая 2024 г., 12:30", "2024-05-05T12:30:00Z"},
		{"17 січня 2022", "2022-01-17"},
		{"9 maart 2020", "2020-03-09"},
		{"1 października 2022, 08:05", "2022-10-01T08:05:00Z"},
		{"2025-12-06T10:20:30+02:00", "2025-12-06T10:20:30+02:00"},
		{"2025-12-06T10:20:30.123Z", "2025-12-06T10:20:30Z"},
		{"2024年5月3日", "2024-05-03"},
		{"2026. március 2., 8:15", "2026-03-02T08:15:00Z"},
		{"2 במרץ 2026", "2026-03-02"},
		{"2 मार्च 2026", "2026-03-02"},
		{"28 กุมภาพันธ์ 2569", "2026-02-28"},
		{"28 กุมภาพันธ์ 2026", "2026-02-28"},
		{"28 February 2569", ""}, // the years of Thai months alone are of another era
		{"2. marts 2026", "2026-03-02"},
		{"2 октомври 2026", "2026-10-02"},
		{"03.04.2024", "2024-04-03"},
		{"25/12/2023", "2023-12-25"},
		{"12/25/2023", "2023-12-25"},
		{"3/4/2024", ""}, // March or April
		{"31 June 2024", ""},
		{"June 2024", ""},
		{"5 May", ""},
		{"-", ""},
		{"5", ""},
		{"13 markets in 2024", ""},
		{"", ""},
	} {
		got, ok := parseDate([]byte(c.in))
		text := ""
		if ok && !got.open {
			text = got.date().String()
		}
		if text != c.want {
			t.Errorf("%q: got %q, want %q", c.in, text, c.want)
		}
		if ok && !holdsDate([]byte(c.in)) {
			t.Errorf("%q: holdsDate denies it", c.in)
		}
	}
}

func TestSplitDateline(t *testing.T) {
	for _, c := range []struct{ in, dateline, agency, rest string }{
		{"PARIS (AFP) - The gate opened.", "PARIS (AFP)", "AFP", "The gate opened."},
		{"LAGOS, May 3 (Reuters) — The gate opened.", "LAGOS, May 3 (Reuters)", "Reuters", "The gate opened."},
		{"Berlin (dpa) – Das Tor ist offen.", "Berlin (dpa)", "dpa", "Das Tor ist offen."},
		{"MOSCOW, December 6. /TASS/. The gate opened.", "MOSCOW, December 6. /TASS/", "TASS", "The gate opened."},
		{"PORT ANNA, Ore. — “Open the gate,” she said.", "PORT ANNA, Ore.", "", "“Open the gate,” she said."},
		{"PORT ANNA -- The gate opened.", "PORT ANNA", "", "The gate opened."},
		{"HarbourPost.example | May 3, 2025: The gate opened.", "HarbourPost.example | May 3, 2025", "", "The gate opened."},
		{"PORT ANNA: The gate opened.", "PORT ANNA", "", "The gate opened."},
		{"OSLO (MNA) - The gate opened.", "OSLO (MNA)", "MNA", "The gate opened."},
		{"Port Anna, Norway, Oct. 21 (MNA) — The gate opened.", "Port Anna, Norway, Oct. 21 (MNA)", "MNA", "The gate opened."},
		{"Port Anna, Norway — The gate opened.", "Port Anna, Norway", "", "The gate opened."},
		{"Harbour Workers Union (HWU) - The gate opened.", "", "", ""},
		{"Marten (CEO): The gate is open.", "", "", ""},
		{"(Reuters) - The gate opened.", "(Reuters)", "Reuters", "The gate opened."},
		{"The deal - signed on Friday - ends the strike.", "", "", ""},
		{"Marten (left) - who won - thanked the crew.", "", "", ""},
		{"UPDATE: The gate is shut again.", "", "", ""},
		{"BREAKING - The gate is shut again.", "", "", ""},
		{"BREAKING NEWS — The gate is shut again.", "", "", ""},
		{"ATTENTION - La porte du port est fermée.", "", "", ""},
		{"ÚLTIMA HORA — El muelle abre hoy.", "", "", ""},
		{"EILMELDUNG – Das Tor ist offen.", "", "", ""},
		{"СРОЧНО! - Порт снова открыт.", "", "", ""},
		{"PORT ANNA, Norway, May 3, 2025 /PRNewswire/ -- The gate opened.", "PORT ANNA, Norway, May 3, 2025 /PRNewswire/", "PRNewswire", "The gate opened."},
		{"PORT ANNA, Norway--(BUSINESS WIRE)--The gate opened.", "PORT ANNA, Norway--(BUSINESS WIRE)", "BUSINESS WIRE", "The gate opened."},
		{"Port Anna (Noruega), 3 may (EFE).- La puerta abre.", "Port Anna (Noruega), 3 may (EFE)", "EFE", "La puerta abre."},
		{"Port Anna (Norvège), 3 mai 2025 (AFP) - La porte s'ouvre.", "Port Anna (Norvège), 3 mai 2025 (AFP)", "AFP", "La porte s'ouvre."},
		{"Port Anna, le 3 mai 2025 – La porte s'ouvre.", "Port Anna, le 3 mai 2025", "", "La porte s'ouvre."},
		{"ОСЛО, 3 мая – РИА Новости, Анна Мартен. Порт открыт.", "ОСЛО, 3 мая – РИА Новости, Анна Мартен", "РИА Новости, Анна Мартен", "Порт открыт."},
		{"ОСЛО, 3 мая. /ТАСС/. Порт открыт.", "ОСЛО, 3 мая. /ТАСС/", "ТАСС", "Порт открыт."},
		{"Осло. 3 мая. INTERFAX.RU - Порт открыт.", "Осло. 3 мая. INTERFAX.RU", "INTERFAX.RU", "Порт открыт."},
		{"PORT ANNA (Norway) – The gate opened.", "PORT ANNA (Norway)", "", "The gate opened."},
		{"Port Anna – AP said the gate had opened. It had not.", "", "", ""},
		{"The strike ended in March. AP, Reuters. Both said so - twice.", "", "", ""},
		{"LIVE OAK — The gate opened.", "LIVE OAK", "", "The gate opened."},
		{"BREAKING (Reuters) - The gate opened.", "BREAKING (Reuters)", "Reuters", "The gate opened."},
		{"NASA — which paid — is content.", "", "", ""},
		{"Why now? The gate is old - and costly.", "", "", ""},
		{"She said: The gate is shut.", "", "", ""},
		{"", "", "", ""},
	} {
		d, rest, ok := splitDateline([]byte(c.in))
		if !ok {
			d, rest = dateline{}, nil
		}
		if string(d.text) != c.dateline || string(d.agency) != c.agency || string(rest) != c.rest {
			t.Errorf("%q:\n got %q %q %q\nwant %q %q %q", c.in, d.text, d.agency, rest, c.dateline, c.agency, c.rest)
		}
	}
}
