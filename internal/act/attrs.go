//go:build linux || darwin || freebsd || netbsd

package act

import (
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// listAttrs names the extended attributes of a file; none where there can be none.
func listAttrs(f *os.File) []string {
	names := sized(func(b []byte) (int, error) { return unix.Flistxattr(int(f.Fd()), b) })
	return strings.FieldsFunc(string(names), func(r rune) bool { return r == 0 })
}

func readAttr(f *os.File, name string) (value []byte, err error) {
	value = sized(func(b []byte) (n int, _ error) { n, err = unix.Fgetxattr(int(f.Fd()), name, b); return n, err })
	return value, err
}

func writeAttr(f *os.File, name string, value []byte) error {
	return unix.Fsetxattr(int(f.Fd()), name, value, 0)
}

// sized calls get for the size, and again with room for it; nil when it fails.
func sized(get func([]byte) (int, error)) []byte {
	n, err := get(nil)
	if err != nil || n <= 0 {
		return nil
	}
	b := make([]byte, n)
	if n, err = get(b); err != nil {
		return nil
	}
	return b[:n]
}
