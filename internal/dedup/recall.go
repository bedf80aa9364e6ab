package dedup

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
	"newsdup/internal/group"
	"newsdup/internal/source"
	"newsdup/internal/store"
)

// answer is the last answer of the cache if it still holds, or nil: then, too, the
// files of the listing are known, and those that need not be read.
func (m *memory) answer(ctx context.Context, o *Options, listing *source.Listing) (*store.Answer, error) {
	if m == nil {
		return nil, nil
	}
	m.list(listing.Entries)
	a, err := m.cache.Answer(ctx, m.key)
	if err != nil {
		m.fail(err)
		return nil, ctx.Err()
	}
	if a == nil {
		return nil, nil
	}
	doubtful := m.compare(a)
	if m.stdin || len(a.Files) != len(m.files) || !slices.EqualFunc(a.Files, m.files, func(x, y store.File) bool { return x.Path == y.Path }) {
		return nil, nil
	}
	if same, err := m.same(ctx, o, a, doubtful); err != nil || !same {
		m.list(listing.Entries) // what was read of them is read again
		m.compare(a)
		return nil, err
	}
	if err := m.cache.Touch(ctx, m.key, a); err != nil {
		m.fail(err)
	}
	return a, ctx.Err()
}

// list stats the files.
func (m *memory) list(entries []source.Entry) {
	m.began = time.Now()
	m.files, m.records = make([]store.File, len(entries)), make([]int, len(entries))
	m.at, m.bad, m.known = make(map[string]int, len(entries)), nil, map[string]*store.File{}
	for i, e := range entries {
		m.files[i] = store.File{Path: e.Path, Stat: stat(e.Path), Shape: store.Records}
		m.at[e.Path] = i
		m.stdin = m.stdin || e.Path == source.Stdin
	}
}

// stat is what the system says of a file; zero when it says nothing.
func stat(path string) (s store.Stat) {
	var info unix.Stat_t
	for {
		err := unix.Stat(path, &info)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return s
		}
		break
	}
	return store.Stat{Size: info.Size, Mtime: info.Mtim.Nano(), Ctime: info.Ctim.Nano(), Inode: info.Ino, Device: uint64(info.Dev)}
}

// compare finds the files whose stat says that they are what they were, notes
// those of one clip as known, and returns the others that the answer has.
func (m *memory) compare(a *store.Answer) (doubtful []source.Entry) {
	for i := range a.Files {
		f := &a.Files[i]
		k, ok := m.at[f.Path]
		if !ok {
			continue
		}
		if m.files[k].Stat != f.Stat || !f.Stat.Settled(a.Read) || f.Shape == store.Broken {
			doubtful = append(doubtful, source.Entry{Path: f.Path})
		} else if f.Shape == store.Whole {
			m.known[f.Path] = f
		}
	}
	return doubtful
}

// same reads the doubtful files and reports whether they are what they were. It
// then writes down their stats, which may be good for next time.
func (m *memory) same(ctx context.Context, o *Options, a *store.Answer, doubtful []source.Entry) (bool, error) {
	quiet := *o
	quiet.Progress = nil
	type content struct {
		clip.Origin
		sum     [32]byte
		variant uint64
	}
	err := stream(ctx, &quiet, &source.Listing{Entries: doubtful}, newWorkers(&quiet, nil),
		func(_ *worker, raw *clip.Raw) *content { return &content{raw.Origin, raw.SHA256, variant(raw)} },
		func(c *content) error {
			m.meet(c.Origin, c.sum, c.variant)
			return nil
		},
		func(p clip.Problem) error {
			m.problem(p)
			return nil
		})
	if err != nil || !slices.Equal(m.bad, a.Problems) {
		return false, err
	}
	for _, e := range doubtful {
		is, was := m.files[m.at[e.Path]], &a.Files[m.at[e.Path]]
		if is.Shape != was.Shape || is.Sum != was.Sum || is.Variant != was.Variant {
			return false, nil
		}
		was.Stat = is.Stat
	}
	if len(doubtful) > len(a.Problems) {
		a.Read = m.began // later than it was: the stats that were good stay good
		if err := m.cache.SetAnswer(ctx, m.key, m.asked, a); err != nil {
			m.fail(err)
		}
	}
	return true, nil
}

