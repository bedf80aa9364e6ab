package clip

import "testing"

func TestParseLanguage(t *testing.T) {
	for _, c := range []struct{ in, lang, region string }{
		{"en", "en", ""}, {"en-GB", "en", "GB"}, {"de_AT", "de", "AT"}, {" pt-br ", "pt", "BR"}, {"zh-Hans-CN", "zh", "CN"}, {"es-419", "es", ""},
		{"", "", ""}, {"e", "", ""}, {"eng", "", ""}, {"English", "", ""}, {"e1-GB", "", ""}, {"日本", "", ""}, {"en-", "en", ""},
	} {
		if lang, region := ParseLanguage(c.in); lang != c.lang || region != c.region {
			t.Errorf("%q: got %q, %q, want %q, %q", c.in, lang, region, c.lang, c.region)
		}
	}
}
