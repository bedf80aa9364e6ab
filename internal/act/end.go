package act

import (
	"context"
	"errors"
	"fmt"

	"newsdup/internal/clip"
)

// end takes each act that is done to the state to, in order, by calling do. The journal is
// written in batches, and only when the folders of a batch are durable: an act that a crash
// left out of the journal is done again by the next call, which finds it done already.
func (s *sites) end(ctx context.Context, sum Summary, acts []Act, to State, j Journal,
	tell func(Result) error, do func(*Act) error) (Summary, error) {

	var batch []Act
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		if err := s.sync(batch, sum.Run); err != nil {
			return err
		}
		if err := j.Mark(context.WithoutCancel(ctx), sum.Run, batch); err != nil {
			return fmt.Errorf("write the journal: %w", err)
		}
		batch = batch[:0]
		return nil
	}
	for _, a := range acts {
		if a.State != Done {
			continue
		}
		if err := ctx.Err(); err != nil {
			return sum, errors.Join(err, flush())
		}
		r := Result{Path: a.Root + "/" + a.Path, Keep: a.Keep, Do: a.Do, Relation: a.Relation, Outcome: OutDone, Size: a.Size}
		if err := do(&a); err != nil {
			r.Outcome, r.Why = OutRefused, clip.Cause(err).Error()
		} else {
			a.State, a.Note = to, ""
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
