package act

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsdup/internal/clip"
)

// when is the clock of the tests.
var when = time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)

// write makes a file and the folders above it, with a time of its own.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	old := when.Add(-time.Duration(len(path)) * time.Hour)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
}

// member is a member of a group with the bytes that stand at root/path now.
func member(t *testing.T, root, path string, role clip.Role, relation clip.Relation, to string) clip.Member {
	t.Helper()
	m := clip.Member{Origin: clip.Origin{Path: root + "/" + path}, Role: role, Relation: relation, Score: 1}
	if to != "" {
		m.To = clip.Origin{Path: root + "/" + to}
	}
	text, err := os.ReadFile(m.Path)
	if err == nil {
		m.SHA256, m.Size = sha256.Sum256(text), int64(len(text))
	}
	return m
}

// list is a folder as text: every name with its mode, time and bytes, newsdup's own folder apart.
func list(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == private {
			return fs.SkipDir
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		rest := strings.TrimPrefix(path, root)
		switch {
		case rest == "": // making newsdup's folder changes its time
		case d.IsDir():
			fmt.Fprintf(&b, "%s %v %v\n", rest, info.Mode(), info.ModTime().UnixNano())
		case info.Mode()&fs.ModeSymlink != 0:
			target, _ := os.Readlink(path)
			fmt.Fprintf(&b, "%s -> %s\n", rest, target)
		default:
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s %v %v %q\n", rest, info.Mode(), info.ModTime().UnixNano(), text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// run applies groups and returns the results by path below root.
func run(t *testing.T, root string, groups []*clip.Group, o Options, j Journal) (map[string]Result, Summary, error) {
	t.Helper()
	if o.Roots == nil {
		o.Roots = []string{root}
	}
	if o.Now.IsZero() {
		o.Now = when
	}
	got := map[string]Result{}
	sum, err := Apply(context.Background(), groups, o, j, func(r Result) error {
		got[strings.TrimPrefix(r.Path, root+"/")] = r
		return nil
	})
	return got, sum, err
}

func undo(t *testing.T, id string, j Journal) Summary {
	t.Helper()
	sum, err := Undo(context.Background(), id, nil, j, func(r Result) error {
		if r.Why != "" {
			t.Logf("undo %s: %s", r.Path, r.Why)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func real(t *testing.T, dir string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// pair is a group of two files with the same bytes, b going and a staying.
func pair(t *testing.T, root string) []*clip.Group {
	t.Helper()
	write(t, root+"/a.txt", "one text")
	write(t, root+"/d/b.txt", "one text")
	return []*clip.Group{{Members: []clip.Member{
		member(t, root, "a.txt", clip.RoleKeep, "", ""),
		member(t, root, "d/b.txt", clip.RoleCopy, clip.Exact, "a.txt"),
	}}}
}

// sameFile reports whether two names are of one file.
func sameFile(t *testing.T, a, b string) bool {
	t.Helper()
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	return os.SameFile(x, y)
}

// withoutTimes is a listing of files alone, without the times of folders.
func withoutTimes(list string) string {
	var b strings.Builder
	for line := range strings.Lines(list) {
		if !strings.Contains(line, " drwx") {
			b.WriteString(line)
		}
	}
	return b.String()
}
