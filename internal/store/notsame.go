package store

import (
	"bytes"
	"context"
	"database/sql"
	"time"
)

// NotSame is a pair of contents that somebody said must not be in one group.
// A is less than B, as bytes.
type NotSame struct {
	A, B         [32]byte
	PathA, PathB string    // where they were when the pair was added; "" when named by hash
	Added        time.Time // UTC, in seconds
}

// Ordered is the pair with A less than B.
func (p NotSame) Ordered() NotSame {
	if bytes.Compare(p.A[:], p.B[:]) > 0 {
		p.A, p.B, p.PathA, p.PathB = p.B, p.A, p.PathB, p.PathA
	}
	return p
}

// AddNotSame remembers a pair. It reports false when the pair is there: only
// its paths change then. The two must differ.
func (s *State) AddNotSame(ctx context.Context, p NotSame) (added bool, err error) {
	p = p.Ordered()
	err = s.change(ctx, func(tx *sql.Tx) error {
		known := 0
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM pair WHERE a = ? AND b = ?", p.A[:], p.B[:]).Scan(&known); err != nil {
			return err
		}
		added = known == 0
		_, err := tx.ExecContext(ctx, `INSERT INTO pair VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET path_a = excluded.path_a, path_b = excluded.path_b`,
			p.A[:], p.B[:], []byte(p.PathA), []byte(p.PathB), s.now().Unix())
		return err
	})
	return added, err
}

// RemoveNotSame forgets a pair. It reports false when there is none.
func (s *State) RemoveNotSame(ctx context.Context, p NotSame) (removed bool, err error) {
	p = p.Ordered()
	err = s.change(ctx, func(tx *sql.Tx) error {
		n, err := deleted(ctx, tx, "DELETE FROM pair WHERE a = ? AND b = ?", p.A[:], p.B[:])
		removed = n > 0
		return err
	})
	return removed, err
}

// NotSame lists the pairs, by A, then B.
func (s *State) NotSame(ctx context.Context) ([]NotSame, error) {
	var list []NotSame
	err := s.rows(ctx, func(r *sql.Rows) error {
		var p NotSame
		var a, b, pathA, pathB []byte
		var added int64
		if err := r.Scan(&a, &b, &pathA, &pathB, &added); err != nil {
			return err
		}
		copy(p.A[:], a)
		copy(p.B[:], b)
		p.PathA, p.PathB, p.Added = string(pathA), string(pathB), time.Unix(added, 0).UTC()
		list = append(list, p)
		return nil
	}, "SELECT a, b, path_a, path_b, added FROM pair ORDER BY a, b")
	return list, err
}
