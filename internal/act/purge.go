package act

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// Purge deletes for good what a run put into quarantine; the journal keeps the rows. Unless
// force is set, a file is refused when the clip that stayed is gone or has changed, because
// the file may then be the last of its story. It is always refused when another file was
// removed and only this one still has its bytes. The caller holds the locks of the run's
// roots and has called Recover. Results and errors are as Undo's.
func Purge(ctx context.Context, run string, force bool, locks *Locks, j Journal, tell func(Result) error) (Summary, error) {
	sum := Summary{Run: run}
	acts, err := j.Acts(ctx, run)
	if err != nil {
		return sum, fmt.Errorf("read the journal: %w", err)
	}
	needed, err := waysBack(ctx, j)
	if err != nil {
		return sum, err
	}
	s := newSites(locks)
	defer s.close()
	acts = slices.DeleteFunc(acts, func(a Act) bool { return a.Do == Remove })
	return s.end(ctx, sum, acts, Purged, j, tell, func(a *Act) error { return s.purge(ctx, run, a, needed, force, j) })
}

// waysBack lists the bytes of files that were removed and could be made again.
func waysBack(ctx context.Context, j Journal) (map[[32]byte][]*Act, error) {
	needed := map[[32]byte][]*Act{}
	runs, err := j.Runs(ctx)
	for _, run := range runs {
		var acts []Act
		if acts, err = j.Acts(ctx, run.ID); err != nil {
			break
		}
		for i := range acts {
			if acts[i].Do == Remove && acts[i].State == Done {
				needed[acts[i].SHA256] = append(needed[acts[i].SHA256], &acts[i])
			}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	return needed, nil
}

// stayed checks that the clip that stayed for an act still exists: in its place, as a link
// in the place of the file, or in the quarantine of a later run. If a later run has taken
// it, the clip that stayed in that run counts. The file itself never counts: of two clips
// each may have been taken in favour of the other, by two runs.
func (s *sites) stayed(ctx context.Context, run string, e *ends, a *Act, j Journal) error {
	if e.inErr == nil && (a.Do == Hardlink || a.Do == Reflink) {
		if sum, _, err := e.dir.sum(e.name); err == nil && sum == a.KeepSHA {
			return nil
		}
	}
	tried := map[string]bool{}
	for kept := *a; !tried[kept.Keep]; {
		tried[kept.Keep] = true
		if keepThere(&kept) == nil {
			return nil
		}
		later, in, ok := lastAct(ctx, j, kept.Keep)
		if !ok || later.State != Done && later.State != Purged || later.SHA256 != kept.KeepSHA || in == run && later.N == a.N {
			break
		}
		if f, err := readFile(later.Root+"/"+storePath(in, later.Path), kept.KeepSHA); err == nil {
			return f.Close()
		}
		kept = later
	}
	return refuse("the clip that stayed, %q: %v; this may be the last of its story: undo the run, or give --force", a.Keep, clip.Cause(keepThere(a)))
}

func (s *sites) purge(ctx context.Context, run string, a *Act, needed map[[32]byte][]*Act, force bool, j Journal) error {
	e, err := s.look(run, a)
	if err != nil {
		return err
	}
	if e.storedErr != nil {
		return nil // it is gone already
	}
	if !force {
		if err := s.stayed(ctx, run, &e, a, j); err != nil {
			return err
		}
	}
	for _, removed := range needed[a.SHA256] {
		if keepThere(removed) != nil {
			return refuse("it is the way back of %q, which has been removed: undo that run first", removed.Root+"/"+removed.Path)
		}
	}
	if sum, _, err := e.store.sum(e.as); err != nil || sum != a.SHA256 {
		return cmp.Or(err, refuse("it is not the file that was moved there: look at %q yourself", a.Root+"/"+storePath(run, a.Path)))
	}
	if err := unix.Unlinkat(e.store.fd(), e.as, 0); err != nil {
		return err
	}
	prune(s.stores[a.Root], run, a.Path)
	return nil
}
