// A report file is written whole or not at all. File writes to a temporary file in the
// folder of its target and renames it at the end. Rename is atomic within a file system
// (POSIX), so a reader sees the old report or the new one, and a full disk, an error or a
// signal leaves the old one in place.
//
// Until then the temporary file has no name, where the system allows that (O_TMPFILE), so a
// killed program leaves nothing behind; elsewhere it has a hidden name. No system call
// renames an unnamed file over another, so it too gets the hidden name at the very end, and
// a kill between that and the rename leaves it. No later run reads such a file. The next run
// with the same output removes it, unless the lock on it shows that another run is still
// writing; then that run takes another name.
//
// Writing to the target itself and removing it on failure was rejected: last night's report
// would be gone whenever tonight's fails.

package report

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// temporaryPrefix begins the name of every temporary file; source never takes such a name for a page.
const temporaryPrefix = ".newsdup-"

// maxLinks is how many symbolic links are followed to a target, as in Linux.
const maxLinks = 40

// File is an output file that appears under its name on Commit. The zero value
// is of no use: see Create.
type File struct {
	path     string // as asked, for messages
	dest     string // what the temporary file becomes; "" when f is the target itself
	temp     string // its name, if only from Commit on
	nameless bool   // it has none yet
	f        *os.File
	buf      *bufio.Writer
}

// Create begins the file at path. It fails at once when path could not be
// written at the end: a folder that is missing or read-only, or path being one.
// A symbolic link stays one, its target is replaced; a replaced file keeps its
// permissions, a new one gets those of the umask. A device, a FIFO and the
// names of open descriptors (/dev/stdout) are written directly, without Commit's promise.
// The caller must end with Commit or Abort; `defer f.Abort()` right after Create is safe.
func Create(path string) (*File, error) {
	f, err := create(path, nameless)
	if err != nil {
		return nil, fmt.Errorf("write %q: %w", path, clip.Cause(err))
	}
	return f, nil
}

// opener opens a file in a folder that has no name yet, or says that it cannot.
type opener func(dir string) (*os.File, error)

func create(path string, nameless opener) (*File, error) {
	if path == "" {
		return nil, errors.New("no file name")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		info = nil // new, or a link to what does not exist yet
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("is a folder, give a file name")
	case !info.Mode().IsRegular() || descriptor(path):
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0) // append: `>>/dev/stdout` keeps what is there
		if err != nil {
			return nil, err
		}
		return &File{path: path, f: f, buf: bufio.NewWriterSize(f, 1<<16)}, nil
	}
	dest, err := followLinks(path)
	if err != nil {
		return nil, err
	}
	return temporary(path, dest, info, nameless)
}

// ReportHead is how many bytes of a file IsReport wants, where there are so many.
const ReportHead = 1 << 10

// IsReport reports whether a file that begins with these bytes is a report of
// groups or pairs, which a new one may replace. Pages of `clean`, and lists of
// names (paths, fdupes), have no mark of their own and could be somebody's clips.
func IsReport(head []byte) bool {
	if isText(head) {
		return true
	}
	if len(head) == 0 || head[0] != '{' && head[0] != pairHeader[0][0] && head[0] != memberHeader[0][0] {
		return false // most pages, of which each is asked about
	}
	for _, opening := range []string{
		`{"v":1,"type":"run",`, `{"v":1,"run":{`, `{"v":1,"type":"pair",`, `{"v":1,"type":"scores",`,
		string(appendTSV(nil, pairHeader)), string(appendCSV(nil, pairHeader)),
	} {
		if bytes.HasPrefix(head, []byte(opening)) {
			return true
		}
	}
	return IsTable(head)
}

// isText reports whether bytes begin with the heading of a story and a line that
// may stand below it. Colour hides it.
func isText(head []byte) bool {
	for i := range shortID + len("  ") {
		if i >= len(head) || i < shortID && !isHex(head[i]) || i >= shortID && head[i] != ' ' {
			return false
		}
	}
	line, below, _ := bytes.Cut(head, []byte{'\n'})
	size := line[bytes.LastIndex(line, []byte("   "))+1:] // of the three blanks behind the title two are left
	unit := bytes.TrimLeft(size, " 0123456789,")
	if len(unit) == len(size)-len("  ") || !bytes.HasPrefix(unit, []byte("clip")) {
		return false
	}
	for _, row := range []string{"about  ", string(clip.RoleKeep) + "  ", "1. "} {
		if bytes.HasPrefix(below, []byte("  "+row)) {
			return true
		}
	}
	return false
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' }

// descriptor reports whether path names an open file of a process: to replace
// what it leads to would not reach its reader.
func descriptor(path string) bool {
	return path == "/dev/stdout" || path == "/dev/stderr" ||
		strings.HasPrefix(path, "/dev/fd/") || strings.HasPrefix(path, "/proc/")
}

// followLinks resolves symbolic links of the last element, which need not exist
// in the end. Links in the folders before it are left to the system.
func followLinks(path string) (string, error) {
	for range maxLinks {
		link, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link, or nothing there yet
		}
		if !filepath.IsAbs(link) {
			dir, _ := filepath.Split(path)
			link = dir + link // not Join: cleaning "x/.." is wrong when x is a link
		}
		path = link
	}
	return "", errors.New("too many symbolic links")
}

