package act

import "golang.org/x/sys/unix"

func renameNoReplace(from int, name string, to int, as string) error {
	return unix.Renameat2(from, name, to, as, unix.RENAME_NOREPLACE)
}

// clone makes dst share the blocks of src.
func clone(dst, src int) error { return unix.IoctlFileClone(dst, src) }
