package source

// How the charset is found.
//
//  1. A byte-order mark: UTF-8, UTF-16, UTF-32.
//  2. NUL bytes at every second, or three of four, places: UTF-16, UTF-32
//     without a mark, if decoding gives text.
//  3. Valid UTF-8: taken without a copy. Nearly every page ends here, also those
//     whose <meta> says something else, which is what a converted page says.
//     ISO-2022-JP hides in it and is known by its escape sequences.
//  4. More valid multi-byte sequences than broken ones, or only the last one cut:
//     damaged UTF-8, repaired. Text of another charset seldom forms even one.
//  5. <meta charset>, when the page is markup.
//  6. When high bytes come in rows: wlynxg/chardet on the words that have them, if
//     it is sure. When they stand alone between Latin letters: which language's
//     letters they would be in which charset (letters.go).
//  7. windows-1252, what browsers take for an unlabelled page; its five
//     undefined bytes, C1 controls otherwise, become U+FFFD.
//
// Then what had been decoded wrongly before it was written is put right (twice.go).
//
// So "caf\xe9" is windows-1252, "café caf\xe9 café" is UTF-8 with one U+FFFD.
// Rejected: detection first, which guesses on clean UTF-8 (0.5 ms a page, and
// wrong for pages of few high bytes).

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decoded is text and how it was made.
type decoded struct {
	text     []byte // valid UTF-8; the input itself where nothing had to change
	charset  string // lower case, as in HTML: "windows-1251"
	repaired bool   // sequences without a meaning became U+FFFD
}

const replacement = "\uFFFD"

// utf16le and the others are never written to.
var (
	utf16le = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf16be = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	utf32le = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	utf32be = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
)

// decode turns the bytes of a page into UTF-8, with the named encoding or, when
// that is "", with the one that fits.
func decode(b []byte, name string) decoded {
	if name != "" {
		if e, canonical := charset.Lookup(name); e != nil {
			return convert(b, e, canonical)
		}
	}
	switch {
	case bytes.HasPrefix(b, []byte(byteOrderMark)):
		b = b[len(byteOrderMark):]
		if !utf8.Valid(b) {
			return repair(b)
		}
		return decoded{text: b, charset: "utf-8"}
	}
	if e, name := wideCharset(b); e != nil {
		return convert(b, e, name)
	}
	if utf8.Valid(b) {
		if e, name := iso2022JP(b); e != nil {
			return convert(b, e, name)
		}
		return decoded{text: b, charset: "utf-8"}
	}
	if nearlyUTF8(b) {
		return repair(b)
	}
	if looksHTML(b) {
		if e, name := metaCharset(b); e != nil {
			return convert(b, e, name)
		}
	}
	if e, name := detect(b); e != nil {
		return convert(b, e, name)
	}
	return convert(b, charmap.Windows1252, "windows-1252")
}

// wideCharset finds UTF-16 and UTF-32, with a mark or without; nil for any other.
func wideCharset(b []byte) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")):
		return utf32le, "utf-32le"
	case bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return utf32be, "utf-32be"
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16le, "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16be, "utf-16be"
	}
	return wideByNULs(b)
}

// convert decodes with one encoding.
func convert(b []byte, e encoding.Encoding, name string) decoded {
	text, err := e.NewDecoder().Bytes(b)
	if err != nil || !utf8.Valid(text) {
		text = bytes.ToValidUTF8(text, []byte(replacement))
	}
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	text = bytes.Map(func(r rune) rune {
		switch {
		case r == 0x85: // next line, of EBCDIC
			return '\n'
		case r >= 0x80 && r < 0xa0: // a byte without a meaning; terminals take some for commands
			return utf8.RuneError
		}
		return r
	}, text)
	return decoded{text: text, charset: name, repaired: err != nil || bytes.Contains(text, []byte(replacement))}
}

// repair is UTF-8 with U+FFFD for each broken run.
func repair(b []byte) decoded {
	return decoded{text: bytes.ToValidUTF8(b, []byte(replacement)), charset: "utf-8", repaired: true}
}

// nearlyUTF8 reports whether invalid UTF-8 is damaged UTF-8 rather than
// another charset.
func nearlyUTF8(b []byte) bool {
	good, bad, last := 0, 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
			last = i
		} else {
			good++
		}
		i += n
	}
	cut := bad > 0 && len(b)-last < utf8.UTFMax && !utf8.FullRune(b[last:])
	return good > bad || cut && bad == 1 && good > 0
}

// metaCharset is what the head of a page says. UTF-8 is no answer here: the
// page is not that.
func metaCharset(b []byte) (encoding.Encoding, string) {
	e, name, _ := charset.DetermineEncoding(b, "")
	// DetermineEncoding says windows-1252 when it knows nothing: let detection try.
	if name == "utf-8" || name == "replacement" || name == "windows-1252" && !bytes.Contains(bytes.ToLower(b[:min(len(b), 1024)]), []byte("charset")) {
		return nil, ""
	}
	return e, name
}

