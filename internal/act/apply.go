// How acts are done.
//
// Files are taken in the order of the report, in batches:
//
//	check    hash the file and the clip that stays; both must be as the report says
//	journal  write the batch's acts as planned, and sync
//	act      check the inode again (without reading), move or link, check what was moved
//	sync     the folders on both sides
//	journal  record each act as done, or failed and why
//
// After a kill at any point, each file is either in its place or in quarantine, and a
// planned act says where to look (recover.go). That the file hashed is the file moved
// is known from its inode, size and times, which are compared before and after the
// rename; a file that fails this check is moved back.
//
// Rejected: to write the journal file by file, which costs two disk syncs each; and to
// check all files before the first act, which leaves minutes in which one can change.

package act

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"newsdup/internal/clip"
)

// batchSize is how many acts share two writes of the journal.
const batchSize = 64

// Options says what to do with the copies of a report.
type Options struct {
	Choice
	Do     Do      // "" is Quarantine
	Read   int     // clips that the report's run read
	Limit  float64 // refuse all when more than this share of Read would go; 0 is no limit
	DryRun bool    // check everything and change nothing
	Held   *Locks  // of the roots; nil is not checked
	Now    time.Time

	rename renameFunc // nil is the system's; tests put faults here
}

// Summary counts results by outcome.
type Summary struct {
	Run                                    string // "" when nothing was done
	Done, Would, Already, Skipped, Refused int
	Bytes                                  int64 // of the files done, or that would be
}

func (s *Summary) count(r Result) {
	switch r.Outcome {
	case OutDone:
		s.Done++
		s.Bytes += r.Size
	case OutWould:
		s.Would++
		s.Bytes += r.Size
	case OutAlready:
		s.Already++
	case OutSkipped:
		s.Skipped++
	case OutRefused:
		s.Refused++
	}
}

// Add counts the results of another run, too. Run stays what it is.
func (s *Summary) Add(o Summary) {
	s.Done += o.Done
	s.Would += o.Would
	s.Already += o.Already
	s.Skipped += o.Skipped
	s.Refused += o.Refused
	s.Bytes += o.Bytes
}

// LimitError says that a report would take more than the limit allows. Nothing was done.
type LimitError struct {
	Go, Read int
	Limit    float64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("act on %d of %d clips: that is more than --limit %g%%; look at the report, then raise --limit", e.Go, e.Read, 100*e.Limit)
}

// Apply acts on the copies of groups. The caller holds the locks of the roots.
// In a dry run j may be nil: nothing was ever done. Every proposal gets one Result. The error is of the journal, of tell, a
// *LimitError (of a dry run, when all is told) or the context's; what was begun is finished and noted first.
func Apply(ctx context.Context, groups []*clip.Group, o Options, j Journal, tell func(Result) error) (Summary, error) {
	a := application{ctx: ctx, o: o, j: j, tell: tell, scene: newScene(o.Choice, o.Held)}
	defer a.scene.close()
	if a.o.Do == "" {
		a.o.Do = Quarantine
	}
	if a.o.rename == nil {
		a.o.rename = renameNoReplace
	}
	found := choose(groups, o.Choice)
	going := 0
	for i := range found {
		if found[i].why == "" {
			going++
		}
	}
	var over error
	if o.Limit > 0 && float64(going) > o.Limit*float64(o.Read) {
		over = &LimitError{going, o.Read, o.Limit}
	}
	if over != nil && !o.DryRun {
		return a.sum, over
	}
	for i := range found {
		if err := a.propose(&found[i]); err != nil {
			return a.sum, errors.Join(err, a.end())
		}
	}
	if over != nil {
		return a.sum, over
	}
	err := a.flush()
	return a.sum, errors.Join(err, a.end())
}

// application is one Apply under way.
type application struct {
	ctx   context.Context
	o     Options
	j     Journal
	tell  func(Result) error
	scene *scene
	batch []*ready
	n     int  // acts planned
	open  bool // the journal lacks what became of some: the run stays open for Recover
	sum   Summary
}

