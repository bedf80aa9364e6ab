package entity

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"newsdup/internal/language"
	"newsdup/internal/word"
)

// Words of languages that inflect.
//
// A name has up to seven forms in Polish, and a noun has hundreds in Hungarian or Finnish,
// so a word of a short clip seldom stands in the next clip in the same form. In clips in
// these languages stems lose their endings in passes. Each pass takes off the longest
// ending that leaves enough of the word:
//
//	Kotarska, Kotarskiej, Kotarską       kotarsk
//	Orbán, Orbánnak, Orbánról            orban
//	Vainio, Vainion, Vainiosta           vaini
//
// If the names table has what is left without the ending, the word is that thing
// (declined). But the ending of one language is a part of words in another, and the end of
// a name in English. So the stem depends on the language of the clip, and a spelling is
// learnt once for each inflection: the salt of the inflection goes into its hash.
//
// Three events that were each told three times, in texts of our own with 30 to 57 words;
// mean cosine of clips of one event and, in brackets, of two:
//
//	                  Polish      Hungarian   Czech       Finnish     Croatian    Slovak
//	without           .16 (.007)  .13 (.032)  .13 (.017)  .12 (.018)  .15 (.031)  .14 (.005)
//	endings           .29 (.017)  .23 (.039)  .25 (.024)  .22 (.023)  .27 (.039)  .28 (.013)
//	first 5 letters   .29 (.020)  .28 (.044)  .26 (.032)  -           .27 (.049)  -
//	stories, of 3     2 to 3      1 to 3      0 to 3      0 to 3      0 to 3      0 to 3
//
// When one clip of each three is cut to its headline, 49 of 72 meet their event, 36 without
// endings; most of the others do not show their language. One event told in English,
// Polish, Hungarian and Czech: the six cosines were .21 to .38 and are .34 to .51, because
// declined names are names now.
//
// Rejected: the first five letters. They need no lists and do not depend on the language,
// but make one of Budapest and its forms something that no other language meets. The
// stemmers of Snowball, which has none for Polish, Czech, Slovak and Croatian. Endings for
// Dutch, Swedish, Danish, Norwegian, Romanian, Bulgarian and Greek, whose stories came out
// whole without them. Stems of this kind for the Polish words of the background: Polish
// gained nothing, and some are the stems of English words.

// inflection is how words inflect in a language, or in several that are much alike. One
// list for all Slavic languages in Latin letters does as well as one for each, and a
// headline shows more surely that it is in one of them than in which.
type inflection struct {
	languages   []string
	salt        uint64     // goes into the hashes of its spellings; never 0
	passes      [][]string // the endings of each pass, longest first
	nominatives []string   // the endings of names that a case ending replaces
}

// inflections are those of the languages whose words do not meet by stem alone. The endings
// are those of folded words.
var inflections = [...]inflection{
	inflectionOf("pl cs sk hr sr bs sl", "ia o y e i",
		"ami iami owi owie om iom ach iach em iem ie y i a ia e u iu o ow ej iej ego iego emu iemu ymi imi ych ich ym im al ala alo ali yl yla yli il ila ili ovi ove ovia ech och emi am iam um ou ho eho iho ieho imu ov uv iou ovima evima ama ima og oga omu ih oj ju ega ao la lo li"),
	inflectionOf("hu", "",
		"ban ben bol ba be nak nek ra re rol tol hoz hez ig ert kent nal nel on en n at et ot val vel",
		"jaik jeik aik eik ja je unk juk uk jai jei ai ei",
		"ak ek ok k",
		"a e i o"),
	inflectionOf("fi et", "i",
		"kin kaan ko",
		"ssa sta lla lta lle ksi na ta tta uun aan een iin oon seen hin den ten jen ien n t",
		"i j",
		"a e i o u y"),
}

