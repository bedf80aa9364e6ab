package act

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// syncer remembers the folders that acts touched, and makes them durable.
type syncer struct {
	trees map[string]*tree
	dirs  map[[2]string]struct{} // root as trees has it, folder below it
	order [][2]string
}

func newSyncer(trees map[string]*tree) *syncer {
	return &syncer{trees: trees, dirs: map[[2]string]struct{}{}}
}

// add notes the folder of a file and all above it, which may be new.
func (s *syncer) add(root, rest string) {
	for dir, _ := split(rest); ; dir, _ = split(dir) {
		key := [2]string{root, dir}
		if _, ok := s.dirs[key]; ok {
			return
		}
		s.dirs[key] = struct{}{}
		s.order = append(s.order, key)
		if dir == "" {
			return
		}
	}
}

func (s *syncer) sync() error {
	var first error
	for _, key := range s.order {
		t, err := open(s.trees, key[0])
		if err == nil {
			var d *folder
			if d, err = t.open(key[1], false); err == nil {
				err = d.sync()
				d.close()
			}
		}
		if err != nil && first == nil && !errors.Is(err, unix.ENOENT) { // a quarantine's folder that is empty again is gone
			first = fmt.Errorf("sync folder %q: %w", strings.TrimSuffix(key[0]+"/"+key[1], "/"), clip.Cause(err))
		}
	}
	return first
}
