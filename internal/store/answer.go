package store

// The answers of the last runs.
//
// A folder that did not change has the answer that it had, so each run stores its groups
// with what they were computed from:
//
//	key      options, current folder, what was named on the command line
//	files    path, size, times, inode, device of each; hash of what was read
//	groups   as reported
//	problems of files that could not be read: these are tried again every time
//
// The next run lists and stats the files and reads those whose stat it cannot trust. If
// every hash is unchanged, the stored groups are printed: a run over 10,000 files costs
// 10,000 stats.
//
// # When a stat can be trusted
//
// A file that was written in the moment it was read may have been written once
// more in the same tick of the clock, with the same size. So a stat says that a
// file is what it was only when all of it is the same and both its times lie
// more than two seconds (the tick of FAT, the coarsest) before the reading: the
// rule that git has for its index, "racy git". A file with a time in the future
// is read every time.

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"newsdup/internal/clip"
)

// racy is how long before it was read a file must have been at rest.
const racy = 2 * time.Second

// Stat is what the system says of a file without reading it.
type Stat struct {
	Size   int64
	Mtime  int64 // nanoseconds since 1970
	Ctime  int64
	Inode  uint64
	Device uint64
}

// Settled reports whether a file with this stat, read at that time, can be
// known again by it.
func (s Stat) Settled(read time.Time) bool {
	return max(s.Mtime, s.Ctime) < read.Add(-racy).UnixNano()
}

// Shape says what a file held.
type Shape uint8

// The shapes of a file.
const (
	Whole   Shape = iota // one clip: Sum is its content, Key.Variant its variant
	Records              // several clips, or none: Sum is of all of them
	Broken               // it could not be read, all of it or a part: to be read again
)

// File is one file of a listing.
type File struct {
	Path    string
	Stat    Stat
	Shape   Shape
	Sum     [32]byte
	Variant uint64 // of the clip, when Whole
}

// Problem is a bad item of a run.
type Problem struct {
	Origin clip.Origin
	Class  clip.ProblemClass
	Text   string
}

// Answer is what a run said, and of what.
type Answer struct {
	Generation string    // of the ids, see State.Generation; "" without a state
	Used       time.Time // day of the last run that gave it; set by Cache.Answer
	Read       time.Time // when reading began: stats are trusted as of then
	Files      []File    // in the order of the listing
	Problems   []Problem
	Groups     []*clip.Group
	Summary    clip.Summary
}

// keptAnswers is how many answers a cache keeps: the last ones used.
const keptAnswers = 16

// Answer finds the last answer to a question; nil when there is none, or none
// that can be read.
func (c *Cache) Answer(ctx context.Context, key [32]byte) (*Answer, error) {
	var data []byte
	var used int64
	err := c.db.QueryRowContext(ctx, "SELECT used, data FROM answer WHERE key = ?", key[:]).Scan(&used, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, c.fail("read", err)
	}
	a, ok := decodeAnswer(data)
	if !ok {
		return nil, nil
	}
	a.Used = time.Unix(used, 0).UTC()
	return a, nil
}

// Touch notes that an answer was given again, and the clips behind it with it,
// so that Forget leaves them. Once a day is enough: it does nothing on the day
// of a.Used.
func (c *Cache) Touch(ctx context.Context, key [32]byte, a *Answer) error {
	today := day(c.now())
	if a.Used.Unix() >= today {
		return nil
	}
	return c.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE answer SET used = ? WHERE key = ?", c.now().Unix(), key[:]); err != nil {
			return err
		}
		update, err := tx.PrepareContext(ctx, "UPDATE clip SET used = ? WHERE sha256 = ? AND option = ?")
		if err != nil {
			return err
		}
		defer update.Close()
		for i := range a.Files {
			if f := &a.Files[i]; f.Shape == Whole {
				if _, err := update.ExecContext(ctx, today, f.Sum[:], c.option); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// SetAnswer keeps the answer to a question, which described names for people.
func (c *Cache) SetAnswer(ctx context.Context, key [32]byte, described string, a *Answer) error {
	return c.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO answer VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET used = excluded.used, files = excluded.files, data = excluded.data`,
			key[:], described, c.now().Unix(), len(a.Files), encodeAnswer(a)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM answer WHERE key NOT IN (SELECT key FROM answer ORDER BY used DESC, key LIMIT ?)", keptAnswers)
		return err
	})
}
