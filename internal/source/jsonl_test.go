package source

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"newsdup/internal/clip"
)

// recordCases are JSONL streams; they seed the fuzzer.
var recordCases = []struct{ name, in, want string }{
	{"one", `{"text":"The port is open."}`, `1 text utf-8 "The port is open."`},
	{"newline", "{\"text\":\"a\"}\n", `1 text utf-8 "a"`},
	{"blank lines count", "\n{\"text\":\"a\"}\r\n \t\n\n{\"text\":\"b\"}\n", "2 text utf-8 \"a\"\n5 text utf-8 \"b\""},
	{"mark", "\xef\xbb\xbf{\"text\":\"a\"}\n", `1 text utf-8 "a"`},
	{"gzip", string(gz([]byte("{\"text\":\"a\"}\n"))), `1 text utf-8 "a"`},
	{"zstd", string(zst([]byte("{\"text\":\"a\"}\n"))), `1 text utf-8 "a"`},
	{"not JSON", "{\"text\":\"a\"}\nnot JSON\n{\"text\":\"b\"}\n",
		"1 text utf-8 \"a\"\n2 !bad-record: read \"f:2\": not JSON at byte 2: invalid character 'o' in literal null (expecting 'u')\n3 text utf-8 \"b\""},
	{"first line broken", "{\"text\":\"a\n{\"text\":\"b\"}\n",
		"1 !bad-record: read \"f:1\": not JSON at byte 10: unexpected end of JSON input\n2 text utf-8 \"b\""},
	{"first line no JSON", "started at noon\n{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
		"1 !bad-record: read \"f:1\": not JSON at byte 1: invalid character 's' looking for beginning of value\n2 text utf-8 \"a\"\n3 text utf-8 \"b\""},
	{"three lines broken", "{\"text\":\"a\n{\"text\":\"b\n{\"text\":\n{\"text\":\"d\"}\n",
		"1 !bad-record: read \"f:1\": not JSON at byte 10: unexpected end of JSON input\n2 !bad-record: read \"f:2\": not JSON at byte 10: unexpected end of JSON input\n" +
			"3 !bad-record: read \"f:3\": not JSON at byte 8: unexpected end of JSON input\n4 text utf-8 \"d\""},
	{"text with an example", "Write it so:\n{\"text\":\"a\"}\nand so on.\n", "0 text utf-8 \"Write it so:\\n{\\\"text\\\":\\\"a\\\"}\\nand so on.\\n\""},
	{"utf-16", string(utf16Text("\ufeff{\"text\":\"é\"}\r\n{\"text\":\"b\"}\n", "le")), "1 text utf-16le \"é\"\n2 text utf-16le \"b\""},
	{"utf-16 without a mark", string(utf16Text("{\"text\":\"aé\"}\n{\"text\":\"b\"}\n", "le")), "1 text utf-16le \"aé\"\n2 text utf-16le \"b\""},
	{"utf-16 in gzip", string(gz(utf16Text("\ufeff{\"text\":\"a\"}\n{no\n", "le"))),
		"1 text utf-16le \"a\"\n2 !bad-record: read \"f:2\": not JSON at byte 2: invalid character 'n' looking for beginning of object key string"},
	{"array", " [{\"text\":\"a\"},\n{\"text\":\"b\"}]\n", "0 !bad-record: read \"f\": a JSON array, not JSONL: write one object a line, as jq -c '.[]' does"},
	{"array in utf-16", string(utf16Text("\ufeff[{\"text\":\"a\"}]", "le")), "0 !bad-record: read \"f\": a JSON array, not JSONL: write one object a line, as jq -c '.[]' does"},
	{"pretty", "{\n  \"text\": \"a\"\n}\n", "0 !bad-record: read \"f\": JSON over many lines, not JSONL: write one object a line, as jq -c . does"},
	{"pretty objects", "{\n  \"text\": \"a\"\n}\n{\n  \"text\": \"b\"\n}\n", "0 !bad-record: read \"f\": JSON over many lines, not JSONL: write one object a line, as jq -c . does"},
	{"text in brackets", "[1] The port is open. [2]", "0 text utf-8 \"[1] The port is open. [2]\""},
	{"not an object", "{\"text\":\"a\"}\n[1]\nnull\n",
		"1 text utf-8 \"a\"\n2 !bad-record: read \"f:2\": not a JSON object\n" +
			"3 !bad-record: read \"f:3\": not a JSON object"},
	{"no keys", `{}`, `1 !bad-record: read "f:1": no text: no string at text, body, content, article, maintext, raw_text, html, raw_html; there are no keys; name it with --field text=KEY`},
	{"text in an object", `{"article":{"words":"a","n":{"m":1}},"n":{}}`,
		`1 !bad-record: read "f:1": no text: no string at text, body, content, article, maintext, raw_text, html, raw_html; there are "article.n", "article.words", "n"; name it with --field text=KEY`},
	{"no text", `{"words":"a","n":1}`,
		`1 !bad-record: read "f:1": no text: no string at text, body, content, article, maintext, raw_text, html, raw_html; there are "n", "words"; name it with --field text=KEY`},
	{"text of another type", `{"text":5,"body":null,"content":"a"}`, `1 text utf-8 "a"`},
	{"first that is not empty", `{"text":"","body":"b"}`, `1 text utf-8 "b"`},
	{"empty", `{"text":""}`, `1 text utf-8 ""`},
	{"paragraphs", `{"text":["a","b"]}`, `1 text utf-8 "a\nb"`},
	{"html", `{"text":"<p>The port.</p><p>It is open.</p>"}`, `1 html utf-8 "<p>The port.</p><p>It is open.</p>"`},
	{"controls", `{"text":"a\u0000b\r\nc"}`, `1 text utf-8 "a b \nc"`},
	{"decoded twice", `{"text":"the port\u00e2\u0080\u0099s","title":"CafÃ©"}`, `1 text utf-8 "the port’s" repaired {Café||||0001-01-01}`},
	{"references", `{"text":"caf&#233; &amp; bar","title":"R&amp;D"}`, `1 text utf-8 "café & bar" repaired {R&D||||0001-01-01}`},
	{"references of html", `{"text":"<p>caf&#233;</p><p>b</p>"}`, `1 html utf-8 "<p>caf&#233;</p><p>b</p>"`},
	{"escaped html", `{"text":"&lt;p&gt;caf&amp;#233;&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;"}`, `1 html utf-8 "<p>café</p><p>b</p>" repaired`},
	{"text about html", `{"text":"A paragraph is &lt;p&gt;, and ends with &lt;/p&gt;."}`, `1 text utf-8 "A paragraph is <p>, and ends with </p>." repaired`},
	{"lone surrogate", `{"text":"a\ud800b"}`, "1 text utf-8 \"a\uFFFDb\""},
	{"latin-1", "{\"text\":\"Le caf\xe9 \xe9tait ferm\xe9.\"}\n{\"text\":\"\xe9t\xe9\"}", "1 text windows-1252 \"Le café était fermé.\"\n2 text windows-1252 \"été\""},
	{"meta", `{"text":"a","url":"http://x/1","headline":" Port\u0007 \n open ","authors":["Ann","Bo"],"source":{"id":null,"name":"Gazette"},"language":"en-GB","published_at":"2026-03-04T05:06:07Z"}`,
		`1 text utf-8 "a" id=http://x/1 {Port , open|Ann, Bo|Gazette|en|2026-03-04}`},
	{"numbers", `{"text":"a","id":7,"timestamp":1772600767,"lang":"English"}`, `1 text utf-8 "a" id=7 {||||2026-03-04}`},
	{"rubbish behind gzip", string(gz([]byte("{\"text\":\"a\"}\n"))) + "rubbish at the end",
		"1 text utf-8 \"a\"\n0 !corrupt: unpack \"f\": bytes behind the end that are no gzip; cut them off or fetch it again"},
	{"cut gzip", string(gz([]byte("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"))[:len(gz([]byte("{\"text\":\"a\"}\n{\"text\":\"b\"}\n")))-4]),
		"1 text utf-8 \"a\"\n2 text utf-8 \"b\"\n0 !corrupt: unpack \"f\": cut short; fetch it again"},
}

