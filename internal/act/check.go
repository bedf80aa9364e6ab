package act

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// scene is the folders of one application, opened as files in them are met.
type scene struct {
	held    *Locks               // nil is not checked
	roots   []string             // of files that may go
	known   []string             // of clips that stay: those, and the reference set
	trees   map[string]*tree     // by root as the report names it
	stores  map[string]*tree     // the same roots, for their quarantines
	keepers map[string]*tree     // the same roots, for the clips that stay
	keeps   map[string]kept      // by path as the report names it
	kept    map[[2]uint64]string // those by place on the disk
	protect []string             // absolute, without links
}

// kept is a clip that stays, as it was when it was hashed.
type kept struct {
	path string // absolute
	sum  [32]byte
	identity
}

func newScene(c Choice, held *Locks) *scene {
	s := &scene{held: held, roots: c.Roots, known: slices.Concat(c.Roots, c.Against), keeps: map[string]kept{}, kept: map[[2]uint64]string{},
		trees: map[string]*tree{}, stores: map[string]*tree{}, keepers: map[string]*tree{}}
	for _, p := range slices.Concat(c.Protect, c.Against) {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			p = real
		}
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		s.protect = append(s.protect, p)
	}
	return s
}

func (s *scene) close() {
	for _, trees := range []map[string]*tree{s.trees, s.stores, s.keepers} {
		for _, t := range trees {
			t.close()
		}
	}
}

// open gives the tree of a root.
func open(in map[string]*tree, root string) (*tree, error) {
	if t := in[root]; t != nil {
		return t, nil
	}
	t, err := openTree(root)
	if err == nil {
		in[root] = t
	}
	return t, err
}

// openTwin gives the tree of a root that trees has, out of another map: each tree has
// one folder open, and an act needs three at a time. All three are of one folder,
// whatever stands at the root's path by now.
func openTwin(in, trees map[string]*tree, root string) (*tree, error) {
	if t := in[root]; t != nil {
		return t, nil
	}
	first, err := open(trees, root)
	if err != nil {
		return nil, err
	}
	t, err := first.twin()
	if err == nil {
		in[root] = t
	}
	return t, err
}

func (s *scene) store(root string) (*tree, error) { return openTwin(s.stores, s.trees, root) }

// spot is a file that the report names: its folder, open, and its bare name.
type spot struct {
	tree *tree
	root string // as the report names it
	rest string // below the root
	dir  *folder
	name string
}

func (s *spot) full() string { return s.tree.path + "/" + s.rest }

// find opens the folder of a file that the report names.
func (s *scene) find(in map[string]*tree, roots []string, path string) (at spot, err error) {
	if at.root, at.rest, err = locate(path, roots); err != nil {
		return at, err
	}
	if at.tree, err = openTwin(in, s.trees, at.root); err != nil {
		return at, err
	}
	if owned(at.tree.path) {
		return at, refuse("newsdup's own folder")
	}
	at.dir, at.name, err = at.tree.parent(at.rest, false)
	return at, err
}

// ready is an act that was checked: to be journalled, then done.
type ready struct {
	act    Act
	root   string // as the report names it
	keep   string // as the report names it
	id     identity
	result Result
}

// errAlready says that an earlier run has done it.
var errAlready = errors.New("done by an earlier run")

// errProtected says that the user wants it left alone.
var errProtected = errors.New("protected")

// check looks at a proposal's file and at the clip that stays, now.
func (s *scene) check(ctx context.Context, p *proposal, do Do, j Journal) (*ready, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	at, err := s.locked(p.member.Path)
	if err != nil {
		return nil, err
	}
	if s.isProtected(at.full()) {
		return nil, errProtected
	}
	id, err := at.asReported(ctx, &p.member, do, j)
	if err != nil {
		return nil, err
	}
	dir, err := at.dir.stat(".")
	if err != nil {
		return nil, err
	}
	k, err := s.stays(p.keep, do)
	if err != nil {
		return nil, err
	}
	if err := s.mayGo(&at, id, &k, do); err != nil {
		return nil, err
	}
	a := Act{
		Root: at.tree.path, Path: at.rest, Keep: k.path, Do: do, Relation: p.member.Relation,
		SHA256: p.member.SHA256, KeepSHA: k.sum, Size: id.size, Mode: id.mode, ModTime: id.mtime, DirTime: dir.mtime,
		State: Planned,
	}
	if do == Remove {
		if a.SHA256 != a.KeepSHA {
			return nil, refuse("it has not the bytes of the clip that stays, which would be the way back: use --do quarantine")
		}
		if a.Owner, err = at.dir.ownerOf(at.name); err != nil {
			return nil, err
		}
	}
	return &ready{act: a, root: at.root, keep: p.keep.Path, id: id}, nil
}

