package report

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// descriptors is where a file without a name is found to be given one.
const descriptors = "/proc/self/fd/"

// nameless opens a file in dir that has no name yet.
func nameless(dir string) (*os.File, error) {
	if unix.Access(descriptors, unix.X_OK) != nil {
		return nil, errors.ErrUnsupported
	}
	return os.OpenFile(dir, unix.O_TMPFILE|os.O_RDWR, 0o666)
}

// name gives a nameless file a name that nothing has.
func name(f *os.File, path string) error {
	return unix.Linkat(unix.AT_FDCWD, fmt.Sprint(descriptors, f.Fd()), unix.AT_FDCWD, path, unix.AT_SYMLINK_FOLLOW)
}
