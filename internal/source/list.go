package source

// How a listing becomes unique.
//
// A file can be met twice: a folder and a file in it are both named, two
// folders overlap, one is given as "clips" and once more by its absolute path,
// or a link leads to it. Two entries for one file would make it a copy of
// itself, and a later `apply` would move the only one there is. So each folder
// and each named file has a key: the real path, links resolved. For
//
//	newsdup group clips /home/ann/clips clips/a.txt
//
// the folder is walked twice with one key and kept once, as "/home/ann/clips"
// (roots go in byte order, the first one names it), and clips/a.txt has the key
// of a file that the walk already took. Rejected: device and inode numbers,
// which need one more system call for every file and make two hard links, which
// are two clips to the user, one.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"newsdup/internal/clip"
)

// Stdin is the path that means standard input. A file of that name is "./-".
const Stdin = "-"

// Entry is one file to read.
type Entry struct {
	Path    string // as the user sees it: the named folder and what is below it
	Against bool   // of the reference set
}

// Listing is what List found.
type Listing struct {
	Entries  []Entry        // sorted by path bytes, unique
	Problems []clip.Problem // sorted by path bytes
	Roots    []string       // folders that were named, as Entries begin; sorted, unique
	Against  []string       // those of the reference set
	Links    int            // symbolic links in folders that were left alone for want of Options.Follow
}

