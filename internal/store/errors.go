package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"newsdup/internal/clip"
)

// Condition names how a file was found, or why it was refused; the texts are
// part of the output of `newsdup state info`.
type Condition string

// The conditions of a file that can be used.
const (
	New     Condition = "new"     // made just now
	Current Condition = "current" // of this format
	Older   Condition = "older"   // of an earlier format: it was migrated
)

// The conditions of a file that was refused.
const (
	Newer      Condition = "newer"      // of a later newsdup
	Stale      Condition = "stale"      // a state whose documents were compared in another way
	Corrupt    Condition = "corrupt"    // damaged
	Foreign    Condition = "foreign"    // of another program
	Link       Condition = "link"       // a symbolic link, or no regular file
	Missing    Condition = "missing"    // it is not there, and was not to be made
	ReadOnly   Condition = "read-only"  // it or its folder cannot be written
	Full       Condition = "full"       // no space is left on the disk
	Busy       Condition = "busy"       // another run holds it
	Unreadable Condition = "unreadable" // the disk failed, or a folder above it may not be entered
)

// Error is a state or cache that cannot be used. Its text says what to do.
type Error struct {
	Condition Condition
	Verb      string // "open", "read", "write"
	Kind      string // "state" or "cache"
	Path      string
	Err       error // may be nil
}

func (e *Error) Error() string {
	wrong, advice := e.what()
	if e.Err != nil {
		wrong += ": " + clip.Cause(e.Err).Error()
	}
	if advice != "" {
		wrong += "; " + advice
	}
	return fmt.Sprintf("%s %s %q: %s", e.Verb, e.Kind, e.Path, wrong)
}

func (e *Error) Unwrap() error { return e.Err }

// what says what is wrong and what to do about it.
func (e *Error) what() (wrong, advice string) {
	switch e.Condition {
	case Newer:
		return "it was written by a later newsdup", "use that one, or another file"
	case Corrupt:
		if e.Kind == "cache" {
			return "it is damaged", "delete it, nothing is lost"
		}
		return "it is damaged", fmt.Sprintf("newsdup state verify --repair --state %q saves what can be read into a new file", e.Path)
	case Foreign:
		return "it is no newsdup " + e.Kind, "name another file"
	case Link:
		return "it is a link or no regular file", "name the file itself"
	case Missing:
		return "there is none", "nothing was kept there yet; --state names another"
	case Stale:
		return "its clips were compared with other options", fmt.Sprintf("give these again, or name another file, or forget the clips: newsdup state forget --older-than 1s --state %q", e.Path)
	case ReadOnly:
		return "it cannot be written", "name a file in a folder that can"
	case Full:
		return "no space is left on the disk", ""
	case Busy:
		return "another newsdup is writing it", "try again later"
	}
	return "it cannot be read", ""
}

// ConditionOf is the condition of an *Error in err's tree; "" when there is none.
func ConditionOf(err error) Condition {
	var e *Error
	if errors.As(err, &e) {
		return e.Condition
	}
	return ""
}

// fail names an error of the database or the system, and leaves others as they are.
func (f *file) fail(verb string, err error) error {
	var named *Error
	if err == nil || errors.As(err, &named) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if c := conditionOf(err); c != "" {
		return &Error{c, verb, f.kind.name, f.path, err}
	}
	return err
}

// conditionOf is the condition that an error of the database or the system speaks of; "" for any other.
func conditionOf(err error) Condition {
	var e *sqlite.Error
	if errors.As(err, &e) {
		if e.Code() == sqlitelib.SQLITE_IOERR_SHMSIZE { // what a full disk is called in WAL mode before anything is written
			return Full
		}
		switch e.Code() & 0xff {
		case sqlitelib.SQLITE_BUSY, sqlitelib.SQLITE_LOCKED:
			return Busy
		case sqlitelib.SQLITE_READONLY, sqlitelib.SQLITE_CANTOPEN, sqlitelib.SQLITE_PERM:
			return ReadOnly
		case sqlitelib.SQLITE_FULL:
			return Full
		case sqlitelib.SQLITE_CORRUPT, sqlitelib.SQLITE_NOTADB:
			return Corrupt
		}
		return Unreadable
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Missing
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ReadOnly
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return Full
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return Unreadable
	}
	return ""
}
