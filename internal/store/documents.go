package store

import (
	"context"
	"database/sql"
	"time"
)

// Document is a clip that uniq has let pass.
type Document struct {
	ID    string // of the record, for people
	Story string // id of the story it is in
	Added time.Time
	Data  []byte // what it is compared by; the caller's own coding
}

// AddDocuments remembers documents, all or none.
func (s *State) AddDocuments(ctx context.Context, docs []Document) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, "INSERT INTO document (id, story, added, data) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, d := range docs {
			if _, err := insert.ExecContext(ctx, d.ID, d.Story, d.Added.Unix(), append([]byte{}, d.Data...)); err != nil {
				return err
			}
		}
		return nil
	})
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
