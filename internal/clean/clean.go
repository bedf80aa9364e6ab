package clean

import (
	"fmt"

	"newsdup/internal/clip"
	"newsdup/internal/markup"
	"newsdup/internal/site"
)

// Options of a Cleaner. The zero value picks the mode page by page and
// explains nothing.
type Options struct {
	Mode     Mode            // Auto by default
	Explain  bool            // fill Clip.Lines, Clip.ModeWhy and Clip.Facts
	Language bool            // fill Clip.Lang from the text where the page does not name it
	Rules    *Rules          // nil is the built-in set
	Weights  *Weights        // nil is the built-in set
	Lend     bool            // Clip.Body is good until the next Clean: its memory is used again
	NoNames  bool            // Byline, Agency, Dateline and Place of a clip are not asked for: what they say is then anything
	Site     *site.Furniture // what recurs on the pages of a site; nil is nothing

	BlockWeights []float64 // of the blocks of an HTML page, BlockFeatures of them; nil is the built-in set
}

// Cleaner turns raw pages into clips. One a worker: it holds buffers, and is
// not safe for concurrent use.
type Cleaner struct {
	options      Options
	classifier   classifier
	weights      *Weights
	blockWeights []float64

	lines          []line
	units          []unit
	normal, joined []byte // text of lines and units that had to be rewritten
	page           []byte // what is being cleaned, its marks overwritten
	rewritten      []byte // room for that
	cut, cutAt     int32  // first line beyond maxUnits and where it starts; 0 for none
	gaps           int    // lines behind a blank line
	spaced         bool   // a blank line ends a paragraph
	wrapped        int    // the width at which lines were broken; 0 for none
	headline       bool   // unit 0 is the headline, for certain

	head         headWords
	lead         leadWords
	shapes       []shape
	scene        scene
	sheet        sheet
	unpicked     []string // per line of an HTML page: why it is no part of the article, "" when it is
	vectors      vectors
	begins       []float64
	ends         []float64
	outline      outline
	members      []float64 // per unit: its score as a member under the weights of inside.go
	inside       []int32   // units of the run
	insideVector [InsideCount]float64
	near         []int // units round the body that are dropped
	keys         map[uint64]int32
	beats        map[uint64]beat

	why       []string       // per unit: the rule that drops it, "" when it stays
	body      []byte         // of the last clip
	view      view           // of what is kept
	furniture *site.Set      // of the page's site
	domain    string         // by which it was found, see SiteOf
	lost      []lostDateline // what paragraphs of the body lost
	titled    int            // bytes of the title that is a unit's text, or its beginning
	words     []uint64       // of Evidence

	told      told // of the metadata
	relative  relative
	langGiven bool              // the container names the language
	dateTexts []markup.DateText // of the page's markup
}

// New returns a Cleaner.
func New(o Options) *Cleaner {
	rules := o.Rules
	if rules == nil {
		var err error
		if rules, err = builtin(); err != nil { // a bad embedded file: TestRules fails first
			rules = &Rules{index: newIndex(nil)}
		}
	}
	weights := o.Weights
	if weights == nil {
		var err error
		if weights, err = fitted(); err != nil { // a bad embedded file: TestWeights fails first
			weights = &Weights{}
		}
	}
	blockWeights := o.BlockWeights
	if len(blockWeights) != BlockFeatures {
		var err error
		if blockWeights, err = fittedBlocks(); err != nil { // a bad embedded file: TestBlockWeights fails first
			blockWeights = make([]float64, BlockFeatures)
		}
	}
	return &Cleaner{options: o, weights: weights, blockWeights: blockWeights, classifier: newClassifier(rules)}
}

