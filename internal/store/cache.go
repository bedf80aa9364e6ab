package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"
)

// Cache is an open cache, for the clips of one set of options. Get may be
// called from several goroutines; the rest from one.
//
// A cache that fails costs time, never correctness: the caller goes on without it
// after an error.
type Cache struct {
	*file
	now    func() time.Time
	option int64 // row of the options; 0 until something is written with them
	hash   [32]byte
	said   string // the options, for people
	empty  bool   // nothing was there of these options when it was opened: Get need not look
	find   *sql.Stmt

	mu     sync.RWMutex // Get reads the dictionary, a batch writes it
	words  dictionary
	used   []int64 // rows that were found and not used today
	waits  []Clip  // not yet written
	coding []byte
}

// batchClips is how many clips share a transaction: their tokens, a megabyte, are
// still in the processor's cache then.
const batchClips = 64

// OpenCache opens the cache at path for clips that are made with options, a
// text that names all of them and all versions they depend on. It makes the file
// where there is none, and makes it anew where it is damaged or of another
// format. What it refuses is an *Error: a file of another program, a link, a
// folder that cannot be written.
func OpenCache(ctx context.Context, path, options string) (*Cache, error) {
	f, err := openFile(ctx, cacheKind(), path, true)
	switch c := ConditionOf(err); {
	case c == Corrupt || c == Newer, err == nil && f.condition == Older:
		if f != nil {
			f.close()
		}
		if f, err = renew(ctx, path); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	}
	c := &Cache{file: f, now: time.Now, hash: sha256.Sum256([]byte(fmt.Sprintf("%d\n%s", Format, options))), said: options}
	err = c.begin(ctx)
	if ConditionOf(err) == Corrupt {
		c.close()
		if c.file, err = renew(ctx, path); err != nil {
			return nil, err
		}
		err = c.begin(ctx)
	}
	if err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// Discard closes the cache and deletes it: what was found to be damaged is
// made anew by the next run.
func (c *Cache) Discard() error {
	return errors.Join(c.Close(), remove(c.path))
}

// remove deletes a database.
func remove(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// renew makes the cache anew.
func renew(ctx context.Context, path string) (*file, error) {
	if err := remove(path); err != nil {
		return nil, &Error{ReadOnly, "open", cacheKind().name, path, err}
	}
	return openFile(ctx, cacheKind(), path, true)
}

// begin reads the dictionary and finds the options.
func (c *Cache) begin(ctx context.Context) error {
	err := c.db.QueryRowContext(ctx, "SELECT n FROM option WHERE hash = ?", c.hash[:]).Scan(&c.option)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return c.fail("read", err)
	}
	c.empty = c.option == 0
	if c.find, err = c.db.PrepareContext(ctx, "SELECT n, used, data FROM clip WHERE sha256 = ? AND option = ? AND variant = ?"); err != nil {
		return c.fail("read", err)
	}
	return nil
}

// learn reads the dictionary when it is first asked for: a run that has its
// answer never needs it.
func (c *Cache) learn(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.words.saved > 0 {
		return nil
	}
	ok, err := c.words.load(ctx, c.db)
	if err != nil {
		return c.fail("read", err)
	}
	if !ok {
		return &Error{Condition: Corrupt, Verb: "read", Kind: c.kind.name, Path: c.path}
	}
	return nil
}

// Get finds the record of clip.Key and reads it into clip. It reports false
// when there was none when the cache was opened, or none that can be read.
func (c *Cache) Get(ctx context.Context, clip *Clip) (bool, error) {
	if c.empty {
		return false, nil
	}
	c.mu.RLock()
	known := c.words.saved > 0
	c.mu.RUnlock()
	if !known {
		if err := c.learn(ctx); err != nil {
			return false, err
		}
	}
	var n, used int64
	var data []byte
	err := c.find.QueryRowContext(ctx, clip.SHA256[:], c.option, int64(clip.Variant)).Scan(&n, &used, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, c.fail("read", err)
	}
	c.mu.RLock()
	ok := c.words.decode(clip, data)
	c.mu.RUnlock()
	if ok && used < day(c.now()) {
		c.mu.Lock()
		c.used = append(c.used, n)
		c.mu.Unlock()
	}
	return ok, nil
}

// Put takes a clip to be written with the next batch, and gives another in exchange,
// so that the capacity of its slices can be used again.
func (c *Cache) Put(ctx context.Context, clip *Clip) error {
	i := len(c.waits)
	if i < cap(c.waits) {
		c.waits = c.waits[:i+1]
	} else {
		c.waits = append(c.waits, Clip{})
	}
	c.waits[i], *clip = *clip, c.waits[i]
	if len(c.waits) < batchClips {
		return nil
	}
	return c.Flush(ctx)
}

// Flush writes what Put took and notes what Get found, in one transaction.
func (c *Cache) Flush(ctx context.Context) error {
	if len(c.waits) == 0 && len(c.used) == 0 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.change(ctx, func(tx *sql.Tx) error { return c.write(ctx, tx) })
	if err != nil {
		c.words.cut()
	} else {
		c.words.settle()
	}
	c.waits, c.used = c.waits[:0], c.used[:0]
	return err
}

func (c *Cache) write(ctx context.Context, tx *sql.Tx) error {
	ok, err := c.words.load(ctx, tx)
	if err != nil {
		return err
	}
	if !ok {
		return &Error{Condition: Corrupt, Verb: "read", Kind: c.kind.name, Path: c.path}
	}
	today := day(c.now())
	if err := tx.QueryRowContext(ctx, `INSERT INTO option (hash, described, used) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET used = excluded.used RETURNING n`, c.hash[:], c.said, today).Scan(&c.option); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO clip (sha256, option, variant, used, title, words, data) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET used = excluded.used, data = excluded.data`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := range c.waits {
		w := &c.waits[i]
		c.coding = c.words.encode(c.coding[:0], w)
		if _, err := insert.ExecContext(ctx, w.SHA256[:], c.option, int64(w.Variant), today, w.Title, w.Words, c.coding); err != nil {
			return err
		}
	}
	for _, n := range c.used {
		if _, err := tx.ExecContext(ctx, "UPDATE clip SET used = ? WHERE n = ?", today, n); err != nil {
			return err
		}
	}
	return c.words.save(ctx, tx)
}

// Close closes the file; what was not flushed is gone.
func (c *Cache) Close() error {
	if c.find != nil {
		c.find.Close()
	}
	return c.close()
}