// meet notes a clip of a file.
func (m *memory) meet(o clip.Origin, sum [32]byte, variant uint64) {
	k, ok := m.at[o.Path]
	if !ok {
		return
	}
	f := &m.files[k]
	m.records[k]++
	switch {
	case m.records[k] == 1 && o.Line == 0 && f.Shape != store.Broken:
		f.Shape, f.Sum, f.Variant = store.Whole, sum, variant
		return
	case f.Shape != store.Broken:
		f.Shape = store.Records
	}
	h := append(f.Sum[:], sum[:]...)
	h = strconv.AppendUint(h, variant, 16)
	f.Sum, f.Variant = sha256.Sum256(strconv.AppendInt(h, int64(o.Line), 10)), 0
}

// problem notes a problem, of a file or, when a rule failed, of the run.
func (m *memory) problem(p clip.Problem) {
	if m == nil {
		return
	}
	k, ok := m.at[p.Path]
	if !ok || p.Class == clip.RuleFailed || p.Class == clip.Internal {
		m.failed.Store(true)
		return
	}
	m.files[k].Shape = store.Broken
	m.bad = append(m.bad, store.Problem{Origin: p.Origin, Class: p.Class, Text: p.Err.Error()})
}

// keep leaves the answer for the next run.
func (m *memory) keep(ctx context.Context, groups []*clip.Group, sum clip.Summary, generation string) {
	if m == nil || m.failed.Load() {
		return
	}
	err := m.cache.Flush(ctx)
	if err == nil && !m.stdin {
		err = m.cache.SetAnswer(ctx, m.key, m.asked, &store.Answer{
			Generation: generation, Read: m.began, Files: m.files, Problems: m.bad, Groups: groups, Summary: sum,
		})
	}
	if err != nil {
		m.fail(err)
	}
}

// nameStories gives the groups the ids that their stories had, and says of which generation these are.
func nameStories(ctx context.Context, o *Options, groups []*clip.Group) (generation string, err error) {
	if o.Memory.State == nil {
		return "", nil
	}
	stories := make([]store.Story, len(groups))
	for i, g := range groups {
		s := store.Story{Title: g.Title}
		for k := range g.Members {
			s.Clips = append(s.Clips, g.Members[k].SHA256)
		}
		s.ID = group.ID(s.Clips)
		stories[i] = s
	}
	ids, err := o.Memory.State.Stories(ctx, string(o.Level), stories)
	if err != nil {
		return "", err
	}
	for i, g := range groups {
		g.ID = ids[i]
	}
	return o.Memory.State.Generation(ctx)
}

// repeat hands over an answer that still holds, as the run that gave it did.
func (m *memory) repeat(ctx context.Context, o *Options, a *store.Answer, t *tally, s Sink) (clip.Summary, error) {
	for _, p := range a.Problems {
		if err := t.problem(clip.Problem{Origin: p.Origin, Class: p.Class, Err: errors.New(p.Text)}); err != nil {
			return t.sum, err
		}
	}
	unreadable, links := t.sum.Unreadable, t.sum.Links
	t.sum = a.Summary
	t.sum.Unreadable, t.sum.Links = unreadable, links
	if o.Progress != nil {
		o.Progress.Files.Store(int64(len(a.Files)))
	}
	generation := ""
	if o.Memory.State != nil {
		var err error
		if generation, err = o.Memory.State.Generation(ctx); err != nil {
			return t.sum, err
		}
	}
	if generation != a.Generation || o.Memory.State != nil && a.Used.Before(m.today()) { // ids were given to others, or are to be seen today
		if generation, err := nameStories(ctx, o, a.Groups); err != nil {
			return t.sum, err
		} else if a.Generation != generation {
			a.Generation = generation
			if err := m.cache.SetAnswer(ctx, m.key, m.asked, a); err != nil {
				m.fail(err)
			}
		}
	}
	o.Progress.enter(Writing)
	for _, g := range a.Groups {
		if err := s.Group(g); err != nil {
			return t.sum, err
		}
	}
	return t.sum, s.Summary(t.sum)
}

// today is the beginning of the day, UTC.
func (m *memory) today() time.Time { return m.began.UTC().Truncate(24 * time.Hour) }
