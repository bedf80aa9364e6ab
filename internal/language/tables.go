package language

import (
	"slices"
	"strings"
)

// ownScripts are scripts that one language each uses, as far as news go. Persian and Urdu
// write Arabic with some letters of their own.
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

// kin are the Slavic languages in Latin letters.
var kin = func() (languages uint32) {
	for lang := range functionWords {
		if slices.Contains([]string{"pl", "cs", "sk", "hr"}, functionWords[lang].lang) {
			languages |= 1 << lang
		}
	}
	return languages
}()

// functionWords are the commonest short words of each language, of at most 8 bytes, and its
// Latin letters that are not ASCII.
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

// accented gives for each of those letters, by its low bits, the languages that have it.
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

// wordIndex is an open-addressed table of words of at most 8 bytes.
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