// inflectionOf is the inflection of languages with the endings of each pass. nominatives
// are the endings that names have in the nominative, besides none and a.
func inflectionOf(languages, nominatives string, passes ...string) inflection {
	in := inflection{languages: strings.Fields(languages), nominatives: append([]string{"", "a"}, strings.Fields(nominatives)...)}
	in.salt = word.HashString(languages)
	for _, list := range passes {
		endings := strings.Fields(list)
		slices.SortStableFunc(endings, func(a, b string) int { return len(b) - len(a) })
		in.passes = append(in.passes, endings)
	}
	return in
}

// sampleInflect is how many bytes of a title and of a body tell the language.
const sampleInflect = 600

// setInflection finds how the words of a clip inflect. All languages that do have accented
// letters, which most English clips lack; three searches for a byte find that out.
func (r *Reader) setInflection(text *Text) {
	r.inflects, r.salt = nil, 0
	if !r.stems {
		return
	}
	title, body := text.Title[:min(len(text.Title), sampleInflect)], text.Body[:min(len(text.Body), sampleInflect)]
	named := inflectionIn(text.Lang)
	if named == nil && !hasAccents(title) && !hasAccents(body) {
		return
	}
	r.sample = append(append(append(r.sample[:0], title...), '\n'), body...)
	var count language.Count
	count.Add(r.sample)
	in := inflectionIn(count.Likely())
	if in == nil && count.Language() == "" {
		in = named
	}
	if in != nil {
		r.inflects, r.salt = in, in.salt
	}
}

// inflectionIn is how words inflect in a language; nil where stem does without.
func inflectionIn(lang string) *inflection {
	for i := range inflections {
		if slices.Contains(inflections[i].languages, lang) {
			return &inflections[i]
		}
	}
	return nil
}

// hasAccents reports whether a text may have a letter from À to ſ as a single character.
func hasAccents(text string) bool {
	return strings.IndexByte(text, 0xc3) >= 0 || strings.IndexByte(text, 0xc4) >= 0 || strings.IndexByte(text, 0xc5) >= 0
}

// spell is the hash by which a spelling of the clip is looked up.
func (r *Reader) spell(w string) uint64 { return spell(w) ^ r.salt }

// leastRest is how many letters an ending must leave.
const leastRest = 3

// stem is the normal form of a folded word in a clip with this inflection; nil is the
// inflection of all other clips.
func (in *inflection) stem(w string) string {
	if in == nil || !isASCII(w) {
		return stem(w)
	}
	for _, endings := range in.passes {
		for _, ending := range endings {
			if rest, ok := strings.CutSuffix(w, ending); ok && len(rest) >= leastRest && strings.ContainsAny(rest, "aeiouy") {
				w = rest
				break
			}
		}
	}
	if len(w) > 3 {
		w = foldSpelling(w)
	}
	return w
}

// declined is the name of the tables of which a folded word is a declined form, if there is
// exactly one, and otherwise 0. Only the stem follows it, so that for copies declined forms
// stay different words.
func (t *Tables) declined(folded string, in *inflection) nameValue {
	switch r, _ := utf8.DecodeRuneInString(folded); {
	case r >= 0x400 && r < 0x530:
		if v := t.nominative(folded, caseEndings, nominatives); v != 0 {
			return v
		}
		return t.hardened(folded)
	case in == nil || !isASCII(folded):
		return 0
	}
	for _, endings := range in.passes {
		if v := t.nominative(folded, endings, in.nominatives); v != 0 {
			return v
		}
	}
	return 0
}

// nominatives are the endings of Russian and Ukrainian names that a declined form replaces:
// Россия, России; Москва, Москве; Иран, Ирана; Лавров, Лавровым; Зеленский, Зеленского.
var nominatives = []string{"", "а", "я", "ия", "ія", "о", "ы", "и", "ий", "ый", "ой", "ь"}

// caseEndings are the endings of declined forms, longest first.
var caseEndings = []string{"ией", "ого", "ому", "ією", "ові", "еві", "єві", "ии", "ию", "ії", "ію", "ом", "ем", "ой", "ою", "ей", "ею", "ью", "ам", "ах", "ым", "им", "ів", "ов", "ы", "и", "і", "е", "у", "ю", "а", "я"}