func (a *application) result(r Result) error {
	a.sum.count(r)
	return a.tell(r)
}

// propose checks one file and acts when a batch is full.
func (a *application) propose(p *proposal) error {
	r := Result{Path: p.member.Path, Line: p.member.Line, Do: a.o.Do, Relation: p.member.Relation, Outcome: p.out, Why: p.why, Size: p.member.Size}
	if p.keep != nil {
		r.Keep = p.keep.Path
	}
	if p.why != "" {
		return a.result(r)
	}
	ready, err := a.scene.check(a.ctx, p, a.o.Do, a.j)
	switch {
	case err == nil && a.o.DryRun:
		r.Outcome, r.Size = OutWould, ready.act.Size
		return a.result(r)
	case err == nil:
		ready.result = r
		if a.batch = append(a.batch, ready); len(a.batch) < batchSize {
			return nil
		}
		return a.flush()
	case a.ctx.Err() != nil:
		return a.ctx.Err()
	case errors.Is(err, errAlready):
		r.Outcome, r.Why = OutAlready, err.Error()
	case errors.Is(err, errProtected):
		r.Outcome, r.Why = OutSkipped, err.Error()
	default:
		r.Outcome, r.Why = OutRefused, clip.Cause(err).Error()
	}
	return a.result(r)
}

// flush journals the batch, does it, and journals what became of it.
func (a *application) flush() error {
	if len(a.batch) == 0 {
		return nil
	}
	if a.sum.Run == "" {
		if err := a.begin(); err != nil {
			return err
		}
	}
	acts := make([]Act, len(a.batch))
	for i, r := range a.batch {
		a.n++
		r.act.N = a.n
		acts[i] = r.act
	}
	if err := a.j.Plan(a.ctx, a.sum.Run, acts); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	synced := newSyncer(a.scene.trees)
	for i, r := range a.batch {
		err := a.ctx.Err()
		if err == nil {
			err = a.do(r, synced)
		}
		r.result.Size = r.act.Size
		r.act.State, r.result.Outcome = Done, OutDone
		if err != nil {
			r.result.Outcome, r.result.Why = OutRefused, clip.Cause(err).Error()
			r.act.State, r.act.Note = Failed, r.result.Why
			if stuck := (*stuckError)(nil); errors.As(err, &stuck) {
				r.act.State = Done // what was moved is in quarantine: undo must see it
			}
		}
		acts[i] = r.act
	}
	err := synced.sync()
	if err == nil {
		if err = a.j.Mark(context.WithoutCancel(a.ctx), a.sum.Run, acts); err != nil {
			err = fmt.Errorf("write the journal: %w", err)
		}
	}
	a.open = a.open || err != nil // else the journal would say more than is sure
	for _, r := range a.batch {
		if told := a.result(r.result); told != nil {
			err = errors.Join(err, told)
		}
	}
	a.batch = a.batch[:0]
	return errors.Join(err, a.ctx.Err())
}

// begin finds an ID that neither the journal nor a quarantine has: the date, and a
// number. A clock that was set back only finds its numbers taken.
func (a *application) begin() error {
	for n := 1; ; n++ {
		id := a.o.Now.UTC().Format("20060102") + "-" + strconv.Itoa(n)
		if a.occupied(id) {
			continue
		}
		err := a.j.Begin(a.ctx, Run{ID: id, Began: a.o.Now.UTC()})
		if errors.Is(err, ErrTaken) {
			continue
		}
		if err != nil {
			return fmt.Errorf("write the journal: %w", err)
		}
		a.sum.Run = id
		return nil
	}
}

// occupied reports whether a quarantine of the roots has this run, by another journal.
func (a *application) occupied(id string) bool {
	for _, t := range a.scene.trees {
		if _, err := t.top.root.Lstat(storeOf(id)); err == nil {
			return true
		}
	}
	return false
}

// end closes the run in the journal.
func (a *application) end() error {
	if a.sum.Run == "" || a.open {
		return nil
	}
	if err := a.j.End(context.WithoutCancel(a.ctx), a.sum.Run); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}
