package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/act"
	"newsdup/internal/dedup"
	"newsdup/internal/store"
)

// stateFlag says where newsdup remembers.
type stateFlag struct{ file string }

// noState is the value of --state that remembers nothing and ignores pairs.
const noState = "none"

// paths are the two files: those that --state names, or those of the
// user's folders by XDG. Beside a state that was named lies its cache, so that
// one flag is enough where no HOME is set.
func (f *stateFlag) paths() (state, cache string, err error) {
	if f.file == noState {
		return "", "", errors.New("open state: --state none is for runs that remember nothing; name a file, or leave it out for your own")
	}
	if f.file != "" {
		return f.file, f.file + "-cache", nil
	}
	if state, err = userFile("XDG_STATE_HOME", ".local/state", "state.db"); err != nil {
		return "", "", err
	}
	cache, err = userFile("XDG_CACHE_HOME", ".cache", "cache.db")
	return state, cache, err
}

// files are all that a state and its cache may consist of.
func (f *stateFlag) files() (names []string) {
	state, cache, err := f.paths()
	if err != nil {
		return nil
	}
	for _, name := range []string{state, cache} {
		names = append(names, name, name+"-wal", name+"-shm")
	}
	return names
}

// userFile is a file of newsdup in one of the user's folders.
func userFile(variable, below, name string) (string, error) {
	dir := os.Getenv(variable)
	if !filepath.IsAbs(dir) { // XDG: a relative one is to be ignored
		home := os.Getenv("HOME")
		if !filepath.IsAbs(home) {
			return "", fmt.Errorf("find the state: neither HOME nor %s is set; name a file with --state", variable)
		}
		dir = filepath.Join(home, below)
	}
	return filepath.Join(dir, "newsdup", name), nil
}

// memory opens what a run that groups remembers: all of a state that was named,
// and of the user's own, if there is one, the pairs that are not the same. The
// caller closes what it gives.
func (f *stateFlag) memory(ctx context.Context, a *app) (m dedup.Memory, done func(), err error) {
	done = func() {}
	if f.file == noState {
		return m, done, nil
	}
	if f.file == "" {
		m.NotSame, err = f.pairs(ctx)
		return m, done, err
	}
	path, cache, err := f.paths()
	if err != nil {
		return m, done, err
	}
	s, err := store.Open(ctx, path)
	if err != nil {
		return m, done, err
	}
	if m, err = remember(ctx, a, s, cache); err != nil {
		return m, done, errors.Join(err, s.Close())
	}
	return m, func() { s.Close() }, nil // what it wrote is on the disk
}

// remember is the memory of a run that has an open state.
func remember(ctx context.Context, a *app, s *store.State, cache string) (m dedup.Memory, err error) {
	m.State, m.Cache, m.Build = s, cache, build()
	m.Warn = func(err error) { a.tui.note("%v; going on without it", err) }
	m.NotSame, err = s.NotSame(ctx)
	return m, err
}

// open opens the state, or makes it where there is none: for the commands that
// act. A dry run makes none; where there is none, all that it gives is nil. done
// closes it.
func (f *stateFlag) open(ctx context.Context, dryRun bool) (s *store.State, j act.Journal, done func(), err error) {
	path, _, err := f.paths()
	if err == nil && dryRun {
		if s, err = store.OpenExisting(ctx, path); store.ConditionOf(err) == store.Missing {
			return nil, nil, func() {}, nil
		}
	} else if err == nil {
		s, err = store.Open(ctx, path)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	return s, s, func() { s.Close() }, nil // what it wrote is on the disk
}

// openExisting opens the state that must be there.
func (f *stateFlag) openExisting(ctx context.Context) (*store.State, error) {
	path, _, err := f.paths()
	if err != nil {
		return nil, err
	}
	return store.OpenExisting(ctx, path)
}

// pairs are those of the state that was named, or of the user's own if there is one.
func (f *stateFlag) pairs(ctx context.Context) ([]store.NotSame, error) {
	path, _, err := f.paths()
	if err != nil {
		return nil, nil // without HOME there is none
	}
	s, err := store.OpenExisting(ctx, path)
	if f.file == "" && store.ConditionOf(err) == store.Missing {
		return nil, nil
	}
	if err != nil && f.file == "" {
		return nil, fmt.Errorf("%w; --state none does without the pairs of notsame", err)
	}
	if err != nil {
		return nil, err
	}
	pairs, err := s.NotSame(ctx)
	return pairs, errors.Join(err, s.Close())
}

// build names this program: two that may make different things of one page have
// different names. A released version is named by its commit, any other by its file.
func build() string {
	name, modified := version(), true
	for _, s := range buildSettings() {
		switch s.Key {
		case "vcs.revision":
			name += " " + s.Value
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	if modified {
		if path, err := os.Executable(); err == nil {
			if info, err := os.Stat(path); err == nil {
				name += fmt.Sprintf(" of %d bytes at %d", info.Size(), info.ModTime().UnixNano())
			}
		}
	}
	return name
}

// AddFlags adds --state.
func (f *stateFlag) AddFlags(cmd *cobra.Command, usage string) {
	section(cmd.Flags(), "State", func(fs *pflag.FlagSet) {
		fs.StringVar(&f.file, "state", "", usage)
	})
}
