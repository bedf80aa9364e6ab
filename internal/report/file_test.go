package report

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// contents lists a folder: names, with what is in each regular file.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(dir, e.Name()))
		found[e.Name()] = string(text)
	}
	return found
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// only checks that dir holds one file and nothing else.
func only(t *testing.T, dir, name, text string) {
	t.Helper()
	if got := contents(t, dir); len(got) != 1 || got[name] != text {
		t.Errorf("folder holds %q, want %s: %q alone", got, name, text)
	}
}

func create1(t *testing.T, path string) *File {
	t.Helper()
	f, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func say(t *testing.T, f *File, text string) {
	t.Helper()
	if _, err := f.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
}

// TestFileReplaces with a temporary file that has a name, and one that has none if the system can.
func TestFileReplaces(t *testing.T) {
	t.Run("nameless", func(t *testing.T) { testFileReplaces(t, nameless) })
	t.Run("hidden", func(t *testing.T) {
		testFileReplaces(t, func(string) (*os.File, error) { return nil, errors.ErrUnsupported })
	})
}

// TestFileNotLinked: a nameless file that cannot be given a name is copied.
func TestFileNotLinked(t *testing.T) {
	testFileReplaces(t, func(dir string) (*os.File, error) {
		f, err := os.CreateTemp(dir, "")
		if err == nil {
			err = os.Remove(f.Name())
		}
		return f, err
	})
}

func testFileReplaces(t *testing.T, open opener) {
	dir := t.TempDir()
	create1 := func(t *testing.T, path string) *File {
		f, err := create(path, open)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	path := filepath.Join(dir, "r.txt")
	put(t, path, "old")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}

	f := create1(t, path)
	say(t, f, "dropped")
	f.Abort()
	f.Abort()
	only(t, dir, "r.txt", "old")

	f = create1(t, path)
	say(t, f, "new")
	if got := contents(t, dir)["r.txt"]; got != "old" {
		t.Errorf("before Commit the file holds %q", got)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f.Abort() // as a deferred call does
	only(t, dir, "r.txt", "new")
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o640 {
		t.Errorf("mode is %v, want that of the old file", info.Mode())
	}
	if err := f.Commit(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("second Commit: %v", err)
	}
}

// TestFileLeft: what a killed run has left is removed by the next with that output, and
// by no other; what a run holds that still writes is left alone.
func TestFileLeft(t *testing.T) {
	for name, open := range map[string]opener{"nameless": nameless, "hidden": func(string) (*os.File, error) { return nil, errors.ErrUnsupported }} {
		dir := t.TempDir()
		path := filepath.Join(dir, "r.txt")
		left := hidden(path)
		put(t, left, "left")
		write := func(path string) {
			f, err := create(path, open)
			if err != nil {
				t.Fatal(name, err)
			}
			say(t, f, "new")
			if err := f.Commit(); err != nil {
				t.Error(name, err)
			}
		}
		write(filepath.Join(dir, "other.txt"))
		if contents(t, dir)[filepath.Base(left)] != "left" {
			t.Errorf("%s: another output has removed it", name)
		}
		held, err := os.Open(left)
		if err != nil || !lock(held) {
			t.Fatal(name, err)
		}
		write(path)
		if contents(t, dir)[filepath.Base(left)] != "left" {
			t.Errorf("%s: what is held was removed", name)
		}
		held.Close()
		write(path)
		if err := os.Remove(filepath.Join(dir, "other.txt")); err != nil {
			t.Fatal(err)
		}
		only(t, dir, "r.txt", "new")
		if err := unix.Mkfifo(left, 0o666); err != nil {
			t.Fatal(err)
		}
		write(path)
	}
}

func TestFileMode(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "r.txt")
	if err := create1(t, path).Commit(); err != nil {
		t.Fatal(err)
	}
	plain, err := os.OpenFile(filepath.Join(dir, "like"), os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		t.Fatal(err)
	}
	plain.Close()
	want, _ := os.Stat(plain.Name())
	if got, err := os.Stat(path); err != nil || got.Mode() != want.Mode() {
		t.Errorf("mode of a new file: %v (%v), want %v", got.Mode(), err, want.Mode())
	}
}

// TestFileLinks: a link stays a link and its target, even a missing one, is written.
func TestFileLinks(t *testing.T) {
	for name, old := range map[string]string{"target there": "old", "target missing": ""} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "store", "deep"), 0o777); err != nil {
				t.Fatal(err)
			}
			target := filepath.Join(dir, "store", "r.txt")
			if old != "" {
				put(t, target, old)
			}
			// link -> sub/second (sub is a link to store/deep) -> ../r.txt, seen from store/deep
			for _, l := range [][2]string{{"store/deep", "sub"}, {"sub/second", "link"}, {"../r.txt", "store/deep/second"}} {
				if err := os.Symlink(l[0], filepath.Join(dir, l[1])); err != nil {
					t.Fatal(err)
				}
			}
			f := create1(t, filepath.Join(dir, "link"))
			say(t, f, "new")
			if err := f.Commit(); err != nil {
				t.Fatal(err)
			}
			if text, err := os.ReadFile(target); err != nil || string(text) != "new" {
				t.Errorf("target holds %q (%v)", text, err)
			}
			if to, err := os.Readlink(filepath.Join(dir, "link")); err != nil || to != "sub/second" {
				t.Errorf("link leads to %q (%v)", to, err)
			}
		})
	}
}

