// Package person finds, across the clips of a run, the spellings of one name: Andriy
// Hnatenko, Andrii Gnatenko and Андрій Гнатенко are one person.
//
// How: each name is reduced to a key that its transliterations share. Names whose last
// words have the same consonants and whose given names agree are compared by edit
// distance, and each joins the most frequent name that it resembles. What it costs: a
// microsecond and 150 bytes a distinct name, 10 us where others resemble it. What it
// refuses: to merge by resemblance alone. Two different given names are two people,
// whatever the last name; a name of one word is never merged by its spelling; and names
// in the tables of package entity are exact and never compared.
//
// # Method
//
//	key.go      a word to what it sounds like, and to its consonants
//	compare.go  two names: one person, perhaps, or two
//	table.go    the names of a run, counted
//	group.go    alias groups, and the stems they make one
//
// # Example
//
// A run has Serhii Selimow (3 clips), Сергей Селимов (2) and Sergei Salimov (9).
// The given names are of one row of given.tsv. The last words have the keys
// selimov, selimov and salimov, all with the consonants slmv. Selimow and Селимов
// are alike to 1, one person; Selimow and Salimov to .86, which is one person
// only if the clips that name them name others in common.
//
// # Rejected
//
// Jaro-Winkler, as most name matchers have it: Niger and Nigeria are alike to
// .94, Macron and Marron to .91. Joining chains, A like B and B like C: a
// group of forty namesakes is one edit long at every step. So a name joins the
// one in the middle of a group, or none.
package person
