// Package language detects the language of a text: by its script where only one
// language uses it, otherwise by function words ("the", "le", "und") and by letters that
// few languages have.
//
// How: each word is looked up once; a word or letter of several languages counts less
// for each of them. A text has a language when enough of its words belong to it, and
// clearly more than to any other. What it costs: a microsecond or two for 600 bytes,
// which are enough. What it refuses: to answer for a few words, for a list of names, or
// for a text that is half in one language and half in another.
//
// Trigram profiles, as in whatlanggo, know more languages but take 20 ms for 7 kB.
package language

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Count counts the words of a text by language. The zero value has counted none.
type Count struct {
	score   [len(functionWords)]int // in parts of wholeWord
	scripts [len(ownScripts)]int    // letters
	words   int                     // in scripts of several languages
	letters int                     // of them
	arabic  int
	han     int

	likely [len(functionWords) + 1]int // score, with kin as one language; the last is of languages unknown here
}

const (
	wholeWord    = 12 // divides by the number of languages that share a word
	fewestWords  = 3  // of the language, at least
	leastShare   = 12 // words of a text for each such word, at most
	fewestOthers = 8  // letters of a script of its own
	surelyWords  = 8  // of the language, for a text in another one than the page names
)

// Add counts the words of text, which is UTF-8 and ends a word with its last byte.
func (d *Count) Add(text []byte) {
	var key uint64
	size := 0               // bytes of the word
	letters := allLanguages // that have all the letters of the word
	capital := false        // it may be a name, of any language
	end := func() {
		if size > 0 {
			d.words++
			mask := uint32(0)
			if size <= 8 {
				mask = index.mask(key)
			}
			if mask == 0 && letters != allLanguages && !capital {
				mask = letters
			}
			if mask == 0 && letters == 0 && !capital {
				d.likely[len(functionWords)] += wholeWord
			}
			share(d.score[:], mask)
			share(d.likely[:], firstOfKin(mask))
		}
		key, size, letters = 0, 0, allLanguages
	}
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			if b|0x20 < 'a' || b|0x20 > 'z' {
				end()
			} else {
				if size == 0 {
					capital = b < 'a'
				}
				key |= uint64(b|0x20) << (8 * min(size, 7))
				size++
				d.letters++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			end()
			continue
		}
		if r < 0x370 || r >= 0x400 && r < 0x530 || r >= 0x1e00 && r < 0x1f00 { // Latin, Cyrillic, Vietnamese
			if size == 0 {
				capital = unicode.IsUpper(r)
			}
			r = unicode.ToLower(r)
			if r < 0x370 {
				letters &= accented[r&(1<<accentedBits-1)]
			} else if r >= 0x1e00 {
				letters = 0
			}
			var buf [utf8.UTFMax]byte
			for _, b := range buf[:utf8.EncodeRune(buf[:], r)] {
				key |= uint64(b) << (8 * min(size, 7))
				size++
			}
			d.letters++
			continue
		}
		end()
		switch {
		case r >= 0x600 && r < 0x780:
			d.arabic++
			if strings.ContainsRune("پچگژی", r) {
				d.scripts[persian]++
			} else if strings.ContainsRune("ٹڈڑےں", r) {
				d.scripts[urdu]++
			}
		case r >= 0x3400 && r < 0xa000:
			d.han++
		default:
			for k := range ownScripts {
				if s := &ownScripts[k]; r >= s.from && r <= s.to {
					d.scripts[k]++
				}
			}
		}
	}
	end()
}

// ownScripts belong to one language each, as far as news go. Persian and Urdu
// write Arabic with letters of their own.
var ownScripts = [...]struct {
	lang     string
	from, to rune
}{
	{"ja", 0x3040, 0x30ff}, {"ko", 0xac00, 0xd7af}, {"el", 0x370, 0x3ff}, {"he", 0x590, 0x5ff}, {"th", 0xe00, 0xe7f}, {"hi", 0x900, 0x97f},
	{"bn", 0x980, 0x9ff}, {"ta", 0xb80, 0xbff}, {"ka", 0x10a0, 0x10ff}, {"hy", 0x530, 0x58f}, {"fa", 0, 0}, {"ur", 0, 0},
}

const (
	persian = len(ownScripts) - 2
	urdu    = len(ownScripts) - 1
)

