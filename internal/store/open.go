package store

// How a file is opened.
//
//	look      a link, a folder or a device is refused before SQLite sees it
//	make      a new file has mode 0600 from the first moment
//	name      the application_id of another program, or a later format, is refused
//	check     quick_check, of all of a small file and of the journal's tables of a large one
//	migrate   each step in its own transaction, with the format it leads to
//
// Nothing is written before the file is known to be newsdup's; setting journal_mode=WAL would
// already be a write.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Times and sizes of opening.
const (
	busyTimeout = 10 * time.Second // a batch of another run takes milliseconds
	busyPause   = 5 * time.Millisecond
	wholeCheck  = 16 << 20 // bytes up to which all of a file is checked: 10 ms
)

// file is an open database.
type file struct {
	kind      kind
	path      string // absolute
	db        *sql.DB
	condition Condition
}

// openFile opens path, and makes it where create is set.
func openFile(ctx context.Context, k kind, path string, create bool) (*file, error) {
	f := &file{kind: k, path: path, condition: Current}
	if abs, err := filepath.Abs(path); err == nil {
		f.path = abs
	}
	if err := f.look(create); err != nil {
		return nil, f.fail("open", err)
	}
	if err := f.connect(ctx); err != nil {
		err = f.fail("open", err)
		f.close()
		return nil, err
	}
	return f, nil
}

// look checks what stands at the path, and makes an empty file where nothing does.
func (f *file) look(create bool) error {
	info, err := os.Lstat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && create:
		f.condition = New
		if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
			return err
		}
		made, err := os.OpenFile(f.path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return err
		}
		return made.Close()
	case errors.Is(err, fs.ErrNotExist):
		return f.refuse(Missing)
	case errors.Is(err, fs.ErrPermission): // of a folder above, which may not be looked into
		return &Error{Unreadable, "open", f.kind.name, f.path, fs.ErrPermission}
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return f.refuse(Link)
	}
	return nil
}

func (f *file) refuse(c Condition) error {
	return &Error{Condition: c, Verb: "open", Kind: f.kind.name, Path: f.path}
}

// dsn is the name of the file for the driver: any byte may be in a path.
func (f *file) dsn(more string) string {
	return "file:" + (&url.URL{Path: f.path}).EscapedPath() +
		"?_txlock=immediate&_pragma=busy_timeout(" + strconv.Itoa(int(busyTimeout.Milliseconds())) + ")" + more
}

