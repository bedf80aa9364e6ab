package store

// A step takes a file from one format to the next. Steps are never edited once
// released, only appended: the number of steps is the format.
type step struct {
	name string
	sql  string
}

// kind is a sort of file.
type kind struct {
	name        string // in messages
	application int    // PRAGMA application_id
	steps       []step
	page        int  // bytes of a page of a new file
	durable     bool // a transaction waits for the disk
	disposable  bool // begun anew where it cannot be used
}

func stateKind() kind {
	return kind{name: "state", application: 0x6e777364, page: 4096, durable: true, steps: []step{
		{"tables of stories, pairs, acts and documents", stateTables},
		{"views", stateViews},
		{"owners of removed files", stateRemoved},
	}}
}

func cacheKind() kind {
	return kind{name: "cache", application: 0x6e776463, page: 16384, disposable: true, steps: []step{
		{"tables of clips, words and answers", cacheTables},
		{"views", cacheViews},
	}}
}

// Times are seconds since 1970; paths are raw bytes, so BLOBs.
const stateTables = `
CREATE TABLE header (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO header VALUES ('name', lower(hex(randomblob(8)))); -- of this file, for answers

CREATE TABLE story (
	n     INTEGER PRIMARY KEY AUTOINCREMENT, -- age: of two stories that merge the lower one lives
	level TEXT NOT NULL,
	id    TEXT NOT NULL,
	title TEXT NOT NULL,
	born  INTEGER NOT NULL,
	seen  INTEGER NOT NULL,                  -- the last day that a run reported it
	UNIQUE (level, id)
) STRICT;
CREATE TABLE alias (
	level TEXT NOT NULL,
	id    TEXT NOT NULL,
	story INTEGER NOT NULL,
	PRIMARY KEY (level, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE member (
	level  TEXT NOT NULL,
	sha256 BLOB NOT NULL,
	story  INTEGER NOT NULL,
	PRIMARY KEY (level, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE pair (
	a      BLOB NOT NULL, -- content hashes, a < b
	b      BLOB NOT NULL,
	path_a BLOB NOT NULL, -- where they were when the pair was added, for people
	path_b BLOB NOT NULL,
	added  INTEGER NOT NULL,
	PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
	n     INTEGER PRIMARY KEY AUTOINCREMENT,
	id    TEXT NOT NULL UNIQUE,
	began INTEGER NOT NULL,
	ended INTEGER          -- NULL until every act has an end
) STRICT;
CREATE TABLE act (
	run       INTEGER NOT NULL,
	n         INTEGER NOT NULL,
	root      BLOB NOT NULL,
	path      BLOB NOT NULL, -- below root
	keep      BLOB NOT NULL,
	do        TEXT NOT NULL,
	relation  TEXT NOT NULL,
	sha256    BLOB NOT NULL,
	keep_sha  BLOB NOT NULL,
	size      INTEGER NOT NULL,
	mode      INTEGER NOT NULL,
	mtime     INTEGER NOT NULL, -- nanoseconds
	dir_time  INTEGER NOT NULL,
	dir_after INTEGER NOT NULL,
	state     TEXT NOT NULL CHECK (state IN ('planned', 'done', 'failed', 'undone', 'purged')),
	note      TEXT NOT NULL,
	PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_path ON act (path, root);

CREATE TABLE document (
	n     INTEGER PRIMARY KEY AUTOINCREMENT,
	id    TEXT NOT NULL,
	story TEXT NOT NULL,
	added INTEGER NOT NULL,
	data  BLOB NOT NULL
) STRICT;
`

const stateRemoved = `
CREATE TABLE removed ( -- what a file that was deleted gets back beside its bytes
	run   INTEGER NOT NULL,
	n     INTEGER NOT NULL, -- of its act
	uid   INTEGER NOT NULL,
	gid   INTEGER NOT NULL,
	attrs BLOB NOT NULL,    -- act/owner.go
	PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
`

