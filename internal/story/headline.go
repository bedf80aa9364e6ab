package story

// A word of the headline is a feature of its own (package shingle): it has a document
// frequency, an idf, an entry in the row and a column like any other. It is of no kind of
// words, no number of its clip, none of the clip's terms where these are counted, and
// what it adds to a cosine is shown as part of what its word adds.
//
// Where a quarter of the clips have it, it weighs nothing: it is the name of the site, or
// all are headed "Press release". The background, which knows texts alone, takes such a
// word for a rare one. (Labelled sets whose headlines are all made one lose up to .015 of
// B-cubed without this; as they are, they come out the same.)

import "newsdup/internal/word"

const (
	headlinesFew  = 20 // clips that are too few to tell
	headlinesPart = 4  // of the clips (10 is alike; 2 is too late for two headlines that all clips have by turns)
)

// inHeadline reports whether a feature with these flags is a word of headlines.
func inHeadline(flags word.Flag) bool { return flags&word.Headline != 0 }

// word is the stem that a term is, in texts or in headlines.
func (c *Corpus) word(t int) uint64 { return c.of[t].id - uint64(bit(inHeadline(c.of[t].is.flags))) }
