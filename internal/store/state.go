package store

import (
	"context"
	"database/sql"
	"time"
)

// State is an open state file. Its methods are durable when they return, and
// are safe for concurrent use. Their errors are *Error, or the context's.
type State struct {
	*file
	now func() time.Time
}

// Open opens the state at path and makes it, with its folder, where there is
// none. What it refuses is an *Error.
func Open(ctx context.Context, path string) (*State, error) { return open(ctx, path, true) }

// OpenExisting is Open of a state that must be there: its error is of the
// Condition Missing otherwise.
func OpenExisting(ctx context.Context, path string) (*State, error) { return open(ctx, path, false) }

func open(ctx context.Context, path string, create bool) (*State, error) {
	f, err := openFile(ctx, stateKind(), path, create)
	if err != nil {
		return nil, err
	}
	return &State{f, time.Now}, nil
}

// Close closes the file.
func (s *State) Close() error { return s.close() }

// Path is the absolute path of the file.
func (s *State) Path() string { return s.path }

// Verify checks every page and index of the file.
func (s *State) Verify(ctx context.Context) error { return s.verify(ctx) }

// Compact gives space that is no longer used back to the disk.
func (s *State) Compact(ctx context.Context) error { return s.compact(ctx) }

// StateInfo counts what a state holds.
type StateInfo struct {
	Path      string
	Condition Condition
	Format    int
	Bytes     int64 // of the file and its log
	Stories   int
	Aliases   int
	Members   int // clips that were in a story
	NotSame   int
	Runs      int
	Acts      int
	Open      int // acts that are planned: their run was stopped
	Documents int
}

// Info counts what the state holds.
func (s *State) Info(ctx context.Context) (StateInfo, error) {
	i := StateInfo{Path: s.path, Condition: s.condition, Format: len(s.kind.steps), Bytes: s.size()}
	err := s.db.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM story), (SELECT count(*) FROM alias), (SELECT count(*) FROM member),
		(SELECT count(*) FROM pair), (SELECT count(*) FROM run), (SELECT count(*) FROM act),
		(SELECT count(*) FROM act WHERE state = 'planned'), (SELECT count(*) FROM document)`).Scan(
		&i.Stories, &i.Aliases, &i.Members, &i.NotSame, &i.Runs, &i.Acts, &i.Open, &i.Documents)
	return i, s.fail("read", err)
}

// Forgotten counts what Forget took out.
type Forgotten struct {
	Stories   int
	Documents int
	Clips     int // of the cache
	Answers   int // of the cache
}

// Forget takes out the stories that no run has reported since a time, with
// their clips and aliases, and the documents that are older. Pairs and the
// journal stay whatever their age.
func (s *State) Forget(ctx context.Context, before time.Time) (n Forgotten, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		if n.Stories, err = deleted(ctx, tx, "DELETE FROM story WHERE seen < ?", before.Unix()); err != nil {
			return err
		}
		if n.Documents, err = deleted(ctx, tx, "DELETE FROM document WHERE added < ?", before.Unix()); err != nil {
			return err
		}
		if n.Stories == 0 {
			return nil
		}
		for _, table := range []string{"alias", "member"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE story NOT IN (SELECT n FROM story)"); err != nil {
				return err
			}
		}
		return touchStories(ctx, tx)
	})
	return n, err
}

// deleted runs a DELETE and counts its rows.
func deleted(ctx context.Context, tx *sql.Tx, query string, args ...any) (int, error) {
	r, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}
