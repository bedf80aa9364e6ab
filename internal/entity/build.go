package entity

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"newsdup/internal/number"
	"newsdup/internal/word"
)

// Build compiles the tables of the data folder (see gen) into the embedded file. The same
// rows give the same bytes. It fails on a row that it cannot read.
//
// The rules below are applied in this order. Forms are compared folded (lower case, no
// accents). TestCollisions lists every form that is left out, with its rule.
//
//  1. A form of CLDR is out if it is a common word of a language that does not use it as a
//     name: Man, Sad, Island (Iceland in German), As.
//  2. A short form is out: up to 3 letters, or 4 when none of the ten languages of the word
//     lists has it; in a script without spaces 1 letter, in another one without case 2.
//  3. A form of two things stays with the hand tables, otherwise with the thing that English
//     calls so, otherwise with the territory; otherwise it is out.
//  4. A demonym never takes a form away from a name, and a form of two countries is out.
//  5. Names need a capital where the script has any: at their start or, if a source starts
//     them in lower case (al-Qaeda), at their end. Demonyms hold in any case, unless they are
//     a common word of English.
func Build(data fs.FS) ([]byte, error) {
	b, err := compile(data)
	if err != nil {
		return nil, err
	}
	return b.t.encode()
}

// builder holds the tables while they are built.
type builder struct {
	t        *Tables
	data     fs.FS
	ids      map[string]int             // canonical key -> id, for the things that this builder added
	common   map[string]map[string]bool // folded common word -> languages
	names    map[uint64]uint32
	acronyms map[uint64]uint32
	lexicon  map[uint64]uint32
	outForms map[string]bool // folded forms that gates.tsv rules out
	foreign  map[string]bool // folded forms that gates.tsv allows only in clips that are not in English
	shared   map[string]bool // keys of surnames that other people or common words share, so that only whole names are listed
	types    map[string]Type // by canonical key, for the hand tables; a territory or city of CLDR is a Place
	spelt    map[string]bool // acronyms that are words in lower case
	leftOut  []string        // forms that a rule left out, with the rule
}

func compile(data fs.FS) (*builder, error) {
	numbers, err := number.Load()
	if err != nil {
		return nil, err
	}
	b := &builder{
		t: &Tables{mentioned: new(wordMarks), numbers: numbers}, data: data, ids: map[string]int{}, common: map[string]map[string]bool{},
		outForms: map[string]bool{}, foreign: map[string]bool{}, types: map[string]Type{}, shared: map[string]bool{}, spelt: map[string]bool{},
		names: map[uint64]uint32{}, acronyms: map[uint64]uint32{}, lexicon: map[uint64]uint32{},
	}
	ranked := map[string][]string{}
	for _, step := range []func() error{
		func() error { return b.readWords(ranked) },
		b.addLexicon,
		b.readGates,
		b.addNames,
		b.addDemonyms,
		b.addNameParts,
		b.addSeats,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	b.t.names, b.t.acronyms, b.t.lexicon = newTable(b.names), newTable(b.acronyms), newTable(b.lexicon)
	stems := map[uint64]uint32{}
	for id, c := range b.t.canonical {
		if key := b.t.key(id); !b.shared[key] {
			stems[c] = uint32(id)
		}
	}
	b.t.stems = newTable(stems)
	numbers.ASCII(longestPlain, b.t.mentioned.add)
	b.t.background = b.backgroundTable(ranked)
	b.t.abroad = b.abroadTable(ranked)
	return b, nil
}

// rows calls f with the columns of each row of a TSV file. A line that starts with # is a
// comment.
func (b *builder) rows(file string, columns int, f func(row []string) error) error {
	text, err := fs.ReadFile(b.data, file)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			return fmt.Errorf("read %q: line %d has %d columns, want %d", file, n, len(row), columns)
		}
		if err := f(row); err != nil {
			return fmt.Errorf("read %q: line %d: %w", file, n, err)
		}
	}
	return nil
}