// temporary begins the file at path, which leads to dest. old is dest as it stands,
// nil when it is new: a file that its owner made read-only is refused, the mode of
// any other is kept.
func temporary(path, dest string, old fs.FileInfo, nameless opener) (*File, error) {
	if old != nil {
		f, err := os.OpenFile(dest, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		f.Close()
		if database(dest) {
			return nil, errDatabase
		}
	}
	dir := filepath.Dir(dest)
	t := &File{path: path, dest: dest, nameless: true}
	var err error
	if t.f, err = nameless(dir); err != nil {
		t.nameless, t.temp = false, hidden(dest)
		if t.f, err = os.OpenFile(t.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err != nil {
			return nil, err
		}
	}
	lock(t.f)
	if old != nil {
		if err := t.f.Chmod(old.Mode().Perm()); err != nil {
			t.Abort()
			return nil, err
		}
	}
	t.buf = bufio.NewWriterSize(t.f, 1<<16)
	return t, nil
}

// hidden is an unused name for the temporary file of dest. A file that a killed run left
// under it is removed.
func hidden(dest string) string {
	sum := sha256.Sum256([]byte(filepath.Base(dest))) // which may be as long as a name can be
	temp := filepath.Join(filepath.Dir(dest), fmt.Sprintf("%s%x", temporaryPrefix, sum[:8]))
	f, err := os.OpenFile(temp, os.O_RDONLY|unix.O_NONBLOCK|unix.O_NOFOLLOW, 0) // in /tmp anybody can put a FIFO there
	if errors.Is(err, fs.ErrNotExist) {
		return temp
	}
	if err == nil {
		defer f.Close()
		held, _ := f.Stat()
		if there, err := os.Lstat(temp); lock(f) && err == nil && os.SameFile(held, there) && os.Remove(temp) == nil {
			return temp
		}
	}
	return temp + "-" + rand.Text()
}

// lock takes the lock of a temporary file, which ends with the process.
func lock(f *os.File) bool { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil }

// errDatabase spares the state, where the way back of undo stands, and its cache.
var errDatabase = errors.New("is a database, newsdup's own perhaps; give another file name")

// database reports whether a file is one of SQLite.
func database(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	const opening = "SQLite format 3\x00"
	head := make([]byte, len(opening))
	n, _ := io.ReadFull(f, head)
	return string(head[:n]) == opening
}

// Write is buffered: an error may show on a later Write, on Flush or on Commit.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.buf.Write(p)
	if err != nil {
		err = f.failed(err)
	}
	return n, err
}

// Flush writes what is buffered, for which the reader of a FIFO can be long in coming:
// Commit has nothing left to wait for but the disk. Abort ends such a wait.
func (f *File) Flush() error {
	if err := f.buf.Flush(); err != nil {
		return f.failed(err)
	}
	return nil
}

// Commit makes everything written visible under the file's name, or nothing:
// on an error the temporary file is gone and the old file stands.
func (f *File) Commit() error {
	if f.f == nil {
		return fmt.Errorf("write %q: %w", f.path, os.ErrClosed)
	}
	err := f.buf.Flush()
	if err == nil && f.dest != "" && database(f.dest) { // made since Create, as by --state of the same name
		err = errDatabase
	}
	if err == nil && f.dest != "" {
		err = f.f.Sync() // else a crash after the rename could leave an empty file
	}
	if err == nil && f.nameless {
		err = f.appear()
	}
	if err == nil && f.dest != "" {
		err = os.Rename(f.temp, f.dest) // before Close, with which the lock ends
	}
	if closed := f.f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		f.remove()
	}
	f.f = nil
	if err != nil {
		return f.failed(err)
	}
	return nil
}

// appear gives the nameless file its hidden name, or copies it into a file of that
// name: not every file system that makes nameless files lets them be linked.
func (f *File) appear() error {
	f.temp = hidden(f.dest)
	if name(f.f, f.temp) == nil {
		f.nameless = false
		return nil
	}
	info, err := f.f.Stat()
	if err != nil {
		return err
	}
	c, err := os.OpenFile(f.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	f.nameless = false
	lock(c)
	_, err = io.Copy(c, io.NewSectionReader(f.f, 0, info.Size()))
	if err == nil {
		err = cmp.Or(c.Chmod(info.Mode().Perm()), c.Sync())
	}
	f.f.Close() // nothing of it is needed any more
	f.f = c
	return err
}

// Abort drops what was written and leaves the old file as it was. After Commit or Abort it does nothing.
func (f *File) Abort() {
	if f.f == nil {
		return
	}
	f.f.Close()
	f.remove()
	f.f = nil
}

// remove drops the temporary file, if there is one and it has a name.
func (f *File) remove() {
	if f.dest != "" && !f.nameless {
		os.Remove(f.temp)
	}
}

// failed names the file as the user gave it, not the temporary one.
func (f *File) failed(err error) error {
	return fmt.Errorf("write %q: %w", f.path, clip.Cause(err))
}
