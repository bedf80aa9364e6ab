// The two formats for other programs. paths names the clips that could go: every member
// except the keeper and clips of the reference set; with `--level copy` these are copies
// only. A clip that is one record of a JSONL file is named FILE:LINE, never FILE: a program
// that deletes what it is given must not hit a file of many clips.
//
//	paths          b.txt LF  c.txt LF
//	paths, NUL     b.txt NUL c.txt NUL
//	fdupes         a.txt LF b.txt LF  LF  c.txt LF d.txt LF
//	fdupes, NUL    a.txt NUL b.txt NUL  NUL  c.txt NUL d.txt NUL

package report

import (
	"io"

	"newsdup/internal/clip"
)

// pathsWriter writes paths and, when whole, fdupes.
type pathsWriter struct {
	resultsOnly
	w     io.Writer
	o     Options
	whole bool // the keeper too, and an empty record between groups
	began bool // a group has been written
	buf   []byte
}

func (p *pathsWriter) Group(g *clip.Group) (err error) {
	members := g.Members
	if !p.whole {
		members = members[min(1, len(members)):]
	}
	p.buf = p.buf[:0]
	if p.whole && p.began {
		p.buf = p.end(p.buf)
	}
	p.began = true
	for i := range members {
		if members[i].Against && members[i].Role != clip.RoleKeep {
			continue
		}
		name := members[i].Origin.String()
		if p.o.NUL {
			p.buf = append(p.buf, name...)
		} else {
			p.buf = appendEscaped(p.buf, name)
		}
		if p.buf, err = passOn(p.w, p.end(p.buf)); err != nil {
			return err
		}
	}
	return write(p.w, p.buf)
}

// end appends the byte that ends a name.
func (p *pathsWriter) end(dst []byte) []byte {
	if p.o.NUL {
		return append(dst, 0)
	}
	return append(dst, '\n')
}
