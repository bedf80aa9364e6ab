package act

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// Undo puts back what a run took, the last act first, with names, modes and times. A folder
// gets its old time back unless somebody else has changed it since; a file that was deleted
// also gets what owner.go lists. Undo never overwrites: if a name is taken, the file is
// refused, and a later Undo of the same run continues with it. The caller holds the locks
// of the run's roots (nil locks are not checked) and has called Recover. Each act that was
// done gets one Result. The error is of the journal, of tell or the context's.
func Undo(ctx context.Context, run string, locks *Locks, j Journal, tell func(Result) error) (Summary, error) {
	sum := Summary{Run: run}
	acts, err := j.Acts(ctx, run)
	if err != nil {
		return sum, fmt.Errorf("read the journal: %w", err)
	}
	s := newSites(locks)
	defer s.close()
	return s.undo(ctx, sum, acts, j, tell)
}

func (s *sites) undo(ctx context.Context, sum Summary, acts []Act, j Journal, tell func(Result) error) (Summary, error) {
	times := newDirTimes(acts)
	slices.Reverse(acts)
	s.wanted = map[[32]byte]bool{}
	for i := range acts {
		s.wanted[acts[i].wants()] = true
	}
	return s.end(ctx, sum, acts, Undone, j, tell, func(a *Act) error { return s.putBack(ctx, sum.Run, a, j, times) })
}

// sync makes the folders of acts durable.
func (s *sites) sync(acts []Act, run string) error {
	sc := newSyncer(s.files)
	for i := range acts {
		sc.add(acts[i].Root, acts[i].Path)
		sc.add(acts[i].Root, storePath(run, acts[i].Path))
	}
	return sc.sync()
}

// putBack takes one act back.
func (s *sites) putBack(ctx context.Context, run string, a *Act, j Journal, times dirTimes) error {
	e, err := s.look(run, a)
	if err != nil {
		return err
	}
	if a.Do == Remove && e.storedErr != nil {
		return s.copyBack(ctx, run, &e, a, j, times)
	}
	if e.storedErr != nil {
		if e.inErr == nil && e.in.mode.IsRegular() {
			if sum, _, err := e.dir.sum(e.name); err == nil && sum == a.SHA256 {
				// An undo that was killed put it back, and may have left what it took aside.
				if temp := undoName(run, a.N); a.Do != Quarantine && s.ours(ctx, a, e.dir, temp, j) == nil {
					return unix.Unlinkat(e.dir.fd(), temp, 0)
				}
				return nil
			}
		}
		return refuse("it is not in quarantine any more")
	}
	if sum, _, err := e.store.sum(e.as); err != nil {
		return err
	} else if sum != a.SHA256 {
		return refuse("it changed in quarantine: take it from %q yourself", a.Root+"/"+storePath(run, a.Path))
	}
	if a.Do != Quarantine && a.Do != Remove {
		if later, took, ok := lastAct(ctx, j, a.Root+"/"+a.Path); ok && took != run && later.State == Done {
			return refuse("run %s took what this one had left in its place: undo that one first", took)
		}
	}
	dir, name, err := s.files[a.Root].parent(a.Path, true)
	if err != nil {
		return err
	}
	d := times.look(a, dir)
	temp := undoName(run, a.N)
	if e.twice() {
		err = unix.Unlinkat(e.store.fd(), e.as, 0)
	} else {
		err = s.swap(ctx, a, &e, dir, name, temp, j)
	}
	if err != nil {
		return err
	}
	if a.Do != Quarantine {
		_ = unix.Unlinkat(dir.fd(), temp, 0) // what swap took aside
	}
	prune(s.stores[a.Root], run, a.Path)
	return d.done(dir)
}

// undoName is where an undo has what a run put in a file's place, until the file is back.
func undoName(run string, n int) string { return tempName("undo-"+run, n) }

