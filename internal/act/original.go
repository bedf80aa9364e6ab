package act

import (
	"context"
	"fmt"
	"os"
)

// Where undo finds the bytes that it needs.
//
// A removed file is made again from any file that has the same bytes. A link that a run
// left is taken away only if the clip that it leads to still exists as a file. Usually the
// clip that stayed has these bytes. A later run may have moved it, though, or removed it in
// favour of another clip; or it was itself a link, which was undone since. The journal
// knows every place where a run saw these bytes or put them, and undo looks in all of them.
//
// Rejected: to follow the clip that stayed from run to run. That ends where a run left a
// link in its place.

// source opens the clip that stayed of an act, or another file that has its bytes and
// is not in the place of the act itself.
func (s *sites) source(ctx context.Context, a *Act, j Journal) (*os.File, error) {
	sum := a.wants()
	f, first := readFile(a.Keep, sum)
	if first == nil {
		return f, nil
	}
	if s.places == nil {
		if err := s.findPlaces(ctx, j); err != nil {
			return nil, err
		}
	}
	own := a.Root + "/" + a.Path
	for i := 0; i < len(s.places[sum]); {
		list := s.places[sum]
		if list[i] == own {
			i++
			continue
		}
		if f, err := readFile(list[i], sum); err == nil {
			return f, nil
		}
		list[i] = list[len(list)-1] // not to be looked at for each file of the run again
		s.places[sum] = list[:len(list)-1]
	}
	return nil, first
}

// wants is the bytes that must be somewhere for an act to be taken back.
func (a *Act) wants() [32]byte {
	if a.Do == Remove {
		return a.SHA256
	}
	return a.KeepSHA
}

// findPlaces lists for the bytes that the acts under way want where a run saw them or put them.
func (s *sites) findPlaces(ctx context.Context, j Journal) error {
	runs, err := j.Runs(ctx)
	s.places = map[[32]byte][]string{}
	add := func(sum [32]byte, path string) {
		if s.wanted[sum] {
			s.places[sum] = append(s.places[sum], path)
		}
	}
	for _, run := range runs {
		var acts []Act
		if acts, err = j.Acts(ctx, run.ID); err != nil {
			break
		}
		for _, a := range acts {
			add(a.KeepSHA, a.Keep)
			add(a.KeepSHA, a.Root+"/"+a.Path) // where it left a link
			add(a.SHA256, a.Root+"/"+a.Path)
			add(a.SHA256, a.Root+"/"+storePath(run.ID, a.Path))
		}
	}
	if err != nil {
		return fmt.Errorf("read the journal: %w", err)
	}
	return nil
}

// readFile opens a file that has certain bytes.
func readFile(path string, want [32]byte) (*os.File, error) {
	dir, name, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer dir.close()
	sum, _, err := dir.sum(name)
	if err == nil && sum != want {
		err = refuse("it changed")
	}
	if err != nil {
		return nil, err
	}
	f, _, err := dir.read(name)
	return f, err
}