// Clean never fails: a page without readable text is an empty clip, Mode
// "empty". The clip holds no memory of raw, and none of c unless Options.Lend is set.
func (c *Cleaner) Clean(raw *clip.Raw) clip.Clip {
	out := clip.Clip{
		Origin: raw.Origin, Meta: raw.Meta, Kind: raw.Kind, Charset: raw.Charset,
		Repaired: raw.Repaired, SHA256: raw.SHA256, Size: raw.Size, Mode: "empty",
	}
	article, fault := "", ""
	c.unpicked, c.lost, c.classifier.off = c.unpicked[:0], c.lost[:0], c.classifier.off[:0]
	var facts []clip.Fact
	c.dateTexts, c.domain, c.furniture, c.headline = nil, "", nil, false // headline: a panic on the page before may have left it
	title, done := -1, false
	if raw.Kind == clip.HTML {
		a, err := markup.Extract(raw.Text)
		if err != nil {
			fault = err.Error()
		}
		a.Byline, a.Agency = names([]byte(a.Byline))
		out.Meta, facts, c.dateTexts = fill(raw.Meta, a.Meta), append(a.Facts, clip.Fact{Name: factAgency, From: "the byline"}), a.Dates
		c.begin(&raw.Meta, facts)
		c.know(raw, &out.Meta)
		c.build([]byte(a.Text), len(a.Blocks) > 0)
		article = c.article(&a)
	} else {
		c.begin(&raw.Meta, facts)
		c.know(raw, &out.Meta)
		c.read(raw.Text, false)
		if c.options.Mode != Full {
			title, done = c.printed(out.Meta) // true leaves units and decisions
		}
		if !done {
			c.join(false)
		}
	}
	if len(c.units) == 0 {
		out.ModeWhy = fault
		return out
	}
	var why string
	if done {
		out.Mode, why = "part", "part-extracted: a clean article already"
	} else {
		c.why = sized(c.why, len(c.units))
		clear(c.why)
		var mode Mode
		mode, why = c.mode()
		switch {
		case article != "":
			out.Mode, title = "html", c.part(&out.Meta)
			why = article
		case mode == Full:
			out.Mode, title = "full", c.full(&out.Meta)
		default:
			out.Mode, title = "part", c.part(&out.Meta)
		}
		title = c.steady(&out, title, mostPasses)
	}
	if c.options.Explain {
		if fault != "" {
			why = fault + "; " + why
		}
		out.ModeWhy = why
	}
	c.write(&out, title)
	c.finish(&out, raw.Fetched)
	if cap(c.normal)+cap(c.joined)+cap(c.body)+cap(c.rewritten) > keptText {
		c.normal, c.joined, c.body, c.rewritten = nil, nil, nil, nil
	}
	c.page = nil
	if cap(c.lines) > keptLines {
		*c = Cleaner{options: c.options, classifier: c.classifier, weights: c.weights, blockWeights: c.blockWeights}
	}
	return out
}

// know takes what the container and the markup say, and what is known of the site.
func (c *Cleaner) know(raw *clip.Raw, meta *clip.Meta) {
	meta.Title = titleOf(meta)
	c.domain = meta.Site
	c.furniture = c.options.Site.Of(site.Of(raw.Origin, meta))
	if meta.Title != "" && c.isName([]byte(meta.Title)) {
		meta.Title = ""
	}
}

// titleOf is the title that a page names, as a line of it would have it.
func titleOf(meta *clip.Meta) string {
	if meta.Title == "" {
		return ""
	}
	title, _ := normalise([]byte(meta.Title), nil)
	return string(withoutSite(title, false))
}

// One huge page must not hold its memory for the rest of the run.
const (
	keptText  = 4 << 20 // bytes of text
	keptLines = 1 << 14 // lines, at some 500 bytes each with what is known of them
)

// Learn tells what recurs on the pages of the sites; it replaces Options.Site.
func (c *Cleaner) Learn(f *site.Furniture) { c.options.Site = f }

// SiteOf is what the last page named as its site, "" when it named none, and
// the digest of the furniture of that site: but for the page and the options,
// cleaning it hung on nothing else.
func (c *Cleaner) SiteOf() (domain string, digest uint64) { return c.domain, c.furniture.Digest() }

// Failed names the rules whose patterns took too long on some line, which switched
// them off for the rest of that page: class and line of the rules file.
func (c *Cleaner) Failed() []clip.Problem {
	var ps []clip.Problem
	for _, r := range c.classifier.failed {
		ps = append(ps, clip.Problem{
			Origin: clip.Origin{Path: r.file, Line: r.line, ID: r.class.name},
			Class:  clip.RuleFailed, Err: ruleError{r},
		})
	}
	return ps
}

type ruleError struct{ r *rule }

func (e ruleError) Error() string {
	return fmt.Sprintf("match rule %q (%s line %d): %v; it is off for the rest of such a page, narrow its pattern", e.r.class.name, e.r.file, e.r.line, errRuleFailed)
}

func (e ruleError) Unwrap() error { return errRuleFailed }
