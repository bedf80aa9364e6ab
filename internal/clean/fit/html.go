package main

// The weights of blocks (-html): DIR/html holds pages, DIR/gold their article
// bodies. Each page is there twice, as it is and bare: without classes, ids and
// roles, its <article>, <aside>, <nav> and the like made <div>. On pages as they
// are Readability is right so often that its failures cannot be told from chance;
// on bare ones it fails as it does on pages whose classes are hashes, and the
// weights must not lean on names. Both are in the same fold.

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
)

func fitHTML(dir string, o options) error {
	docs, err := readHTML(dir)
	if err != nil {
		return err
	}
	each(docs, func(c *clean.Cleaner, d *document) {
		d.sample = newSample(c.NewBlockSample(d.text), d.gold)
		d.sample.first, d.sample.last = clean.FirstBlockFeature, clean.LastBlockFeature
	})
	docs = slices.DeleteFunc(docs, func(d *document) bool { return len(d.sample.x) == 0 }) // too much for a tree
	var f1s [len(kinds)][]float64
	for repeat := 0; o.folds > 0 && repeat < o.repeats; repeat++ {
		var all [len(kinds)]scores
		parts := split(docs, o.folds, uint64(repeat))
		for k, test := range parts {
			for kind, s := range evaluateHTML(test, fitUnits(except(parts, k), clean.BlockFeatures, o.penalty)) {
				all[kind] = append(all[kind], s...)
			}
		}
		for kind, s := range all {
			f1s[kind] = append(f1s[kind], s.f1())
			s.print("cross-validated, " + kinds[kind])
			if repeat == 0 {
				s.listWorst(o.worst)
			}
		}
	}
	for kind, f := range f1s {
		if len(f) > 1 {
			fmt.Printf("over %d cross-validations, %s  f1 %.4f  least %.4f  most %.4f\n", len(f), kinds[kind], mean(f), slices.Min(f), slices.Max(f))
		}
	}
	values := fitUnits(docs, clean.BlockFeatures, o.penalty)
	for kind, s := range evaluateHTML(docs, values) {
		s.print("its own pages, " + kinds[kind])
	}
	if o.write == "" {
		return nil
	}
	return os.WriteFile(o.write, []byte(clean.BlocksText(values)), 0o644)
}

// kinds of pages
var kinds = [...]string{"as they are", "bare"}

func (s scores) print(name string) {
	p, r := s.means()
	fmt.Printf("%s  f1 %.4f  precision %.4f  recall %.4f\n", name, s.f1(), p, r)
}

// readHTML takes the pages that have a gold body, by name, each in both kinds.
func readHTML(dir string) ([]*document, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "html", "*.html"))
	if err != nil {
		return nil, err
	}
	var docs []*document
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".html")
		gold, err := os.ReadFile(filepath.Join(dir, "gold", name+".txt"))
		if os.IsNotExist(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		page, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		page = []byte(strings.ToValidUTF8(string(page), "\ufffd"))
		for kind, text := range [len(kinds)][]byte{page, bare(page)} {
			docs = append(docs, &document{name: name, kind: kind, site: siteOf(path, name), text: text, gold: words(string(gold))})
		}
	}
	if len(docs) == 0 {
		return nil, fmt.Errorf("read %q: no page in html has a body in gold", dir)
	}
	return docs, nil
}

var (
	naming   = regexp.MustCompile(`(?i)\b(?:class|id|itemprop|role)=(?:"[^"]*"|'[^']*'|[^\s>"']+)`)
	semantic = regexp.MustCompile(`(?i)(</?)(?:article|aside|nav|figure|figcaption|footer|header|section|main)\b`)
)

func bare(page []byte) []byte {
	return semantic.ReplaceAll(naming.ReplaceAll(page, []byte("data-x")), []byte("${1}div"))
}

// evaluateHTML cleans pages as `newsdup clean` does, with other weights of blocks.
func evaluateHTML(docs []*document, w []float64) (out [len(kinds)]scores) {
	all := make(scores, len(docs))
	at := map[*document]int{}
	for i, d := range docs {
		at[d] = i
	}
	eachWith(docs, clean.Options{BlockWeights: w}, func(c *clean.Cleaner, d *document) {
		p, r := overlap(words(c.Clean(&clip.Raw{Text: d.text, Kind: clip.HTML}).Body), d.gold)
		all[at[d]] = score{d.name, p, r}
	})
	for i, d := range docs {
		out[d.kind] = append(out[d.kind], all[i])
	}
	return out
}
