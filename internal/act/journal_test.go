package act

import (
	"context"
	"errors"
	"slices"
)

// memory is a Journal that lives as long as the test; fail makes a method fail.
type memory struct {
	runs []Run
	acts map[string][]Act
	fail func(method string) error
}

func newMemory() *memory { return &memory{acts: map[string][]Act{}} }

var errInjected = errors.New("injected")

func (m *memory) check(method string) error {
	if m.fail == nil {
		return nil
	}
	return m.fail(method)
}

func (m *memory) Begin(_ context.Context, r Run) error {
	if err := m.check("Begin"); err != nil {
		return err
	}
	if slices.ContainsFunc(m.runs, func(o Run) bool { return o.ID == r.ID }) {
		return ErrTaken
	}
	m.runs, m.acts[r.ID] = append(m.runs, r), nil
	return nil
}

func (m *memory) Plan(_ context.Context, run string, acts []Act) error {
	if err := m.check("Plan"); err != nil {
		return err
	}
	m.acts[run] = append(m.acts[run], slices.Clone(acts)...)
	return nil
}

func (m *memory) Mark(_ context.Context, run string, acts []Act) error {
	if err := m.check("Mark"); err != nil {
		return err
	}
	for _, a := range acts {
		m.acts[run][a.N-1] = a
	}
	return nil
}

func (m *memory) End(_ context.Context, run string) error {
	if err := m.check("End"); err != nil {
		return err
	}
	for i := range m.runs {
		if m.runs[i].ID == run {
			m.runs[i].Ended = true
		}
	}
	return nil
}

func (m *memory) Runs(context.Context) ([]Run, error) { return m.runs, nil }

func (m *memory) Acts(_ context.Context, run string) ([]Act, error) {
	acts, ok := m.acts[run]
	if !ok {
		return nil, ErrNoRun
	}
	return slices.Clone(acts), nil
}

func (m *memory) Last(_ context.Context, root, path string) (Act, string, error) {
	for _, r := range slices.Backward(m.runs) {
		for _, a := range slices.Backward(m.acts[r.ID]) {
			if a.Root == root && a.Path == path && a.State != Undone && a.State != Failed {
				return a, r.ID, nil
			}
		}
	}
	return Act{}, "", ErrNoAct
}