const stateViews = `
CREATE VIEW stories AS SELECT level, id, title,
	(SELECT count(*) FROM member WHERE member.story = story.n) AS clips,
	datetime(born, 'unixepoch') AS born, date(seen, 'unixepoch') AS seen
	FROM story ORDER BY n;
CREATE VIEW aliases AS SELECT alias.level, alias.id AS alias, story.id
	FROM alias JOIN story ON story.n = alias.story;
CREATE VIEW members AS SELECT member.level, story.id, lower(hex(sha256)) AS sha256
	FROM member JOIN story ON story.n = member.story;
CREATE VIEW notsame AS SELECT lower(hex(a)) AS a, lower(hex(b)) AS b,
	CAST(path_a AS TEXT) AS path_a, CAST(path_b AS TEXT) AS path_b,
	datetime(added, 'unixepoch') AS added FROM pair;
CREATE VIEW runs AS SELECT id AS run, datetime(began, 'unixepoch') AS began, datetime(ended, 'unixepoch') AS ended,
	(SELECT count(*) FROM act WHERE act.run = run.n) AS acts,
	(SELECT count(*) FROM act WHERE act.run = run.n AND state = 'done') AS done,
	(SELECT count(*) FROM act WHERE act.run = run.n AND state = 'failed') AS failed,
	(SELECT count(*) FROM act WHERE act.run = run.n AND state = 'undone') AS undone,
	(SELECT count(*) FROM act WHERE act.run = run.n AND state = 'purged') AS purged
	FROM run ORDER BY n;
CREATE VIEW acts AS SELECT run.id AS run, act.n, do, state,
	CAST(root AS TEXT) || '/' || CAST(path AS TEXT) AS path, CAST(keep AS TEXT) AS keep,
	lower(hex(sha256)) AS sha256, size, relation, note
	FROM act JOIN run ON run.n = act.run ORDER BY act.run, act.n;
CREATE VIEW documents AS SELECT id, story, datetime(added, 'unixepoch') AS added FROM document;
`

const cacheTables = `
CREATE TABLE option (
	n         INTEGER PRIMARY KEY,
	hash      BLOB NOT NULL UNIQUE,
	described TEXT NOT NULL,
	used      INTEGER NOT NULL
) STRICT;
CREATE TABLE clip (
	n       INTEGER PRIMARY KEY,
	sha256  BLOB NOT NULL,
	option  INTEGER NOT NULL,
	variant INTEGER NOT NULL, -- what else the features depend on
	used    INTEGER NOT NULL, -- the day, as seconds since 1970
	title   TEXT NOT NULL,
	words   INTEGER NOT NULL,
	data    BLOB NOT NULL     -- record.go
) STRICT;
CREATE UNIQUE INDEX clip_key ON clip (sha256, option, variant);
CREATE TABLE segment ( -- of the dictionary: dictionary.go
	list  INTEGER NOT NULL, -- 0 words, 1 forms
	first INTEGER NOT NULL, -- number of its first entry
	data  BLOB NOT NULL,
	PRIMARY KEY (list, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer (
	key       BLOB PRIMARY KEY,
	described TEXT NOT NULL,
	used      INTEGER NOT NULL,
	files     INTEGER NOT NULL,
	data      BLOB NOT NULL  -- answer.go
) STRICT;
`

const cacheViews = `
CREATE VIEW clips AS SELECT lower(hex(sha256)) AS sha256, title, words, length(data) AS bytes, option AS options, date(used, 'unixepoch') AS used FROM clip;
CREATE VIEW options AS SELECT n AS options, (SELECT count(*) FROM clip WHERE clip.option = option.n) AS clips, described, date(used, 'unixepoch') AS used FROM option;
CREATE VIEW answers AS SELECT files, length(data) AS bytes, described, date(used, 'unixepoch') AS used FROM answer;
`
