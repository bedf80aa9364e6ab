//go:build unix && !(linux || darwin || freebsd || netbsd)

package act

import (
	"os"

	"golang.org/x/sys/unix"
)

// Extended attributes: not here.

func listAttrs(*os.File) []string { return nil }

func readAttr(*os.File, string) ([]byte, error) { return nil, unix.ENOTSUP }

func writeAttr(*os.File, string, []byte) error { return unix.ENOTSUP }