// softened are letters that Ukrainian stems end in before a case ending, with that ending,
// and what the nominative has instead: Празі, Прага; Страсбурзі, Страсбург; Києва, Київ.
var softened = [...][2]string{
	{"зі", "га"}, {"зі", "г"}, {"ці", "ка"}, {"ці", "к"}, {"сі", "ха"},
	{"єва", "їв"}, {"єву", "їв"}, {"єві", "їв"}, {"євом", "їв"}, {"ова", "ів"}, {"ову", "ів"}, {"ові", "ів"}, {"овом", "ів"},
}

// hardened is the name that a folded word is when softened letters are put back.
func (t *Tables) hardened(folded string) nameValue {
	for _, c := range softened {
		if rest, ok := strings.CutSuffix(folded, c[0]); ok {
			if v := t.lookupName(word.HashString(rest + c[1])); v&nameWhole != 0 {
				return v
			}
		}
	}
	return 0
}

// givenEndings are case endings of Russian and Ukrainian given names, and what the
// nominative has instead: Андреем, Андрей; Олексієм, Олексій; Дмитром, Дмитро; Игорем,
// Игорь; Ольгой, Ольга.
var givenEndings = [...][2]string{
	{"влом", "вел"}, {"вла", "вел"}, {"влу", "вел"}, {"аем", "ай"}, {"ая", "ай"}, {"аю", "ай"},
	{"ієві", "ій"}, {"еем", "ей"}, {"ием", "ий"}, {"ієм", "ій"}, {"ией", "ия"}, {"ією", "ія"}, {"ові", ""}, {"ові", "о"}, {"еві", "ь"},
	{"ею", "ей"}, {"ея", "ей"}, {"ее", "ей"}, {"ию", "ий"}, {"ия", "ий"}, {"ии", "ий"}, {"ію", "ій"}, {"ія", "ій"}, {"ії", "ій"},
	{"ию", "ия"}, {"ии", "ия"}, {"ію", "ія"}, {"ії", "ія"}, {"ом", ""}, {"ем", "ь"}, {"ою", "а"}, {"ой", "а"}, {"ею", "я"}, {"ей", "я"}, {"ом", "о"},
	{"а", ""}, {"у", ""}, {"я", "ь"}, {"ю", "ь"}, {"ы", "а"}, {"и", "а"}, {"і", "а"}, {"е", "а"}, {"у", "а"}, {"а", "о"}, {"у", "о"},
}

// declinedGiven is the row of a folded Cyrillic given name in another case than the
// nominative; 0 when it is none.
func (t *Tables) declinedGiven(folded []byte) uint32 {
	if r, _ := utf8.DecodeRune(folded); r < 0x400 || r >= 0x530 {
		return 0
	}
	for _, e := range givenEndings {
		if rest, ok := bytes.CutSuffix(folded, []byte(e[0])); ok && utf8.RuneCount(rest)+utf8.RuneCountInString(e[1]) >= leastGiven {
			if row, _ := t.given.find(word.HashString(string(rest) + e[1])); row != 0 {
				return row
			}
		}
	}
	return 0
}

// leastGiven is how many letters such a name has at least: shorter ones are other words,
// declined.
const leastGiven = 4

// nominative is the name that a folded word is when an ending is replaced, the longest one
// first. It is 0 when there is no such name, or when there are two.
func (t *Tables) nominative(folded string, endings, nominatives []string) (found nameValue) {
	for _, ending := range endings {
		rest, ok := strings.CutSuffix(folded, ending)
		if !ok || utf8.RuneCountInString(rest) < 3 {
			continue
		}
		for _, nominative := range nominatives {
			if nominative == "" && utf8.RuneCountInString(rest) < 4 {
				continue
			}
			if v := t.lookupName(word.HashString(rest + nominative)); v&nameWhole != 0 {
				if found != 0 && found.id() != v.id() {
					return 0
				}
				found = v
			}
		}
		if found != 0 {
			return found
		}
	}
	return 0
}
