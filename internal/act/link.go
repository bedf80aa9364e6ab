package act

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// link makes what will stand in the file's place.
func (r *ready) link(dir *folder, temp string, t *tree, keep *spot, was identity) error {
	switch r.act.Do {
	case Hardlink:
		if err := unix.Linkat(keep.dir.fd(), keep.name, dir.fd(), temp, 0); err != nil {
			if errors.Is(err, unix.EXDEV) {
				return refuse("the clip that stays is on another file system: no hard link can lead there")
			}
			return err
		}
		id, err := dir.stat(temp)
		if err == nil && !id.sameContent(was) {
			err = refuse("the clip that stays was swapped")
		}
		return err
	case Symlink:
		return unix.Symlinkat(linkText(t.path, r.act.Path, r.act.Keep), dir.fd(), temp)
	}
	return r.reflink(dir, temp, keep, was)
}

// reflink makes a clone of the clip that stays, with the mode and time of the file it stands for.
func (r *ready) reflink(dir *folder, temp string, keep *spot, was identity) error {
	src, id, err := keep.dir.read(keep.name)
	if err != nil {
		return err
	}
	defer src.Close()
	if !id.sameContent(was) {
		return refuse("the clip that stays was swapped")
	}
	dst, err := dir.create(temp)
	if err != nil {
		return err
	}
	defer dst.Close()
	if err := clone(int(dst.Fd()), int(src.Fd())); err != nil {
		return refuse("this file system cannot share blocks between files: %v", err)
	}
	return dir.dress(dst, temp, &r.act)
}

// linkText is what a symbolic link at root/rest says to lead to keep: the way
// from folder to folder below the root, which may be moved as a whole, else the full path.
func linkText(root, rest, keep string) string {
	if !strings.HasPrefix(keep, strings.TrimSuffix(root, "/")+"/") {
		return keep
	}
	dir, _ := split(root + "/" + rest)
	rel, err := filepath.Rel(dir, keep)
	if err != nil {
		return keep
	}
	return rel
}

// leads reports whether name is the symbolic link that an act left.
func (d *folder) leads(name string, a *Act) bool {
	buf := make([]byte, unix.PathMax)
	n, err := unix.Readlinkat(d.fd(), name, buf)
	return err == nil && string(buf[:n]) == linkText(a.Root, a.Path, a.Keep)
}

// create makes a file that was not there.
func (d *folder) create(name string) (*os.File, error) {
	fd, err := unix.Openat(d.fd(), name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), name), nil
}

// flush makes a file and its name durable.
func (d *folder) flush(name string) error {
	f, _, err := d.read(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return clip.Cause(err)
	}
	return d.sync()
}

// dress gives a new file owner, mode and time of an act's, and makes it durable.
func (d *folder) dress(f *os.File, name string, a *Act) error {
	if err := a.Owner.give(f, a.Mode); err != nil {
		return err
	}
	if err := d.setTime(name, a.ModTime); err != nil {
		return err
	}
	return clip.Cause(f.Sync())
}

// setTime sets the modification time of an entry, never through a link. The time
// of access is set to what it is: not every system can leave it out.
func (d *folder) setTime(name string, mtime time.Time) error {
	var st unix.Stat_t
	if err := unix.Fstatat(d.fd(), name, &st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return err
	}
	return unix.UtimesNanoAt(d.fd(), name, []unix.Timespec{st.Atim, unix.NsecToTimespec(mtime.UnixNano())}, unix.AT_SYMLINK_NOFOLLOW)
}
