package act

import (
	"encoding/binary"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"

	"newsdup/internal/clip"
)

// The owner and the extended attributes (among them access lists) of a removed file. A file
// that is moved keeps them; one that is made again has to be given them. Undo gives back
// what the process is allowed to. Only root can give a file to another user: otherwise the
// file belongs to the user who undid the run, and its set-user-ID and set-group-ID bits are
// left out. Not kept are the times of access and birth, further hard links and flags such
// as those of chattr.
//
//	attributes   length of a name, name, length of its value, value, and so on

// Owner is the owner and the extended attributes that a file had.
type Owner struct {
	UID, GID int
	Attrs    []byte // extended attributes, as above
}

// maxAttrs bounds the attributes that the journal holds of a file.
const maxAttrs = 64 << 10

// ownerOf reads the owner and the attributes of a file.
func (d *folder) ownerOf(name string) (*Owner, error) {
	f, _, err := d.read(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var st unix.Stat_t
	if err := unix.Fstat(int(f.Fd()), &st); err != nil {
		return nil, err
	}
	o := &Owner{UID: int(st.Uid), GID: int(st.Gid)}
	for _, name := range listAttrs(f) {
		value, err := readAttr(f, name)
		if err != nil {
			continue // gone, or not for this process
		}
		o.Attrs = binary.AppendUvarint(o.Attrs, uint64(len(name)))
		o.Attrs = append(o.Attrs, name...)
		o.Attrs = binary.AppendUvarint(o.Attrs, uint64(len(value)))
		o.Attrs = append(o.Attrs, value...)
		if len(o.Attrs) > maxAttrs {
			return nil, refuse("its extended attributes are more than the journal holds: use --do quarantine")
		}
	}
	return o, nil
}

// eachAttr calls f with the attributes; it ends where they are damaged.
func (o *Owner) eachAttr(f func(name string, value []byte)) {
	rest := o.Attrs
	next := func() (b []byte, ok bool) {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(rest)-size) {
			return nil, false
		}
		b, rest = rest[size:size+int(n)], rest[size+int(n):]
		return b, true
	}
	for {
		name, ok := next()
		if !ok {
			return
		}
		value, ok := next()
		if !ok {
			return
		}
		f(string(name), value)
	}
}

// give gives a new file to its owner, with its mode and its attributes, as far as the process may.
func (o *Owner) give(f *os.File, mode fs.FileMode) error {
	if o != nil && f.Chown(o.UID, o.GID) != nil {
		mode &^= fs.ModeSetuid | fs.ModeSetgid
	}
	if err := f.Chmod(mode); err != nil {
		return clip.Cause(err)
	}
	if o != nil {
		o.eachAttr(func(name string, value []byte) { _ = writeAttr(f, name, value) })
	}
	return nil
}
