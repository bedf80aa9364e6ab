// Package person finds the spellings of one name across the clips of a run: Andriy
// Hnatenko, Andrii Gnatenko and Андрій Гнатенко are one person.
//
// How: each name is reduced to a key that its transliterations share. Names whose last
// words have the same consonants and whose given names agree are compared by edit distance,
// and each joins the most frequent name that it resembles. What it costs: a microsecond and
// 150 bytes for each distinct name, 10 us where others resemble it. What it refuses: to
// merge by resemblance alone. Two different given names are two people, whatever the last
// name is; a name of one word is never merged by its spelling; and names in the tables of
// package entity are compared exactly.
//
// # Method
//
//	key.go        from a word to what it sounds like, and to its consonants
//	compare.go    from two names to the verdict: one person, perhaps one, or two
//	look.go       a hash that tells cheaply which names need no comparison
//	table.go      the names of a run, counted
//	partition.go  the same for more names than fit into memory
//	group.go      groups of spellings
//	stems.go      the stems that these groups make one
//
// # Example
//
// A run has Serhii Selimow (3 clips), Сергей Селимов (2) and Sergei Salimov (9). The given
// names are in one row of given.tsv. The keys of the last words are selimov, selimov and
// salimov, and the consonants of all three are slmv. Selimow and Селимов have a likeness of
// 1 and are one person. Selimow and Salimov have .86 and are one person only if the clips
// that name them name other things in common.
//
// # Rejected
//
// Jaro-Winkler, which most name matchers use: Niger and Nigeria are alike to .94, Macron
// and Marron to .91. Joining chains, A to B because they are alike and then B to C: in a
// group of forty namesakes every step is one edit long. So a name joins the one in the
// center of a group, or none.
package person
