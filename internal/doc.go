// Package internal holds newsdup's floors. It has no code: it is the map.
//
// A package imports only packages of lower floors; data flows up and never
// back. TestFloors (floors_test.go) reads the table below and checks every
// import of every package, so the table cannot go stale: a package that is
// not in it, or an import that goes sideways or up, fails the build.
//
//	floor  package   owns
//	0      clip      the records that flow: Raw, Clip, Group, Problem, Summary; no I/O
//	0      word      words: cutting, folding, hashing; the token that flows from entity to shingle
//	0      number    phrases to the numbers, quantities, sums, dates and times that they say
//	0      language  the language of a text, by its script, function words and letters
//	0      invent    made-up folders of news pages, for measuring and for tests
//	0      crew      goroutines, with a panic in one passed on to the goroutine that waits
//	0      budget    how much memory there is, and how much garbage may stand in it
//	1      spill     what is written once and read later: in memory, or in an unnamed temporary file
//	1      source    files, folders, lists, stdin, compression, charset, JSONL, feeds: raw pages in a fixed order
//	1      markup    an HTML page to its article text and metadata
//	1      site      the furniture of a site: short lines around many of its articles, paragraphs that end them
//	1      entity    places, organisations and words to canonical tokens
//	1      shingle   tokens to hashed shingles (copies) and weighted features (stories)
//	1      act       acting on copies: plan, re-check, quarantine and links, journal, recovery, undo
//	1      compare   two clean texts word by word: kept, removed, added, moved
//	2      clean     a raw page to headline, body, byline, date: page noise out, each dropped line with its rule
//	2      join      exact set-similarity join: every pair above a threshold, with Jaccard and containment
//	2      person    the spellings of one name across the clips of a run
//	2      story     same-event similarity and story clusters
//	3      copies    what is a copy: relations, thresholds, the template guard, copy groups
//	3      eval      scores of a clustering against labels
//	3      report    every output format and the JSON Schema
//	4      group     stories with their copies nested: keep rule, cohesion, titles, stable ids
//	4      seen      what of a stream has passed before: an index that grows with each clip and forgets the oldest
//	4      store     SQLite memory between runs: cached features and answers, story ids, pairs not the same, the journal
//	5      dedup     joins floors 0-4 into one run from paths to groups; workers and memory
//	6      scale     a program that measures newsdup on made-up folders of growing size
//	6      cli       cobra commands, flags to options, messages, exit codes; the only package that imports cobra
//
// The pipeline of `newsdup group`, left to right:
//
//	source -> clean (markup) -> entity -> shingle -> join -> copies -> person -> story -> group -> report
package internal
