package store

// The journal: what was done to files, written before it is done.
//
//	Begin   a run                    2026-11-22 04:31  20261122-1  open
//	Plan    acts, before they happen                    planned
//	Mark    what became of them                         done, failed
//	End     no act is planned any more
//	Mark    a later undo, or purge                      undone, purged
//
// A run that was killed leaves acts that are planned: whether one happened is
// for the files to say. No method deletes a row.

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"time"

	"newsdup/internal/act"
)

var _ act.Journal = (*State)(nil)

// Begin opens a run. The error is act.ErrTaken when the journal has its ID.
func (s *State) Begin(ctx context.Context, r act.Run) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		n, err := deleted(ctx, tx, "INSERT INTO run (id, began) VALUES (?, ?) ON CONFLICT DO NOTHING", r.ID, r.Began.Unix())
		if err == nil && n == 0 {
			return act.ErrTaken
		}
		return err
	})
}

// Plan writes acts, all or none, before they happen.
func (s *State) Plan(ctx context.Context, run string, acts []act.Act) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		n, err := runNumber(ctx, tx, run)
		if err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, a := range acts {
			if _, err := insert.ExecContext(ctx, n, a.N, []byte(a.Root), []byte(a.Path), []byte(a.Keep), string(a.Do), string(a.Relation),
				a.SHA256[:], a.KeepSHA[:], a.Size, int64(a.Mode), nanos(a.ModTime), nanos(a.DirTime), nanos(a.DirAfter),
				string(a.State), a.Note); err != nil {
				return err
			}
			if o := a.Owner; o != nil {
				attrs := append([]byte{}, o.Attrs...) // nil is NULL
				if _, err := tx.ExecContext(ctx, "INSERT INTO removed VALUES (?, ?, ?, ?, ?)", n, a.N, o.UID, o.GID, attrs); err != nil {
					return err
				}
			}
		}
		_, err = tx.ExecContext(ctx, "UPDATE run SET ended = NULL WHERE n = ?", n)
		return err
	})
}

// Mark writes State, Note and DirAfter of acts that Plan wrote, by N.
func (s *State) Mark(ctx context.Context, run string, acts []act.Act) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		n, err := runNumber(ctx, tx, run)
		if err != nil {
			return err
		}
		update, err := tx.PrepareContext(ctx, "UPDATE act SET state = ?, note = ?, dir_after = ? WHERE run = ? AND n = ?")
		if err != nil {
			return err
		}
		defer update.Close()
		for _, a := range acts {
			if _, err := update.ExecContext(ctx, string(a.State), a.Note, nanos(a.DirAfter), n, a.N); err != nil {
				return err
			}
		}
		return nil
	})
}

// End closes a run.
func (s *State) End(ctx context.Context, run string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		n, err := runNumber(ctx, tx, run)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE run SET ended = ? WHERE n = ?", s.now().Unix(), n)
		return err
	})
}

// Runs lists the runs in the order they began.
func (s *State) Runs(ctx context.Context) ([]act.Run, error) {
	var list []act.Run
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var r act.Run
		var began int64
		if err := rows.Scan(&r.ID, &began, &r.Ended, &r.Acts, &r.Done, &r.Failed, &r.Undone, &r.Purged, &r.Bytes); err != nil {
			return err
		}
		r.Began = time.Unix(began, 0).UTC()
		list = append(list, r)
		return nil
	}, `SELECT run.id, run.began, run.ended IS NOT NULL, count(act.n),
		count(CASE act.state WHEN 'done' THEN 1 END), count(CASE act.state WHEN 'failed' THEN 1 END),
		count(CASE act.state WHEN 'undone' THEN 1 END), count(CASE act.state WHEN 'purged' THEN 1 END),
		coalesce(sum(CASE act.state WHEN 'done' THEN act.size END), 0)
		FROM run LEFT JOIN act ON act.run = run.n GROUP BY run.n ORDER BY run.n`)
	return list, err
}

const actColumns = "act.n, root, path, keep, do, relation, sha256, keep_sha, size, mode, mtime, dir_time, dir_after, state, note, uid, gid, attrs"

// actTables are those of actColumns.
const actTables = "act LEFT JOIN removed ON removed.run = act.run AND removed.n = act.n"

// Acts lists the acts of a run by N. The error is act.ErrNoRun for an unknown run.
func (s *State) Acts(ctx context.Context, run string) ([]act.Act, error) {
	n := 0
	err := s.db.QueryRowContext(ctx, "SELECT n FROM run WHERE id = ?", run).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, act.ErrNoRun
	}
	if err != nil {
		return nil, s.fail("read", err)
	}
	var list []act.Act
	err = s.rows(ctx, func(rows *sql.Rows) error {
		a, err := scanAct(rows.Scan)
		list = append(list, a)
		return err
	}, "SELECT "+actColumns+" FROM "+actTables+" WHERE act.run = ? ORDER BY act.n", n)
	return list, err
}

// Last is the latest act on a file, and its run. The error is act.ErrNoAct when there is none.
func (s *State) Last(ctx context.Context, root, path string) (a act.Act, run string, err error) {
	row := s.db.QueryRowContext(ctx, "SELECT "+actColumns+", run.id FROM "+actTables+` JOIN run ON run.n = act.run
		WHERE path = ? AND root = ? AND state NOT IN (?, ?) ORDER BY act.run DESC, act.n DESC LIMIT 1`,
		[]byte(path), []byte(root), string(act.Undone), string(act.Failed))
	a, err = scanAct(func(into ...any) error { return row.Scan(append(into, &run)...) })
	if errors.Is(err, sql.ErrNoRows) {
		return a, "", act.ErrNoAct
	}
	return a, run, s.fail("read", err)
}

func scanAct(scan func(...any) error) (a act.Act, err error) {
	var root, path, keep, sum, keepSum []byte
	var mode, mtime, dirTime, dirAfter int64
	var state string
	var uid, gid sql.NullInt64
	var attrs []byte
	err = scan(&a.N, &root, &path, &keep, &a.Do, &a.Relation, &sum, &keepSum, &a.Size, &mode, &mtime, &dirTime, &dirAfter, &state, &a.Note, &uid, &gid, &attrs)
	if uid.Valid {
		a.Owner = &act.Owner{UID: int(uid.Int64), GID: int(gid.Int64), Attrs: attrs}
	}
	a.Root, a.Path, a.Keep, a.State = string(root), string(path), string(keep), act.State(state)
	copy(a.SHA256[:], sum)
	copy(a.KeepSHA[:], keepSum)
	a.Mode, a.ModTime, a.DirTime, a.DirAfter = fs.FileMode(mode), fromNanos(mtime), fromNanos(dirTime), fromNanos(dirAfter)
	return a, err
}

func runNumber(ctx context.Context, tx *sql.Tx, run string) (n int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT n FROM run WHERE id = ?", run).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, act.ErrNoRun
	}
	return n, err
}

// noTime stands for the zero time, whose nanoseconds do not fit.
const noTime = -1 << 63

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return noTime
	}
	return t.UnixNano()
}

func fromNanos(n int64) time.Time {
	if n == noTime {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}
