package source

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// file is the descriptor of a regular file. An os.File does more than reading
// one to its end needs: it asks the poller to watch the file, which refuses
// regular ones, and the collector to close it.
type file int

// open opens a regular file. It never waits: what was a file when it was
// listed may be a FIFO by now, and O_NONBLOCK opens that at once.
func open(path string) (file, int64, error) {
	var fd int
	err := uninterrupted(func() (err error) {
		fd, err = syscall.Open(path, syscall.O_RDONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	var info syscall.Stat_t
	err = uninterrupted(func() error { return syscall.Fstat(fd, &info) })
	if err == nil && info.Mode&syscall.S_IFMT == syscall.S_IFREG {
		return file(fd), info.Size, nil
	}
	f := os.NewFile(uintptr(fd), path)
	defer f.Close()
	other, err := f.Stat()
	if err == nil {
		err = &fs.PathError{Op: "open", Path: path, Err: fmt.Errorf("%w: %w", errNotFile, errSpecial(other.Mode()))}
	}
	return 0, 0, err
}

// Read reads on; at the end it returns io.EOF.
func (f *file) Read(b []byte) (n int, err error) {
	err = uninterrupted(func() (err error) {
		n, err = syscall.Read(int(*f), b)
		return err
	})
	switch {
	case err != nil:
		return 0, err
	case n == 0 && len(b) > 0:
		return 0, io.EOF
	}
	return n, nil
}

func (f *file) close() { syscall.Close(int(*f)) } // nothing was written that could be lost

// uninterrupted calls f until no signal cuts it short, which some network file systems allow.
func uninterrupted(f func() error) error {
	for {
		if err := f(); err != syscall.EINTR {
			return err
		}
	}
}
