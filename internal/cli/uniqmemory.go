package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"newsdup/internal/dedup"
	"newsdup/internal/report"
	"newsdup/internal/seen"
	"newsdup/internal/store"
)

// uniqMemory is the state of uniq. A commit goes on while the next record is
// compared, and must have ended before that is printed. One goroutine makes them
// all: a stack grows deep in SQLite, and once is enough.
type uniqMemory struct {
	state    *store.State
	recorder *store.Recorder
	remember int
	added    int                   // since the oldest were forgotten
	waiting  []store.Document      // of records that were not printed
	written  []store.Document      // that are being committed, used again
	batches  chan []store.Document // to be committed
	commits  chan error            // has room for the end of one commit
	busy     bool                  // a commit has begun and was not settled
}

// openMemory opens a state, unless its clips were compared in another way.
func openMemory(ctx context.Context, path string, remember int, compared []string) (*uniqMemory, error) {
	s, err := store.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err = s.Compared(ctx, compared...); err == nil {
		err = s.KeepDocuments(ctx, remember)
	}
	if err == nil {
		m := &uniqMemory{state: s, remember: remember, batches: make(chan []store.Document), commits: make(chan error, 1)}
		if m.recorder, err = s.Recorder(ctx); err == nil {
			go m.write(ctx)
			return m, nil
		}
	}
	return nil, errors.Join(err, s.Close())
}

// past hands over what is remembered. What another newsdup remembered is of no use to this one.
func (m *uniqMemory) past(ctx context.Context, a *app, restore func([]byte) error) error {
	lost := 0
	err := m.state.Documents(ctx, time.Time{}, func(d store.Document) error {
		err := restore(d.Data)
		if errors.Is(err, seen.ErrVersion) {
			lost++
			return nil
		}
		return err
	})
	if lost > 0 {
		a.tui.note("read %q: %s clips were remembered by another version of newsdup and are forgotten", m.state.Path(), report.Thousands(lost))
	}
	return err
}

// add remembers a record. One that was printed must be remembered before the
// next is printed; others may wait as long as there is something to do.
func (m *uniqMemory) add(r *dedup.UniqRecord, printed bool) error {
	if v := &r.Verdict; v.Memory != nil {
		id := r.Name.ID
		if id == "" {
			id = fmt.Sprintf("line %d", r.Name.Line)
		}
		m.waiting = append(m.waiting, store.Document{ID: id, Story: seen.StoryID(v.Story), Added: time.Now(), Data: v.Memory})
	}
	const most = 64
	if len(m.waiting) == 0 || !printed && r.More && len(m.waiting) < most {
		return nil
	}
	return m.commit()
}

// commit begins to write what waits.
func (m *uniqMemory) commit() error {
	if err := m.settle(); err != nil {
		return err
	}
	clear(m.written)
	m.waiting, m.written = m.written[:0], m.waiting
	m.busy = true
	m.batches <- m.written
	return nil
}

// write makes the commits until there are no more batches.
func (m *uniqMemory) write(ctx context.Context) {
	ctx = context.WithoutCancel(ctx) // what was printed is remembered also after a signal
	for docs := range m.batches {
		err := m.recorder.Add(ctx, docs)
		if m.added += len(docs); err == nil && m.added >= forgetEvery {
			m.added = 0
			err = m.state.KeepDocuments(ctx, m.remember)
		}
		m.commits <- err
	}
}

// forgetEvery is how many documents are added before the oldest are forgotten.
const forgetEvery = 1000

// settle waits for what is being written.
func (m *uniqMemory) settle() error {
	if !m.busy {
		return nil
	}
	m.busy = false
	return <-m.commits
}

// close remembers what waits; a second time it does nothing.
func (m *uniqMemory) close() error {
	if m.state == nil {
		return nil
	}
	err := m.settle()
	if err == nil && len(m.waiting) > 0 {
		err = errors.Join(m.commit(), m.settle())
	}
	close(m.batches)
	err = errors.Join(err, m.recorder.Close(), m.state.Close())
	m.state = nil
	return err
}
