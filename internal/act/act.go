// Package act carries out what a report proposes: it moves copies to quarantine,
// replaces them by links or removes them, and can undo it. No act is done before
// it stands in a journal, so nothing is lost when a run is killed.
//
// How: Choose picks the copies from the groups of a report (choose.go). Apply
// checks each file again (check.go), writes a batch of acts to the journal, does
// them, syncs the folders and records the results (apply.go). Recover finds out
// what a killed run had done (recover.go); Undo takes a run back (undo.go) and
// Purge deletes its quarantine (purge.go). Folders are opened one path element at
// a time through os.Root and never through a link (tree.go).
//
// What it costs: one more read of every file acted on and of the clip that stays.
//
// What it refuses, with the file's name and without falling back to another act: a
// file that has changed since the report, one outside the folders that were read or
// behind a link, and the last clip of a group.
package act

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"newsdup/internal/clip"
)

// Do is what happens to a copy; the texts are part of the command line and of the journal.
type Do string

// The acts.
const (
	Quarantine Do = "quarantine" // moved to .newsdup/quarantine/RUN/ below its folder
	Hardlink   Do = "hardlink"   // quarantined, and a hard link to the clip that stays put in its place
	Symlink    Do = "symlink"    // quarantined, and a symbolic link to the clip that stays put in its place
	Reflink    Do = "reflink"    // quarantined, and a clone of the clip that stays, sharing its blocks, put in its place
	Remove     Do = "remove"     // deleted: only when the clip that stays has the same bytes, which are the way back
)

// dos are the acts in the order of help.
var dos = [...]Do{Quarantine, Hardlink, Symlink, Reflink, Remove}

// Dos lists the acts, the default first.
func Dos() []Do { return dos[:] }

// State is what became of an act; the texts are part of the journal.
type State string

// The states of an act.
const (
	Planned State = "planned" // in the journal, perhaps begun: Recover finds out
	Done    State = "done"
	Failed  State = "failed" // not done: the file is where it was
	Undone  State = "undone" // put back
	Purged  State = "purged" // deleted from quarantine for good
)

// Act is one row of the journal.
type Act struct {
	N        int           // from 1 within its run
	Root     string        // the folder, absolute and without links
	Path     string        // of the file below Root, raw bytes
	Keep     string        // the clip that stays, absolute and without links in its folders
	Do       Do            //
	Relation clip.Relation // of the file to its group
	SHA256   [32]byte      // of the file
	KeepSHA  [32]byte      // of the clip that stays
	Size     int64         // of the file, bytes
	Mode     fs.FileMode   // of the file
	ModTime  time.Time     // of the file
	Owner    *Owner        // of the file, when it is removed; nil else, and in journals of before
	DirTime  time.Time     // modification time of its folder before the act
	DirAfter time.Time     // and after it, when done
	State    State
	Note     string // why it failed
}

// Run is one application of a report.
type Run struct {
	ID                     string    // date and number: 20261122-1
	Began                  time.Time // UTC
	Ended                  bool      // every act has an end: none is Planned
	Acts                   int       // by state
	Done                   int
	Undone, Purged, Failed int
	Bytes                  int64 // of the acts that are Done
}

// Journal remembers acts. It is never thrown away. Every method is durable
// when it returns: what the journal says survives a crash.
type Journal interface {
	Begin(ctx context.Context, r Run) error                           // ErrTaken when the ID is in use
	Plan(ctx context.Context, run string, acts []Act) error           // before they happen
	Mark(ctx context.Context, run string, acts []Act) error           // State, Note and DirAfter of acts that Plan wrote, by N
	End(ctx context.Context, run string) error                        // no act is Planned any more
	Runs(ctx context.Context) ([]Run, error)                          // in the order they began
	Acts(ctx context.Context, run string) ([]Act, error)              // by N; an unknown run is ErrNoRun
	Last(ctx context.Context, root, path string) (Act, string, error) // the latest act on a file that stands, neither undone nor failed, and its run; ErrNoAct when there is none
}

// The journal's answers.
var (
	ErrTaken = errors.New("run exists already")
	ErrNoRun = errors.New("no such run")
	ErrNoAct = errors.New("no act on this file")
)

// Refusal is why a file was left alone. It is shown to people with the path before it.
type Refusal struct{ Why string }

func (r *Refusal) Error() string { return r.Why }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// Result is what became of one proposal.
type Result struct {
	Path     string // as in the report
	Line     int    // of a record that was skipped
	Keep     string // as in the report
	Do       Do
	Relation clip.Relation
	Outcome  Outcome
	Why      string // "" when done
	Size     int64
}

// Outcome sorts results.
type Outcome string

// The outcomes; the texts are part of the output format.
const (
	OutDone    Outcome = "done"
	OutWould   Outcome = "would"   // in a dry run
	OutAlready Outcome = "already" // an earlier run did it
	OutSkipped Outcome = "skipped" // by the rules: protected, a record inside a file
	OutRefused Outcome = "refused" // not what the report saw, or the system would not do it
)
