package story

// A word of the headline is a feature of its own (package shingle): it has a document
// frequency, an idf, an entry in the row and a column like any other. It is of no kind of
// words, no number of its clip, none of the clip's terms where these are counted, and
// what it adds to a cosine is shown as part of what its word adds.

import "newsdup/internal/word"

// inHeadline reports whether a feature with these flags is a word of headlines.
func inHeadline(flags word.Flag) bool { return flags&word.Headline != 0 }

// word is the stem that a term is, in texts or in headlines.
func (c *Corpus) word(t int) uint64 { return c.of[t].id - uint64(bit(inHeadline(c.of[t].is.flags))) }
