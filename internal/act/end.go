package act

import (
	"context"
	"errors"
	"fmt"

	"newsdup/internal/clip"
)

// end takes the acts that are done to the state to, in their order, each by do,
// and notes them in batches once their folders are durable: what is not noted
// the next call finds as it is.
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
