package clean

// The language of a page that does not name it (package language), by the first 600
// bytes of the body.

import (
	"newsdup/internal/clip"
	"newsdup/internal/language"
)

// languageOf is the language of the page. What the container says stands. What the
// markup says does too, unless the text is clearly in another one: systems set up
// for one language print what they are given.
func (c *Cleaner) languageOf(m *clip.Meta) string {
	if c.langGiven {
		return m.Lang
	}
	switch lang := c.detect(m.Lang); {
	case lang == "" || lang == m.Lang:
	case m.Lang == "":
		m.Lang = lang
		c.told.tell(factLang, "the words of the text", "")
	default:
		c.told.tell(factLang, "the words of the text", "the page names itself "+m.Lang)
		m.Lang, m.Region = lang, ""
	}
	return m.Lang
}

// sampleLanguage bounds the bytes that are read for the language.
const sampleLanguage = 600

// detect reads the language from the units that stay, or from all when none do; ""
// when nothing tells, or not clearly enough to outweigh what the page names.
func (c *Cleaner) detect(named string) string {
	var d language.Count
	read := 0
	for _, all := range [...]bool{false, true} {
		for i := range c.units {
			if (all || c.why[i] == "") && read < sampleLanguage {
				text := c.units[i].text
				d.Add(text[:min(len(text), sampleLanguage-read)])
				read += len(text)
			}
		}
		if read > 0 {
			break
		}
	}
	lang := d.Language()
	if named != "" && !d.Outweighs(lang, named) {
		return ""
	}
	return lang
}
