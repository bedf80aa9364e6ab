//go:build unix && !linux

package act

import "golang.org/x/sys/unix"

// renameNoReplace: no such call here; move takes the other way.
func renameNoReplace(int, string, int, string) error { return unix.ENOSYS }

// clone makes dst share the blocks of src: not here.
func clone(dst, src int) error { return unix.ENOTSUP }
