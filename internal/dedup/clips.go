package dedup

import (
	"time"

	"newsdup/internal/group"
	"newsdup/internal/spill"
)

// clipList holds what a report says of each clip: 300 bytes and more. Most clips are in no
// group and are never asked for, so this waits in a store. A clipList is not safe for
// concurrent use; each goroutine has a reader of its own.
//
//	entries   of a fixed size, so that the one of clip i is found without an index
//	texts     path, id, title, lead, site and charset of a clip, side by side
//
// Rejected: keeping in memory what the keep rules compare. They compare copies, which are
// in a group and read anyway.
type clipList struct {
	store   *spill.Store
	entries *spill.Streams[clipEntry] // a single stream
	texts   *spill.Streams[byte]      // likewise
	entry   []clipEntry               // scratch
	text    []byte                    // likewise

	failed *failure // shared by all readers
}

// clipEntry is a clip without its texts.
type clipEntry struct {
	texts   int64             // where its texts begin
	lengths [clipTexts]uint32 // how long each text is
	sha256  [32]byte
	line    int64
	size    int64
	share   float64
	seconds int64 // of the date, since 1970
	nanos   int32 // of the date
	offset  int32 // of the zone of the date from UTC, in seconds
	words   int32
	flags   clipFlags
}

// clipTexts is the number of texts of a clip.
const clipTexts = 6

type clipFlags uint32

const (
	clipDated clipFlags = 1 << iota
	clipClock
	clipAgainst
)

// Sizes of a piece of the store: 32 entries, or the texts of about a hundred clips.
const (
	entriesPiece = 1 << 5
	textsPiece   = 1 << 14
)

func newClipList(store *spill.Store) *clipList {
	return &clipList{store: store, entries: spill.NewStreams[clipEntry](store, 1, entriesPiece),
		texts: spill.NewStreams[byte](store, 1, textsPiece), failed: new(failure)}
}

// add adds the next clip.
func (l *clipList) add(c *group.Clip) error {
	e := clipEntry{texts: l.texts.Len(0), sha256: c.SHA256, line: int64(c.Line), size: c.Size, share: c.Share, words: int32(c.Words)}
	if !c.Date.IsZero() {
		_, offset := c.Date.Zone()
		e.seconds, e.nanos, e.offset, e.flags = c.Date.Unix(), int32(c.Date.Nanosecond()), int32(offset), clipDated
	}
	if c.Date.Clock {
		e.flags |= clipClock
	}
	if c.Against {
		e.flags |= clipAgainst
	}
	l.text = l.text[:0]
	for i, text := range [clipTexts]string{c.Path, c.ID, c.Title, c.Lead, c.Site, c.Charset} {
		e.lengths[i] = uint32(len(text))
		l.text = append(l.text, text...)
	}
	if err := l.texts.Append(0, l.text...); err != nil {
		return err
	}
	return l.entries.Append(0, e)
}

// reader returns the same clips for another goroutine. No clip may be added from then on.
func (l *clipList) reader() *clipList {
	r := *l
	r.entry, r.text = nil, nil
	return &r
}

// Reader implements group.Clips.
func (l *clipList) Reader() func(id int32) group.Clip { return l.reader().clip }

// at is a clip without its texts, valid until the next call; the zero value after an error.
func (l *clipList) at(id int32) *clipEntry {
	e, err := l.entries.Slice(0, int64(id), 1, &l.entry)
	if err != nil {
		l.failed.note(err)
		return new(clipEntry)
	}
	return &e[0]
}

// content is the hash of a clip's page.
func (l *clipList) content(id int32) [32]byte { return l.at(id).sha256 }

// clip is a clip; the zero value after an error.
func (l *clipList) clip(id int32) (c group.Clip) {
	e, n := l.at(id), 0
	for _, length := range e.lengths {
		n += int(length)
	}
	b, err := l.texts.Slice(0, e.texts, n, &l.text)
	if err != nil {
		l.failed.note(err)
		return c
	}
	rest := string(b)
	for i, text := range [clipTexts]*string{&c.Path, &c.ID, &c.Title, &c.Lead, &c.Site, &c.Charset} {
		*text, rest = rest[:e.lengths[i]], rest[e.lengths[i]:]
	}
	c.Line, c.Words, c.SHA256, c.Size, c.Share = int(e.line), int(e.words), e.sha256, e.size, e.share
	if e.flags&clipDated != 0 {
		c.Date.Time = time.Unix(e.seconds, int64(e.nanos)).In(zone(int(e.offset)))
	}
	c.Date.Clock, c.Against = e.flags&clipClock != 0, e.flags&clipAgainst != 0
	return c
}

// zone is the time zone with an offset from UTC in seconds.
func zone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	return time.FixedZone("", offset)
}
