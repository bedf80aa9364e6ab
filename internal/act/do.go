package act

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// One act: the file and the clip that stays are looked at again, without reading a
// byte; the file is moved; what was moved is looked at. Whatever is wrong then is
// put back.

// do carries out one act of the journal.
func (a *application) do(r *ready, synced *syncer) error {
	t := a.scene.trees[r.root]
	dir, name, err := t.parent(r.act.Path, false)
	if err != nil {
		return err
	}
	if err := r.unchanged(dir, name); err != nil {
		return err
	}
	keep, err := a.scene.find(a.scene.keepers, a.scene.known, r.keep)
	if err != nil {
		return err
	}
	was := a.scene.keeps[r.keep].identity
	if k, err := keep.dir.stat(keep.name); err != nil || !k.sameContent(was) {
		return refuse("the clip that stays, %q, changed", r.keep)
	}
	temp := "" // of the link that will stand in the file's place
	if r.act.Do != Quarantine && r.act.Do != Remove {
		temp = tempName(a.sum.Run, r.act.N)
		if err := r.makeLink(dir, temp, t, &keep, was); err != nil {
			return err
		}
	}
	stored, err := a.store(r, dir, name, synced)
	if err == nil {
		if err = a.settle(r, &stored, &keep, was, dir, name, temp); err != nil {
			err = a.unstore(err, &stored, dir, name)
		}
	}
	if err != nil && temp != "" {
		_ = unix.Unlinkat(dir.fd(), temp, 0)
	}
	if s := a.scene.stores[r.root]; s != nil && (err != nil || r.act.Do == Remove) {
		prune(s, a.sum.Run, r.act.Path)
	}
	if err != nil {
		return err
	}
	if id, err := dir.stat("."); err == nil {
		r.act.DirAfter = id.mtime
	}
	return nil
}

// unchanged checks that the file is the one that was hashed. Its ctime may differ when it has
// several names, as when another one of them went just now: then it is hashed again.
func (r *ready) unchanged(dir *folder, name string) error {
	now, err := dir.stat(name)
	if err != nil {
		return err
	}
	same := now.sameContent(r.id)
	if same && !now.ctime.Equal(r.id.ctime) {
		sum, id, err := dir.sum(name)
		same = err == nil && sum == r.act.SHA256 && r.id.links > 1 && id.sameContent(r.id)
	}
	if !same {
		return refuse("it changed while it was looked at")
	}
	return nil
}

// makeLink makes the link that will take the file's place, under a name of ours. After an
// error it is as if nothing had been tried.
func (r *ready) makeLink(dir *folder, temp string, t *tree, keep *spot, was identity) error {
	before, err := dir.stat(".")
	if err != nil {
		return err
	}
	if err := r.link(dir, temp, t, keep, was); err != nil {
		_ = unix.Unlinkat(dir.fd(), temp, 0) // ours, and perhaps half-made
		_ = dir.setTime(".", before.mtime)
		return err
	}
	return nil
}

// settle looks at what was moved, and does what is left to do.
func (a *application) settle(r *ready, stored, keep *spot, was identity, dir *folder, name, temp string) error {
	moved, err := stored.dir.stat(stored.name)
	if err != nil {
		return err
	}
	if !moved.sameContent(r.id) {
		return refuse("another file took its place while it was looked at")
	}
	if k, err := keep.dir.stat(keep.name); err != nil || !k.sameContent(was) { // two names may be one file: of a mount, of letters in other case
		return refuse("the clip that stays, %q, is the same file or was swapped", r.keep)
	}
	if r.act.Do == Remove {
		if sum, _, err := stored.dir.sum(stored.name); err != nil || sum != r.act.SHA256 { // the only act without a way back
			return cmp.Or(err, refuse("it was written to while it was looked at"))
		}
		return unix.Unlinkat(stored.dir.fd(), stored.name, 0)
	}
	if temp == "" {
		return nil
	}
	return a.o.rename.give(dir, temp, dir, name)
}

// store moves the file into the quarantine.
func (a *application) store(r *ready, dir *folder, name string, synced *syncer) (at spot, err error) {
	s, err := a.scene.store(r.root)
	if err != nil {
		return at, err
	}
	at.dir, at.name, err = s.parent(storePath(a.sum.Run, r.act.Path), true)
	if err != nil {
		return at, fmt.Errorf("make its quarantine: %w", err)
	}
	if err := a.o.rename.take(dir, name, at.dir, at.name); err != nil {
		if errors.Is(err, unix.EXDEV) {
			return at, refuse("its folder is on another file system than the quarantine: scan that folder by itself")
		}
		return at, err
	}
	synced.add(r.root, r.act.Path)
	synced.add(r.root, storePath(a.sum.Run, r.act.Path))
	return at, nil
}

// stuckError says that a file is in quarantine that should not be: undo puts it back.
type stuckError struct{ why, back error }

func (e *stuckError) Error() string {
	return fmt.Sprintf("%v; it is in quarantine, for putting it back failed: %v", e.why, e.back)
}

// unstore takes store back, for why. What is in quarantine is given back even if it
// is not the file that was checked: that one is the stranger.
func (a *application) unstore(why error, stored *spot, dir *folder, name string) error {
	if err := a.o.rename.give(stored.dir, stored.name, dir, name); err != nil {
		return &stuckError{clip.Cause(why), clip.Cause(err)}
	}
	return why
}

// storeOf is the quarantine of a run below its root.
func storeOf(run string) string { return private + "/quarantine/" + run }

// InQuarantine reports whether a path leads into a quarantine, where the only copy of a file
// may be. Links on its way are followed.
func InQuarantine(path string) bool {
	full, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	} else if dir, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil { // a new file
		full = filepath.Join(dir, filepath.Base(full))
	}
	return strings.Contains(full, "/"+private+"/quarantine/")
}

// storePath is where the quarantine of a run has the file at path.
func storePath(run, path string) string { return storeOf(run) + "/" + path }

// tempName is where a link is made before it takes the file's place. source
// never lists such a name, and Recover removes it.
func tempName(run string, n int) string { return private + "-" + run + "-" + strconv.Itoa(n) }
