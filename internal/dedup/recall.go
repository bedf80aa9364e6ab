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

// answer is the last answer in the cache if it still holds, and otherwise nil. With nil,
// the files of the listing are known, and which of them need not be read.
func (m *memory) answer(ctx context.Context, o *Options, listing *source.Listing) (*store.Answer, error) {
	if m == nil {
		return nil, nil
	}
	m.statFiles(listing.Entries)
	a, err := m.cache.Answer(ctx, m.key)
	if err != nil {
		m.fail(err)
		return nil, ctx.Err()
	}
	if a == nil {
		return nil, nil
	}
	doubtful := m.findKnown(a)
	if m.stdin || len(a.Files) != len(m.files) || !slices.EqualFunc(a.Files, m.files, func(x, y store.File) bool { return x.Path == y.Path }) {
		return nil, nil
	}
	if same, err := m.readAgain(ctx, o, a, doubtful); err != nil || !same {
		m.statFiles(listing.Entries) // forget what was noted of the files that were read
		m.findKnown(a)
		return nil, err
	}
	if err := m.cache.Touch(ctx, m.key, a); err != nil {
		m.fail(err)
	}
	return a, ctx.Err()
}

// statFiles stats the files of the listing.
func (m *memory) statFiles(entries []source.Entry) {
	m.began = time.Now()
	m.files, m.records = make([]store.File, len(entries)), make([]int, len(entries))
	m.at, m.problems, m.known = make(map[string]int, len(entries)), nil, map[string]*store.File{}
	for i, e := range entries {
		m.files[i] = store.File{Path: e.Path, Stat: stat(e.Path), Shape: store.Records}
		m.at[e.Path] = i
		m.stdin = m.stdin || e.Path == source.Stdin
	}
}

// stat is what the system says of a file; the zero value when it says nothing.
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

// findKnown finds the files that did not change by their stat. It notes those of one clip
// as known, and returns those files of the answer that must be read to be sure.
func (m *memory) findKnown(a *store.Answer) (doubtful []source.Entry) {
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

// readAgain reads the doubtful files and reports whether their contents did not change. It
// then stores their stats, which may prove it the next time.
func (m *memory) readAgain(ctx context.Context, o *Options, a *store.Answer, doubtful []source.Entry) (bool, error) {
	quiet := *o
	quiet.Progress = nil
	type content struct {
		clip.Origin
		sum     [32]byte
		variant uint64
	}
	err := stream(ctx, &quiet, &source.Listing{Entries: doubtful}, newWorkers(&quiet, nil), handlers[*content]{
		step: func(_ *worker, raw *clip.Raw) *content { return &content{raw.Origin, raw.SHA256, variant(raw)} },
		take: func(c *content) error {
			m.noteClip(c.Origin, c.sum, c.variant)
			return nil
		},
		bad: func(p clip.Problem) error {
			m.noteProblem(p)
			return nil
		},
	})
	if err != nil || !slices.Equal(m.problems, a.Problems) {
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
		a.Read = m.began // it can only get later, so stats that prove something go on to do so
		if err := m.cache.SetAnswer(ctx, m.key, m.asked, a); err != nil {
			m.fail(err)
		}
	}
	return true, nil
}

// noteClip notes a clip of a file.
func (m *memory) noteClip(o clip.Origin, sum [32]byte, variant uint64) {
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

// noteProblem notes a problem of a file. When a rule failed nothing is remembered of the
// run.
func (m *memory) noteProblem(p clip.Problem) {
	if m == nil {
		return
	}
	k, ok := m.at[p.Path]
	if !ok || p.Class == clip.RuleFailed || p.Class == clip.Internal {
		m.failed.Store(true)
		return
	}
	m.files[k].Shape = store.Broken
	m.problems = append(m.problems, store.Problem{Origin: p.Origin, Class: p.Class, Text: p.Err.Error()})
}

// saveAnswer stores the answer for the next run.
func (m *memory) saveAnswer(ctx context.Context, groups []*clip.Group, sum clip.Summary, generation string) {
	if m == nil || m.failed.Load() {
		return
	}
	err := m.cache.Flush(ctx)
	if err == nil && !m.stdin {
		err = m.cache.SetAnswer(ctx, m.key, m.asked, &store.Answer{
			Generation: generation, Read: m.began, Files: m.files, Problems: m.problems, Groups: groups, Summary: sum,
		})
	}
	if err != nil {
		m.fail(err)
	}
}

// nameStories gives the groups the ids that their stories had in earlier runs. generation
// says which state of the ids this is.
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

// repeat hands over an answer that still holds, in the same way as the run that gave it.
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
	// Other runs may have changed the ids of stories; and once a day the state notes that a story was seen.
	if generation != a.Generation || o.Memory.State != nil && a.Used.Before(m.today()) {
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

// today is the beginning of the day, in UTC.
func (m *memory) today() time.Time { return m.began.UTC().Truncate(24 * time.Hour) }
