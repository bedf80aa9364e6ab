package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"newsdup/internal/clip"
)

var errLoop = fmt.Errorf("leads back to a folder it lies in: %w", syscall.ELOOP)

// explain gives the class of a system error and its message: the verb, the
// quoted path once, the cause without Go's own path prefix.
func explain(verb, name string, err error) (clip.ProblemClass, error) {
	class := clip.Unreadable
	cause := clip.Cause(err)
	switch {
	case errors.Is(err, syscall.ELOOP):
		class = clip.LinkLoop
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		class = clip.NotFound
		if target, e := os.Readlink(name); e == nil {
			return class, fmt.Errorf("%s %q: broken link to %q: %w", verb, name, target, cause)
		}
		if file, record, ok := strings.Cut(name, ":"); ok && record != "" {
			if info, e := os.Stat(file); e == nil && info.Mode().IsRegular() {
				return class, fmt.Errorf("%s %q: %w; why, diff and notsame take one record of a file, by its line: FILE:1", verb, name, cause)
			}
		}
	}
	return class, fmt.Errorf("%s %q: %w", verb, name, cause)
}
