// Package word cuts text into words, folds and hashes them, and defines the Token
// that package entity makes and package shingle reads.
package word

// Flag says what a token is.
type Flag uint8

// The flags.
const (
	Name     Flag = 1 << iota // capitalised, and in this clip seen capitalised in mid-sentence at least as often as in lower case
	Number                    // starts with a digit
	Figure                    // a distinctive number: decimal, thousands separator, or >= 100 and no year 1900-2030
	Numeral                   // holds a digit or is a number word: masked as # by the template guard
	Calendar                  // month or weekday name: masked as @ by the template guard
	Entity                    // replaced by a canonical form of the tables
	Hint                      // not in the text: what a token says besides, for stories alone
	Headline                  // stands in the headline
)

// Token is one word, or one multi-word name, of a clip.
type Token struct {
	Exact uint64 // hash of the lower-cased word or of its canonical name: what shingles are made of; 0 only by chance of 2^-64
	Stem  uint64 // hash of the normal form (demonym to country, stem, transliteration fold): what story features are made of; 0 for a stop word
	Pos   uint32 // position in the clip, counted in tokens from 0; of no meaning where only copies are asked for
	Flags Flag
}
