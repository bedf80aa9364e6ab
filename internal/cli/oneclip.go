package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/source"
)

// clipName is one clip on the command line: FILE, FILE:LINE for a record of a
// JSONL file or an item of a feed, or - for standard input.
type clipName struct {
	path string
	line int // 0: the file is the clip, or has one record
}

// origin is the name as dedup takes it.
func (n clipName) origin() clip.Origin { return clip.Origin{Path: n.path, Line: n.line} }

// parseClip reads a clip's name. A file whose own name ends in a colon and a
// number is meant before a line of another.
func parseClip(arg string) clipName {
	if _, err := os.Lstat(arg); err == nil {
		return clipName{path: arg}
	}
	if path, line, ok := cutLine(arg); ok {
		return clipName{path, line}
	}
	return clipName{path: arg}
}

// cutLine parts FILE:LINE.
func cutLine(name string) (path string, line int, ok bool) {
	if i := strings.LastIndexByte(name, ':'); i > 0 {
		if n, err := strconv.Atoi(name[i+1:]); err == nil && n > 0 && name[i+1] != '+' {
			return name[:i], n, true
		}
	}
	return name, 0, false
}

// errFound ends the reading of a file whose record was found.
var errFound = errors.New("record found")

// readClip reads and cleans the one clip that is meant; o names no paths yet.
func (a *app) readClip(ctx context.Context, o dedup.Options, name clipName) (*clip.Clip, error) {
	if info, err := os.Stat(name.path); err == nil && info.IsDir() && name.path != source.Stdin {
		return nil, fmt.Errorf("read %q: is a folder, give a file", name.path)
	}
	o.Source.Paths, o.Workers = []string{name.path}, 1
	var found *clip.Clip
	var trouble error
	_, err := dedup.Clean(ctx, o,
		func(c *clip.Clip) error {
			switch {
			case name.line == 0 && found != nil:
				return fmt.Errorf("read %q: it holds more than one clip; name one by its line, as in %s:%d", name.path, name.path, c.Line)
			case name.line == 0:
				found = c
			case c.Line == 0:
				return fmt.Errorf("read line %d of %q: it is not JSONL", name.line, name.path)
			case c.Line == name.line:
				found = c
				return errFound
			}
			return nil
		},
		func(p clip.Problem) error {
			switch {
			case p.Class == clip.RuleFailed:
				a.tui.warn(p)
			case trouble == nil && (name.line == 0 || p.Line == 0 || p.Line == name.line):
				trouble = p.Err
			}
			return nil
		})
	switch {
	case errors.Is(err, errFound):
		return found, nil
	case err != nil:
		return nil, err
	case trouble != nil:
		return nil, trouble
	case found != nil:
		return found, nil
	case name.line > 0:
		return nil, fmt.Errorf("read line %d of %q: there is no such record", name.line, name.path)
	}
	return nil, fmt.Errorf("read %q: it holds no clip", name.path)
}