const (
	detectSample = 4 << 10 // chardet costs 0.5 ms and 0.2 ms a KiB, and is no surer on more
	sureEnough   = .5      // below it chardet is wrong more often than windows-1252
)

// isolated reports whether high bytes stand alone between ASCII letters, as in
// Western and Central European words; in other scripts they come in rows.
// chardet cannot tell such charsets apart.
func isolated(b []byte) bool {
	high, pairs := 0, 0
	for i, c := range b {
		if c >= utf8.RuneSelf {
			high++
			if i > 0 && b[i-1] >= utf8.RuneSelf {
				pairs++
			}
		}
	}
	return pairs*5 < high*2
}

// highWords collects the words that have high bytes, the only ones that tell.
func highWords(b []byte) []byte {
	words := make([]byte, 0, detectSample)
	for w := range bytes.FieldsSeq(b) {
		for _, c := range w {
			if c >= utf8.RuneSelf {
				words = append(append(words, w[:min(len(w), detectSample)]...), ' ')
				break
			}
		}
		if len(words) >= detectSample {
			break
		}
	}
	return words[:min(len(words), detectSample)]
}

// detect finds a charset by the letters of the page, or asks chardet; nil when
// it is not sure or names what cannot be decoded.
func detect(b []byte) (encoding.Encoding, string) {
	words := highWords(b)
	if isolated(b) {
		return byLetters(words, latinLetters)
	}
	found := chardet.Detect(words)
	if found.Confidence < sureEnough {
		return byLetters(words, rowLetters)
	}
	label := strings.ToLower(found.Encoding)
	switch label {
	case "cp949":
		label = "euc-kr"
	case "cp932":
		label = "shift_jis"
	case "gb2312":
		label = "gb18030" // what pages labelled GB2312 hold
	case "macroman":
		label = "macintosh"
	case "maccyrillic": // shares most of its letters; no page of news was written on such a machine
		label = "windows-1251"
	}
	if strings.HasPrefix(label, "utf") { // it is not: that was tried
		return nil, ""
	}
	e, name := charset.Lookup(label)
	if name == "" || name == "replacement" {
		return nil, ""
	}
	return e, name
}

// iso2022JP knows the Japanese mail charset by the escape sequences that switch
// it to two bytes a character.
func iso2022JP(b []byte) (encoding.Encoding, string) {
	for {
		i := bytes.IndexByte(b, 0x1b)
		if i < 0 {
			return nil, ""
		}
		b = b[i+1:]
		if bytes.HasPrefix(b, []byte("$B")) || bytes.HasPrefix(b, []byte("$@")) {
			return charset.Lookup("iso-2022-jp")
		}
	}
}

// wideSample bounds the bytes that are looked at for the NULs of wide charsets.
const wideSample = 4 << 10

// wideByNULs finds UTF-16 and UTF-32 without a mark: in any script the blanks,
// digits and line ends of such a page have NULs at the same places.
func wideByNULs(b []byte) (encoding.Encoding, string) {
	sample := b[:min(len(b), wideSample)&^3]
	if len(sample) < 8 {
		sample = b[:min(len(b), wideSample)&^1]
	}
	if bytes.IndexByte(sample, 0) < 0 {
		return nil, ""
	}
	var nul [4]int
	for i, c := range sample {
		if c == 0 {
			nul[i&3]++
		}
	}
	quarter := len(sample) / 4
	try := func(e encoding.Encoding, name string) (encoding.Encoding, string) {
		d := convert(sample, e, name)
		if isBinary(d.text) || bytes.Count(d.text, []byte(replacement)) > 1 || isStrange(d.text) {
			return nil, ""
		}
		return e, name
	}
	switch even, odd := nul[0]+nul[2], nul[1]+nul[3]; {
	case quarter > 1 && nul[3] == quarter && nul[2] >= quarter*9/10 && nul[0] == 0:
		return try(utf32le, "utf-32le")
	case quarter > 1 && nul[0] == quarter && nul[1] >= quarter*9/10 && nul[3] == 0:
		return try(utf32be, "utf-32be")
	case odd > len(sample)/25 && even*20 <= odd:
		return try(utf16le, "utf-16le")
	case even > len(sample)/25 && odd*20 <= even:
		return try(utf16be, "utf-16be")
	}
	return nil, ""
}

// isStrange reports whether decoded text is too strange to be meant: more than
// a tenth of it in the private or unassigned planes.
func isStrange(text []byte) bool {
	strange, n := 0, 0
	for _, r := range string(text) {
		n++
		if r >= 0xe000 && r < 0xf900 || r >= 0x30000 {
			strange++
		}
	}
	return strange*10 > n
}
