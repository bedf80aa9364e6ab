// Package store is newsdup's memory between runs, in two SQLite files.
//
// The state file holds what cannot be computed again: the ids of stories, pairs that the
// user declared not the same, the documents of uniq, and the journal of acts. The cache
// file holds what can: the features of clips read before, and the answers of the last
// runs.
//
// How: both are in WAL mode. The state takes one transaction a batch and is durable when
// a method returns; the cache never waits for the disk, and each of its records has a
// checksum. What it costs: 3.3 kB of cache a clip of 600 words, 100 bytes of state a clip
// that is in a story, and some milliseconds to open. What it refuses: files of a later
// newsdup or of other programs, damaged files and symbolic links, each with an error of
// its own (see Error). A cache that cannot be used is made anew; a state never is.
//
// # Why two files
//
// One file would be simpler to name. But the cache is a hundred times larger
// and is written by every run, and the journal is the only way back for files
// that were moved: damage is found by checking all of a file, and to check a
// small one costs nothing; `rm` is the right answer for the one and a loss for
// the other; folders for programs' data tell the same two apart (XDG); and
// waiting for the disk after each batch pays for the journal alone. No record
// of one file refers to the other, so either may be as old as it likes.
//
// # The state, as sqlite3 shows it
//
//	sqlite3 state.db "SELECT * FROM stories WHERE title LIKE '%strike%'"
//
//	stories    level, id, title, clips, born, seen           one row a story
//	aliases    level, alias, id                              ids of stories that merged into others
//	members    level, id, sha256                             which clips a story has had
//	notsame    a, b, path_a, path_b, added                   content hashes, in hex
//	runs       run, began, ended, acts, done, failed, undone, purged
//	acts       run, n, do, state, path, keep, sha256, size, relation, note
//	documents  id, story, added                              what uniq remembers
//
// and the cache:
//
//	clips      sha256, title, words, bytes, options, used    features of known clips
//	options    options, clips, described, used               what they were made with
//	answers    files, bytes, described, used                 the last answers
//
// These are views. The tables below them (schema.go) are private and change
// between versions; PRAGMA user_version is the format, application_id 0x6e777364
// ("nwsd") names a state and 0x6e776463 ("nwdc") a cache.
package store
