package source

import (
	"cmp"
	"context"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"newsdup/internal/clip"
)

// folder is one walked folder and the files taken from it.
type folder struct {
	path   string  // as the user sees it
	real   string  // the key: absolute, without links
	below  string  // path below the named folder, what patterns with a slash match; "" at the top
	depth  int     // 0 for a named folder
	parent *folder // the way here, through links; nil for a named folder
	names  []string
}

// walker collects the files of folders.
type walker struct {
	ctx      context.Context
	options  *Options
	filter   filter
	folders  map[string]*folder  // by real path
	claimed  map[string]struct{} // real paths of named and linked files
	linked   []named             // files that links lead to
	pending  []*folder           // folders that links lead to
	problems []clip.Problem
	skipped  int // links not followed

	references []string // real paths of the reference set
}

// walk takes the folder and everything below it, links apart.
func (w *walker) walk(root *folder) error {
	todo := []*folder{root}
	for len(todo) > 0 {
		f := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		sub, err := w.read(f)
		if err != nil {
			return err
		}
		for _, child := range sub {
			if root.parent == nil || w.folders[child.real] == nil { // each link target is walked once, whatever leads there
				todo = append(todo, child)
			}
		}
		if known := w.folders[f.real]; known != nil {
			known.names = append(known.names, f.names...)
		} else {
			w.folders[f.real] = f
		}
	}
	return nil
}

// follow walks the folders that links lead to, then those that links in these
// lead to, each round in path order. A folder that is already known is left
// out, and reported when it is one the link lies in.
func (w *walker) follow() error {
	for len(w.pending) > 0 {
		round := w.pending
		w.pending = nil
		slices.SortFunc(round, func(a, b *folder) int { return cmp.Compare(a.path, b.path) })
		for _, f := range round {
			switch {
			case f.loops():
				w.problem(f.path, "follow link", errLoop)
			case w.folders[f.real] == nil:
				if err := w.walk(f); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// loops reports whether a linked folder is one of those it lies in: by the way
// that led there, or by where the link itself is stored.
func (f *folder) loops() bool {
	for up := f.parent; up != nil; up = up.parent {
		if up.real == f.real || strings.HasPrefix(up.real, strings.TrimSuffix(f.real, "/")+"/") {
			return true
		}
	}
	return false
}

// readBatch bounds what a folder of a million files costs beside its names.
const readBatch = 4096

// read takes the files of one folder and returns its folders.
func (w *walker) read(f *folder) (sub []*folder, err error) {
	dir, err := os.Open(f.path)
	if err != nil {
		w.problem(f.path, "read folder", err)
		return nil, nil
	}
	defer dir.Close()
	for {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		batch, err := dir.ReadDir(readBatch)
		for _, d := range batch {
			if child := w.visit(f, d); child != nil {
				sub = append(sub, child)
			}
		}
		if err == io.EOF {
			return sub, nil
		}
		if err != nil {
			w.problem(f.path, "read folder", err)
			return sub, nil
		}
	}
}

// visit takes one name of a folder; it returns the folder to walk, if it is one.
func (w *walker) visit(f *folder, d fs.DirEntry) *folder {
	name, mode := d.Name(), d.Type()
	below := name
	if f.below != "" {
		below = f.below + "/" + name
	}
	if w.filter.drops(name, below) {
		return nil
	}
	if mode.IsDir() {
		if w.options.MaxDepth > 0 && f.depth+1 >= w.options.MaxDepth {
			return nil
		}
		return &folder{path: join(f.path, name), real: join(f.real, name), below: below, depth: f.depth + 1, parent: f}
	}
	if mode.IsRegular() {
		if w.filter.takes(name, below) && w.recent(f, d) {
			f.names = append(f.names, name)
		}
		return nil
	}
	full := join(f.path, name)
	if mode&fs.ModeSymlink == 0 {
		if w.filter.takes(name, below) {
			w.special(full, mode)
		}
		return nil
	}
	w.link(f, full, below)
	return nil
}

// recent reports whether a file is as new as it must be. One that cannot be
// looked at is: the reader says what is wrong with it.
func (w *walker) recent(f *folder, d fs.DirEntry) bool {
	if w.options.Since.IsZero() || w.reference(join(f.real, d.Name())) {
		return true
	}
	info, err := d.Info()
	return err != nil || !info.ModTime().Before(w.options.Since)
}

// link takes a symbolic link. A broken one is reported even when links are not
// followed: it is a page that the user believes to have.
func (w *walker) link(f *folder, full, below string) {
	info, err := os.Stat(full)
	takes := w.filter.takes(path.Base(full), below)
	switch {
	case err != nil:
		if takes {
			w.problem(full, "follow link", err)
		}
	case !w.options.Follow:
		w.skipped++
	case info.IsDir():
		if w.options.MaxDepth == 0 || f.depth+1 < w.options.MaxDepth {
			w.pending = append(w.pending, &folder{path: full, real: realPath(full), below: below, depth: f.depth + 1, parent: f})
		}
	case !takes:
	case !info.Mode().IsRegular():
		w.special(full, info.Mode())
	case info.ModTime().Before(w.options.Since) && !w.reference(realPath(full)):
	default:
		w.linked = append(w.linked, named{full, realPath(full)})
	}
}
