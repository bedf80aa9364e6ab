package source

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

// maxName is far above what any system allows (PATH_MAX is 4,096): a longer
// one shows that the file is no list of names, before it fills the memory.
const maxName = 64 << 10

// readNames calls add for each name of a list file, end after each (the last
// one may lack it). Empty names are nothing. A list of lines may begin with a
// byte-order mark; one whose first line ends in CRLF has CRLF throughout.
func readNames(list string, stdin io.Reader, end byte, add func(string) error) error {
	r := stdin
	if list != Stdin {
		f, err := os.Open(list)
		if err != nil {
			_, err = explain("read list", list, err)
			return err
		}
		defer f.Close()
		r = f
	}
	if r == nil {
		r = strings.NewReader("")
	}
	br := bufio.NewReaderSize(r, maxName)
	crlf := false
	for n := 1; ; n++ {
		name, err := br.ReadSlice(end)
		if err == bufio.ErrBufferFull {
			return fmt.Errorf("read list %q: name %d is longer than %d bytes; --files-from takes one name a line, --files0-from a NUL after each", list, n, maxName)
		}
		name = bytes.TrimSuffix(name, []byte{end})
		if n == 1 && end == '\n' {
			name = bytes.TrimPrefix(name, []byte(byteOrderMark))
			crlf = bytes.HasSuffix(name, []byte{'\r'})
		}
		if bytes.IndexByte(name, 0) >= 0 {
			return fmt.Errorf("read list %q: name %d has a NUL in it; --files0-from takes names with a NUL behind each", list, n)
		}
		if crlf {
			name = bytes.TrimSuffix(name, []byte{'\r'})
		}
		if len(name) > 0 {
			if err := add(string(name)); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			_, err = explain("read list", list, err)
			return err
		}
	}
}
