package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Document is a clip that uniq has let pass.
type Document struct {
	ID    string // of the record, for people
	Story string // id of the story it is in
	Added time.Time
	Data  []byte // what it is compared by; the caller's own coding
}

// Recorder remembers documents as they come, the fastest way that a killed
// program keeps: a commit reaches the system, and the disk with the next
// checkpoint. What was committed outlives the process, not a power cut.
type Recorder struct {
	s       *State
	inserts map[int]*sql.Stmt // by the number of documents
}

// recordPages is the length of the log, 16 MB, at which it is copied into the file.
// At SQLite's 1,000 the copying is a third of the cost of a document, and each
// waits for the disk.
const recordPages = 4000

// Recorder begins to record. Until it is closed no other method of s is as
// durable as it says.
func (s *State) Recorder(ctx context.Context) (*Recorder, error) {
	for _, pragma := range []string{"synchronous = NORMAL", "wal_autocheckpoint = " + strconv.Itoa(recordPages)} {
		if _, err := s.db.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return nil, s.fail("open", err)
		}
	}
	return &Recorder{s, map[int]*sql.Stmt{}}, nil
}

// Add remembers documents, all or none: by one statement, which is a transaction
// of its own and costs less than one that is begun and ended.
func (r *Recorder) Add(ctx context.Context, docs []Document) error {
	insert, err := r.inserter(ctx, len(docs))
	if err != nil || len(docs) == 0 {
		return err
	}
	values := make([]any, 0, 4*len(docs))
	for i := range docs {
		d := &docs[i]
		data := d.Data
		if data == nil {
			data = []byte{} // nil is NULL
		}
		values = append(values, d.ID, d.Story, d.Added.Unix(), data)
	}
	_, err = insert.ExecContext(ctx, values...)
	return r.s.fail("write", err)
}

// inserter is the statement that adds n documents.
func (r *Recorder) inserter(ctx context.Context, n int) (*sql.Stmt, error) {
	if r.inserts[n] != nil || n == 0 {
		return r.inserts[n], nil
	}
	rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?), ", n), ", ")
	insert, err := r.s.db.PrepareContext(ctx, "INSERT INTO document (id, story, added, data) VALUES "+rows)
	if err != nil {
		return nil, r.s.fail("write", err)
	}
	r.inserts[n] = insert
	return insert, nil
}

// Close ends the recording, which is on the disk then.
func (r *Recorder) Close() error {
	var err error
	for _, insert := range r.inserts {
		err = errors.Join(err, insert.Close())
	}
	for _, pragma := range []string{"synchronous = FULL", "wal_autocheckpoint = 1000", "wal_checkpoint(PASSIVE)"} {
		_, err2 := r.s.db.Exec("PRAGMA " + pragma)
		err = errors.Join(err, err2)
	}
	return r.s.fail("write", err)
}

// Compared notes how documents are compared: words like "level=story". It refuses
// a state whose documents were compared in another way, as Stale.
func (s *State) Compared(ctx context.Context, how ...string) error {
	now := strings.Join(how, " ")
	return s.change(ctx, func(tx *sql.Tx) error {
		var was string
		err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM header WHERE key = 'compared' AND EXISTS (SELECT 1 FROM document)), '')").Scan(&was)
		if err != nil || was == now {
			return err
		}
		if was != "" {
			return &Error{Stale, "open", s.kind.name, s.path, fmt.Errorf("%s then, %s now", lacks(how, strings.Fields(was)), lacks(strings.Fields(was), how))}
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO header VALUES ('compared', ?) ON CONFLICT DO UPDATE SET value = excluded.value", now)
		return err
	})
}

// lacks is the words that a list does not have.
func lacks(list, words []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(list, w) }), " ")
}

// KeepDocuments forgets all documents but the newest.
func (s *State) KeepDocuments(ctx context.Context, newest int) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM document WHERE n <= (SELECT n FROM document ORDER BY n DESC LIMIT 1 OFFSET ?)", newest)
	return s.fail("write", err)
}

// Documents hands over the documents added at since or later, in the order
// they were added. Data is good until take returns; take must not use the state.
func (s *State) Documents(ctx context.Context, since time.Time, take func(Document) error) error {
	return s.rows(ctx, func(r *sql.Rows) error {
		var d Document
		var added int64
		var data sql.RawBytes
		if err := r.Scan(&d.ID, &d.Story, &added, &data); err != nil {
			return err
		}
		d.Added, d.Data = time.Unix(added, 0).UTC(), data
		return take(d)
	}, "SELECT id, story, added, data FROM document WHERE added >= ? ORDER BY n", since.Unix())
}