func TestFileRefuses(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "plain"), "x")
	if err := os.Symlink("loop", filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, want string }{
		{"", "no file name"},
		{dir, "is a folder, give a file name"},
		{filepath.Join(dir, "none", "r.txt"), "no such file or directory"},
		{filepath.Join(dir, "plain", "r.txt"), "not a directory"},
		{filepath.Join(dir, "loop"), "too many levels of symbolic links"},
		{filepath.Join(dir, strings.Repeat("n", 300)), "file name too long"},
	} {
		f, err := Create(c.path)
		if err == nil {
			f.Abort()
			t.Errorf("Create(%q) works, want %s", c.path, c.want)
			continue
		}
		if !strings.HasPrefix(err.Error(), "write ") || !strings.HasSuffix(err.Error(), ": "+c.want) || strings.Count(err.Error(), ": ") != 1 {
			t.Errorf("Create(%q): %v, want write %q: %s", c.path, err, c.path, c.want)
		}
	}
	if got := contents(t, dir); len(got) != 2 {
		t.Errorf("left behind: %q", got)
	}
}

// TestFileFails: a failure after the buffer has taken some text leaves the old file.
func TestFileFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "r.txt")
	put(t, path, "old")
	f := create1(t, path)
	f.f.Close() // the descriptor fails from here on, as on a disk that is gone
	say(t, f, "fits the buffer")
	_, err := f.Write(make([]byte, 1<<17))
	if !errors.Is(err, fs.ErrClosed) || !strings.HasPrefix(err.Error(), `write "`+path) {
		t.Errorf("Write: %v", err)
	}
	if err := f.Commit(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Commit: %v", err)
	}
	only(t, dir, "r.txt", "old")
}

// TestFileRenameFails: the target became a folder meanwhile.
func TestFileRenameFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "r.txt")
	f := create1(t, path)
	say(t, f, "new")
	if err := os.Mkdir(path, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err == nil || strings.Contains(err.Error(), ".newsdup-") {
		t.Errorf("Commit: %v, want an error that names the file as asked", err)
	}
	only(t, dir, "r.txt", "")
}

func TestFileDirect(t *testing.T) {
	f := create1(t, "/dev/null")
	say(t, f, "gone")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f = create1(t, "/dev/null")
	f.Abort()
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode()&fs.ModeDevice == 0 {
		t.Fatalf("/dev/null is %v (%v)", info.Mode(), err)
	}

	f = create1(t, "/dev/full")
	say(t, f, "no room")
	if err := f.Commit(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Commit to /dev/full: %v", err)
	}

	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan string)
	go func() {
		text, _ := os.ReadFile(fifo)
		got <- string(text)
	}()
	f = create1(t, fifo)
	say(t, f, "through")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if text := <-got; text != "through" {
		t.Errorf("the FIFO gave %q", text)
	}
}

// TestIsReport wants the reports of every format that says what it is, and nothing else.
func TestIsReport(t *testing.T) {
	for _, f := range Formats() {
		var buf bytes.Buffer
		w, err := NewWriter(&buf, f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.Run(clip.Run{}), w.Summary(clip.Summary{}), w.Close()); err != nil {
			t.Fatal(err)
		}
		marked := f != Text && f != Paths && f != Fdupes
		if IsReport(buf.Bytes()) != marked {
			t.Errorf("%s: %v for %q", f, !marked, buf.Bytes())
		}
	}
	for _, f := range PairFormats() {
		var buf bytes.Buffer
		w, err := NewPairWriter(&buf, f)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Pair(Pair{}); err != nil || !IsReport(buf.Bytes()) {
			t.Errorf("pairs %s: no report: %q, %v", f, buf.Bytes(), err)
		}
	}
	for _, s := range samples() {
		for i := range s.groups {
			var buf bytes.Buffer
			w, err := NewWriter(&buf, Text, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(w.Group(&s.groups[i]), w.Close()); err != nil || !IsReport(buf.Bytes()) {
				t.Errorf("text: no report: %.200q, %v", buf.Bytes(), err)
			}
		}
	}
	var page bytes.Buffer
	if err := NewPageWriter(&page).Page(&clip.Clip{}, false); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"", page.String(), "The ferry sails again.\n", `{"text":"The ferry"}`,
		"01234567", "01234567  Ferry   2 clips", "01234567  Ferry   2 clips\n\nIt sails.\n", "01234567  Ferry   clips\n  keep  a.txt\n",
		"01234567  Ferry, 2 clips\n  keep  a.txt\n", "0123456  Ferry   2 clips\n  keep  a.txt\n", "The ferry   2 clips\n  keep  a.txt\n"} {
		if IsReport([]byte(s)) {
			t.Errorf("%q: taken for a report", s)
		}
	}
}
