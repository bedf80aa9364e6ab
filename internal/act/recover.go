// What a run that was killed had done.
//
// Every act of such a run is recorded as done, failed or planned. For a planned act
// the place of its file tells how far it came:
//
//	in quarantine  in place   act                 it was
//	yes            no         quarantine          done
//	yes            no         a link, remove      begun: put back
//	yes            our link   a link              done
//	yes            a file     any                 done, and a new file came since
//	no             yes        any                 not begun
//	no             no         remove              done
//	no             no         others              taken by another program: recorded as failed
//
// A link that was made but not yet moved into place is removed. A file in both places
// under one inode was being moved by link and unlink (see give): the second name is
// removed. The clock decides nothing.

package act

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// Recover notes what became of the planned acts of runs that did not end, in
// the folders roots (absolute, without links), whose locks the caller holds; nil
// locks are not checked. It returns how many acts it found.
func Recover(ctx context.Context, roots []string, locks *Locks, j Journal) (int, error) {
	runs, err := j.Runs(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the journal: %w", err)
	}
	held := map[string]bool{}
	for _, r := range roots {
		held[r] = true
	}
	found := 0
	for _, run := range runs {
		if run.Ended {
			continue
		}
		n, err := recoverRun(ctx, run.ID, held, locks, j)
		found += n
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

func recoverRun(ctx context.Context, run string, held map[string]bool, locks *Locks, j Journal) (int, error) {
	acts, err := j.Acts(ctx, run)
	if err != nil {
		return 0, fmt.Errorf("read the journal: %w", err)
	}
	s := newSites(locks)
	defer s.close()
	var noted []Act
	open := false
	for _, a := range acts {
		if a.State != Planned {
			continue
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if !held[a.Root] {
			open = true
			continue
		}
		if a.State, a.Note, err = s.fate(run, &a); err != nil {
			open = true // the folder cannot be read now: the next run looks again
			continue
		}
		noted = append(noted, a)
	}
	if len(noted) > 0 {
		if err := s.sync(noted, run); err != nil {
			return 0, err
		}
		if err := j.Mark(context.WithoutCancel(ctx), run, noted); err != nil {
			return 0, fmt.Errorf("write the journal: %w", err)
		}
	}
	if !open {
		if err := j.End(context.WithoutCancel(ctx), run); err != nil {
			return len(noted), fmt.Errorf("write the journal: %w", err)
		}
	}
	return len(noted), nil
}

// sites is the open roots of acts, by absolute path: for files, and for their quarantines.
type sites struct {
	locks         *Locks // nil is not checked
	files, stores map[string]*tree
	rename        renameFunc
	wanted        map[[32]byte]bool     // by undo: bytes that acts need to be taken back
	places        map[[32]byte][]string // by undo: files that may have them; nil until a clip that stayed has not
}

func newSites(l *Locks) *sites {
	return &sites{locks: l, files: map[string]*tree{}, stores: map[string]*tree{}, rename: renameNoReplace}
}

func (s *sites) close() {
	for _, t := range s.files {
		t.close()
	}
	for _, t := range s.stores {
		t.close()
	}
}

// ends is both places of an act's file.
type ends struct {
	dir, store *folder // nil when the folder is not there
	name, as   string
	in, stored identity
	inErr      error // fs.ErrNotExist when the file is not in place
	storedErr  error // the same of the quarantine
}

// look opens both folders of an act and looks at both entries.
func (s *sites) look(run string, a *Act) (e ends, err error) {
	t, err := open(s.files, a.Root)
	if err != nil {
		return e, refuse("its folder %q: %v", a.Root, clip.Cause(err))
	}
	q, err := openTwin(s.stores, s.files, a.Root)
	if err != nil {
		return e, refuse("its folder %q: %v", a.Root, clip.Cause(err))
	}
	if t.path != a.Root {
		return e, refuse("its folder %q is a link now", a.Root)
	}
	if err := s.locks.covers(t); err != nil {
		return e, err
	}
	if e.dir, e.name, e.inErr = t.parent(a.Path, false); e.inErr == nil {
		e.in, e.inErr = e.dir.stat(e.name)
	}
	if e.store, e.as, e.storedErr = q.parent(storePath(run, a.Path), false); e.storedErr == nil {
		e.stored, e.storedErr = e.store.stat(e.as)
	}
	for _, err := range []error{e.inErr, e.storedErr} {
		if err != nil && !errors.Is(err, unix.ENOENT) {
			return e, err
		}
	}
	return e, nil
}

// twice reports whether the file is in both places, one inode: between two calls of give.
func (e *ends) twice() bool {
	return e.inErr == nil && e.storedErr == nil && e.in.dev == e.stored.dev && e.in.ino == e.stored.ino
}

// fate finds out what became of a planned act, and puts back what was half done.
func (s *sites) fate(run string, a *Act) (State, string, error) {
	e, err := s.look(run, a)
	if err != nil {
		return Planned, "", err
	}
	if e.dir != nil && (a.Do == Hardlink || a.Do == Symlink || a.Do == Reflink) {
		dropTemp(e.dir, tempName(run, a.N), a)
	}
	const interrupted = "the run was interrupted"
	switch {
	case e.storedErr != nil && e.inErr == nil:
		return Failed, interrupted, nil
	case e.storedErr != nil && a.Do == Remove:
		return Done, "", nil
	case e.storedErr != nil:
		return Failed, "neither in its place nor in quarantine", nil
	case e.twice():
		return Failed, interrupted, unix.Unlinkat(e.store.fd(), e.as, 0)
	case e.inErr == nil || a.Do == Quarantine:
		return Done, "", nil
	case e.dir == nil:
		return Done, "its folder is gone", nil // it stays in quarantine, and undo makes the folder
	}
	return Failed, interrupted, s.rename.give(e.store, e.as, e.dir, e.name)
}

// dropTemp removes a link that never came into its place; not when it is the last of the clip that stays.
func dropTemp(dir *folder, temp string, a *Act) {
	id, err := dir.stat(temp)
	if err != nil {
		return
	}
	if id.mode.IsRegular() && keepThere(a) != nil {
		return
	}
	_ = unix.Unlinkat(dir.fd(), temp, 0)
}

// keepThere checks that the clip that stays is in its place with the bytes it had.
func keepThere(a *Act) error {
	dir, name, err := openFile(a.Keep)
	if err != nil {
		return err
	}
	defer dir.close()
	sum, _, err := dir.sum(name)
	if err == nil && sum != a.KeepSHA {
		err = refuse("it changed")
	}
	return err
}

// openFile opens the folder of an absolute path that had no link in it; now it must have none.
func openFile(path string) (*folder, string, error) {
	parent, name := split(path)
	if parent == "" {
		parent = "/"
	}
	t, err := openTree(parent)
	if err != nil {
		return nil, "", err
	}
	if t.path != parent {
		t.close()
		return nil, "", refuse("%q is behind a symbolic link now", path)
	}
	return t.top, name, nil
}