func TestReadRecords(t *testing.T) {
	for _, c := range recordCases {
		t.Run(c.name, func(t *testing.T) {
			if got := pages(t, Options{}, []byte(c.in)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestReadRecordsOfNamedCharset names the charset and the format, which are else found.
func TestReadRecordsOfNamedCharset(t *testing.T) {
	const want = "1 text utf-16le \"é\"\n2 text utf-16le \"b\""
	in := utf16Text("{\"text\":\"é\"}\n{\"text\":\"b\"}\n", "le")
	for _, o := range []Options{{Encoding: "utf-16le"}, {Input: JSONL}, {Encoding: "utf-16", Input: JSONL}} {
		if got := pages(t, o, in); got != want {
			t.Errorf("%+v: got %s, want %s", o, got, want)
		}
	}
	if got, want := pages(t, Options{Input: Text}, []byte("[1]")), "0 text utf-8 \"[1]\""; got != want {
		t.Errorf("forced text: got %s, want %s", got, want)
	}
}

func TestReadRecordFields(t *testing.T) {
	for _, c := range []struct{ fields, in, want string }{
		{"text=b", `{"text":"a","b":"B"}`, `1 text utf-8 "B"`},
		{"text=article.body,id=article.meta.id", `{"article":{"body":"B","meta":{"id":"I"}}}`, `1 text utf-8 "B" id=I`},
		{"text=article.body", `{"article.body":"B","article":{"body":"no"}}`, `1 text utf-8 "B"`},
		{"text=x,text=y", `{"y":"Y"}`, `1 text utf-8 "Y"`},
	} {
		f, err := ParseFields(c.fields)
		if err != nil {
			t.Fatal(err)
		}
		if got := pages(t, Options{Fields: f}, []byte(c.in)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.fields, got, c.want)
		}
	}
}

func TestParseFields(t *testing.T) {
	got, err := ParseFields("text=body, id=url,text=html")
	if want := (Fields{Text: []string{"body", "html"}, ID: []string{"url"}}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := ParseFields(""); err != nil || !reflect.DeepEqual(got, Fields{}) {
		t.Errorf("nothing: got %v, %v", got, err)
	}
	for _, bad := range []string{"text", "text=", "=body", "words=body", "text=a,,id=b"} {
		if _, err := ParseFields(bad); err == nil || !strings.HasPrefix(err.Error(), "parse fields ") {
			t.Errorf("ParseFields(%q): got %v", bad, err)
		}
	}
}

func TestReadLongLines(t *testing.T) {
	long := `{"text":"` + strings.Repeat("a", 200<<10) + `"}`
	short := `{"text":"b"}`
	o := Options{MaxSize: 100 << 10, Input: JSONL}
	tooLong := func(n int) string {
		return fmt.Sprintf(`%d !too-large: read "f:%d": line of more than 100K; raise --max-size`, n, n)
	}
	for _, c := range []struct{ in, want string }{
		{short + "\n" + long + "\n" + short + "\n", "1 text utf-8 \"b\"\n" + tooLong(2) + "\n3 text utf-8 \"b\""},
		{long + "\n" + long, tooLong(1) + "\n" + tooLong(2)},
		{strings.Repeat("\n", 300<<10) + short, fmt.Sprintf(`%d text utf-8 "b"`, 300<<10+1)},
	} {
		if got := pages(t, o, []byte(c.in)); got != c.want {
			t.Errorf("got %.300s\nwant %.300s", got, c.want)
		}
	}
}

func TestReadManyBadRecords(t *testing.T) {
	in := "{\"text\":\"a\"}\n" + strings.Repeat("x\n", maxBadRecords+50) + "{\"text\":\"b\"}\n"
	lines := strings.Split(pages(t, Options{}, []byte(in)), "\n")
	if len(lines) != maxBadRecords+3 {
		t.Fatalf("%d lines", len(lines))
	}
	if got, want := lines[len(lines)-1], `0 !bad-record: read "f": 50 more bad lines; is it JSONL? --input says what it is, --field where its text is`; got != want {
		t.Errorf("got %s", got)
	}
	if got := lines[len(lines)-2]; !strings.HasSuffix(got, `text utf-8 "b"`) {
		t.Errorf("the good line after them: got %s", got)
	}
}

// TestReadAsItComes checks that a record is handed out before the next one is
// written, as in a pipe that is fed all day.
func TestReadAsItComes(t *testing.T) {
	in, feed := io.Pipe()
	got := make(chan string)
	go func() {
		r := NewReader(Options{Stdin: in})
		r.Read(context.Background(), Entry{Path: Stdin}, func(p *clip.Raw) error {
			got <- string(p.Text)
			return nil
		}, func(clip.Problem) {})
		close(got)
	}()
	for _, text := range []string{"a", "b"} {
		fmt.Fprintf(feed, "{\"text\":%q}\n", text)
		if s := <-got; s != text {
			t.Errorf("got %q, want %q", s, text)
		}
	}
	feed.Close()
	<-got
}

func FuzzUnquote(f *testing.F) {
	for _, s := range []string{`""`, `"a\n\t\"\\\/\b\f\r"`, `"\u00e9\ud83d\ude00"`, `"\ud83dx"`, `"\ud83d\u0041"`, `"\ude00\ud83d"`, `"\ud83d\ud83d\ude00"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		var want string
		if !utf8.ValidString(value) || json.Unmarshal([]byte(value), &want) != nil || value[0] != '"' || value[len(value)-1] != '"' {
			return
		}
		if got := string(unquote([]byte(value))); got != want {
			t.Errorf("unquote(%s) = %q, want %q", value, got, want)
		}
	})
}

// FuzzRecord checks that no line breaks the reader, and that each line stands
// for itself: a good record after any line is found.
func FuzzRecord(f *testing.F) {
	for _, c := range recordCases {
		line, _, _ := strings.Cut(c.in, "\n")
		f.Add([]byte(line))
	}
	f.Add([]byte(strings.Repeat("[", 10001)))
	f.Add([]byte(`{"text":[[[[["a"]]]]]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		if bytes.IndexByte(line, '\n') >= 0 {
			return
		}
		in := append(append([]byte(nil), line...), "\n{\"text\":\"good\"}\n"...)
		if e, _ := wideCharset(in); e != nil {
			return // a line end is not one byte
		}
		o := Options{Input: JSONL, MaxSize: 1 << 20, Stdin: bytes.NewReader(in)}
		if compressionOf(in) != plain {
			return
		}
		got := read(t, NewReader(o), Stdin, "f")
		if !strings.HasSuffix(got, "2 text utf-8 \"good\"") && !strings.HasSuffix(got, "2 text "+"windows-1252 \"good\"") {
			t.Errorf("after line %q: got %s", line, got)
		}
	})
}

// TestReadSample draws records: the same ones in whatever order the file has
// them, handed out in its order, and all of them when it holds no more.
func TestReadSample(t *testing.T) {
	var lines []string
	for i := range 50 {
		lines = append(lines, fmt.Sprintf(`{"text":"page %d"}`, i))
	}
	drawn := func(lines []string, n int) []string {
		got := strings.Split(pages(t, Options{Sample: n}, []byte(strings.Join(lines, "\n"))), "\n")
		for i, l := range got {
			number, rest, _ := strings.Cut(l, " ")
			at, err := strconv.Atoi(number)
			if err != nil || !strings.Contains(rest, strings.TrimSuffix(lines[at-1][len(`{"text":`):], "}")) {
				t.Fatalf("record %q is not line %d", l, at)
			}
			got[i] = rest
		}
		return got
	}
	first := drawn(lines, 7)
	if len(first) != 7 {
		t.Fatalf("%d records drawn, want 7", len(first))
	}
	other := slices.Clone(lines)
	slices.Reverse(other)
	again := drawn(other, 7)
	slices.Reverse(again)
	if !slices.Equal(first, again) {
		t.Errorf("drawn %q, of the file turned round %q", first, again)
	}
	if all := drawn(lines, 100); len(all) != len(lines) {
		t.Errorf("%d records of %d, want all", len(all), len(lines))
	}
}

// TestReadWideRecordsBeyondMaxSize wants the records of UTF-16 bounded by
// MaxSize, not their file, plain and packed, whatever their length.
func TestReadWideRecordsBeyondMaxSize(t *testing.T) {
	const limit = 4 << 10
	for _, c := range []struct{ name, text, want string }{
		{"short", strings.Repeat(`{"text":"The port is open."}`+"\n", 1000), strings.Repeat(" The port is open.", 1000)},
		{"one long", `{"text":"` + strings.Repeat("a", 2*limit) + `"}` + "\n" + `{"text":"The port."}`, " !too-large The port."},
		{"long ones", strings.Repeat(`{"text":"`+strings.Repeat("b", limit-100)+`"}`+"\n", 9), strings.Repeat(" "+strings.Repeat("b", limit-100), 9)},
		{"no lines", `[` + strings.Repeat("\n1,", 2*limit) + `1]`, " !too-large"},
		{"text", strings.Repeat("The port is open.\n", limit), " !too-large"},
	} {
		for _, order := range []string{"le", "be"} {
			plain := utf16Text("\ufeff"+c.text, order)
			for packing, in := range map[string][]byte{"plain": plain, "gzip": gz(plain)} {
				got := ""
				r := NewReader(Options{MaxSize: limit, Stdin: bytes.NewReader(in)})
				err := r.Read(context.Background(), Entry{Path: Stdin},
					func(p *clip.Raw) error { got += " " + string(p.Text); return nil },
					func(p clip.Problem) { got += " !" + string(p.Class) })
				if err != nil || got != c.want {
					t.Errorf("%s, utf-16%s, %s: got %.200q, %v, want %.200q", c.name, order, packing, got, err, c.want)
				}
				if held := cap(r.stored.buf) + cap(r.expanded.buf) + cap(r.narrowed.buf); held > 3*firstRead {
					t.Errorf("%s, utf-16%s, %s: %d bytes of buffers", c.name, order, packing, held)
				}
			}
		}
	}
}
