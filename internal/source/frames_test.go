package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding"
)

// cut gives the frames of a stream in short: N, L where it is a piece of a long one, and the bytes.
func cut(in io.Reader, end byte, limit int64) (said []string, whole []byte, err error) {
	f := NewFrames(in, end, Options{MaxSize: limit})
	for {
		frame, err := f.Next()
		if err != nil {
			return said, whole, err
		}
		long := ""
		if frame.Long {
			long = "L"
		}
		text := string(frame.Bytes)
		if len(text) > 20 {
			text = fmt.Sprint(len(text), " bytes")
		}
		said = append(said, fmt.Sprintf("%d%s%q", frame.N, long, text))
		whole = append(whole, frame.Bytes...)
	}
}

// stages is a stream of which each piece comes after the line of the one before was taken.
type stages struct {
	t      *testing.T
	pieces [][]byte
	ready  int // pieces that came
}

func (s *stages) Read(b []byte) (int, error) {
	if s.ready == 0 {
		s.t.Error("more is read than a line needs")
	}
	if len(s.pieces) == 0 {
		return 0, io.EOF
	}
	n := copy(b, s.pieces[0])
	if s.pieces[0] = s.pieces[0][n:]; len(s.pieces[0]) == 0 {
		s.pieces, s.ready = s.pieces[1:], s.ready-1
	}
	return n, nil
}

// TestFramesPacked unpacks streams, each line as soon as it is there.
func TestFramesPacked(t *testing.T) {
	const text = "(a\n{\"b\":1}\n_*c\n"
	var file bytes.Buffer
	packer, err := zstd.NewWriter(&file, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	for name, z := range map[string]interface {
		io.WriteCloser
		Flush() error
		Reset(io.Writer)
	}{"gzip": gzip.NewWriter(&file), "zstd": packer} {
		file.Reset()
		z.Reset(&file)
		var ends []int
		for line := range strings.Lines(text) {
			if _, err := io.WriteString(z, line); err != nil || z.Flush() != nil {
				t.Fatal(name, err)
			}
			ends = append(ends, file.Len())
		}
		if err := z.Close(); err != nil {
			t.Fatal(name, err)
		}
		whole := file.Bytes()
		s := &stages{t: t, pieces: [][]byte{whole[:ends[0]], whole[ends[0]:ends[1]], whole[ends[1]:]}}
		f := NewFrames(s, '\n', Options{})
		for line := range strings.Lines(text) {
			s.ready = 1
			if frame, err := f.Next(); err != nil || string(frame.Bytes) != line {
				t.Errorf("%s: frame %q, %v, want %q", name, frame.Bytes, err, line)
			}
		}
		s.ready = 1
		if _, err := f.Next(); err != io.EOF {
			t.Errorf("%s: at the end: %v", name, err)
		}
		for n := 4; n < len(whole); n++ {
			if _, got, err := cut(bytes.NewReader(whole[:n]), '\n', 99); !strings.HasPrefix(text, string(got)) || err == nil || !strings.HasPrefix(err.Error(), "cut short") {
				t.Errorf("%s, %d bytes: read %q, %v", name, n, got, err)
			}
		}
	}
	for _, plain := range []string{"", "(", "(a\n", "\x1f", "\x1f\x8b", "P*M", "\x28\xb5\x2f"} {
		if _, got, err := cut(iotest.OneByteReader(strings.NewReader(plain)), '\n', 99); string(got) != plain || err != io.EOF {
			t.Errorf("%q: read %q, %v", plain, got, err)
		}
	}
}

func TestFrames(t *testing.T) {
	long := strings.Repeat("x", 150_000)
	for _, test := range []struct {
		in    string
		end   byte
		limit int64
		want  string
	}{
		{"", '\n', 9, ""},
		{"a\nb\n", '\n', 9, `1"a\n" 2"b\n"`},
		{"a\r\n\nb", '\n', 9, `1"a\r\n" 2"\n" 3"b"`},
		{"a\n\x00b\x00c", 0, 9, `1"a\n\x00" 2"b\x00" 3"c"`},
		{"123456789\n1234567890\n1\n", '\n', 9, `1"123456789\n" 2L"1234567890\n" 3"1\n"`},
		{"1234567890", '\n', 9, `1L"1234567890"`},
		{"a\n" + long + "\nb\n", '\n', 9, `1"a\n" 2L"65536 bytes" 2L"65536 bytes" 2L"18929 bytes" 3"b\n"`},
		{long + "\nb\n", '\n', 200_000, `1"150001 bytes" 2"b\n"`},
	} {
		for name, in := range map[string]io.Reader{"whole": strings.NewReader(test.in), "bytes": iotest.OneByteReader(strings.NewReader(test.in))} {
			said, whole, err := cut(in, test.end, test.limit)
			if name == "whole" && strings.Join(said, " ") != test.want {
				t.Errorf("%.30q: %s, want %s", test.in, strings.Join(said, " "), test.want)
			}
			if string(whole) != test.in || err != io.EOF {
				t.Errorf("%.30q, %s: the frames are %.40q, %v", test.in, name, whole, err)
			}
		}
	}
	broken := errors.New("broken")
	if said, _, err := cut(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)), '\n', 9); err != broken || len(said) != 2 {
		t.Errorf("a broken stream: %q, %v", said, err)
	}
}

