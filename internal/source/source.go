// Package source turns paths into raw pages: files, folders, lists of names and stdin;
// text, HTML, JSONL and feeds; plain, gzip or zstd; in any charset.
//
// How: List walks everything once and gives a sorted listing without repeats. A Reader
// (one a worker) then reads an entry into buffers that are used again; its first bytes
// decide what it is. What it costs: four system calls, one copy and one SHA-256 a file,
// no allocation for a plain UTF-8 page; memory stays within about three times MaxSize a
// worker, whatever the input. What it refuses: to open FIFOs, devices and sockets, to
// follow links unless asked, and to stop: a fault of one item is a clip.Problem
// beside the pages.
package source

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/net/html/charset"
)

// Options says what to read and how. The zero value lists nothing and reads
// with the defaults below.
type Options struct {
	Paths      []string  // files and folders; "-" is stdin
	FilesFrom  string    // file with one name a line; "-" is stdin; "" for none
	Files0From string    // the same with NUL after each name
	Against    []string  // files and folders of the reference set: listed, too, and marked; Since is not asked of them
	Stdin      io.Reader // what "-" means; nil is empty

	Globs    []string  // take only files that match one of these; none takes all
	Excludes []string  // leave out files and folders that match one of these
	Hidden   bool      // take names that start with "."
	Follow   bool      // follow symbolic links found in folders (those named in Paths always are)
	Since    time.Time // take only files of folders that were changed then or later; zero takes all
	MaxDepth int       // levels below a named folder; 1 is only its own files; 0 is no limit

	Output     string   // file that the run will write, never listed: what a run leaves in a folder is no input of the next; "" for none
	Own        []string // files that newsdup itself keeps, as its state: never listed
	KeepOutput bool     // Output holds what must not be replaced: List fails when it is one of the files

	// IsReport reports whether a file that begins with these bytes is what an earlier
	// run has written: one problem, no pages. nil: none is.
	IsReport func(head []byte) bool

	MaxSize  int64  // bytes of one page or record, as stored and as expanded; 0 is DefaultMaxSize
	Input    Format // Auto lets the first bytes decide
	Encoding string // charset of every page, as in HTML ("windows-1251"); "" detects
	Fields   Fields // JSONL keys; empty ones have defaults

	// Sample is how many records of a JSONL file or items of a feed are handed out, in the order of
	// the file: those whose bytes have the smallest hashes, so that the order of
	// the file does not choose. 0 is all.
	Sample int
}

// DefaultMaxSize is ten times the largest article anybody keeps, and small
// enough that a worker that meets nothing else stays under 32 MiB.
const DefaultMaxSize = 8 << 20

// tooLarge is the reason why a page, or what of it, is not read. The limit stands there
// as --max-size takes it: 8M.
func tooLarge(what string, limit int) error {
	size := strconv.Itoa(limit) + " bytes"
	switch {
	case limit%(1<<20) == 0:
		size = strconv.Itoa(limit>>20) + "M"
	case limit%(1<<10) == 0:
		size = strconv.Itoa(limit>>10) + "K"
	}
	return fmt.Errorf("%smore than %s; raise --max-size", what, size)
}

// MaxMaxSize is the largest MaxSize: a page is held in memory a few times.
const MaxMaxSize = 1 << 30

func (o *Options) maxSize() int {
	if o.MaxSize <= 0 {
		return DefaultMaxSize
	}
	return int(o.MaxSize)
}

// Validate finds the options that cannot work, so that a run fails before it
// reads anything: a bad pattern, an unknown charset, stdin asked for twice.
func (o *Options) Validate() error {
	for _, p := range append(append([]string(nil), o.Globs...), o.Excludes...) {
		if !doublestar.ValidatePattern(p) {
			return fmt.Errorf("parse glob %q: unbalanced [ ] or { }, or a lone \\ at the end; quote a literal one with \\", p)
		}
	}
	if o.Encoding != "" {
		if _, name := charset.Lookup(o.Encoding); name == "" || name == "replacement" {
			return fmt.Errorf("look up encoding %q: unknown; use a name of the HTML standard such as utf-8, windows-1251 or gbk", o.Encoding)
		}
	}
	if o.MaxSize < 0 || o.MaxSize > MaxMaxSize {
		return fmt.Errorf("check maximum size %d: it must lie between 1 and %d bytes (1 GiB)", o.MaxSize, MaxMaxSize)
	}
	if o.MaxDepth < 0 {
		return fmt.Errorf("check maximum depth %d: it must be 0 (no limit) or more", o.MaxDepth)
	}
	uses := 0
	for _, p := range o.Paths {
		if p == Stdin {
			uses = 1 // "-" twice is one page, as any other path is
		}
	}
	for _, list := range []string{o.FilesFrom, o.Files0From} {
		if list == Stdin {
			uses++
		}
	}
	if uses > 1 {
		return errors.New(`read stdin: "-" is asked for twice, as a list or as a page; give one of them as a file`)
	}
	return nil
}

// Format says how the bytes of a file are laid out.
type Format uint8

// The formats. Compression is no format: each may be plain, gzip or zstd.
const (
	Auto  Format = iota // the first bytes decide
	Text                // one page of visible text
	HTML                // one page of markup
	JSONL               // one page a line, in a JSON object
)

// ParseFormat reads the value of --input: auto, text, html or jsonl.
func ParseFormat(s string) (Format, error) {
	switch s {
	case "", "auto":
		return Auto, nil
	case "text":
		return Text, nil
	case "html":
		return HTML, nil
	case "jsonl":
		return JSONL, nil
	}
	return Auto, fmt.Errorf("parse input format %q: must be auto, text, html or jsonl", s)
}

// String is the name ParseFormat reads.
func (f Format) String() string {
	return [...]string{"auto", "text", "html", "jsonl"}[f&3]
}
