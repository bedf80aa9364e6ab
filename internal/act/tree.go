package act

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// private is newsdup's own folder below a root; source never lists it.
const private = ".newsdup"

// folder is one open folder. What is done to its files is done through it and
// their bare names, so that no folder on the way can be swapped for a link.
type folder struct {
	root *os.Root
	file *os.File // the folder itself, for calls that os.Root has not
}

func newFolder(r *os.Root) (*folder, error) {
	f, err := r.Open(".")
	if err != nil {
		r.Close()
		return nil, err
	}
	return &folder{r, f}, nil
}

func (d *folder) close() {
	d.file.Close()
	d.root.Close()
}

func (d *folder) fd() int { return int(d.file.Fd()) }

// tree is a root and the folder below it that was used last. Files come in the order of
// their paths, so the next file is nearly always in that folder, too.
type tree struct {
	path string // absolute, without links
	top  *folder
	last string
	dir  *folder // that of last; nil when there is none

	covered bool // it was seen to be locked
}

// openTree opens a root. A link that was named by the user is followed here and nowhere else.
func openTree(path string) (*tree, error) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return nil, clip.Cause(err)
	}
	r, err := os.OpenRoot(real)
	if err != nil {
		return nil, clip.Cause(err)
	}
	return newTree(real, r)
}

func newTree(path string, r *os.Root) (*tree, error) {
	top, err := newFolder(r)
	if err != nil {
		return nil, clip.Cause(err)
	}
	return &tree{path: path, top: top}, nil
}

// twin is a second tree of the same folder, whatever stands at its path by now.
func (t *tree) twin() (*tree, error) {
	r, err := t.top.root.OpenRoot(".")
	if err != nil {
		return nil, clip.Cause(err)
	}
	return newTree(t.path, r)
}

// owned reports whether a path leads into a folder of newsdup's own.
func owned(path string) bool { return slices.Contains(strings.Split(path, "/"), private) }

func (t *tree) close() {
	t.forget()
	t.top.close()
}

func (t *tree) forget() {
	if t.dir != nil {
		t.dir.close()
	}
	t.last, t.dir = "", nil
}

// parent opens the folder of the file at rest, and gives the file's bare name;
// with create, folders that are missing are made. The folder is valid until the next call.
func (t *tree) parent(rest string, create bool) (*folder, string, error) {
	dir, name := split(rest)
	if dir == "" {
		return t.top, name, nil
	}
	if t.dir != nil && t.last == dir {
		return t.dir, name, nil
	}
	t.forget()
	d, err := t.open(dir, create)
	if err != nil {
		return nil, "", err
	}
	t.last, t.dir = dir, d
	return d, name, nil
}

func split(rest string) (dir, name string) {
	if i := strings.LastIndexByte(rest, '/'); i >= 0 {
		return rest[:i], rest[i+1:]
	}
	return "", rest
}

// open opens a folder below the root, one path element at a time. Each element is looked
// at, opened and compared with what was looked at: a link is refused, even if it takes the
// folder's place between the two.
func (t *tree) open(dir string, create bool) (*folder, error) {
	at, err := t.top.root.OpenRoot(".")
	if err != nil {
		return nil, clip.Cause(err)
	}
	if dir == "" {
		return newFolder(at)
	}
	mode := fs.FileMode(0o777)
	if top, _, _ := strings.Cut(dir, "/"); top == private {
		mode = 0o700 // what was moved out of a folder that others may not read stays so
	}
	for part := range strings.SplitSeq(dir, "/") {
		if create {
			if err := at.Mkdir(part, mode); err != nil && !errors.Is(err, fs.ErrExist) {
				at.Close()
				return nil, clip.Cause(err)
			}
		}
		next, err := step(at, part)
		at.Close()
		if err != nil {
			return nil, err
		}
		at = next
	}
	return newFolder(at)
}

func step(at *os.Root, part string) (*os.Root, error) {
	entry, err := at.Lstat(part)
	if err != nil {
		return nil, clip.Cause(err)
	}
	if entry.Mode()&fs.ModeSymlink != 0 {
		return nil, refuse("behind a symbolic link: %q", part)
	}
	if !entry.IsDir() {
		return nil, refuse("%q on its way is no folder", part)
	}
	next, err := at.OpenRoot(part)
	if err != nil {
		return nil, clip.Cause(err)
	}
	opened, err := next.Stat(".")
	if err == nil && !os.SameFile(entry, opened) {
		err = refuse("%q on its way was swapped while it was opened", part)
	}
	if err != nil {
		next.Close()
		return nil, clip.Cause(err)
	}
	return next, nil
}

