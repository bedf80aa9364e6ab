// An answer as bytes: when it was made, its files, problems, groups and summary, numbers
// as varints. A path says how much it shares with the one before, times and inodes are
// differences, and a clip of a group is the number of its file:
//
//	clips/a/1.txt      0 "clips/a/1.txt"
//	clips/a/2.txt      8 "2.txt"
//	a clip of the 2nd  2
//
// JSON was rejected: it names each path again in every group.

package store

import (
	"encoding/binary"
	"maps"
	"slices"

	"newsdup/internal/clip"
)

// encodeAnswer is sealed: see seal.
func encodeAnswer(a *Answer) []byte {
	e := answerCoder{b: make([]byte, 4, 128*len(a.Files)+4096), files: make(map[string]int, len(a.Files))}
	e.b = appendString(e.b, a.Generation)
	e.b = appendTime(e.b, a.Read.UTC())
	e.listing(a.Files)
	e.b = binary.AppendUvarint(e.b, uint64(len(a.Problems)))
	for _, p := range a.Problems {
		e.origin(p.Origin)
		e.b = appendString(e.b, string(p.Class))
		e.b = appendString(e.b, p.Text)
	}
	e.b = binary.AppendUvarint(e.b, uint64(len(a.Groups)))
	for _, g := range a.Groups {
		e.group(g)
	}
	e.summary(&a.Summary)
	return seal(e.b)
}

type answerCoder struct {
	b     []byte
	files map[string]int
}

func (e *answerCoder) uint(v int) { e.b = binary.AppendUvarint(e.b, uint64(v)) }

func (e *answerCoder) listing(files []File) {
	e.uint(len(files))
	var before File
	for i, f := range files {
		shared := 0
		for shared < min(len(f.Path), len(before.Path)) && f.Path[shared] == before.Path[shared] {
			shared++
		}
		e.uint(shared)
		e.b = appendString(e.b, f.Path[shared:])
		e.b = append(e.b, byte(f.Shape))
		e.b = append(e.b, f.Sum[:]...)
		e.b = binary.AppendUvarint(e.b, f.Variant)
		s, t := f.Stat, before.Stat
		for _, v := range [...]int64{s.Size, s.Mtime - t.Mtime, s.Ctime - s.Mtime, int64(s.Inode - t.Inode), int64(s.Device - t.Device)} {
			e.b = binary.AppendVarint(e.b, v)
		}
		e.files[f.Path] = i + 1
		before = f
	}
}

func (e *answerCoder) origin(o clip.Origin) {
	n := e.files[o.Path]
	e.uint(n)
	if n == 0 { // of a problem of the listing, or the zero origin
		e.b = appendString(e.b, o.Path)
	}
	e.uint(o.Line)
	e.b = appendString(e.b, o.ID)
}

func (e *answerCoder) group(g *clip.Group) {
	e.b = appendString(e.b, g.ID)
	e.b = appendString(e.b, g.Title)
	e.b = appendFloat(e.b, g.Cohesion)
	e.b = appendDate(e.b, g.First)
	e.b = appendDate(e.b, g.Last)
	e.uint(len(g.Members))
	for i := range g.Members {
		m := &g.Members[i]
		e.origin(m.Origin)
		e.b = appendString(e.b, string(m.Role))
		e.b = appendString(e.b, string(m.Relation))
		e.b = appendFloat(e.b, m.Score)
		e.origin(m.To)
		for _, s := range [...]string{m.Reason, m.Title, m.Site, m.Charset} {
			e.b = appendString(e.b, s)
		}
		e.uint(m.Words)
		e.b = appendDate(e.b, m.Date)
		e.b = append(e.b, m.SHA256[:]...)
		e.uint(int(m.Size))
		e.uint(m.Development)
	}
	e.uint(len(g.Links))
	for _, l := range g.Links {
		e.origin(l.A)
		e.origin(l.B)
		e.b = appendString(e.b, string(l.Relation))
		e.b = appendFloat(e.b, l.Score)
		e.flag(l.Roundup)
	}
	e.origin(g.Weakest[0])
	e.origin(g.Weakest[1])
	for _, list := range [...][]string{g.Entities, g.Numbers, g.Dates} {
		e.uint(len(list))
		for _, s := range list {
			e.b = appendString(e.b, s)
		}
	}
	e.uint(len(g.Developments))
	for _, v := range g.Developments {
		e.b = appendString(e.b, v.Title)
		e.uint(v.Size)
		e.b = appendDate(e.b, v.First)
		e.b = appendDate(e.b, v.Last)
	}
	e.flag(g.Roundup)
}

func (e *answerCoder) flag(v bool) {
	if v {
		e.uint(1)
	} else {
		e.uint(0)
	}
}