// Language is the language of what was added, as in ISO 639-1; "" when nothing tells, or
// not clearly.
func (d *Count) Language() string {
	best, most, all := 0, 0, d.arabic+d.han+d.letters
	for k, n := range d.scripts {
		if all += n; n > most {
			best, most = k, n
		}
	}
	switch {
	case d.arabic >= fewestOthers && d.arabic > d.letters:
		if d.scripts[urdu]*20 > d.arabic {
			return "ur"
		}
		if d.scripts[persian]*20 > d.arabic {
			return "fa"
		}
		return "ar"
	case most >= fewestOthers && most > d.letters && best != persian && best != urdu && (ownScripts[best].lang == "ja" || most > d.han):
		return ownScripts[best].lang
	case d.han >= fewestOthers && d.han*2 > all:
		return "zh"
	}
	first, second := 0, -1
	for k := range d.score {
		switch {
		case k == 0 || d.score[k] > d.score[first]:
			if k > 0 {
				second = first
			}
			first = k
		case second < 0 || d.score[k] > d.score[second]:
			second = k
		}
	}
	if n := d.score[first]; n < fewestWords*wholeWord || n*leastShare < d.words*wholeWord || 4*n < 5*d.score[second] {
		return ""
	}
	return functionWords[first].lang
}

// Outweighs reports whether the text is in lang for certain: it is written in
// another script than named, or has many words of lang and half as many of named at
// most. A language that is not known here, or has two scripts, is not outweighed.
func (d *Count) Outweighs(lang, named string) bool {
	score := func(lang string) (words int, script, known bool) {
		for k := range functionWords {
			if functionWords[k].lang == lang {
				return d.score[k], false, lang != "sr"
			}
		}
		for k := range ownScripts {
			known = known || ownScripts[k].lang == lang
		}
		return 0, true, known || lang == "ar" || lang == "zh"
	}
	n, script, _ := score(lang)
	of, other, known := score(named)
	return known && (script && !other || n >= surelyWords*wholeWord && n >= 2*of)
}

// Likely is the language that a text too short for Language may well be in, where what
// speaks for it is worth one word at least, and clearly more than what speaks for any
// other, one unknown here among them; "" when there is none. Languages with many words
// in common are kin, and as one: it is the first of them then.
func (d *Count) Likely() string {
	first, second := 0, 0
	for k, n := range d.likely {
		if n > d.likely[first] {
			first = k
		}
	}
	for k, n := range d.likely {
		if k != first {
			second = max(second, n)
		}
	}
	if n := d.likely[first]; first == len(functionWords) || n < wholeWord || 4*n < 5*second {
		return ""
	}
	return functionWords[first].lang
}

// share gives each language of a word its part of it.
func share(score []int, languages uint32) {
	for n := bits.OnesCount32(languages); languages != 0; languages &= languages - 1 {
		score[bits.TrailingZeros32(languages)] += wholeWord / n
	}
}

// firstOfKin has the first of kin for each of them: what three of them share with
// Portuguese says no more for them than for it.
func firstOfKin(languages uint32) uint32 {
	if k := languages & kin; k != 0 {
		languages = languages&^kin | kin&-kin
	}
	return languages
}

// kin are the Slavic languages in Latin letters.
var kin = func() (languages uint32) {
	for lang := range functionWords {
		if slices.Contains([]string{"pl", "cs", "sk", "hr"}, functionWords[lang].lang) {
			languages |= 1 << lang
		}
	}
	return languages
}()

