// Package clip defines the records that flow through newsdup, from the page as read
// to the group as reported.
//
// How: plain structs; every package of a higher floor takes and returns them. What it
// costs: the memory of the fields. What it refuses: behaviour; a record never reads,
// writes or prints.
package clip

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
)

// Origin names where a clip came from. It is unique within a run and orders
// clips: by Path as bytes, then by Line.
type Origin struct {
	Path string // as found, raw bytes: may be invalid UTF-8 or hold control characters; "-" is stdin
	Line int    // 1-based line of a JSONL record, or number of an item of a feed; 0 when the clip is the whole file
	ID   string // value of the JSONL id field, or of a feed's; "" when there is none
}

// String is the name shown to people: the path, and ":LINE" for a record.
func (o Origin) String() string {
	if o.Line == 0 {
		return o.Path
	}
	return o.Path + ":" + strconv.Itoa(o.Line)
}

// Compare orders origins by path bytes, then line: -1, 0 or +1.
func (o Origin) Compare(p Origin) int {
	switch {
	case o.Path < p.Path:
		return -1
	case o.Path > p.Path:
		return 1
	case o.Line < p.Line:
		return -1
	case o.Line > p.Line:
		return 1
	}
	return 0
}

// Kind says how Raw.Text is to be read.
type Kind uint8

// The kinds of page.
const (
	Text Kind = iota // one visible string a line
	HTML             // markup
)

// String is "text" or "html".
func (k Kind) String() string {
	if k == HTML {
		return "html"
	}
	return "text"
}

// Meta is what is known of a page besides its body. Every field may be empty.
type Meta struct {
	Title    string
	Byline   string // authors without their roles: "Ann Marten, Joe P. Quill"
	Agency   string // news agency named in the dateline, the byline or a credit, by its usual name: "AFP"
	Dateline string // the dateline as printed: "PARIS, May 3 (AFP)"
	Place    string // of the dateline, as printed: "PARIS"
	Site     string // domain or name of the site
	URL      string // address of the page
	Lang     string // ISO 639-1: "en"
	Region   string // ISO 3166 of the language's tag: "GB" of "en-GB"
	Date     Date   // published; zero when unknown
	Updated  Date   // last changed; zero when unknown
}

// Raw is one page as read: decoded, not yet cleaned.
type Raw struct {
	Origin
	Kind     Kind
	Text     []byte   // valid UTF-8, no byte-order mark; valid only until the reader's next page
	Charset  string   // how it was decoded: "utf-8", "utf-16le", "windows-1251"; IANA names, lower case
	Repaired bool     // invalid sequences were replaced by U+FFFD, text that had been decoded twice was put right, or character references in plain text
	SHA256   [32]byte // of the file as stored (of the line for a JSONL record, of the item for a feed's, as UTF-8)
	Size     int64    // bytes of the same
	Meta     Meta     // what the container said (JSONL fields, a feed); empty for text and HTML files
	Fetched  Date     // when the page was fetched, if the container said so: "3 hours ago" is before it
}

// ProblemClass names a sort of per-item trouble; the text is part of the output format.
type ProblemClass string

// The problem classes.
const (
	NotFound   ProblemClass = "not-found"   // path that isn't there, broken link
	Unreadable ProblemClass = "unreadable"  // permission, I/O error
	LinkLoop   ProblemClass = "link-loop"   // symbolic links that lead back
	Special    ProblemClass = "special"     // FIFO, device, socket: never opened
	TooLarge   ProblemClass = "too-large"   // beyond --max-size, also after expansion
	Binary     ProblemClass = "binary"      // not text in any charset
	Corrupt    ProblemClass = "corrupt"     // truncated or damaged compression
	BadRecord  ProblemClass = "bad-record"  // JSONL line that is not JSON, or lacks the text field
	Internal   ProblemClass = "internal"    // a bug: recovered, the rest is done
	RuleFailed ProblemClass = "rule-failed" // a pattern timed out and was off for the rest of a page
)

// Problem is a bad item as a record in the stream. It never stops a run.
type Problem struct {
	Origin
	Class ProblemClass
	Err   error // `open "a.txt": permission denied`: verb first, path quoted, what to do next
}

// Cause is the cause of a failed call of the system alone, for a message that
// quotes the path itself, as the user knows it.
func Cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// Line is one input line with the decision taken on it.
type Line struct {
	N    int    // 1-based line number in the page
	Text string // white space collapsed
	Rule string // rule that dropped it; "" when kept in the body; "title", "byline", "dateline", "date" when kept as metadata

	Start, End int // its bytes in the page, see Span
}

// Span leads from a part of a clip back to its page: bytes Start to End of the
// page, with white space collapsed and invisible characters taken out, are
// bytes At to To of the part. The page is Raw.Text (of a file in UTF-8 that is
// not Repaired the file itself, behind a byte-order mark); of an HTML page it is the text of its
// article, one block a line.
type Span struct{ At, To, Start, End int }

// Dropped reports whether the line is in neither the body nor the metadata.
func (l *Line) Dropped() bool {
	switch l.Rule {
	case "", "title", "byline", "dateline", "date":
		return false
	}
	return true
}

// Clip is one cleaned page.
type Clip struct {
	Origin
	Meta
	Kind     Kind
	Body     string // the article alone, one paragraph a line, no empty lines
	Mode     string // how it was cleaned: "full" dump, "part"-extracted, "html", "empty"
	ModeWhy  string // the evidence for the mode, for --explain
	Charset  string
	Repaired bool
	SHA256   [32]byte
	Size     int64
	Words    int    // words of the body; 1.8 characters of Han, kana and Hangul are one, 4.5 of Thai
	Lines    []Line // every line of the page, only when asked to explain
	Facts    []Fact // where Meta is from, only when asked to explain

	// Where title and body stand in the page, in its order, a span a line; only when
	// asked to explain. A title that the page does not have as a line has none.
	TitleSpans, BodySpans []Span
}

// Fact says where one part of a clip's metadata is from.
type Fact struct {
	Name  string // "title", "date", as in `clean -f jsonl`
	Value string // "" when it was there and could not be told
	From  string // "line 4", "JSON-LD datePublished"
	Why   string // what decided, where that is not obvious: "day before month: the page is French"
}
