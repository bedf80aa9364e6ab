package act

import (
	"context"
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

// Locks are held on folders until Close or until the process ends: then the kernel releases
// them, so no stale lock is ever left behind.
type Locks struct {
	Roots []string // absolute, without links, sorted
	files []*os.File
}

// LockedError says that another process works on a folder.
type LockedError struct {
	Root   string
	Holder string // what it wrote about itself; "" when it could not be read
}

func (e *LockedError) Error() string {
	holder := e.Holder
	if holder == "" {
		holder = "another process"
	}
	return fmt.Sprintf("lock folder %q: held by %s", e.Root, holder)
}

// lockPause is how often a lock that is waited for is tried.
const lockPause = 50 * time.Millisecond

// Lock takes the locks of folders in the order of their real paths, so that two processes
// never wait for each other. After the time wait it gives up with a *LockedError. who is
// shown to others who want the lock.
func Lock(ctx context.Context, roots []string, wait time.Duration, who string) (*Locks, error) {
	l := &Locks{}
	var trees []*tree
	defer func() {
		for _, t := range trees {
			t.close()
		}
	}()
	for _, root := range roots {
		t, err := openTree(root)
		switch {
		case errors.Is(err, fs.ErrNotExist) && !filepath.IsAbs(root):
			return nil, fmt.Errorf("lock folder %q: %w; start from the folder where the report was made", root, clip.Cause(err))
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("lock folder %q: %w; where it was moved, move it back first", root, clip.Cause(err))
		case err != nil:
			return nil, fmt.Errorf("lock folder %q: %w", root, clip.Cause(err))
		}
		trees = append(trees, t)
		if owned(t.path) {
			return nil, fmt.Errorf("lock folder %q: it is newsdup's own, where files wait for `newsdup undo`", root)
		}
	}
	slices.SortFunc(trees, func(a, b *tree) int { return strings.Compare(a.path, b.path) })
	until := time.Now().Add(wait)
	for i, t := range trees {
		if i > 0 && trees[i-1].path == t.path {
			continue
		}
		f, err := lockTree(ctx, t, until)
		if err != nil {
			l.Close()
			return nil, err
		}
		// Only for people, so nobody minds when the disk is full.
		_ = f.Truncate(0)
		_, _ = f.WriteAt([]byte(who+"\n"), 0)
		l.Roots, l.files = append(l.Roots, t.path), append(l.files, f)
	}
	return l, nil
}

// lockTree waits for the lock of one folder.
func lockTree(ctx context.Context, t *tree, until time.Time) (*os.File, error) {
	failed := func(err error) error { return fmt.Errorf("lock folder %q: %w", t.path, clip.Cause(err)) }
	dir, err := t.open(private, true)
	if err != nil {
		return nil, failed(err)
	}
	defer dir.close()
	for {
		fd, err := unix.Openat(dir.fd(), "lock", unix.O_RDWR|unix.O_CREAT|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o600)
		if err != nil {
			return nil, failed(err)
		}
		f := os.NewFile(uintptr(fd), "lock")
		err = unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			if dir.holds("lock", fd) {
				return f, nil
			}
			f.Close() // somebody deleted the file: others would lock a new one
			continue
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			f.Close()
			return nil, failed(err)
		}
		if time.Now().After(until) {
			var head [256]byte
			n, _ := io.ReadFull(f, head[:])
			f.Close()
			holder, _, _ := strings.Cut(string(head[:n]), "\n")
			return nil, &LockedError{t.path, holder}
		}
		f.Close()
		select {
		case <-time.After(lockPause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// holds reports whether an open file is the one of that name.
func (d *folder) holds(name string, fd int) bool {
	var st unix.Stat_t
	id, err := d.stat(name)
	return err == nil && unix.Fstat(fd, &st) == nil && id.dev == uint64(st.Dev) && id.ino == st.Ino
}

// covers checks that an open root is the folder that was locked: its path may lead
// to another one by now. No locks cover all: nothing is checked then.
func (l *Locks) covers(t *tree) error {
	if l == nil || t.covered {
		return nil
	}
	i := slices.Index(l.Roots, t.path)
	if i < 0 || i >= len(l.files) {
		return refuse("its folder %q is not locked", t.path)
	}
	dir, err := t.open(private, false)
	if err == nil {
		t.covered = dir.holds("lock", int(l.files[i].Fd()))
		dir.close()
	}
	if !t.covered {
		return refuse("its folder %q is not the one that was locked: it was moved or replaced", t.path)
	}
	return nil
}

// Close gives the locks back.
func (l *Locks) Close() {
	for _, f := range l.files {
		f.Close()
	}
	l.files = nil
}
