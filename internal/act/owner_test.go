package act

import (
	"os"
	"reflect"
	"syscall"
	"testing"
)

// TestOwner removes a file with owner and attributes of its own, and takes it back.
func TestOwner(t *testing.T) {
	root := real(t, t.TempDir())
	groups := pair(t, root)
	path := root + "/d/b.txt"
	uid, gid := os.Getuid(), os.Getgid()
	if uid == 0 { // who else may not give files away
		uid, gid = 1234, 5678
	}
	if err := os.Chown(path, uid, gid); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o751|os.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	attrs := map[string]string{"user.newsdup": "a\x00b", "user.empty": ""}
	for name, value := range attrs {
		if writeAttr(f, name, []byte(value)) != nil {
			attrs = map[string]string{} // this file system has none
			break
		}
	}
	look := func() (owner [2]int, mode os.FileMode, got map[string]string) {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		got = map[string]string{}
		for _, name := range listAttrs(f) {
			value, err := readAttr(f, name)
			if err != nil {
				t.Fatal(err)
			}
			got[name] = string(value)
		}
		st := info.Sys().(*syscall.Stat_t)
		return [2]int{int(st.Uid), int(st.Gid)}, info.Mode(), got
	}
	owner, mode, had := look()
	for name, value := range attrs {
		if v, ok := had[name]; !ok || v != value {
			t.Fatalf("attributes %q, want %q", had, attrs)
		}
	}
	j := newMemory()
	_, sum, err := run(t, root, groups, Options{Do: Remove}, j)
	if err != nil || sum.Done != 1 {
		t.Fatal(sum, err)
	}
	if u := undo(t, sum.Run, j); u.Done != 1 {
		t.Fatalf("%+v", u)
	}
	if owner2, mode2, has := look(); owner2 != owner || mode2 != mode || !reflect.DeepEqual(has, had) {
		t.Errorf("owner %v, mode %v, attributes %q; want %v, %v, %q", owner2, mode2, has, owner, mode, had)
	}
}

// FuzzAttrs reads attributes that somebody wrote into the journal.
func FuzzAttrs(f *testing.F) {
	f.Add([]byte("\x06user.a\x02xy\x06user.b\x00"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		(&Owner{Attrs: b}).eachAttr(func(name string, value []byte) { n += len(name) + len(value) + 2 })
		if n > len(b) {
			t.Errorf("%d bytes of %d", n, len(b))
		}
	})
}
