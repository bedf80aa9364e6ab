package source

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// encode is text in a charset.
func encode(name, text string) string {
	e, _ := charset.Lookup(name)
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		panic(err)
	}
	return string(b)
}

// checkText checks what every page text must be.
func checkText(t *testing.T, b []byte) {
	t.Helper()
	if !utf8.Valid(b) {
		t.Errorf("not UTF-8: %q", b)
	}
	for i, c := range b {
		if isControl[c] {
			t.Errorf("control character %#x at %d of %q", c, i, b)
			return
		}
	}
}

func TestDetectCharset(t *testing.T) {
	for _, c := range []struct{ name, as, text string }{
		{"windows-1251", "windows-1251", "Мэр сообщил, что порт снова открыт. Суда выйдут в море утром."},
		{"koi8-r", "koi8-r", "Мэр сообщил, что порт снова открыт. Суда выйдут в море утром."},
		{"shift_jis", "shift_jis", "港は水曜日に再開したと市長が述べた。船は朝に出る。"},
		{"euc-jp", "euc-jp", "港は水曜日に再開したと市長が述べた。船は朝に出る。"},
		{"gbk", "gb18030", "市长说，港口星期三重新开放。船只将在早上出海。"},
		{"big5", "big5", "市長說，港口星期三重新開放。船隻將在早上出海。"},
		{"euc-kr", "euc-kr", "시장은 항구가 수요일에 다시 열렸다고 말했다. 배는 아침에 떠난다."},
		{"windows-1253", "iso-8859-7", "Ο δήμαρχος είπε ότι το λιμάνι άνοιξε ξανά την Τετάρτη."},
		{"windows-1252", "windows-1252", "The “port” is open – at last, said the mayor of Orléans."},
	} {
		got := decode([]byte(encode(c.name, c.text)), "")
		if got.charset != c.as {
			t.Errorf("%s: found %s", c.name, got.charset)
		}
		if got.charset == c.name && string(got.text) != c.text {
			t.Errorf("%s: got %q", c.name, got.text)
		}
	}
}

func TestDecodeDoesNotCopy(t *testing.T) {
	in := []byte("Порт открыт.\nThe port is open.\n")
	got := decode(in, "")
	if &got.text[0] != &in[0] || len(got.text) != len(in) {
		t.Error("valid UTF-8 was copied")
	}
}

// controlsSlowly is dropControls a byte at a time.
func controlsSlowly(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	out := []byte{}
	for _, c := range b {
		switch {
		case c == '\r' || c == '\f' || c == '\v':
			c = '\n'
		case c < 0x20 && c != '\t' && c != '\n':
			c = ' '
		}
		out = append(out, c)
	}
	return out
}

func FuzzControls(f *testing.F) {
	for _, c := range pageCases {
		f.Add([]byte(c.in))
	}
	f.Add([]byte("12345678\x1f\x20\x00\x80\xff\r\n\r12345678\r"))
	f.Fuzz(func(t *testing.T, in []byte) {
		first := -1
		for i, c := range in {
			if isControl[c] {
				first = i
				break
			}
		}
		if got := firstControl(in); got != first {
			t.Errorf("firstControl(%q) = %d, want %d", in, got, first)
		}
		if got, want := dropControls(nil, in), controlsSlowly(in); !bytes.Equal(got, want) {
			t.Errorf("dropControls(%q) = %q, want %q", in, got, want)
		}
	})
}

func BenchmarkFirstControl(b *testing.B) {
	in := bytes.Repeat([]byte("The port is open again, the mayor said on Wednesday.\n"), 100)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		firstControl(in)
	}
}
