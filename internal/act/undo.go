package act

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// Undo puts back what a run took, the last act first: names, modes and times,
// those of the folders too where nobody else changed them since. It never
// overwrites: a name that is taken is refused, and a later Undo of the same run
// goes on there. The caller holds the locks of the run's roots and has called
// Recover. Each act that was done gets one Result; the error is the journal's,
// tell's or the context's.
func Undo(ctx context.Context, run string, j Journal, tell func(Result) error) (Summary, error) {
	sum := Summary{Run: run}
	acts, err := j.Acts(ctx, run)
	if err != nil {
		return sum, fmt.Errorf("read the journal: %w", err)
	}
	s := newSites()
	defer s.close()
	times := newDirTimes(acts)
	var batch []Act
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := s.sync(batch, run)
		if marked := j.Mark(context.WithoutCancel(ctx), run, batch); marked != nil {
			err = errors.Join(err, fmt.Errorf("write the journal: %w", marked))
		}
		batch = batch[:0]
		return err
	}
	for i := len(acts) - 1; i >= 0; i-- {
		a := acts[i]
		if a.State != Done {
			continue
		}
		if err := ctx.Err(); err != nil {
			return sum, errors.Join(err, flush())
		}
		r := Result{Path: a.Root + "/" + a.Path, Keep: a.Keep, Do: a.Do, Relation: a.Relation, Outcome: OutDone, Size: a.Size}
		if err := s.putBack(ctx, run, &a, j, times); err != nil {
			r.Outcome, r.Why = OutRefused, bare(err).Error()
		} else {
			a.State, a.Note = Undone, ""
			batch = append(batch, a)
		}
		sum.count(r)
		if err := tell(r); err != nil {
			return sum, errors.Join(err, flush())
		}
		if len(batch) == batchSize {
			if err := flush(); err != nil {
				return sum, err
			}
		}
	}
	return sum, flush()
}

// sync makes the folders of acts durable.
func (s *sites) sync(acts []Act, run string) error {
	sc := newSyncer(s.files)
	for i := range acts {
		sc.add(acts[i].Root, acts[i].Path)
		if acts[i].Do != Remove {
			sc.add(acts[i].Root, storePath(run, acts[i].Path))
		}
	}
	return sc.sync()
}

// putBack takes one act back.
func (s *sites) putBack(ctx context.Context, run string, a *Act, j Journal, times dirTimes) error {
	e, err := s.look(run, a)
	if err != nil {
		return err
	}
	if a.Do == Remove {
		return s.copyBack(ctx, &e, a, j, times)
	}
	if e.storedErr != nil {
		if e.inErr == nil && e.in.mode.IsRegular() {
			if sum, _, err := e.dir.sum(e.name); err == nil && sum == a.SHA256 {
				return nil // an undo that was killed put it back
			}
		}
		return refuse("it is not in quarantine any more")
	}
	if sum, _, err := e.store.sum(e.as); err != nil {
		return err
	} else if sum != a.SHA256 {
		return refuse("it changed in quarantine: take it from %q yourself", a.Root+"/"+storePath(run, a.Path))
	}
	dir, name, err := s.files[a.Root].parent(a.Path, true)
	if err != nil {
		return err
	}
	d := times.look(a, dir)
	if e.inErr == nil {
		if err := e.ours(a); err != nil {
			return err
		}
		if err := unix.Unlinkat(dir.fd(), name, 0); err != nil {
			return err
		}
	}
	if err := move(e.store, e.as, dir, name); err != nil {
		if errors.Is(err, unix.EEXIST) {
			return refuse("a file of that name exists: move it away, then undo again")
		}
		return err
	}
	prune(s.stores[a.Root], run, a.Path)
	return d.done(dir)
}

// ours checks that what stands in the file's place is what the run put there,
// and that the clip it stands for is still in its own.
func (e *ends) ours(a *Act) error {
	taken := refuse("a file of that name exists: move it away, then undo again")
	switch a.Do {
	case Symlink:
		buf := make([]byte, 4096)
		n, err := unix.Readlinkat(e.dir.fd(), e.name, buf)
		if err != nil || string(buf[:n]) != linkText(a.Root, a.Path, a.Keep) {
			return taken
		}
		return nil
	case Hardlink, Reflink:
		sum, _, err := e.dir.sum(e.name)
		if err != nil || sum != a.KeepSHA {
			return taken
		}
		if err := keepThere(a); err != nil {
			return refuse("the clip that stayed, %q: %v; the link may be all that is left of it", a.Keep, bare(err))
		}
		return nil
	}
	return taken
}

// copyBack makes a removed file again, from a file with the same bytes.
func (s *sites) copyBack(ctx context.Context, e *ends, a *Act, j Journal, times dirTimes) error {
	if e.inErr == nil {
		if sum, _, err := e.dir.sum(e.name); err == nil && sum == a.SHA256 {
			return nil
		}
		return refuse("a file of that name exists: move it away, then undo again")
	}
	from, err := original(ctx, a, j)
	if err != nil {
		return err
	}
	defer from.Close()
	dir, name, err := s.files[a.Root].parent(a.Path, true)
	if err != nil {
		return err
	}
	d := times.look(a, dir)
	temp := tempName("undo", a.N)
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
		err = dir.dress(dst, temp, a.Mode, a.ModTime)
	}
	if err == nil {
		err = move(dir, temp, dir, name)
	}
	if err != nil {
		_ = unix.Unlinkat(dir.fd(), temp, 0)
		return bare(err)
	}
	return d.done(dir)
}

// original opens a file with the bytes of a removed one: the clip that stayed,
// in its place or in the quarantine of a later run.
func original(ctx context.Context, a *Act, j Journal) (*os.File, error) {
	dir, name, err := openFile(a.Keep)
	if err == nil {
		defer dir.close()
		var f *os.File
		if f, _, err = dir.read(name); err == nil {
			return f, nil
		}
	}
	if rest, ok := below(a.Keep, a.Root); ok {
		if later, run, found := j.Last(ctx, a.Root, rest); found == nil && later.State == Done && later.SHA256 == a.SHA256 {
			if dir, name, err := openFile(a.Root + "/" + storePath(run, rest)); err == nil {
				defer dir.close()
				if f, _, err := dir.read(name); err == nil {
					return f, nil
				}
			}
		}
	}
	return nil, refuse("the clip with the same bytes, %q: %v", a.Keep, bare(err))
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