// readWords reads the ranked lists of common words, by language.
func (b *builder) readWords(ranked map[string][]string) error {
	return b.rows("src/words.tsv", 3, func(row []string) error {
		ranked[row[0]] = append(ranked[row[0]], row[2])
		if !slices.Contains(languages[:], row[0]) {
			return nil
		}
		folded := FoldName(row[2])
		if b.common[folded] == nil {
			b.common[folded] = map[string]bool{}
		}
		b.common[folded][row[0]] = true
		return nil
	})
}

// addLexicon reads stop words, number words and the names of months and weekdays.
func (b *builder) addLexicon() error {
	add := func(list string, v lexValue) {
		for w := range strings.FieldsSeq(list) {
			flags := v
			if rest, ok := strings.CutSuffix(w, "?"); ok {
				w, flags = rest, v|lexMaybe
			}
			if rest, ok := strings.CutSuffix(w, "!"); ok {
				b.lexicon[word.HashString(plainForm(rest))] |= uint32(flags)
				continue
			}
			b.lexicon[word.HashString(FoldName(w))] |= uint32(flags)
			b.t.mentioned.add(FoldName(w))
		}
	}
	err := b.rows("stopwords.tsv", 2, func(row []string) error {
		if row[0] == "content" { // no content in any clip
			add(row[1], lexStop)
			return nil
		}
		lang := slices.Index(languages[:], row[0])
		switch {
		case lang < 0:
			return fmt.Errorf("unknown language %q", row[0])
		case lang == 0:
			add(row[1], lexStop|1)
		default:
			add(row[1], 1<<lang)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for file, v := range map[string]lexValue{"numerals.tsv": lexNumeral, "calendar.tsv": lexCalendar} {
		if err := b.rows(file, 2, func(row []string) error { add(row[1], v); return nil }); err != nil {
			return err
		}
	}
	return nil
}

// readGates reads the forms that are ruled out, or allowed only in some clips.
func (b *builder) readGates() error {
	return b.rows("gates.tsv", 2, func(row []string) error {
		set := b.outForms
		switch row[0] {
		case "out":
		case "foreign":
			set = b.foreign
		case "word":
			set = b.spelt
		default:
			return fmt.Errorf("unknown rule %q", row[0])
		}
		for form := range strings.FieldsSeq(row[1]) {
			set[strings.Join(nameWords(form), " ")] = true // a letter without spaces is a word
		}
		return nil
	})
}

// id is the number of the thing with a canonical key, which is added if it is new.
func (b *builder) id(key, display string) uint32 {
	if id, ok := b.ids[key]; ok {
		return uint32(id)
	}
	id := len(b.t.ids)
	b.ids[key] = id
	b.t.ids = append(b.t.ids, key+"\t"+display+"\t"+b.typeOf(key).String())
	b.t.canonical = append(b.t.canonical, canonicalOf(key))
	b.t.types = append(b.t.types, b.typeOf(key))
	return uint32(id)
}

func (b *builder) typeOf(key string) Type {
	if x, ok := b.types[key]; ok {
		return x
	}
	return Place
}

// put adds a name or demonym of one or more folded words.
func (b *builder) put(words []string, id uint32, v nameValue) {
	key := uint64(0)
	for i, w := range words {
		key = extend(key, word.HashString(w))
		b.t.mentioned.add(w)
		if i < len(words)-1 {
			b.names[key] |= uint32(namePrefix)
		}
		if i == 0 {
			b.names[key] |= uint32(v & nameLow)
		}
	}
	b.names[key] = b.names[key]&uint32(namePrefix|nameLow) | uint32(v) | id
}

// FoldName is the folded form of a word or name as the tables know it: lower case, without
// accents, apostrophes and possessive.
func FoldName(w string) string {
	return foldAccents(strings.ReplaceAll(strings.TrimSuffix(plainForm(w), "'s"), "'", ""))
}

// nameWords cuts a name as Reader.Tokens cuts text, and folds its words.
func nameWords(name string) (words []string) {
	for i := 0; i < len(name); {
		end := wordEnd(name, i)
		if end == i {
			end = numberEnd(name, i)
		}
		if end == i {
			_, size := utf8.DecodeRuneInString(name[i:])
			i += size
			continue
		}
		words = append(words, FoldName(strings.ReplaceAll(name[i:end], ".", "")))
		i = end
	}
	return words
}

// coverage is the share of running text that the listed words make up.
const coverage = 0.85

// zipfMandelbrot gives the shape of the frequencies, 1/zipfMandelbrot(rank) with rank from
// 1. Together with coverage, the frequency of a word is 0.85/(rank+2.7)/sum.
func zipfMandelbrot(rank int) float64 { return float64(rank) + 2.7 }

// backgroundWords is how many of the commonest English words count as background.
const backgroundWords = 5000

// damping reduces the frequency of words of other languages. In a folder in such a
// language, document frequency soon tells how common they are. In an English folder such a
// word is rare and should weigh nearly as much as any other.
const damping = 0.05

// backgroundTable is the frequency of the common words by stem. Words of one stem add up,
// and stop words are left out. English words have their own frequencies. The other
// languages add, damped, the words that cannot be English: those of 4 letters and more,
// with a stem that none of the 10,000 English words has, which at most 2 languages list,
// since a word that many languages share is a name.
func (b *builder) backgroundTable(ranked map[string][]string) table {
	english := map[uint64]bool{}
	for _, w := range ranked["en"] {
		for _, stem := range b.stemsOf(w) {
			english[stem] = true
		}
	}
	f := frequencies(ranked["en"][:min(len(ranked["en"]), backgroundWords)], b.stemsOf)
	for lang, name := range languages[1:] {
		rare := func(w string) []uint64 {
			folded := FoldName(w)
			v, _ := b.t.lexicon.find(word.HashString(folded))
			if utf8.RuneCountInString(folded) < 4 || len(b.common[folded]) > 2 || v>>(1+lang)&1 != 0 {
				return nil
			}
			return slices.DeleteFunc(b.stemsOf(w), func(stem uint64) bool { return english[stem] })
		}
		for stem, x := range frequencies(ranked[name], rare) {
			f[stem] = max(f[stem], damping*x)
		}
	}
	return frequencyTable(f)
}

// abroadTable is the frequency of the common words of the other languages by stem, in the
// language in which the stem is most frequent.
func (b *builder) abroadTable(ranked map[string][]string) table {
	f := map[uint64]float64{}
	for lang, list := range ranked {
		if lang == "en" {
			continue
		}
		in := inflectionIn(lang)
		stem := func(w string) []uint64 {
			if x := b.t.factsOf(w, true, in); x.stem != 0 && x.flags&word.Entity == 0 {
				return []uint64{x.stem}
			}
			return nil
		}
		for stem, x := range frequencies(list, stem) {
			f[stem] = max(f[stem], x)
		}
	}
	return frequencyTable(f)
}

// frequencies are those of the stems of a ranked list.
func frequencies(list []string, stems func(w string) []uint64) map[uint64]float64 {
	total := 0.0
	for rank := 1; rank <= len(list); rank++ {
		total += 1 / zipfMandelbrot(rank)
	}
	f := map[uint64]float64{}
	for i, w := range list {
		for _, stem := range stems(w) {
			f[stem] += coverage / zipfMandelbrot(i+1) / total
		}
	}
	return f
}

func frequencyTable(f map[uint64]float64) table {
	values := map[uint64]uint32{}
	for stem, x := range f {
		values[stem] = math.Float32bits(float32(x))
	}
	return newTable(values)
}

// stemsOf are the stems of a word of the lists, which are in lower case: as it stands, and
// those of the names that it is with a capital or in capitals.
func (b *builder) stemsOf(w string) (stems []uint64) {
	first, size := utf8.DecodeRuneInString(w)
	for i, form := range []string{w, strings.ToUpper(string(first)) + w[size:], strings.ToUpper(w)} {
		f := b.t.factsOf(form, true, nil)
		if stop := i > 0 && len(stems) == 0; f.stem != 0 && !stop && !slices.Contains(stems, f.stem) {
			stems = append(stems, f.stem) // a stop word has none: us is not the United States
		}
	}
	return stems
}

// phraseKey is the key of a name of these folded words.
func phraseKey(words []string) (key uint64) {
	for _, w := range words {
		key = extend(key, word.HashString(w))
	}
	return key
}