// summaryCounts are the numbers of a summary that a report shows.
func summaryCounts(s *clip.Summary) [13]*int {
	return [...]*int{&s.Read, &s.Empty, &s.Small, &s.Unreadable, &s.Groups, &s.Extra, &s.Exact,
		&s.Near, &s.Contains, &s.Story, &s.Form, &s.Repaired, &s.Links}
}

func (e *answerCoder) summary(s *clip.Summary) {
	for _, n := range summaryCounts(s) {
		e.uint(*n)
	}
	names := slices.Sorted(maps.Keys(s.Decoded))
	e.uint(len(names))
	for _, name := range names {
		e.b = appendString(e.b, name)
		e.uint(s.Decoded[name])
	}
}

// decodeAnswer reads what encodeAnswer wrote.
func decodeAnswer(data []byte) (*Answer, bool) {
	in, ok := unseal(data)
	if !ok {
		return nil, false
	}
	a := &Answer{}
	d := answerDecoder{decoder: in}
	a.Generation = d.string()
	a.Read = d.time()
	a.Files = d.listing()
	d.files = a.Files
	for n := d.count(5); n > 0; n-- {
		a.Problems = append(a.Problems, Problem{d.origin(), clip.ProblemClass(d.string()), d.string()})
	}
	for n := d.count(15); n > 0; n-- {
		a.Groups = append(a.Groups, d.group())
	}
	d.summary(&a.Summary)
	return a, !d.bad && len(d.b) == 0
}

type answerDecoder struct {
	decoder
	files []File
}

func (d *answerDecoder) listing() []File {
	files := make([]File, d.count(40))
	var before File
	for i := range files {
		f := &files[i]
		shared := d.uint()
		if shared > uint64(len(before.Path)) {
			d.fail()
			return nil
		}
		f.Path = before.Path[:shared] + d.string()
		if b := d.bytes(1); b != nil {
			f.Shape = Shape(b[0])
		}
		f.Sum = d.sum()
		f.Variant = d.uint()
		s, t := &f.Stat, &before.Stat
		s.Size = d.int()
		s.Mtime = d.int() + t.Mtime
		s.Ctime = d.int() + s.Mtime
		s.Inode = uint64(d.int()) + t.Inode
		s.Device = uint64(d.int()) + t.Device
		if d.bad {
			return nil
		}
		before = *f
	}
	return files
}

func (d *answerDecoder) origin() (o clip.Origin) {
	switch n := d.uint(); {
	case n == 0:
		o.Path = d.string()
	case n > uint64(len(d.files)):
		d.fail()
	default:
		o.Path = d.files[n-1].Path
	}
	o.Line = int(d.uint())
	o.ID = d.string()
	return o
}

func (d *answerDecoder) group() *clip.Group {
	g := &clip.Group{ID: d.string(), Title: d.string(), Cohesion: d.float(), First: d.date(), Last: d.date()}
	g.Members = make([]clip.Member, d.count(64))
	for i := range g.Members {
		m := &g.Members[i]
		m.Origin = d.origin()
		m.Role = clip.Role(d.string())
		m.Relation = clip.Relation(d.string())
		m.Score = d.float()
		m.To = d.origin()
		m.Reason, m.Title, m.Site, m.Charset = d.string(), d.string(), d.string(), d.string()
		m.Words = int(d.uint())
		m.Date = d.date()
		m.SHA256 = d.sum()
		m.Size = int64(d.uint())
		m.Development = int(d.uint())
	}
	for n := d.count(18); n > 0; n-- {
		g.Links = append(g.Links, clip.Link{A: d.origin(), B: d.origin(), Relation: clip.Relation(d.string()), Score: d.float(), Roundup: d.uint() > 0})
	}
	g.Weakest = [2]clip.Origin{d.origin(), d.origin()}
	for _, list := range [...]*[]string{&g.Entities, &g.Numbers, &g.Dates} {
		for n := d.count(1); n > 0; n-- {
			*list = append(*list, d.string())
		}
	}
	for n := d.count(4); n > 0; n-- {
		g.Developments = append(g.Developments, clip.Development{Title: d.string(), Size: int(d.uint()), First: d.date(), Last: d.date()})
	}
	g.Roundup = d.uint() > 0
	return g
}

func (d *answerDecoder) summary(s *clip.Summary) {
	for _, n := range summaryCounts(s) {
		*n = int(d.uint())
	}
	for n := d.count(2); n > 0; n-- {
		if s.Decoded == nil {
			s.Decoded = map[string]int{}
		}
		name := d.string()
		s.Decoded[name] = int(d.uint())
	}
}