// swap takes the link of a run aside, if there is one, and puts the file in its place.
func (s *sites) swap(ctx context.Context, a *Act, e *ends, dir *folder, name, temp string, j Journal) error {
	if a.Do != Quarantine && a.Do != Remove {
		if err := s.aside(ctx, a, dir, name, temp, j); err != nil {
			return err
		}
	}
	err := s.rename.give(e.store, e.as, dir, name)
	if err == nil {
		return nil
	}
	_ = s.rename.give(dir, temp, dir, name) // if there is one; the next undo finds it else
	if errors.Is(err, unix.EEXIST) {
		return taken()
	}
	return err
}

func taken() error { return refuse("a file of that name exists: move it away, then undo again") }

// aside moves the link that a run put in a file's place to a temporary name, and looks at
// it there. Whatever appears in the file's place after that belongs to somebody else and
// stays. If a file has the temporary name already, an undo that was killed left it.
func (s *sites) aside(ctx context.Context, a *Act, dir *folder, name, temp string, j Journal) error {
	was, err := dir.stat(name)
	if errors.Is(err, unix.ENOENT) {
		if _, err := dir.stat(temp); errors.Is(err, unix.ENOENT) {
			return nil
		}
		why := s.ours(ctx, a, dir, temp, j)
		if why != nil {
			_ = s.rename.give(dir, temp, dir, name)
		}
		return why
	}
	if err != nil {
		return err
	}
	if err := s.ours(ctx, a, dir, name, j); err != nil {
		return err
	}
	if err := s.rename.take(dir, name, dir, temp); err != nil {
		return err
	}
	if now, err := dir.stat(temp); err != nil || !now.sameContent(was) {
		_ = s.rename.give(dir, temp, dir, name)
		return taken()
	}
	return nil
}

// ours checks that what stood in the file's place is what the run put there,
// and that it is not all that is left of the clip it stands for.
func (s *sites) ours(ctx context.Context, a *Act, dir *folder, name string, j Journal) error {
	switch a.Do {
	case Symlink:
		if dir.leads(name, a) {
			return nil
		}
	case Hardlink, Reflink:
		if sum, _, err := dir.sum(name); err != nil || sum != a.KeepSHA {
			return taken()
		}
		f, err := s.source(ctx, a, j)
		if err != nil {
			return refuse("the clip that stayed, %q: %v; the link may be all that is left of it: keep it under another name, then undo again", a.Keep, clip.Cause(err))
		}
		return f.Close()
	}
	return taken()
}

// copyBack makes a removed file again, from a file with the same bytes.
func (s *sites) copyBack(ctx context.Context, run string, e *ends, a *Act, j Journal, times dirTimes) error {
	if e.inErr == nil {
		if sum, _, err := e.dir.sum(e.name); err == nil && sum == a.SHA256 {
			return nil
		}
		return taken()
	}
	from, err := s.source(ctx, a, j)
	if err != nil {
		return refuse("the clip with the same bytes, %q: %v", a.Keep, clip.Cause(err))
	}
	defer from.Close()
	dir, name, err := s.files[a.Root].parent(a.Path, true)
	if err != nil {
		return err
	}
	d := times.look(a, dir)
	temp := undoName(run, a.N)
	_ = unix.Unlinkat(dir.fd(), temp, 0) // of an undo that was killed
	dst, err := dir.create(temp)
	if err != nil {
		return err
	}
	defer dst.Close()
	h := sha256.New()
	if _, err = io.Copy(io.MultiWriter(dst, h), from); err == nil && [32]byte(h.Sum(nil)) != a.SHA256 {
		err = refuse("the clip that stayed changed while it was copied")
	}
	if err == nil {
		err = dir.dress(dst, temp, a)
	}
	if err == nil {
		err = s.rename.give(dir, temp, dir, name)
	}
	if err != nil {
		_ = unix.Unlinkat(dir.fd(), temp, 0)
		return clip.Cause(err)
	}
	return d.done(dir)
}

// prune removes the folders of a quarantine that are empty now, from that of an act up.
func prune(q *tree, run, path string) {
	q.forget()
	for dir, _ := split(storePath(run, path)); dir != private; dir, _ = split(dir) {
		if q.top.root.Remove(dir) != nil { // not empty, or not there
			return
		}
	}
}
