package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"newsdup/internal/clip"
)

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

func zst(b []byte) []byte {
	w, _ := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	return w.EncodeAll(b, nil)
}

// pages reads one stream from a file and from stdin, in whole and byte by
// byte, checks that all three agree, and shows pages and problems a line each.
func pages(t testing.TB, o Options, content []byte) string {
	t.Helper()
	name := t.TempDir() + "/f"
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
	want := read(t, NewReader(o), name, "f")
	o.Stdin = bytes.NewReader(content)
	if got := read(t, NewReader(o), Stdin, "f"); got != want {
		t.Errorf("stdin differs from file: got %.300q, want %.300q", got, want)
	}
	if len(content) < 1<<16 {
		o.Stdin = iotest.OneByteReader(bytes.NewReader(content))
		if got := read(t, NewReader(o), Stdin, "f"); got != want {
			t.Errorf("bytes one by one differ from file: got %.300q, want %.300q", got, want)
		}
	}
	return want
}

// read shows an entry, with its path replaced by name.
func read(t testing.TB, r *Reader, path, name string) string {
	t.Helper()
	var out []string
	err := r.Read(context.Background(), Entry{Path: path}, func(p *clip.Raw) error {
		s := fmt.Sprintf("%d %s %s %q", p.Line, p.Kind, p.Charset, p.Text)
		if p.Repaired {
			s += " repaired"
		}
		if p.ID != "" {
			s += " id=" + p.ID
		}
		if m := p.Meta; m != (clip.Meta{}) {
			s += fmt.Sprintf(" {%s|%s|%s|%s|%s}", m.Title, m.Byline, m.Site, m.Lang, m.Date.Format("2006-01-02"))
		}
		out = append(out, s)
		return nil
	}, func(p clip.Problem) {
		text := strings.ReplaceAll(p.Err.Error(), `"`+path, `"`+name)
		out = append(out, fmt.Sprintf("%d !%s: %s", p.Line, p.Class, text))
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

func utf16Text(s string, order string) []byte {
	var b []byte
	for _, r := range s {
		if order == "le" {
			b = append(b, byte(r), byte(r>>8))
		} else {
			b = append(b, byte(r>>8), byte(r))
		}
	}
	return b
}

func utf32Text(s string) []byte {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
	}
	return b
}

const (
	russian = "Порт снова открыт, сообщил мэр в среду. Суда выйдут в море утром."
	latin1  = "Le caf\xe9 de la pr\xe9fecture \xe9tait ferm\xe9 mardi."
)

// pageCases are files that hold one page; they seed the fuzzer.
var pageCases = []struct {
	name, in, want string
}{
	{"empty", "", `0 text utf-8 ""`},
	{"text", "The port is open.\n", `0 text utf-8 "The port is open.\n"`},
	{"utf-8 mark", "\xef\xbb\xbfPort", `0 text utf-8 "Port"`},
	{"crlf, cr", "a\r\nb\rc\r", `0 text utf-8 "a \nb\nc\n"`},
	{"controls", "one\x00two \x07three\fpage\vline\tcell", `0 text utf-8 "one two  three\npage\nline\tcell"`},
	{"html", "<!DOCTYPE html><p>Port", `0 html utf-8 "<!DOCTYPE html><p>Port"`},
	{"utf-16le mark", "\xff\xfe" + string(utf16Text("Порт", "le")), `0 text utf-16le "Порт"`},
	{"utf-16be mark", "\xfe\xff" + string(utf16Text("Порт", "be")), `0 text utf-16be "Порт"`},
	{"utf-16le", string(utf16Text("The port is open.", "le")), `0 text utf-16le "The port is open."`},
	{"utf-16be", string(utf16Text("The port is open.", "be")), `0 text utf-16be "The port is open."`},
	{"utf-16le cyrillic", string(utf16Text(russian, "le")), `0 text utf-16le "` + russian + `"`},
	{"utf-16 html", "\xff\xfe" + string(utf16Text("<html><p>Порт", "le")), `0 html utf-16le "<html><p>Порт"`},
	{"utf-16 odd", "\xff\xfe" + string(utf16Text("Port", "le")) + "x", `0 text utf-16le "Port` + "\uFFFD" + `" repaired`},
	{"utf-32 mark", "\xff\xfe\x00\x00" + string(utf32Text("Порт")), `0 text utf-32le "Порт"`},
	{"utf-32", string(utf32Text("The port is open.")), `0 text utf-32le "The port is open."`},
	{"windows-1251", encode("windows-1251", russian), `0 text windows-1251 "` + russian + `"`},
	{"koi8-r", encode("koi8-r", russian), `0 text koi8-r "` + russian + `"`},
	{"latin-1", latin1, `0 text windows-1252 "Le café de la préfecture était fermé mardi."`},
	{"windows-1252 without a meaning", "caf\xe9 \x81 port", `0 text windows-1252 "café ` + "\uFFFD" + ` port" repaired`},
	{"iso-2022-jp", encode("iso-2022-jp", "港は水曜日に再開した。"), `0 text iso-2022-jp "港は水曜日に再開した。"`},
	{"meta", `<html><meta charset="windows-1250"><p>` + encode("windows-1250", "Přístav je otevřen"),
		`0 html windows-1250 "<html><meta charset=\"windows-1250\"><p>Přístav je otevřen"`},
	{"meta that lies", `<html><meta charset="windows-1250"><p>Přístav`, `0 html utf-8 "<html><meta charset=\"windows-1250\"><p>Přístav"`},
	{"damaged utf-8", "Přístav je \xff otevřen", `0 text utf-8 "Přístav je ` + "\uFFFD" + ` otevřen" repaired`},
	{"cut utf-8", "Přístav je otev\xc5", `0 text utf-8 "Přístav je otev` + "\uFFFD" + `" repaired`},
	{"references", "The caf&#233; of AT&amp;T &#27; opens", `0 text utf-8 "The café of AT&T   opens" repaired`},
	{"decoded twice", "The portâ€™s cafÃ©\x1b", `0 text utf-8 "The port’s café " repaired`},
	{"gzip", string(gz([]byte("The port is open.\n"))), `0 text utf-8 "The port is open.\n"`},
	{"gzip of two members", string(gz([]byte("The port "))) + string(gz([]byte("is open."))), `0 text utf-8 "The port is open."`},
	{"gzip of html", string(gz([]byte("<html><p>Port"))), `0 html utf-8 "<html><p>Port"`},
	{"gzip of latin-1", string(gz([]byte(latin1))), `0 text windows-1252 "Le café de la préfecture était fermé mardi."`},
	{"zstd", string(zst([]byte("The port is open.\n"))), `0 text utf-8 "The port is open.\n"`},
	{"zstd of two frames", string(zst([]byte("The port "))) + string(zst([]byte("is open."))), `0 text utf-8 "The port is open."`},
	{"JSON that is no object", "[1, 2]\n", `0 !bad-record: read "f": a JSON array, not JSONL: write one object a line, as jq -c '.[]' does`},
	{"brace", "{The port} is open.\n", `0 text utf-8 "{The port} is open.\n"`},
	{"pretty JSON", "{\n  \"text\": \"x\"\n}\n", `0 !bad-record: read "f": JSON over many lines, not JSONL: write one object a line, as jq -c . does`},

	{"pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3", `0 !binary: read "f": not text but a PDF; extract its text first, with pdftotext for example`},
	{"zip", "PK\x03\x04\x14\x00", `0 !binary: read "f": not text but a zip archive or an office document; unpack it first`},
	{"nuls", strings.Repeat("\x00", 4096), `0 !binary: read "f": not text: too many control characters; if it is, name its charset with --encoding`},
	{"gzip cut", string(gz(bytes.Repeat([]byte("port "), 100))[:20]), `0 !corrupt: unpack "f": cut short; fetch it again`},
	{"gzip header cut", "\x1f\x8b\x08\x00", `0 !corrupt: unpack "f": cut short; fetch it again`},
	{"gzip and garbage", string(gz([]byte("port"))) + "garbage at the end", `0 !corrupt: unpack "f": bytes behind the end that are no gzip; cut them off or fetch it again`},
	{"gzip checksum", breakByte(gz([]byte("The port is open.")), -5), `0 !corrupt: unpack "f": damaged: gzip: invalid checksum; fetch it again`},
	{"gzip in gzip", string(gz(gz([]byte("port")))), `0 !binary: read "f": not text but gzip inside gzip, or a damaged gzip; unpack it first`},
	{"zstd cut", string(zst(bytes.Repeat([]byte("port "), 100))[:12]), `0 !corrupt: unpack "f": cut short; fetch it again`},
	{"zstd window", "\x28\xb5\x2f\xfd\x00\xff\x00\x00\x00\x00\x00", `0 !too-large: unpack "f": needs more than 33554432 bytes of memory; pack it again without --ultra or --long: window size exceeded`},
}

func breakByte(b []byte, i int) string {
	b[len(b)+i] ^= 0xff
	return string(b)
}

func TestReadPage(t *testing.T) {
	for _, c := range pageCases {
		t.Run(c.name, func(t *testing.T) {
			if got := pages(t, Options{}, []byte(c.in)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestReadForced(t *testing.T) {
	for _, c := range []struct {
		name, in string
		o        Options
		want     string
	}{
		{"text", "<html><p>x", Options{Input: Text}, `0 text utf-8 "<html><p>x"`},
		{"html", "x", Options{Input: HTML}, `0 html utf-8 "x"`},
		{"jsonl as text", `{"text":"x"}`, Options{Input: Text}, `0 text utf-8 "{\"text\":\"x\"}"`},
		{"text as jsonl", "x\n", Options{Input: JSONL}, `1 !bad-record: read "f:1": not JSON at byte 1: invalid character 'x' looking for beginning of value`},
		{"encoding", "\xe9", Options{Encoding: "windows-1251"}, `0 text windows-1251 "й"`},
		{"encoding beats utf-8", "й", Options{Encoding: "koi8-r"}, `0 text koi8-r "п╧"`},
		{"encoding utf-8", "caf\xe9", Options{Encoding: "utf8"}, `0 text utf-8 "caf` + "\uFFFD" + `" repaired`},
		{"size", "four", Options{MaxSize: 4}, `0 text utf-8 "four"`},
		{"too large", "fours", Options{MaxSize: 4}, `0 !too-large: read "f": more than 4 bytes; raise --max-size`},
		{"expands too far", string(gz(bytes.Repeat([]byte("port "), 1000))), Options{MaxSize: 4000}, `0 !too-large: unpack "f": more than 4000 bytes; raise --max-size`},
		{"packed beyond the size", string(gz([]byte("The port is open."))), Options{MaxSize: 20}, `0 !too-large: unpack "f": more than 20 bytes; raise --max-size`},
		{"jsonl beyond the size", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", Options{MaxSize: 13}, "1 text utf-8 \"a\"\n2 text utf-8 \"b\""},
		{"first line of jsonl beyond the size", "\n{\"text\":\"long\"}\n{\"text\":\"b\"}\n", Options{MaxSize: 13}, "2 !too-large: read \"f:2\": line of more than 13 bytes; raise --max-size\n3 text utf-8 \"b\""},
		{"first line of packed jsonl beyond the size", string(gz([]byte("{\"text\":\"long\"}\n{\"text\":\"b\"}\n"))), Options{MaxSize: 13}, "1 !too-large: read \"f:1\": line of more than 13 bytes; raise --max-size\n2 text utf-8 \"b\""},
		{"braces beyond the size", "{the port} is open\n{\"text\":\"b\"}\n", Options{MaxSize: 13}, `0 !too-large: read "f": more than 13 bytes; raise --max-size`},
		{"packed jsonl beyond the size", string(gz([]byte("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"))), Options{MaxSize: 13}, "1 text utf-8 \"a\"\n2 text utf-8 \"b\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := pages(t, c.o, []byte(c.in)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestReadHashAndSize(t *testing.T) {
	line := `{"text":"a"}`
	for _, in := range []string{"The port", "caf\xe9", string(gz([]byte("The port"))), line + "\r\n"} {
		stored := strings.TrimSuffix(in, "\r\n")
		r := NewReader(Options{Stdin: strings.NewReader(in)})
		n := 0
		r.Read(context.Background(), Entry{Path: Stdin}, func(p *clip.Raw) error {
			n++
			if p.SHA256 != sha256.Sum256([]byte(stored)) || p.Size != int64(len(stored)) {
				t.Errorf("%q: hash or size %d is not of the bytes as stored", in, p.Size)
			}
			return nil
		}, func(p clip.Problem) { t.Error(p.Err) })
		if n != 1 {
			t.Errorf("%q: %d pages", in, n)
		}
	}
}

func TestReadErrors(t *testing.T) {
	tree(t, "folder/", "a.txt")
	if err := syscall.Mkfifo("fifo", 0o644); err != nil {
		t.Fatal(err)
	}
	r := NewReader(Options{Stdin: iotest.ErrReader(syscall.EIO)})
	for _, c := range []struct{ path, want string }{
		{"gone", `0 !not-found: open "gone": no such file or directory`},
		{"fifo", `0 !special: open "fifo": not a regular file any more: is a FIFO, not a file; pipe it to "-" instead`},
		{"folder", `0 !special: open "folder": not a regular file any more: is a folder, not a file`},
		{"-", `0 !unreadable: read "-": input/output error`},
		{"a.txt", `0 text utf-8 "a.txt\n"`}, // the reader is still good
	} {
		if got := read(t, r, c.path, c.path); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := r.Read(ctx, Entry{Path: "a.txt"}, nil, nil); err != context.Canceled {
		t.Errorf("cancelled: got %v", err)
	}
	stop := errors.New("stop")
	if err := r.Read(context.Background(), Entry{Path: "a.txt"}, func(*clip.Raw) error { return stop }, nil); err != stop {
		t.Errorf("page's error: got %v", err)
	}
}

func TestReadRandomBytes(t *testing.T) {
	b := make([]byte, 64<<10)
	random := rand.NewChaCha8([32]byte{}) // one in some hundred times 200 bytes are text in some charset
	for range 5 {
		random.Read(b)
		b[0] = 'x' // no magic, no mark
		for _, n := range []int{200, 1000, len(b)} {
			if got := pages(t, Options{}, b[:n]); !strings.HasPrefix(got, "0 !binary: ") {
				t.Errorf("%d random bytes: got %.100s", n, got)
			}
		}
	}
}

// zeros is an endless stream of one byte.
type zeros byte

func (z zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(z)
	}
	return len(b), nil
}

// TestReadBounded reads streams without an end, and such as expand to 1 GB.
func TestReadBounded(t *testing.T) {
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	block := bytes.Repeat([]byte("a"), 1<<20)
	for range 64 {
		w.Write(block)
	}
	w.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	o := Options{MaxSize: 1 << 20}
	o.Stdin = zeros('a')
	if got, want := read(t, NewReader(o), Stdin, "f"), `0 !too-large: read "f": more than 1M; raise --max-size`; got != want {
		t.Errorf("endless: got %s", got)
	}
	if got, want := pages(t, o, bytes.Repeat(bomb.Bytes(), 16)), `0 !too-large: unpack "f": more than 1M; raise --max-size`; got != want {
		t.Errorf("bomb: got %s", got)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 64<<20 {
		t.Errorf("allocated %d MiB for pages of 1 MiB", n>>20)
	}
}

func TestReadEmptyLines(t *testing.T) {
	in := strings.Repeat("\n", 1_000_000)
	if got, want := pages(t, Options{}, []byte(in)), fmt.Sprintf("0 text utf-8 %q", in); got != want {
		t.Errorf("got %.100s", got)
	}
}

func TestReaderAllocations(t *testing.T) {
	tree(t, "a.txt")
	r := NewReader(Options{})
	n := testing.AllocsPerRun(100, func() {
		r.Read(context.Background(), Entry{Path: "a.txt"}, func(*clip.Raw) error { return nil }, nil)
	})
	if n > 8 { // os.File and its info
		t.Errorf("%v allocations a page", n)
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range pageCases {
		f.Add([]byte(c.in), "")
	}
	for _, c := range recordCases {
		f.Add([]byte(c.in), "")
	}
	for _, c := range feedCases {
		f.Add([]byte(c.in), "")
	}
	f.Add([]byte("caf\xe9"), "shift_jis")
	f.Fuzz(func(t *testing.T, in []byte, encoding string) {
		o := Options{MaxSize: 1 << 12, Encoding: encoding, Stdin: bytes.NewReader(in)}
		if o.Validate() != nil {
			return
		}
		err := NewReader(o).Read(context.Background(), Entry{Path: Stdin}, func(p *clip.Raw) error {
			checkText(t, p.Text)
			if p.Charset == "" || p.Charset != strings.ToLower(p.Charset) {
				t.Errorf("charset %q", p.Charset)
			}
			return nil
		}, func(p clip.Problem) {
			if p.Err == nil || p.Class == "" {
				t.Errorf("problem without cause: %v", p)
			}
		})
		if err != nil {
			t.Error(err)
		}
	})
}