// List finds the files of o.Paths and of the lists. Files that are named are
// always taken; those of folders pass the globs. It returns an error only for
// options that cannot work, a list that cannot be read, an output that would
// replace a page, and a done context.
func List(ctx context.Context, o Options) (*Listing, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	l := lister{walker: walker{ctx: ctx, options: &o, filter: newFilter(&o), folders: map[string]*folder{}}}
	for _, p := range o.Against {
		l.references = append(l.references, realPath(tidy(p)))
	}
	for _, p := range o.Paths {
		l.add(p)
	}
	for _, list := range []struct {
		name string
		end  byte
	}{{o.FilesFrom, '\n'}, {o.Files0From, 0}} {
		if list.name == "" {
			continue
		}
		err := readNames(list.name, o.Stdin, list.end, func(name string) error {
			if name == Stdin {
				name = "./-" // in a list it can only be a file: find prints it so
			}
			l.add(name)
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	out := &Listing{Roots: l.rootNames()}
	if len(o.Against) > 0 {
		roots := l.roots
		l.roots = nil
		for _, p := range o.Against {
			l.add(p)
		}
		out.Against = l.rootNames()
		l.roots = append(roots, l.roots...)
	}
	return out, l.finish(out)
}

// rootNames lists the folders named so far.
func (l *lister) rootNames() (names []string) {
	for _, root := range l.roots {
		names = append(names, root.path)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// named is a file that is known by its own path, not by its folder's.
type named struct{ path, key string }

type lister struct {
	walker
	stdin   bool
	files   []named
	roots   []*folder
	parents map[string]string // spelling of a parent folder to its real path
}

// add takes one argument or list entry.
func (l *lister) add(name string) {
	if name == Stdin {
		l.stdin = true
		return
	}
	name = tidy(name)
	if strings.HasPrefix(path.Base(name), temporary) {
		return // a list made by find while the output stands half-written
	}
	info, err := os.Lstat(name)
	link := err == nil && info.Mode()&fs.ModeSymlink != 0
	if link {
		info, err = os.Stat(name)
	}
	switch {
	case err != nil:
		l.problem(name, "open", err)
	case info.IsDir():
		l.roots = append(l.roots, &folder{path: name, real: realPath(name)})
	case !info.Mode().IsRegular():
		l.special(name, info.Mode())
	case link:
		l.files = append(l.files, named{name, realPath(name)})
	default:
		l.files = append(l.files, named{name, join(l.realParent(name), path.Base(name))})
	}
}

func (l *lister) realParent(name string) string {
	dir := path.Dir(name)
	parent, ok := l.parents[dir]
	if !ok {
		parent = realPath(dir)
		if l.parents == nil {
			l.parents = map[string]string{}
		}
		l.parents[dir] = parent
	}
	return parent
}

// finish walks the folders and puts everything in order.
func (l *lister) finish(out *Listing) error {
	slices.SortFunc(l.roots, func(a, b *folder) int { return cmp.Compare(a.path, b.path) })
	l.roots = slices.CompactFunc(l.roots, func(a, b *folder) bool { return a.path == b.path })
	for _, root := range l.roots {
		if err := l.walk(root); err != nil {
			return err
		}
	}
	if err := l.follow(); err != nil {
		return err
	}

	out.Links = l.skipped
	found, spared := l.collect(out)
	if found && l.options.KeepOutput {
		return fmt.Errorf("write %q: it is one of the pages to read, and no report that may be replaced; give the result another name", l.options.Output)
	}
	if spared != "" && len(out.Entries) == 0 { // `*.txt > all.txt` names it among others, which is no fault
		return fmt.Errorf("read %q: newsdup writes that file; name another", spared)
	}
	slices.SortFunc(l.problems, func(a, b clip.Problem) int {
		return cmp.Or(a.Origin.Compare(b.Origin), cmp.Compare(a.Class, b.Class))
	})
	out.Problems = slices.CompactFunc(l.problems, func(a, b clip.Problem) bool {
		return a.Origin == b.Origin && a.Class == b.Class
	})
	return nil
}

// collect puts the files into out, all but the output and newsdup's own. found says that
// the output was among them, spared is a file of newsdup's own that was named.
func (l *lister) collect(out *Listing) (found bool, spared string) {
	output := ""
	if l.options.Output != "" {
		output = realPath(l.options.Output)
	}
	own := map[string][]string{} // names by their real folder
	for _, name := range l.options.Own {
		real := realPath(name)
		own[path.Dir(real)] = append(own[path.Dir(real)], path.Base(real))
	}
	if l.stdin {
		out.Entries = append(out.Entries, Entry{Path: Stdin})
	}
	files := 0
	for _, f := range l.folders {
		files += len(f.names)
	}
	out.Entries = slices.Grow(out.Entries, files)
	folders := slices.SortedFunc(maps.Values(l.folders), func(a, b *folder) int { return cmp.Compare(a.path, b.path) })
	for _, f := range folders { // in order: nearly that of the files, so that to sort these is little work
		slices.Sort(f.names)
		f.names = slices.Compact(f.names) // walked twice: overlapping roots
		if path.Dir(output) == f.real {
			if i, ok := slices.BinarySearch(f.names, path.Base(output)); ok {
				f.names = slices.Delete(f.names, i, i+1)
				found = true
			}
		}
		if hidden := own[f.real]; hidden != nil {
			f.names = slices.DeleteFunc(f.names, func(name string) bool { return slices.Contains(hidden, name) })
		}
		for _, name := range f.names {
			out.Entries = append(out.Entries, Entry{join(f.path, name), len(l.references) > 0 && l.reference(join(f.real, name))})
		}
	}
	for _, files := range [][]named{l.files, l.linked} { // a link yields to a name
		slices.SortFunc(files, func(a, b named) int { return cmp.Compare(a.path, b.path) })
		for _, f := range files {
			if f.key == output {
				found = true
			} else if slices.Contains(own[path.Dir(f.key)], path.Base(f.key)) {
				spared = f.path
			} else if l.claim(f.key) {
				out.Entries = append(out.Entries, Entry{f.path, l.reference(f.key)})
			}
		}
	}
	slices.SortFunc(out.Entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	return found, spared
}

// reference reports whether a real path is in the reference set.
func (w *walker) reference(real string) bool {
	for _, r := range w.references {
		if real == r || strings.HasPrefix(real, strings.TrimSuffix(r, "/")+"/") {
			return true
		}
	}
	return false
}

// claim reports whether the file of that real path is not yet listed, and lists it.
func (w *walker) claim(key string) bool {
	dir, name := path.Split(key)
	dir = path.Clean(dir)
	f := w.folders[dir]
	if f != nil {
		if _, found := slices.BinarySearch(f.names, name); found {
			return false
		}
	}
	if w.claimed == nil {
		w.claimed = map[string]struct{}{}
	}
	if _, found := w.claimed[key]; found {
		return false
	}
	w.claimed[key] = struct{}{}
	return true
}

// tidy drops "." elements and doubled slashes, so that every spelling of a path
// sorts and prints alike. It keeps "..", which after a link is not what it looks.
func tidy(name string) string {
	if name == "" {
		return name
	}
	if !strings.Contains(name, "..") {
		name = path.Clean(name)
	} else {
		parts := strings.Split(name, "/")
		rest := slices.DeleteFunc(parts[1:], func(s string) bool { return s == "" || s == "." })
		name = strings.Join(append(parts[:1:1], rest...), "/")
		name = strings.TrimPrefix(name, "./")
	}
	return undashed(name)
}

// undashed keeps a name from being stdin, or a flag of the program that it is handed to.
func undashed(name string) string {
	if strings.HasPrefix(name, "-") {
		return "./" + name
	}
	return name
}

// join is dir/name, and below "." the name alone, as the user would write it.
func join(dir, name string) string {
	switch dir {
	case ".":
		return undashed(name)
	case "/":
		return dir + name
	}
	return dir + "/" + name
}

// realPath is the absolute path without links; the path itself where that fails.
func realPath(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	return abs
}

func (w *walker) problem(name, verb string, err error) {
	class, err := explain(verb, name, err)
	w.problems = append(w.problems, clip.Problem{Origin: clip.Origin{Path: name}, Class: class, Err: err})
}

func (w *walker) special(name string, mode fs.FileMode) {
	w.problems = append(w.problems, clip.Problem{
		Origin: clip.Origin{Path: name}, Class: clip.Special,
		Err: fmt.Errorf("open %q: %w", name, errSpecial(mode)),
	})
}

// errSpecial names a thing that is never opened.
func errSpecial(mode fs.FileMode) error {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return errors.New(`is a FIFO, not a file; pipe it to "-" instead`)
	case mode&fs.ModeSocket != 0:
		return errors.New("is a socket, not a file")
	case mode&fs.ModeDevice != 0:
		return errors.New("is a device, not a file")
	case mode.IsDir():
		return errors.New("is a folder, not a file")
	}
	return errors.New("is not a regular file")
}
