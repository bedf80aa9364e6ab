package clean

import "testing"

func TestPlainClass(t *testing.T) {
	rs, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := newClassifier(rs)
	for _, p := range []struct{ in, class string }{
		{"port-anna-gate", "slug"},
		{"crane_at_quay_2.jpg", ""}, // "at" is a word of text
		{"crane_quay_2.jpg", "slug"},
		{"more_vert", "slug"},
		{"state-of-the-art", ""},
		{"one-on-one", ""},
		{"mother-in-law", ""},
		{"twenty-year-old", ""},
		{"19-year-long", ""},
		{"re-open", ""},
		{"port-anna-gate is open", ""},
		{"--", "bullet"},
		{"#порт #strike_2024", "tags"},
		{"#port", ""},
		{"#1 of the fleet", ""},
		{"#port is open", ""},
		{"Sist oppdatert:", "published"},
		{"Güncelleme Tarihi", "published"},
		{"Naposledy aktualizováno", "published"},
		{"UPDATE:", ""},
		{"The last update", ""},
		{"Stand", ""},
		{"港の新しい桟橋が公開された。", ""},
		{"Harbour Post •", "source"},
		{"Harbour Post•", "source"},
		{"the gate •", ""},
		{"Crews at the north gate on Monday. (Harbour Post)", "credit"},
		{"“We wait,” said the sign. (Ann Marten/Post)", "credit"},
		{"Das Tor am Montag. (Foto von Anna Märten)", "credit"},
		{"The offer was accepted. (They had waited for it.)", ""},
		{"The company has four ships (Anna)", ""},
		{"The crews accepted it. (See page 4)", ""},
		{"Crews wait at the north gate on Monday. ANN MARTEN", "credit"},
		{"Le cargo « Anna », à quai à Valmer, le 2 août 2025. ZOÉ MARTEN POUR « LE QUAI »", "credit"},
		{"Agentes del puerto, ayer, junto a la vieja grúa. A. MUELLE", "credit"},
		{"Лоцман у старых ворот в понедельник. Анна Мартен", "credit"},
		{"The quay after the storm (archive). — Marten/Pix", "credit"},
		{"The crews accepted it on Monday night. Ann Marten", "credit"},
		{"The crews accepted it on Monday night. She did not", ""},
		{"The Harbour Post Talks to the Pilots. Ann Marten", ""}, // a headline
		{"On Monday the crews went to Mr. Tom Holt", ""},
		{"The crews wait at the gate. NOBODY", ""},
		{"The crews accepted it on Monday night. ANN MARTEN.", ""},
	} {
		l := c.measure([]byte(p.in))
		name := ""
		if l.rule != nil {
			name = l.rule.name
		}
		if name != p.class {
			t.Errorf("%q: class %q, want %q", p.in, name, p.class)
		}
	}
}
