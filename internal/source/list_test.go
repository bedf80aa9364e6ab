package source

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// tree makes files and folders (names that end in "/") below a new folder and
// makes it the current one. A name "a -> b" is a symbolic link.
func tree(t testing.TB, names ...string) string {
	t.Helper()
	root := t.TempDir()
	t.Chdir(root)
	for _, name := range names {
		link, target, isLink := strings.Cut(name, " -> ")
		if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		switch {
		case isLink:
			err = os.Symlink(target, link)
		case strings.HasSuffix(name, "/"):
			err = os.MkdirAll(name, 0o755)
		default:
			err = os.WriteFile(name, []byte(name+"\n"), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// show is a listing as text: paths, then problems as class and path.
func show(l *Listing) string {
	var parts []string
	for _, e := range l.Entries {
		parts = append(parts, e.Path)
	}
	for _, p := range l.Problems {
		parts = append(parts, fmt.Sprintf("!%s:%s", p.Class, p.Path))
	}
	return strings.Join(parts, " ")
}

func TestList(t *testing.T) {
	files := []string{
		"a/x.txt", "a/y.html", "a.txt", "a/b/x.txt", "a/b/c/z.txt", "a/.hidden/h.txt", "a/.h.txt", "a/drafts/d.txt",
		"a/.newsdup/quarantine/q.txt", "-", "empty/", "names", "l/real/r.txt", "l/link.txt -> real/r.txt", "l/dir -> real",
		"l/up -> ..", "l/gone -> nowhere", "l/ring -> ring", "two\nlines/n.txt", "l2 -> l",
		"-n.txt", "-n/-x", "a/.newsdup-1", "empty/.newsdup-2", "unfinished",
	}
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"nothing", Options{}, ""},
		{"file", Options{Paths: []string{"a.txt"}}, "a.txt"},
		{"folder, path bytes order", Options{Paths: []string{"a", "a.txt"}}, "a.txt a/b/c/z.txt a/b/x.txt a/drafts/d.txt a/x.txt a/y.html"},
		{"spellings", Options{Paths: []string{"a/./x.txt", "a//x.txt", "./a/x.txt", "a/x.txt", "a/b/../x.txt"}}, "a/b/../x.txt"},
		{"overlap", Options{Paths: []string{"a/b", "a/b/c", "a/b/"}}, "a/b/c/z.txt a/b/x.txt"},
		{"file in folder", Options{Paths: []string{"a/b", "a/b/x.txt"}}, "a/b/c/z.txt a/b/x.txt"},
		{"stdin", Options{Paths: []string{"-", "-", "a.txt"}}, "- a.txt"},
		{"file named dash", Options{Paths: []string{"./-", "-"}}, "- ./-"},
		{"names that look like flags", Options{Paths: []string{".", "./-n/-x"}, Globs: []string{"-*"}}, "./- ./-n.txt ./-n/-x"},
		{"unfinished output", Options{Paths: []string{"empty", "a/.newsdup-1"}, FilesFrom: "unfinished", Hidden: true}, ""},
		{"output", Options{Paths: []string{"a/b", "a/b/x.txt"}, Output: "a/../a/b/x.txt"}, "a/b/c/z.txt"},
		{"output is a link", Options{Paths: []string{"l"}, Globs: []string{"*.txt"}, Output: "l/link.txt"}, ""},
		{"output is not there yet", Options{Paths: []string{"a/b"}, Output: "a/b/new"}, "a/b/c/z.txt a/b/x.txt"},
		{"output elsewhere", Options{Paths: []string{"a/b"}, Output: "a.txt", KeepOutput: true}, "a/b/c/z.txt a/b/x.txt"},
		{"own", Options{Paths: []string{"a/b", "a/y.html", "a.txt"}, Own: []string{"a/b/x.txt", "./a/y.html", "no", "a/b"}}, "a.txt a/b/c/z.txt"},
		{"missing", Options{Paths: []string{"no", "no", "a.txt/x", ""}}, "!not-found: !not-found:a.txt/x !not-found:no"},
		{"glob on base name", Options{Paths: []string{"a"}, Globs: []string{"*.html", "z.*"}}, "a/b/c/z.txt a/y.html"},
		{"glob on path", Options{Paths: []string{"a"}, Globs: []string{"b/*.txt"}}, "a/b/x.txt"},
		{"glob **", Options{Paths: []string{"a"}, Globs: []string{"b/**"}}, "a/b/c/z.txt a/b/x.txt"},
		{"glob leaves named files", Options{Paths: []string{"a.txt"}, Globs: []string{"*.html"}}, "a.txt"},
		{"glob leaves named files in folders", Options{Paths: []string{"a", "a/x.txt"}, Globs: []string{"*.html"}}, "a/x.txt a/y.html"},
		{"exclude file", Options{Paths: []string{"a"}, Excludes: []string{"x.txt"}}, "a/b/c/z.txt a/drafts/d.txt a/y.html"},
		{"exclude folder", Options{Paths: []string{"a"}, Excludes: []string{"drafts/", "/b"}}, "a/x.txt a/y.html"},
		{"exclude folder path", Options{Paths: []string{"a"}, Excludes: []string{"b/c"}}, "a/b/x.txt a/drafts/d.txt a/x.txt a/y.html"},
		{"hidden", Options{Paths: []string{"a"}, Hidden: true, Globs: []string{"*h.txt", "q.txt"}}, "a/.h.txt a/.hidden/h.txt"},
		{"named hidden", Options{Paths: []string{"a/.hidden", "a/.h.txt"}}, "a/.h.txt a/.hidden/h.txt"},
		{"depth 1", Options{Paths: []string{"a"}, MaxDepth: 1}, "a/x.txt a/y.html"},
		{"depth 2", Options{Paths: []string{"a"}, MaxDepth: 2}, "a/b/x.txt a/drafts/d.txt a/x.txt a/y.html"},
		{"empty folder", Options{Paths: []string{"empty"}}, ""},
		{"links left alone", Options{Paths: []string{"l"}}, "l/real/r.txt !not-found:l/gone !link-loop:l/ring"},
		{"named links followed", Options{Paths: []string{"l2", "l/link.txt"}, Globs: []string{"*.txt"}}, "l2/real/r.txt"},
		{"links followed", Options{Paths: []string{"l"}, Follow: true, Excludes: []string{"up"}}, "l/real/r.txt !not-found:l/gone !link-loop:l/ring"},
		{"link to a parent", Options{Paths: []string{"l"}, Follow: true, Globs: []string{"*.txt"}}, "l/real/r.txt !link-loop:l/up"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree(t, files...)
			if err := os.WriteFile("unfinished", []byte("empty/.newsdup-2\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			l, err := List(context.Background(), c.o)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(l); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			slices.Reverse(c.o.Paths)
			again, err := List(context.Background(), c.o)
			if err != nil {
				t.Fatal(err)
			}
			if show(again) != show(l) {
				t.Errorf("arguments in reverse: got %q, want %q", show(again), show(l))
			}
		})
	}
}

// TestListSince takes of folders, links too, what was changed since; a named file is taken always.
func TestListSince(t *testing.T) {
	tree(t, "a/old.txt", "a/new.txt", "b/x.txt", "a/link.txt -> ../b/x.txt", "old.txt")
	then := time.Now().Add(-time.Hour)
	for _, name := range []string{"a/old.txt", "b/x.txt", "old.txt"} {
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		since time.Time
		want  string
	}{
		{time.Time{}, "a/link.txt a/new.txt a/old.txt old.txt"},
		{then, "a/link.txt a/new.txt a/old.txt old.txt"},
		{then.Add(time.Second), "a/new.txt old.txt"},
	} {
		l, err := List(context.Background(), Options{Paths: []string{"a", "old.txt"}, Follow: true, Since: c.since})
		if err != nil {
			t.Fatal(err)
		}
		if got := show(l); got != c.want {
			t.Errorf("since %v: %q, want %q", c.since, got, c.want)
		}
	}
}

// TestListAgainst lists the reference set, too, marks it whatever way leads there, and takes it however old it is.
func TestListAgainst(t *testing.T) {
	root := tree(t, "new/a.txt", "new/old/b.txt", "ref/c.txt", "ref/d/e.txt", "reference/f.txt", "new/link -> ../ref/c.txt", "one.txt")
	then := time.Now().Add(-time.Hour)
	for _, name := range []string{"new/old/b.txt", "ref/c.txt", "ref/d/e.txt"} {
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ paths, against, entries, roots string }{
		{"new", "ref", "new/a.txt new/old/b.txt *ref/c.txt *ref/d/e.txt", "new | ref"},
		{"new", "./ref/", "new/a.txt new/old/b.txt *ref/c.txt *ref/d/e.txt", "new | ref"},
		{"new", "new/old", "new/a.txt *new/old/b.txt", "new | new/old"},
		{"new ref reference", "ref/d", "new/a.txt new/old/b.txt ref/c.txt *ref/d/e.txt reference/f.txt", "new ref reference | ref/d"},
		{"ref", root + "/ref", "*" + root + "/ref/c.txt *" + root + "/ref/d/e.txt", "ref | " + root + "/ref"},
		{"ref ref/c.txt", "ref/c.txt one.txt", "*one.txt *ref/c.txt ref/d/e.txt", "ref |"},
	} {
		l, err := List(context.Background(), Options{Paths: strings.Fields(c.paths), Against: strings.Fields(c.against)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range l.Entries {
			if e.Against {
				e.Path = "*" + e.Path
			}
			got = append(got, e.Path)
		}
		if s := strings.Join(got, " "); s != c.entries {
			t.Errorf("%s against %s: %s, want %s", c.paths, c.against, s, c.entries)
		}
		if s := strings.TrimSpace(strings.Join(l.Roots, " ") + " | " + strings.Join(l.Against, " ")); s != c.roots {
			t.Errorf("%s against %s: roots %s, want %s", c.paths, c.against, s, c.roots)
		}
	}
	l, err := List(context.Background(), Options{Paths: []string{"new"}, Against: []string{"ref"}, Follow: true, Since: time.Now().Add(-time.Minute)})
	if err != nil || len(l.Entries) != 3 { // new/a.txt and the reference set
		t.Errorf("%v, %v", l.Entries, err)
	}
}

// TestListKeepsOutput wants an error, whatever way leads to the page that would be replaced.
func TestListKeepsOutput(t *testing.T) {
	root := tree(t, "a/x.txt", "a/y.txt", "link -> a/x.txt", "names")
	if err := os.WriteFile("names", []byte("a/x.txt\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{
		{Paths: []string{"a"}, Output: "a/x.txt"},
		{Paths: []string{"a/x.txt"}, Output: "a/./x.txt"},
		{Paths: []string{root}, Output: "link"},
		{Paths: []string{"link"}, Output: "a/x.txt"},
		{FilesFrom: "names", Output: filepath.Join(root, "a/x.txt")},
	} {
		o.KeepOutput = true
		if l, err := List(context.Background(), o); err == nil {
			t.Errorf("%+v: got %q, want an error", o, show(l))
		}
	}
}

func TestListAbsoluteAndRelative(t *testing.T) {
	root := tree(t, "a/x.txt", "a/y.txt")
	l, err := List(context.Background(), Options{Paths: []string{"a", filepath.Join(root, "a"), filepath.Join(root, "a/x.txt")}})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Entries) != 2 {
		t.Errorf("got %s, want each file once", show(l))
	}
}

func TestListOutsideLinks(t *testing.T) {
	tree(t, "in/a.txt", "in/more -> ../out", "out/b.txt", "out/back -> ../in", "out/again -> ../far", "in/far2 -> ../far", "far/f.txt")
	l, err := List(context.Background(), Options{Paths: []string{"in"}, Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	want := "in/a.txt in/far2/f.txt in/more/b.txt !link-loop:in/more/back"
	if got := show(l); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	l, err = List(context.Background(), Options{Paths: []string{"in"}})
	if err != nil || show(l) != "in/a.txt" || l.Links != 2 {
		t.Errorf("without -L: got %q, %d links, %v", show(l), l.Links, err)
	}
}

func TestListSpecial(t *testing.T) {
	tree(t, "d/a.txt")
	if err := syscall.Mkfifo("d/fifo", 0o644); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", "d/socket")
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	want := "d/a.txt !special:/dev/null !special:d/fifo !special:d/socket"
	for _, paths := range [][]string{{"d", "/dev/null"}, {"d", "d/fifo", "d/socket", "d/a.txt", "/dev/null"}} {
		l, err := List(context.Background(), Options{Paths: paths})
		if err != nil {
			t.Fatal(err)
		}
		if got := show(l); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestListUnreadableFolder(t *testing.T) {
	w := walker{ctx: context.Background(), options: &Options{}, folders: map[string]*folder{}}
	if err := w.walk(&folder{path: "/no/such/folder", real: "/no/such/folder"}); err != nil {
		t.Fatal(err)
	}
	if len(w.problems) != 1 || w.problems[0].Err.Error() != `read folder "/no/such/folder": no such file or directory` {
		t.Errorf("got %v", w.problems)
	}
}

func TestFilesFrom(t *testing.T) {
	for _, c := range []struct{ name, lines, nul, want string }{
		{"empty", "", "", ""},
		{"lines", "a.txt\n\nb.txt\n", "", "a.txt b.txt"},
		{"no last newline", "b.txt\na.txt", "", "a.txt b.txt"},
		{"crlf", "b.txt\r\na.txt\r\n", "", "a.txt b.txt"},
		{"mark", "\xef\xbb\xbfb.txt\r\na.txt\r\n", "", "a.txt b.txt"},
		{"folder", "d\n", "", "d/c.txt"},
		{"dash is a file", "-\n", "", "!not-found:./-"},
		{"nul", "", "a.txt\x00two\nlines\x00", "a.txt two\nlines"},
		{"both and a path", "a.txt\n", "b.txt\x00a.txt", "a.txt b.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree(t, "a.txt", "b.txt", "two\nlines", "d/c.txt")
			os.WriteFile("list", []byte(c.lines), 0o644)
			o := Options{FilesFrom: "list"}
			if c.nul != "" {
				o.Files0From, o.Stdin = Stdin, strings.NewReader(c.nul)
			}
			l, err := List(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(l); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestListErrors(t *testing.T) {
	tree(t, "a.txt")
	os.WriteFile("nul", []byte("a.txt\nb.txt\x00c.txt\x00"), 0o644)
	os.WriteFile("long", []byte(strings.Repeat("x", maxName+1)), 0o644)
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Globs: []string{"[a"}}, `parse glob "[a": `},
		{Options{Excludes: []string{"{a"}}, `parse glob "{a": `},
		{Options{Encoding: "klingon"}, `look up encoding "klingon": unknown`},
		{Options{MaxSize: -1}, "check maximum size -1: "},
		{Options{MaxDepth: -1}, "check maximum depth -1: "},
		{Options{Paths: []string{"-"}, FilesFrom: "-"}, "read stdin: "},
		{Options{FilesFrom: "-", Files0From: "-"}, "read stdin: "},
		{Options{FilesFrom: "no-list"}, `read list "no-list": no such file or directory`},
		{Options{FilesFrom: "nul"}, `read list "nul": name 2 has a NUL in it; --files0-from takes`},
		{Options{FilesFrom: "long"}, `read list "long": name 1 is longer than 65536 bytes`},
	} {
		_, err := List(context.Background(), c.o)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%+v: got %v, want %s", c.o, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := List(ctx, Options{Paths: []string{"."}}); err != context.Canceled {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestProblemMessages(t *testing.T) {
	tree(t, "gone -> nowhere", "ring -> ring")
	l, err := List(context.Background(), Options{Paths: []string{"no", "gone", "ring", "/dev/null"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range l.Problems {
		got = append(got, p.Err.Error())
	}
	want := []string{
		`open "/dev/null": is a device, not a file`,
		`open "gone": broken link to "nowhere": no such file or directory`,
		`open "no": no such file or directory`,
		`open "ring": too many levels of symbolic links`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if l.Problems[1].Class != clip.NotFound || l.Problems[3].Class != clip.LinkLoop {
		t.Errorf("got classes %v", l.Problems)
	}
}