// TestFramePage reads frames as pages.
func TestFramePage(t *testing.T) {
	const page = "The ferry between Lindholm and the old town sails again on Monday."
	for _, test := range []struct {
		input Format
		bytes string
		want  string // the text, or a part of the problem behind "!"; "" for neither
	}{
		{JSONL, `{"text":"` + page + `"}` + "\n", page},
		{JSONL, "\xef\xbb\xbf{\"text\":\"" + page + "\"}\r\n", page},
		{JSONL, "no JSON\n", "!not JSON"},
		{JSONL, "[1]\n", "!not a JSON object"},
		{JSONL, "{\"a\":1}\n", "!no text"},
		{JSONL, " \t\r\n", ""},
		{Auto, page + "\x00", page},
		{Auto, "{\n\"text\":\"" + page + "\"}\x00", page},
		{Text, "{ " + page + "\x00", "{ " + page},
		{Auto, "%PDF-1.7 \x01\x02\x03\x00", "!not text"},
		{Auto, "\n\x00", ""},
	} {
		r := NewReader(Options{Input: test.input})
		raw, problem := r.Frame(Frame{Bytes: []byte(test.bytes), N: 7, First: true}, "-")
		got := ""
		switch {
		case problem != nil:
			got = "!" + problem.Err.Error()
			if problem.Line != 7 {
				t.Errorf("%q: problem of line %d, want 7", test.bytes, problem.Line)
			}
		case raw != nil:
			got = string(bytes.TrimSpace(raw.Text))
		}
		if got != test.want && !(strings.HasPrefix(test.want, "!") && strings.HasPrefix(got, "!") && strings.Contains(got, test.want[1:])) {
			t.Errorf("%q: %q, want %q", test.bytes, got, test.want)
		}
	}
}

// TestFramesWide: lines of two or four bytes a character come as UTF-8, each as soon
// as it is there; what only begins like them comes as it is.
func TestFramesWide(t *testing.T) {
	const text = "{\"a\":\"é\"}\n{\"b\":1}\nno\n"
	const plain = `1"{\"a\":\"é\"}\n" 2"{\"b\":1}\n" 3"no\n"`
	wide := func(e encoding.Encoding, text string) string {
		s, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct{ name, in, want string }{
		{"utf-16le", wide(utf16le, text), plain},
		{"utf-16be", wide(utf16be, text), plain},
		{"utf-32le", wide(utf32le, text), plain},
		{"utf-32be", wide(utf32be, text), plain},
		{"marked utf-16le", wide(utf16le, "\ufeff"+text), plain},
		{"marked utf-16be", wide(utf16be, "\ufeff"+text), plain},
		{"marked utf-32le", wide(utf32le, "\ufeff"+text), plain},
		{"marked utf-32be", wide(utf32be, "\ufeff"+text), plain},
		{"packed", string(gz([]byte(wide(utf16le, text)))), plain},
		{"cut in a character", wide(utf16le, "{\"a\":1}\n") + "{", `1"{\"a\":1}\n" 2"` + "\ufffd" + `"`},
		{"utf-8", text, plain},
		{"utf-8 with a mark", "\ufeff{}\n", `1"` + `\ufeff` + `{}\n"`},
		{"a NUL", "\x00\n{}\n", `1"\x00\n" 2"{}\n"`},
		{"an open brace", "{", `1"{"`},
		{"nothing", "", ""},
	} {
		said, _, err := cut(iotest.OneByteReader(strings.NewReader(c.in)), '\n', 1000)
		if got := strings.Join(said, " "); got != c.want || err != io.EOF {
			t.Errorf("%s: got %s, %v, want %s", c.name, got, err, c.want)
		}
	}

	s := &stages{t: t, ready: 1}
	for _, line := range []string{"{\"a\":1}\n", "{}\n"} {
		s.pieces = append(s.pieces, []byte(wide(utf16be, line)))
	}
	f := NewFrames(s, '\n', Options{})
	for range 2 {
		if _, err := f.Next(); err != nil {
			t.Error(err)
		}
		s.ready++
	}

	f = NewFrames(strings.NewReader(wide(utf16le, `{"id":7,"text":"é"}`)), '\n', Options{})
	frame, err := f.Next()
	raw, problem := NewReader(Options{Encoding: "utf-16"}).Frame(frame, "f")
	if err != nil || problem != nil || string(raw.Text) != "é" || raw.Charset != "utf-16le" {
		t.Errorf("got %+v, %v, %v", raw, problem, err)
	}
}