// functionWords are the commonest short words of each language, up to 8 bytes, and
// its letters of Latin script that are not ASCII.
var functionWords = [...]struct{ lang, letters, words string }{
	{"en", "", "the of and to in is was for that with on at by from said his her their has have had were been are it as an which who will would not but"},
	{"fr", "àâæçéèêëîïôœùûü", "le la les des du de et est une un dans pour que qui sur au aux avec par il elle ont été pas plus ce cette son sa ses se ne en à dit"},
	{"de", "äöüß", "der die das und den dem des ist ein eine einen einem mit von zu im auf für sich nicht auch als an nach bei aus wird werden hat sie er es war am zum zur"},
	{"es", "áéíñóúü", "el la los las de del y en que un una por con para es su sus se al lo como más fue ha han este esta pero según no"},
	{"it", "àèéìòù", "il la le gli di del della dei delle e è che un una per con in nel nella non si da dal sono ha alla al anche più come lo ma"},
	{"pt", "àáâãçéêíóôõú", "o a os as de do da dos das em e no na nos nas um uma que para com não por se mais foi ao à é são como mas ou pelo pela"},
	{"nl", "ëïéö", "de het een van en in is dat op te zijn voor met die niet aan er om ook als bij door naar uit werd wordt heeft maar nog hij ze over"},
	{"pl", "ąćęłńóśźż", "w i na z się nie do że to jest o po za od przez jak dla ze oraz był była przed już tym jego co są ma może także"},
	{"sv", "åäöé", "och att det som en ett i på är av för med den till inte har om de var från vid men han hon sig så kan"},
	{"da", "æøåé", "og at det som en et i på er af for med den til ikke har om de var fra ved men han hun sig så kan blev efter"},
	{"no", "æøåé", "og at det som en et i på er av for med den til ikke har om de var fra ved men han hun seg så kan ble etter"},
	{"fi", "äö", "ja on ei se että oli hän mutta ovat olivat myös kun joka jonka jossa sen mukaan kuin tai ole jo yli vain sekä eikä vielä ennen ollut saa niin hänen noin"},
	{"cs", "áčďéěíňóřšťúůýž", "a v na se je že s z do ve po k pro by jako podle ale které který jsou byl bylo také jeho už za od o byla byli i"},
	{"sk", "áäčďéíĺľňóôŕšťúýž", "a v na sa je že s z do vo po k pre by ako podľa ale ktoré ktorý sú bol bolo tiež jeho už za od o bola boli aj zo"},
	{"hr", "čćđšž", "i u je na se za su od da s iz o što koji koja nije bio bila biti do po kao ili ali nakon prema te ne sa"},
	{"ro", "ăâîșțşţ", "și de în a la cu pe din că nu un o care pentru este sunt fost mai prin sau său au iar fi"},
	{"hu", "áéíóöőúüű", "a az és hogy nem is egy volt de meg csak mint már szerint vagy ezt még ki után pedig"},
	{"tr", "çğıöşüâ", "ve bir bu da de için ile olarak olan en çok daha gibi kadar sonra ancak olduğu dedi ise her"},
	{"id", "", "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke juga oleh ada telah mereka sudah bahwa karena"},
	{"ru", "", "и в на с не что по это из к он от за как у о его для было был она они но также до при или со все"},
	{"uk", "", "і в на з не що та у до за це як від по він для про його але вона вони також або при із зі було був є й"},
	{"bg", "", "и на в да се за от с че не са по е като ще това до при но или той тя беше след"},
	{"sr", "", "и у на је да се за од са су не који као до али или би што није после"},
}

// accented has for each of those letters the languages that have it, by its low bits.
var accented = func() (languages [1 << accentedBits]uint32) {
	for lang := range functionWords {
		for _, r := range functionWords[lang].letters {
			languages[r&(1<<accentedBits-1)] |= 1 << lang
		}
	}
	return languages
}()

const (
	accentedBits = 10 // all of Latin below 0x400
	allLanguages = uint32(1<<len(functionWords) - 1)
)

// wordIndex is an open-addressed table of words of up to 8 bytes.
type wordIndex struct {
	keys  [1 << indexBits]uint64
	masks [1 << indexBits]uint32 // languages
}

const indexBits = 11 // four times the words

func (x *wordIndex) place(key uint64) int {
	i := int(key * 0x9E3779B97F4A7C15 >> (64 - indexBits))
	for x.keys[i] != 0 && x.keys[i] != key {
		i = (i + 1) & (1<<indexBits - 1)
	}
	return i
}

func (x *wordIndex) mask(key uint64) uint32 { return x.masks[x.place(key)] }

var index = func() *wordIndex {
	x := new(wordIndex)
	for lang := range functionWords {
		for w := range strings.FieldsSeq(functionWords[lang].words) {
			var key uint64
			for i := range min(len(w), 8) {
				key |= uint64(w[i]) << (8 * i)
			}
			if len(w) > 8 {
				continue
			}
			k := x.place(key)
			x.keys[k] = key
			x.masks[k] |= 1 << lang
		}
	}
	return x
}()