// connect opens the database, and tries again while another process is making
// it: SQLite does not wait where waiting could be for ever, as when two turn one
// file to WAL or one closes it while the other opens it.
func (f *file) connect(ctx context.Context) error {
	until := time.Now().Add(busyTimeout)
	for {
		err := f.attempt(ctx)
		if conditionOf(err) != Busy || time.Now().After(until) {
			return err
		}
		f.close()
		select {
		case <-time.After(busyPause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (f *file) attempt(ctx context.Context) (err error) {
	if f.db, err = sql.Open("sqlite", f.dsn("")); err != nil {
		return err
	}
	f.db.SetMaxOpenConns(1) // one connection: pragmas hold for it
	format, err := f.identify(ctx)
	if err != nil {
		return err
	}
	sync := "OFF"
	if f.kind.durable {
		sync = "FULL"
	}
	for _, p := range []string{"page_size = " + strconv.Itoa(f.kind.page), "journal_mode = WAL", "synchronous = " + sync, "trusted_schema = OFF", "cell_size_check = ON"} {
		if _, err := f.db.ExecContext(ctx, "PRAGMA "+p); err != nil {
			return err
		}
	}
	if format > 0 {
		if err := f.check(ctx); err != nil {
			return err
		}
	}
	return f.migrate(ctx, format)
}

// identify refuses what is not ours. It gives the format, 0 of a file without tables.
func (f *file) identify(ctx context.Context) (format int, err error) {
	application, tables := 0, 0
	// One statement sees one moment: another process may be making the file.
	if err := f.db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&application, &format, &tables); err != nil {
		if conditionOf(err) == Corrupt && !f.isSQLite() {
			return 0, f.refuse(Foreign)
		}
		return 0, err
	}
	info, err := os.Stat(f.path)
	if err != nil {
		return 0, err
	}
	switch {
	case info.Size() > 0 && !f.isSQLite(): // SQLite takes a few bytes for an empty file
		return 0, f.refuse(Foreign)
	case application == 0 && format == 0 && tables == 0: // new, or its maker was killed
		f.condition = New
		return 0, nil
	case application != f.kind.application:
		return 0, f.refuse(Foreign)
	case format > len(f.kind.steps):
		return 0, f.refuse(Newer)
	case format < 1 || tables == 0:
		return 0, f.refuse(Corrupt)
	case format < len(f.kind.steps):
		f.condition = Older
	}
	return format, nil
}

// isSQLite reports whether the file begins as databases do.
func (f *file) isSQLite() bool {
	const magic = "SQLite format 3\x00"
	r, err := os.Open(f.path)
	if err != nil {
		return true
	}
	defer r.Close()
	var head [len(magic)]byte
	n, _ := r.Read(head[:])
	return string(head[:n]) == magic
}

// check looks for damage in bounded time. A cache is not checked: its records
// have checksums of their own.
func (f *file) check(ctx context.Context) error {
	if f.kind.disposable {
		return nil
	}
	info, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	what := []string{"quick_check(1)"}
	if info.Size() > wholeCheck {
		what = []string{"quick_check(run)", "quick_check(pair)"}
	}
	for _, pragma := range what {
		if err := f.pragmaCheck(ctx, pragma); err != nil {
			return err
		}
	}
	return nil
}

// pragmaCheck runs one of SQLite's checks.
func (f *file) pragmaCheck(ctx context.Context, pragma string) error {
	verdict := ""
	if err := f.db.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" { // a heading on a line of its own, and then what is wrong
		verdict = strings.TrimPrefix(verdict, "*** in database main ***\n")
		return &Error{Corrupt, "check", f.kind.name, f.path, errors.New(strings.ReplaceAll(verdict, "\n", "; "))}
	}
	return nil
}

// migrate takes the file from its format to ours.
func (f *file) migrate(ctx context.Context, format int) error {
	for ; format < len(f.kind.steps); format++ {
		if err := f.step(ctx, format); err != nil && ConditionOf(err) != "" {
			return err // which says what to do; which step it was does not help
		} else if err != nil {
			return fmt.Errorf("step %d, %s: %w", format+1, f.kind.steps[format].name, err)
		}
	}
	return nil
}

// step makes format+1 of format, unless another process was faster.
func (f *file) step(ctx context.Context, format int) error {
	return f.change(ctx, func(tx *sql.Tx) error {
		now := 0
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil || now != format {
			return err
		}
		script := fmt.Sprintf("%s; PRAGMA user_version = %d; PRAGMA application_id = %d", f.kind.steps[format].sql, format+1, f.kind.application)
		_, err := tx.ExecContext(ctx, script)
		return err
	})
}

// change runs a transaction that writes.
func (f *file) change(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return f.fail("write", err)
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := do(tx); err != nil {
		return f.fail("write", err)
	}
	return f.fail("write", tx.Commit())
}

// rows calls take for each row of a query; take scans.
func (f *file) rows(ctx context.Context, take func(*sql.Rows) error, query string, args ...any) error {
	rows, err := f.db.QueryContext(ctx, query, args...)
	if err != nil {
		return f.fail("read", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return f.fail("read", err)
		}
	}
	return f.fail("read", rows.Err())
}

func (f *file) close() error {
	if f.db == nil {
		return nil
	}
	return f.db.Close()
}

// verify checks all of the file.
func (f *file) verify(ctx context.Context) error {
	return f.fail("check", f.pragmaCheck(ctx, "integrity_check(1)"))
}

// compact gives the free pages back to the disk.
func (f *file) compact(ctx context.Context) error {
	for _, s := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := f.db.ExecContext(ctx, s); err != nil {
			return f.fail("write", err)
		}
	}
	return nil
}

// size is the bytes of the file and of its log.
func (f *file) size() (n int64) {
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(f.path + suffix); err == nil {
			n += info.Size()
		}
	}
	return n
}

// day is the time in whole days, so that a clip's last use is written once a day.
func day(t time.Time) int64 { return t.Unix() / 86400 * 86400 }
