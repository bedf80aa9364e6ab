package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"
)

// CacheInfo counts what a cache holds.
type CacheInfo struct {
	Path      string
	Condition Condition
	Format    int
	Bytes     int64 // of the file and its log
	Clips     int
	Options   int // different ones that clips were made with
	Answers   int
}

// CacheFile is a cache that is looked after, not used: for info, verify,
// compact and forget.
type CacheFile struct{ *file }

// OpenCacheFile opens a cache that must be there. Unlike OpenCache it refuses a
// damaged one.
func OpenCacheFile(ctx context.Context, path string) (*CacheFile, error) {
	f, err := openFile(ctx, cacheKind(), path, false)
	if err != nil {
		return nil, err
	}
	return &CacheFile{f}, nil
}

// RemoveCache deletes a cache.
func RemoveCache(path string) error { return remove(path) }

// Close closes the file.
func (c *CacheFile) Close() error { return c.close() }

// Info counts what the cache holds.
func (c *CacheFile) Info(ctx context.Context) (CacheInfo, error) {
	i := CacheInfo{Path: c.path, Condition: c.condition, Format: len(c.kind.steps), Bytes: c.size()}
	err := c.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM clip), (SELECT count(*) FROM option), (SELECT count(*) FROM answer)`).
		Scan(&i.Clips, &i.Options, &i.Answers)
	return i, c.fail("read", err)
}

// Verify checks every page and index of the file, and every record.
func (c *CacheFile) Verify(ctx context.Context) error {
	if err := c.verify(ctx); err != nil {
		return err
	}
	var d dictionary
	ok, err := d.load(ctx, c.db)
	if err != nil {
		return c.fail("check", err)
	}
	if !ok {
		return &Error{Corrupt, "check", c.kind.name, c.path, errors.New("the dictionary")}
	}
	var clip Clip
	return c.rows(ctx, func(r *sql.Rows) error {
		var n int64
		var data sql.RawBytes
		if err := r.Scan(&n, &data); err != nil {
			return err
		}
		if !d.decode(&clip, data) {
			return &Error{Corrupt, "check", c.kind.name, c.path, fmt.Errorf("clip %d", n)}
		}
		return nil
	}, "SELECT n, data FROM clip")
}

// Forget takes out the clips and answers that no run has used since a time.
func (c *CacheFile) Forget(ctx context.Context, before time.Time) (n Forgotten, err error) {
	err = c.change(ctx, func(tx *sql.Tx) error {
		if n.Clips, err = deleted(ctx, tx, "DELETE FROM clip WHERE used < ?", before.Unix()); err != nil {
			return err
		}
		if n.Answers, err = deleted(ctx, tx, "DELETE FROM answer WHERE used < ?", before.Unix()); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM option WHERE n NOT IN (SELECT option FROM clip)")
		return err
	})
	return n, err
}

// CompactCache writes the cache anew, with a dictionary of what is in it, and
// puts it in the place of the old one. A run that has the old one open goes on
// with that, and what it adds is lost.
func CompactCache(ctx context.Context, path string) error {
	old, err := OpenCacheFile(ctx, path)
	if err != nil {
		return err
	}
	defer old.Close()
	path = old.path
	name := path + ".new"
	if err := remove(name); err != nil { // of a compaction that was killed
		return old.fail("write", err)
	}
	if err := old.copyTo(ctx, name); err != nil {
		return errors.Join(err, remove(name))
	}
	if err := old.Close(); err != nil {
		return old.fail("read", err)
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		os.Remove(path + suffix) // they are of the old file
	}
	return old.fail("write", os.Rename(name, path))
}

// copyTo copies every clip that can be read, and the answers.
func (c *CacheFile) copyTo(ctx context.Context, name string) error {
	fresh, err := openFile(ctx, cacheKind(), name, true)
	if err != nil {
		return err
	}
	defer fresh.close()
	var was, is dictionary
	ok, err := was.load(ctx, c.db)
	if err != nil {
		return c.fail("read", err)
	}
	err = fresh.change(ctx, func(tx *sql.Tx) error {
		if err := copyRows(ctx, c.file, tx, "option", "n, hash, described, used"); err != nil {
			return err
		}
		if err := copyRows(ctx, c.file, tx, "answer", "key, described, used, files, data"); err != nil || !ok {
			return err
		}
		insert, err := tx.PrepareContext(ctx, "INSERT INTO clip VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer insert.Close()
		var clip Clip
		var coding []byte
		err = c.rows(ctx, func(r *sql.Rows) error {
			var n, option, variant, used, words int64
			var sum, data []byte
			var title string
			if err := r.Scan(&n, &sum, &option, &variant, &used, &title, &words, &data); err != nil {
				return err
			}
			if !was.decode(&clip, data) {
				return nil
			}
			coding = is.encode(coding[:0], &clip)
			_, err := insert.ExecContext(ctx, n, sum, option, variant, used, title, words, coding)
			return err
		}, "SELECT n, sha256, option, variant, used, title, words, data FROM clip ORDER BY n")
		if err != nil {
			return err
		}
		return is.save(ctx, tx)
	})
	if err != nil {
		return err
	}
	if err := fresh.compact(ctx); err != nil {
		return err
	}
	return fresh.fail("write", fresh.close())
}

// copyRows copies a table whose columns are named in their order.
func copyRows(ctx context.Context, from *file, to *sql.Tx, table, columns string) error {
	return from.rows(ctx, func(r *sql.Rows) error {
		values, err := scanAny(r)
		if err != nil {
			return err
		}
		return insertRow(ctx, to, table, columns, values)
	}, "SELECT "+columns+" FROM "+table)
}
