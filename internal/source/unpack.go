package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"newsdup/internal/clip"
)

// unpacker reads packed streams, one after the other. The zero value works.
type unpacker struct {
	gzip *gzip.Reader
	zstd *zstd.Decoder
}

// maxZstdWindow bounds the memory of a hostile frame; levels up to 20 need no more.
const maxZstdWindow = 32 << 20

// open starts a packed stream; what it gives is good until the next one.
func (u *unpacker) open(packed compression, src io.Reader) (_ io.Reader, err error) {
	if packed == gzipped {
		if u.gzip == nil {
			u.gzip = new(gzip.Reader)
		}
		return u.gzip, u.gzip.Reset(src)
	}
	if u.zstd == nil {
		u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return nil, err
		}
	}
	return u.zstd, u.zstd.Reset(src)
}

// damage says how packed bytes are damaged.
func damage(err error) (clip.ProblemClass, error) {
	switch {
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return clip.TooLarge, fmt.Errorf("needs more than %d bytes of memory; pack it again without --ultra or --long: %w", maxZstdWindow, err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return clip.Corrupt, errors.New("cut short; fetch it again")
	}
	return clip.Corrupt, fmt.Errorf("damaged: %w; fetch it again", err)
}

// errBehind is what stands behind the end of a gzip stream, whose first member was fine.
var errBehind = errors.New("bytes behind the end that are no gzip; cut them off or fetch it again")

// peek says how a stream is packed. It asks for no more bytes than it must: the
// next ones may come only after the first line has been answered.
func peek(in *bufio.Reader) compression {
	for n := 1; ; n++ {
		head, err := in.Peek(n)
		if packed := compressionOf(head); packed != plain {
			return packed
		}
		if err != nil || !mayBePacked(head) {
			return plain
		}
	}
}

// mayBePacked reports whether compressionOf could say more of a longer beginning.
func mayBePacked(b []byte) bool {
	begins := func(opening string) bool { return bytes.HasPrefix([]byte(opening), b) }
	return begins(gzipOpening) || begins(zstdOpening) || b[0]&0xf0 == 0x50 && bytes.HasPrefix([]byte(skippable), b[1:])
}
