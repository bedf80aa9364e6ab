// Command fit computes the weights of the segment model of package clean.
//
//	go run ./internal/clean/fit [-folds 5] [-repeats 1] [-pages] [-write internal/clean/weights.txt] DIR
//	go run ./internal/clean/fit -html [-folds 5] [-repeats 1] [-write internal/clean/blocks.txt] DIR
//
// How: DIR/text holds dumps of pages, DIR/gold their article bodies under the
// same names, DIR/html, where it is there, the pages themselves, which name
// their site. Every segment of a page has its F1 against the gold body (word
// 4-grams), and the weights of units maximise the log-likelihood of a segment
// drawn with probability softmax(F1/.004) (model.go), less an L2 penalty; those
// of runs then likewise, among the runs that they propose (runs.go). The figures
// printed are of pages of sites that the weights have not seen: each fold is
// cleaned, by the whole cleaner, with weights fitted on the others. What it
// costs: some ten seconds a fold. What it refuses: pages without a gold body. It
// is deterministic: the folds come from a fixed seed.
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"newsdup/internal/clean"
	"newsdup/internal/clip"
)

func main() {
	folds := flag.Int("folds", 5, "parts of the cross-validation; 0 leaves it out")
	repeats := flag.Int("repeats", 1, "cross-validations, each with other folds")
	penalty := flag.Float64("l2", penaltyDefault, "L2 penalty")
	write := flag.String("write", "", "write the weights fitted on all pages to this `file`")
	worst := flag.Int("worst", 0, "list the worst pages of the cross-validation")
	without := flag.String("without", "", "leave out these `features`, as \"member place,last gap\"")
	pages := flag.Bool("pages", false, "deal pages to folds, not whole sites: one page of a site may teach the other")
	ofHTML := flag.Bool("html", false, "fit the weights of the blocks of HTML pages (blocks.txt)")
	flag.Parse()
	o := options{*folds, *repeats, *worst, *pages, *penalty, *without, *write}
	program := run
	if *ofHTML {
		program = fitHTML
	}
	if err := program(flag.Arg(0), o); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

// document is a page of the training set.
type document struct {
	name   string
	kind   int    // of kinds (html.go)
	site   string // host, as the page's HTML tells it; its name when nothing tells
	text   []byte
	gold   []string // words
	sample *sample
}

type options struct {
	folds, repeats, worst int
	pages                 bool
	penalty               float64
	without, write        string
}

func run(dir string, o options) error {
	docs, err := read(dir)
	if err != nil {
		return err
	}
	each(docs, func(c *clean.Cleaner, d *document) {
		d.sample = newSample(c.NewSample(d.text), d.gold)
		if o.pages {
			d.site = d.name
		}
	})
	if err := leaveOut(docs, o.without); err != nil {
		return err
	}

	var f1s []float64
	for repeat := 0; o.folds > 0 && repeat < o.repeats; repeat++ {
		all := scores{}
		line := ""
		parts := split(docs, o.folds, uint64(repeat))
		for k, test := range parts {
			s := evaluate(test, clean.NewWeights(fit(except(parts, k), o.penalty)))
			line += fmt.Sprintf(" %.3f", s.f1())
			all = append(all, s...)
		}
		f1s = append(f1s, all.f1())
		p, r := all.means()
		fmt.Printf("cross-validated  f1 %.4f  precision %.4f  recall %.4f  folds%s\n", all.f1(), p, r, line)
		if repeat == 0 {
			all.listWorst(o.worst)
		}
	}
	if len(f1s) > 1 {
		fmt.Printf("over %d cross-validations  f1 %.4f  least %.4f  most %.4f\n", len(f1s), mean(f1s), slices.Min(f1s), slices.Max(f1s))
	}

	values := fit(docs, o.penalty)
	s := evaluate(docs, clean.NewWeights(values))
	p, r := s.means()
	fmt.Printf("its own pages    f1 %.4f  precision %.4f  recall %.4f\n", s.f1(), p, r)
	if o.write == "" {
		return nil
	}
	return os.WriteFile(o.write, []byte(clean.WeightsText(values)), 0o644)
}

// leaveOut sets features to 0 on all pages.
func leaveOut(docs []*document, list string) error {
	for name := range strings.SplitSeq(list, ",") {
		k := slices.Index(clean.FeatureNames(), name)
		if name != "" && (k < 0 || k >= clean.WeightCount) {
			return fmt.Errorf("leave out %q: no such feature of a unit; weights.txt has their names", name)
		}
		for _, d := range docs {
			for _, x := range d.sample.x {
				if name != "" {
					x[k] = 0
				}
			}
		}
	}
	return nil
}

// read takes the pages that have a gold body, by name.
func read(dir string) ([]*document, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	var docs []*document
	for _, path := range paths {
		gold, err := os.ReadFile(filepath.Join(dir, "gold", filepath.Base(path)))
		if os.IsNotExist(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		valid := []byte(strings.ToValidUTF8(string(text), "\ufffd"))
		name := filepath.Base(path)
		site := siteOf(filepath.Join(dir, "html", strings.TrimSuffix(name, ".txt")+".html"), name)
		docs = append(docs, &document{name: name, site: site, text: valid, gold: words(string(gold))})
	}
	if len(docs) == 0 {
		return nil, fmt.Errorf("read %q: no page in text has a body in gold", dir)
	}
	return docs, nil
}

var canonical = regexp.MustCompile(`(?i)(?:canonical|og:url)["' ][^>]{0,200}?https?://([^/"' >]+)`)

// siteOf is the host that a page names as its own, or the other name.
func siteOf(path, other string) string {
	html, err := os.ReadFile(path)
	if err != nil {
		return other
	}
	if m := canonical.FindSubmatch(html); m != nil {
		return strings.TrimPrefix(string(m[1]), "www.")
	}
	return other
}

// each runs f on every document, with a cleaner a processor.
func each(docs []*document, f func(*clean.Cleaner, *document)) { eachWith(docs, clean.Options{}, f) }

func eachWith(docs []*document, o clean.Options, f func(*clean.Cleaner, *document)) {
	var pool sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for k := range n {
		pool.Go(func() {
			c := clean.New(o)
			for i := k; i < len(docs); i += n {
				f(c, docs[i])
			}
		})
	}
	pool.Wait()
}

// score is of one page.
type score struct {
	name              string
	precision, recall float64
}

type scores []score

// evaluate cleans pages as `newsdup clean` does, with other weights.
func evaluate(docs []*document, w *clean.Weights) scores {
	out := make(scores, len(docs))
	at := map[*document]int{}
	for i, d := range docs {
		at[d] = i
	}
	eachWith(docs, clean.Options{Weights: w}, func(c *clean.Cleaner, d *document) {
		body := c.Clean(&clip.Raw{Text: d.text}).Body
		p, r := overlap(words(body), d.gold)
		out[at[d]] = score{d.name, p, r}
	})
	return out
}

func (s scores) means() (precision, recall float64) {
	for _, x := range s {
		precision += x.precision / float64(len(s))
		recall += x.recall / float64(len(s))
	}
	return
}

// f1 is of the mean precision and recall, as the benchmark has it.
func (s scores) f1() float64 { return harmonic(s.means()) }

func (s scores) listWorst(n int) {
	s = slices.Clone(s)
	slices.SortStableFunc(s, func(a, b score) int {
		return int(math.Copysign(1, harmonic(a.precision, a.recall)-harmonic(b.precision, b.recall)))
	})
	for _, x := range s[:min(n, len(s))] {
		fmt.Printf("  %.3f  precision %.3f  recall %.3f  %s\n", harmonic(x.precision, x.recall), x.precision, x.recall, x.name)
	}
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func mean(xs []float64) (m float64) {
	for _, x := range xs {
		m += x / float64(len(xs))
	}
	return m
}
