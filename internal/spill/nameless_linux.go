package spill

import (
	"os"

	"golang.org/x/sys/unix"
)

// nameless opens a file that never had a name and cannot be given one.
func nameless(dir string) (*os.File, error) {
	return os.OpenFile(dir, unix.O_TMPFILE|unix.O_EXCL|os.O_RDWR, 0o600)
}
