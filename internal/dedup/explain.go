package dedup

// Why two clips are one story, or two: the run of Run, with questions.
//
// The clips of the collection are read, related and grouped exactly as Run does it, by the
// same functions. The two clips in question are also cleaned a second time, by a cleaner
// that explains, to know where in the page a phrase stands. The answer is read off the
// groups that a report would show, and the scores are those by which the decisions were
// made.
//
//	listing   the collection, and the two clips when it lacks them
//	reading   question.page: worker.makePage, and the text of the two is kept
//	grouping  compareClips, cluster, group.Build
//	answer    answer.go, evidence.go, flips.go, path.go, phrase.go
//
// Rejected: comparing the two clips alone. A story score depends on what is common in the
// folder, so the answer would differ from the report that the user asks about.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
	"newsdup/internal/entity"
	"newsdup/internal/group"
	"newsdup/internal/source"
)

// Explain says why clips a and b are, or are not, one story among the clips of o.Source. A
// clip that is not among them is added. A clip is named by its path and, in a file of
// several, by its line. Level, Keep and Report are not used. The error is that of an option
// that cannot work or of a clip that cannot be read, the first one of bad, or that of ctx.
func Explain(ctx context.Context, o Options, a, b clip.Origin, bad func(clip.Problem) error) (*clip.Explanation, clip.Summary, error) {
	o.Level = LevelStory
	q := &question{names: [2]clip.Origin{a, b}, onlyLines: map[string][]int{}, report: bad}
	t := &tally{minWords: o.MinWords, bad: q.problem}
	tables, err := o.tables()
	if err != nil {
		return nil, t.sum, err
	}
	listing, err := q.list(ctx, &o, t)
	if err != nil {
		return nil, t.sum, err
	}
	spellings := entity.NewSpellings(tables, true)
	workers := newWorkers(&o, spellings)
	if err := learnSites(ctx, &o, &source.Listing{Entries: q.collection}, workers); err != nil {
		return nil, t.sum, err
	}
	explaining := o.Clean
	explaining.Explain = true
	q.cleaner = clean.New(explaining)
	r := reading{listing: listing, workers: workers, tally: t, step: q.page}
	c, err := r.corpus(ctx, &o)
	defer c.close()
	if err != nil {
		return nil, t.sum, err
	}
	ids, err := q.clipNumbers(c)
	if err != nil {
		return nil, t.sum, err
	}

	defer o.Progress.end()
	o.Progress.enter(Comparing)
	in, err := compareClips(ctx, &o, c, tables, ids[:]...)
	if err != nil {
		return nil, t.sum, err
	}
	clusters, err := cluster(ctx, &o, c, in, tables, true)
	if err != nil {
		return nil, t.sum, err
	}
	in.Scores = clusters.scores(c, spellings, tables)
	x := &answer{
		options: &o, corpus: c, input: in, clustering: clusters, a: ids[0], b: ids[1],
		Explanation: &clip.Explanation{Alone: q.alone, Window: o.Window, MinWords: o.MinWords},
	}
	groups, _ := group.Build(*in)
	if err := x.judge(ctx, groups); err != nil {
		return nil, t.sum, err
	}
	x.quote(&q.clips, spellings, tables)
	return x.Explanation, t.sum, c.failed()
}

// question is the two clips in question, on their way through the pipeline.
type question struct {
	names      [2]clip.Origin
	alone      bool             // the collection is nothing but the two
	onlyLines  map[string][]int // by path of a file that was added: the lines that are asked for
	collection []source.Entry   // what a report would be made of: the files without those that were added
	report     func(clip.Problem) error

	mu       sync.Mutex
	cleaner  *clean.Cleaner
	clips    [2]*clip.Clip
	matches  [2]int   // how many records have the name
	problems [2]error // of reading the two
}

// list lists the collection and adds the two clips.
func (q *question) list(ctx context.Context, o *Options, t *tally) (*source.Listing, error) {
	all := o.Source
	all.Paths = append(slices.Clone(all.Paths), q.names[0].Path, q.names[1].Path)
	if err := all.Validate(); err != nil {
		return nil, err
	}
	q.alone = len(o.Source.Paths) == 0 && o.Source.FilesFrom == "" && o.Source.Files0From == ""
	listing, err := list(ctx, o, t)
	if err != nil {
		return nil, err
	}
	collection := slices.Clone(listing.Entries)
	q.collection = collection
	for i := range q.names {
		name := &q.names[i]
		e, err := entryOf(ctx, o.Source, name.Path)
		if err != nil {
			return nil, err
		}
		if known, ok := knownPath(collection, e.Path); ok {
			name.Path = known
			continue
		}
		name.Path = e.Path
		at, listed := slices.BinarySearchFunc(listing.Entries, e, func(x, y source.Entry) int { return cmp.Compare(x.Path, y.Path) })
		if !listed {
			listing.Entries = slices.Insert(listing.Entries, at, e)
		}
		q.onlyLines[e.Path] = append(q.onlyLines[e.Path], name.Line)
	}
	if q.names[0] == q.names[1] {
		return nil, errSelf(q.names[0])
	}
	if o.Progress != nil {
		o.Progress.Total.Store(int64(len(listing.Entries)))
	}
	return listing, nil
}