// identity tells a file that nobody touched: its place on the disk, and the
// times and size that any change changes. A rename changes ctime alone.
type identity struct {
	dev, ino uint64
	links    uint64 // names that it has; not compared
	size     int64
	mode     fs.FileMode
	mtime    time.Time
	ctime    time.Time
}

// sameContent reports whether a file has neither been replaced nor written to.
func (a identity) sameContent(b identity) bool {
	return a.dev == b.dev && a.ino == b.ino && a.size == b.size && a.mode == b.mode && a.mtime.Equal(b.mtime)
}

// stat looks at the entry itself, never through a link.
func (d *folder) stat(name string) (identity, error) {
	var st unix.Stat_t
	if err := unix.Fstatat(d.fd(), name, &st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return identity{}, err
	}
	return newIdentity(&st), nil
}

func newIdentity(st *unix.Stat_t) identity {
	mode := fs.FileMode(st.Mode & 0o777)
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
	case unix.S_IFLNK:
		mode |= fs.ModeSymlink
	case unix.S_IFDIR:
		mode |= fs.ModeDir
	default:
		mode |= fs.ModeIrregular
	}
	if st.Mode&unix.S_ISUID != 0 {
		mode |= fs.ModeSetuid
	}
	if st.Mode&unix.S_ISGID != 0 {
		mode |= fs.ModeSetgid
	}
	return identity{uint64(st.Dev), st.Ino, uint64(st.Nlink), st.Size, mode, time.Unix(st.Mtim.Unix()), time.Unix(st.Ctim.Unix())}
}

// read opens a regular file for reading, and nothing else: what is opened must
// be what stat sees, and a FIFO must not block.
func (d *folder) read(name string) (*os.File, identity, error) {
	fd, err := unix.Openat(d.fd(), name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	switch {
	case errors.Is(err, unix.ELOOP):
		return nil, identity{}, refuse("a symbolic link")
	case err != nil:
		return nil, identity{}, err
	}
	f := os.NewFile(uintptr(fd), name)
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		f.Close()
		return nil, identity{}, err
	}
	id := newIdentity(&st)
	if !id.mode.IsRegular() {
		f.Close()
		return nil, identity{}, refuse("not a regular file")
	}
	return f, id, nil
}

// sum reads a file and says who it was while it was read.
func (d *folder) sum(name string) (sum [32]byte, id identity, err error) {
	f, before, err := d.read(name)
	if err != nil {
		return sum, id, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, id, clip.Cause(err)
	}
	var st unix.Stat_t
	if err := unix.Fstat(int(f.Fd()), &st); err != nil {
		return sum, id, err
	}
	if after := newIdentity(&st); !before.sameContent(after) {
		return sum, id, refuse("it is being written to")
	}
	return [32]byte(h.Sum(nil)), before, nil
}

// renameFunc renames without replacing: EEXIST when the new name is taken,
// EINVAL or ENOSYS when the file system cannot do that.
type renameFunc func(from int, name string, to int, as string) error

func (r renameFunc) cannot(err error) bool {
	return errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS)
}

// give renames a file of ours, in quarantine or under a temporary name, to a
// name that may be anybody's, and never replaces one: EEXIST when it is taken.
func (r renameFunc) give(from *folder, name string, to *folder, as string) error {
	err := r(from.fd(), name, to.fd(), as)
	if !r.cannot(err) {
		return err
	}
	// A second name, which refuses one that is taken; then the first one, which is ours, goes.
	if err := unix.Linkat(from.fd(), name, to.fd(), as, 0); err != nil {
		return err
	}
	return unix.Unlinkat(from.fd(), name, 0)
}

// take renames a file that may be anybody's to a name of ours. It never unlinks: if another
// file takes the place of the first one meanwhile, that file is moved and can be put back.
func (r renameFunc) take(from *folder, name string, to *folder, as string) error {
	err := r(from.fd(), name, to.fd(), as)
	if !r.cannot(err) {
		return err
	}
	if _, err := to.stat(as); !errors.Is(err, unix.ENOENT) {
		return cmp.Or(err, error(unix.EEXIST))
	}
	return unix.Renameat(from.fd(), name, to.fd(), as) // nobody else makes names of ours: the folder is locked
}

// sync makes the names in a folder durable.
func (d *folder) sync() error { return d.file.Sync() }

func quoteAll(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	return strings.Join(quoted, ", ")
}
