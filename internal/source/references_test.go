package source

import (
	"html"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDereference(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"caf&#233; &#xe9;t&eacute;", "café été"},
		{"&quot;Open it,&quot; she said &amp; left &mdash; at 5", "\"Open it,\" she said & left — at 5"},
		{"the port&#146;s&nbsp;gate", "the port’s\u00a0gate"},
		{"R&amp;eacute;mi", "Rémi"},
		{"a &lt; b", "a < b"},
		{"one&#27;two&#13;&#10;three", "one two  three"},
		{"AT&T; R&D, Marks & Spencer; a&b;", "AT&T; R&D, Marks & Spencer; a&b;"},
		{"/find?a=1&copy=2&amp=3;", "/find?a=1&copy=2&amp=3;"},
		{"&notit; &;&#; &", "&notit; &;&#; &"},
		{"", ""},
	} {
		text, found := dereference([]byte(c.in))
		if string(text) != c.want || found != (c.in != c.want) {
			t.Errorf("%q: got %q, found %v; want %q", c.in, text, found, c.want)
		}
	}
}

func FuzzDereference(f *testing.F) {
	f.Add("caf&#233; &amp;eacute; &quot; &#x1b; & R&D;")
	f.Add("&notit;&&lt;&#0;&#99999999;")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		text, found := dereference([]byte(s))
		if !utf8.Valid(text) || found != (string(text) != s) {
			t.Errorf("%q became %q, found %v", s, text, found)
		}
		if firstControl(text) >= 0 && firstControl([]byte(s)) < 0 {
			t.Errorf("%q became %q: a control character", s, text)
		}
		if e := html.EscapeString(s); !strings.ContainsAny(s, "&\x00") && firstControl([]byte(s)) < 0 {
			if text, _ := dereference([]byte(e)); string(text) != s {
				t.Errorf("%q became %q, want %q", e, text, s)
			}
		}
	})
}