func errSelf(o clip.Origin) error {
	return fmt.Errorf("compare %q with itself: name two clips", o.String())
}

// entryOf is the one file that a name stands for.
func entryOf(ctx context.Context, o source.Options, name string) (source.Entry, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() && name != source.Stdin {
		return source.Entry{}, fmt.Errorf("read %q: is a folder, give a file", name)
	}
	o.Paths, o.FilesFrom, o.Files0From = []string{name}, "", ""
	listing, err := source.List(ctx, o)
	switch {
	case err != nil:
		return source.Entry{}, err
	case len(listing.Problems) > 0:
		return source.Entry{}, listing.Problems[0].Err
	case len(listing.Entries) == 0:
		return source.Entry{}, fmt.Errorf("read %q: it holds no clip", name)
	}
	return listing.Entries[0], nil
}

// knownPath is the path under which the listing has a file, which may be another one than
// the user gave.
func knownPath(entries []source.Entry, path string) (string, bool) {
	if slices.Contains(entries, source.Entry{Path: path}) {
		return path, true
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", false // stdin
	}
	for _, e := range entries {
		if other, err := os.Stat(e.Path); err == nil && os.SameFile(info, other) && realPath(e.Path) == realPath(path) {
			return e.Path, true // two hard links are two clips
		}
	}
	return "", false
}

// realPath is the absolute path without symbolic links; "" when there is none.
func realPath(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		if real, err := filepath.EvalSymlinks(abs); err == nil {
			return real
		}
	}
	return ""
}

// page is worker.makePage. It keeps the texts of the two clips in question and leaves out
// the records of added files that nobody asked for.
func (q *question) page(w *worker, p *page, raw *clip.Raw, o *Options) {
	if lines, added := q.onlyLines[raw.Path]; added && !slices.Contains(lines, 0) && !slices.Contains(lines, raw.Line) {
		p.clip.Origin = raw.Origin
		return
	}
	w.makePage(p, raw, o)
	for i, name := range q.names {
		if name.Path == raw.Path && (name.Line == 0 || name.Line == raw.Line) {
			q.keep(i, raw)
		}
	}
}

// keep cleans a clip in question with the cleaner that explains.
func (q *question) keep(i int, raw *clip.Raw) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.matches[i]++; q.matches[i] == 1 {
		c := q.cleaner.Clean(raw)
		q.clips[i] = &c
	}
}

// problem reports a problem, unless it is that of a clip in question, which becomes the
// error of Explain.
func (q *question) problem(p clip.Problem) error {
	for i, name := range q.names {
		if p.Path == name.Path && p.Line == name.Line && p.Class != clip.RuleFailed {
			q.problems[i] = cmp.Or(q.problems[i], p.Err)
			return nil
		}
	}
	return q.report(p)
}

// clipNumbers is the numbers of the two clips in the corpus. The error says why there is
// none.
func (q *question) clipNumbers(c *corpus) (ids [2]int32, err error) {
	for i, name := range q.names {
		switch {
		case q.matches[i] > 1:
			return ids, fmt.Errorf("read %q: it holds more than one clip; name one by its line, as in %s:%d", name.Path, name.Path, q.clips[i].Line)
		case q.matches[i] == 1:
		case q.problems[i] != nil:
			return ids, q.problems[i]
		case name.Line > 0 && c.find(func(o clip.Origin) bool { return o.Path == name.Path && o.Line == 0 }) >= 0:
			return ids, fmt.Errorf("read line %d of %q: it is not JSONL", name.Line, name.Path)
		case name.Line > 0:
			return ids, fmt.Errorf("read line %d of %q: there is no such record", name.Line, name.Path)
		default:
			return ids, fmt.Errorf("read %q: it holds no clip", name.Path)
		}
		ids[i] = c.find(func(o clip.Origin) bool { return o == q.clips[i].Origin })
		if ids[i] < 0 {
			return ids, errors.Join(q.problems[i], fmt.Errorf("read %q: it holds no clip", name.Path))
		}
	}
	if ids[0] == ids[1] {
		return ids, errSelf(q.clips[0].Origin)
	}
	return ids, nil
}
