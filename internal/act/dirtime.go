package act

import "time"

// dirTimes are the times of the folders of a run, by root and folder below it. If undo
// finds a folder as the run left it, it gives the folder back the time from before the run.
type dirTimes map[[2]string]*dirTime

type dirTime struct {
	before, after time.Time // of the run
	left          int       // acts in the folder that are not undone
	looked, ours  bool      // the second: nobody changed the folder between the run and the undo
}

func newDirTimes(acts []Act) dirTimes {
	times := dirTimes{}
	for i := range acts {
		a := &acts[i]
		dir, _ := split(a.Path)
		d := times[[2]string{a.Root, dir}]
		if d == nil {
			d = &dirTime{before: a.DirTime}
			times[[2]string{a.Root, dir}] = d
		}
		if a.State == Done {
			d.left++
		}
		if !a.DirAfter.IsZero() {
			d.after = a.DirAfter
		}
	}
	return times
}

// look sees whether the folder of an act is as the run left it; call it before the folder is touched.
func (t dirTimes) look(a *Act, dir *folder) *dirTime {
	path, _ := split(a.Path)
	d := t[[2]string{a.Root, path}]
	if !d.looked {
		id, err := dir.stat(".")
		d.looked, d.ours = true, err == nil && id.mtime.Equal(d.after)
	}
	return d
}

// done counts an act of the folder as undone, and after the last one sets the folder's time.
func (d *dirTime) done(dir *folder) error {
	if d.left--; d.left > 0 || !d.ours {
		return nil
	}
	return dir.setTime(".", d.before)
}