// locked finds a file below a folder whose lock is held.
func (s *scene) locked(path string) (spot, error) {
	at, err := s.find(s.trees, s.roots, path)
	if err == nil {
		err = s.held.covers(at.tree)
	}
	if errors.Is(err, unix.ENOENT) {
		err = refuse("its folder is gone")
	}
	return at, err
}

// isProtected reports whether the user wants the file at an absolute path left alone.
func (s *scene) isProtected(full string) bool {
	return slices.ContainsFunc(s.protect, func(guarded string) bool {
		return full == guarded || strings.HasPrefix(full, strings.TrimSuffix(guarded, "/")+"/")
	})
}

// asReported hashes a file, which must be as the report has it. The error is errAlready when
// the journal says that an earlier run made it what it is now. A clone of a clip with the same
// bytes is as the report has it, too, so for Reflink the journal is always asked.
func (s *spot) asReported(ctx context.Context, m *clip.Member, do Do, j Journal) (identity, error) {
	sum, id, err := s.dir.sum(s.name)
	same := err == nil && sum == m.SHA256
	if same && do != Reflink {
		return id, nil
	}
	gone := errors.Is(err, unix.ENOENT)
	if was, found := earlier(ctx, j, s.full(), m.SHA256); found {
		switch was.Do {
		case Quarantine, Remove:
			found = gone
		case Symlink:
			found = s.dir.leads(s.name, &was)
		case Hardlink, Reflink:
			found = err == nil && sum == was.KeepSHA
		}
		if found {
			return id, errAlready
		}
	}
	switch {
	case same:
		return id, nil
	case gone:
		return id, refuse("it is gone")
	case err != nil:
		return id, err
	}
	return id, refuse("it changed since the report")
}

// mayGo refuses a file that is itself a clip that stays, by whatever name.
func (s *scene) mayGo(at *spot, id identity, k *kept, do Do) error {
	same, other := s.kept[[2]uint64{id.dev, id.ino}]
	switch {
	case k.path == at.full():
		return refuse("it is the clip that stays")
	case other && id.links < 2:
		return refuse("it is a clip that stays, %q, by another name", same)
	case do == Hardlink && k.dev == id.dev && k.ino == id.ino:
		return errAlready
	}
	return nil
}

// stays hashes a clip that stays, or sees that it is still the file that was hashed.
// The bytes that are the way back of a removal are made durable.
func (s *scene) stays(m *clip.Member, do Do) (kept, error) {
	at, err := s.find(s.keepers, s.known, m.Path)
	if err != nil {
		return kept{}, lost(m, err)
	}
	if k, ok := s.keeps[m.Path]; ok {
		if now, err := at.dir.stat(at.name); err == nil && now.sameContent(k.identity) {
			return k, nil
		}
	}
	sum, id, err := at.dir.sum(at.name)
	if err != nil {
		return kept{}, lost(m, err)
	}
	if sum != m.SHA256 {
		return kept{}, refuse("the clip that stays, %q, changed since the report", m.Path)
	}
	if do == Remove {
		if err := at.dir.flush(at.name); err != nil {
			return kept{}, lost(m, err)
		}
	}
	k := kept{at.full(), sum, id}
	s.keeps[m.Path], s.kept[[2]uint64{id.dev, id.ino}] = k, m.Path
	return k, nil
}

func lost(m *clip.Member, err error) error {
	if errors.Is(err, unix.ENOENT) {
		return refuse("the clip that stays, %q, is gone", m.Path)
	}
	return refuse("the clip that stays, %q: %v", m.Path, err)
}

// earlier is the last act on a file, if it was done to these bytes and not taken back.
func earlier(ctx context.Context, j Journal, path string, sum [32]byte) (Act, bool) {
	a, _, ok := lastAct(ctx, j, path)
	return a, ok && a.State == Done && a.SHA256 == sum
}

// lastAct is the last act on the file at an absolute path, and its run: the root that
// it was done below may be any folder above. No journal knows of none.
func lastAct(ctx context.Context, j Journal, path string) (last Act, run string, ok bool) {
	if j == nil {
		return last, "", false
	}
	began := map[string]int{}
	for dir, _ := split(path); dir != ""; dir, _ = split(dir) {
		a, id, err := j.Last(ctx, dir, path[len(dir)+1:])
		if err != nil {
			continue
		}
		if ok && !later(ctx, j, began, id, run) {
			continue
		}
		last, run, ok = a, id, true
	}
	return last, run, ok
}

// later reports whether run a began after run b; order is filled when it is needed.
func later(ctx context.Context, j Journal, order map[string]int, a, b string) bool {
	if len(order) == 0 {
		runs, err := j.Runs(ctx)
		if err != nil {
			return false
		}
		for i, r := range runs {
			order[r.ID] = i
		}
	}
	return order[a] > order[b]
}
