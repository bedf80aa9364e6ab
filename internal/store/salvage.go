package store

// Saving what can be read of a damaged state.
//
// The damaged file is moved aside and never deleted: FILE becomes FILE.damaged,
// or FILE.damaged-2 and so on, with its log. A new state takes its place and
// gets, table by table, the journal first, every row that can still be read:
// from the first key on until a read fails, then from the last key down.
//
//	act   n 1 2 3 4 5 [damaged page] 60 61 ... 99      1-5 and 60-99 are saved
//
// A file whose first page is gone, or the one with the list of its tables, has
// no tables to read, and nothing is saved: two pages of the file.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// Salvage says what Repair saved.
type Salvage struct {
	Damaged string // where the damaged file is now
	Rows    map[string]int
	Lost    []string // tables of which some rows could not be read
}

// saved are the tables in the order that they are saved: name, key, columns.
func savedTables() [][3]string {
	return [][3]string{
		{"run", "n", "n, id, began, ended"},
		{"act", "run, n", "run, n, root, path, keep, do, relation, sha256, keep_sha, size, mode, mtime, dir_time, dir_after, state, note"},
		{"removed", "run, n", "run, n, uid, gid, attrs"},
		{"pair", "a, b", "a, b, path_a, path_b, added"},
		{"story", "n", "n, level, id, title, born, seen"},
		{"alias", "level, id", "level, id, story"},
		{"member", "level, sha256", "level, sha256, story"},
		{"document", "n", "n, id, story, added, data"},
	}
}

// Repair puts a new state in the place of a damaged one and saves into it what
// can be read. The error is an *Error; the damaged file is kept whatever happens.
func Repair(ctx context.Context, path string) (*Salvage, error) {
	k := stateKind()
	was := &file{kind: k, path: path}
	if err := was.look(false); err != nil {
		return nil, was.fail("repair", err)
	}
	aside, err := moveAside(path)
	if err != nil {
		return nil, was.fail("repair", err)
	}
	was.path = aside
	if was.db, err = sql.Open("sqlite", was.dsn("&_pragma=query_only(1)")); err != nil {
		return nil, was.fail("repair", err)
	}
	defer was.close()
	was.db.SetMaxOpenConns(1)

	fresh, err := openFile(ctx, k, path, true)
	if err != nil {
		return nil, err
	}
	defer fresh.close()
	s := &Salvage{Damaged: aside, Rows: map[string]int{}}
	err = fresh.change(ctx, func(tx *sql.Tx) error {
		for _, t := range savedTables() {
			if was.before(ctx, t[0]) {
				continue
			}
			n, whole, err := was.salvage(ctx, tx, t[0], t[1], t[2])
			if err != nil {
				return err
			}
			if s.Rows[t[0]] = n; !whole {
				s.Lost = append(s.Lost, t[0])
			}
		}
		return nil
	})
	return s, err
}

// moveAside renames the file and its log, to a name that is free.
func moveAside(path string) (string, error) {
	aside := path + ".damaged"
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); err != nil {
			break
		}
		aside = fmt.Sprintf("%s.damaged-%d", path, n)
	}
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	if err := os.Rename(path+"-wal", aside+"-wal"); err != nil && !os.IsNotExist(err) {
		return "", err
	}
	os.Remove(path + "-shm") // made anew from the log
	return aside, nil
}

// before reports whether the file is of a format that had no such table yet.
func (f *file) before(ctx context.Context, table string) bool {
	runs, n := 0, 0
	err := f.db.QueryRowContext(ctx, "SELECT count(*) FILTER (WHERE name = 'run'), count(*) FILTER (WHERE name = ?) FROM sqlite_schema", table).Scan(&runs, &n)
	return err == nil && runs > 0 && n == 0
}

// salvage copies the rows of a table from both ends. whole is false when some
// could not be read; the error is one of writing.
func (f *file) salvage(ctx context.Context, tx *sql.Tx, table, key, columns string) (n int, whole bool, err error) {
	whole = true
	for _, order := range []string{"", " DESC"} {
		keys := strings.Split(key, ", ")
		query := "SELECT " + columns + " FROM " + table + " ORDER BY " + strings.Join(keys, order+", ") + order
		var failed error
		read := f.rows(ctx, func(r *sql.Rows) error {
			values, err := scanAny(r)
			if err != nil {
				return err
			}
			if failed = insertRow(ctx, tx, table, columns, values); failed != nil {
				return failed
			}
			n++
			return nil
		}, query)
		if failed != nil {
			return n, false, failed
		}
		if err := ctx.Err(); err != nil {
			return n, false, err
		}
		if read == nil {
			break
		}
		whole = false
	}
	if !whole { // rows in reach from both ends were counted twice
		err = tx.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&n)
	}
	return n, whole, err
}

// scanAny reads a row whatever its columns are.
func scanAny(r *sql.Rows) ([]any, error) {
	columns, err := r.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	return values, r.Scan(into...)
}

// insertRow writes a row unless its key is there, or a value is not one that
// the table takes: what damage made of it.
func insertRow(ctx context.Context, tx *sql.Tx, table, columns string, values []any) error {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO "+table+" ("+columns+") VALUES ("+marks+")", values...)
	var e *sqlite.Error
	if errors.As(err, &e) && e.Code()&0xff == sqlitelib.SQLITE_CONSTRAINT {
		return nil
	}
	return err
}
