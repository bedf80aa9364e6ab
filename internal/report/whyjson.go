package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"newsdup/internal/clip"
)

// whyRecord is the line of `newsdup why -f json`.
type whyRecord struct {
	head
	Same     bool             `json:"same"`
	Relation clip.Relation    `json:"relation,omitempty"`
	Ground   clip.Ground      `json:"ground"`
	A        whySide          `json:"a"`
	B        whySide          `json:"b"`
	Clips    int              `json:"clips"`
	Alone    bool             `json:"alone"`
	RoundupA bool             `json:"roundup_a"`
	RoundupB bool             `json:"roundup_b"`
	Copy     *whyCopy         `json:"copy,omitempty"`
	Story    *whyStory        `json:"story,omitempty"`
	Clusters *whyClusters     `json:"clusters,omitempty"`
	Halves   *whyHalves       `json:"halves,omitempty"`
	Phrases  []phraseRecord   `json:"phrases"`
	Terms    []termRecord     `json:"terms"`
	Evidence []evidenceRecord `json:"evidence"`
	Path     []stepRecord     `json:"path"`
	Flips    []flipRecord     `json:"flips"`
}

type whySide struct {
	ref
	Title string `json:"title"`
	Date  string `json:"date,omitempty"`
	Site  string `json:"site,omitempty"`
	Words int    `json:"words"`
}

type whyCopy struct {
	Jaccard   float64   `json:"jaccard"`
	AInB      float64   `json:"a_in_b"`
	BInA      float64   `json:"b_in_a"`
	Shared    int       `json:"shared"`
	ShinglesA int       `json:"shingles_a"`
	ShinglesB int       `json:"shingles_b"`
	Near      float64   `json:"near"`
	Contains  float64   `json:"contains,omitempty"`
	Small     bool      `json:"small"`
	Lead      float64   `json:"lead"`
	Masked    *whyGuard `json:"masked,omitempty"`
}

type whyGuard struct {
	Jaccard          float64 `json:"jaccard"`
	Containment      float64 `json:"containment"`
	RiseJaccard      float64 `json:"rise_jaccard"`
	RiseContainment  float64 `json:"rise_containment"`
	LeastJaccard     float64 `json:"least_jaccard"`
	LeastContainment float64 `json:"least_containment"`
	Form             bool    `json:"form"`
}

type whyStory struct {
	Cosine    float64  `json:"cosine"`
	Threshold float64  `json:"threshold"`
	Alone     float64  `json:"alone,omitempty"`
	Link      *whyLink `json:"link,omitempty"`
	Meet      float64  `json:"meet,omitempty"`
}

type whyLink struct {
	A      ref     `json:"a"`
	B      ref     `json:"b"`
	Cosine float64 `json:"cosine"`
	FarA   float64 `json:"far_a"`
	FarB   float64 `json:"far_b"`
	ScaleA float64 `json:"scale_a"`
	ScaleB float64 `json:"scale_b"`
	Link   float64 `json:"link"`
}

type whyClusters struct {
	SizeA  int     `json:"size_a"`
	SizeB  int     `json:"size_b"`
	Mean   float64 `json:"mean"`
	InnerA float64 `json:"inner_a"`
	InnerB float64 `json:"inner_b"`
	Score  float64 `json:"score"`
}

type whyHalves struct {
	Score    float64 `json:"score"`
	Days     float64 `json:"days"`
	Words    float64 `json:"words"`
	Lead     float64 `json:"lead"`
	Evidence float64 `json:"evidence"`
	Least    float64 `json:"least"`
	Joined   bool    `json:"joined"`
}

type phraseRecord struct {
	Text  string `json:"text"`
	Words int    `json:"words"`
	A     []int  `json:"a"`
	B     []int  `json:"b"`
}

type termRecord struct {
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
	A      []int   `json:"a"`
	B      []int   `json:"b"`
}

type evidenceRecord struct {
	Kind     clip.EvidenceKind `json:"kind"`
	Both     []string          `json:"both"`
	A        []string          `json:"a"`
	B        []string          `json:"b"`
	MoreBoth int               `json:"more_both"`
	MoreA    int               `json:"more_a"`
	MoreB    int               `json:"more_b"`
}

type stepRecord struct {
	From     ref           `json:"from"`
	To       ref           `json:"to"`
	Relation clip.Relation `json:"relation"`
	Score    float64       `json:"score"`
}

type flipRecord struct {
	Option string `json:"option"`
	Join   bool   `json:"join"`
	Sure   bool   `json:"sure"`
}

// WriteWhyJSON writes an explanation as one line.
func WriteWhyJSON(w io.Writer, x *clip.Explanation) error {
	buf, err := appendJSON(nil, newWhy(x))
	if err != nil {
		return err
	}
	return write(w, append(buf, '\n'))
}

func newWhy(x *clip.Explanation) whyRecord {
	r := whyRecord{
		head: headOf("why"), Same: x.Same, Relation: x.Relation, Ground: x.Ground,
		A: newWhySide(&x.A), B: newWhySide(&x.B), Clips: x.Clips, Alone: x.Alone, RoundupA: x.RoundupA, RoundupB: x.RoundupB,
		Phrases: []phraseRecord{}, Terms: []termRecord{}, Evidence: []evidenceRecord{},
		Path: []stepRecord{}, Flips: []flipRecord{},
	}
	if c := x.Copy; c != nil {
		r.Copy = &whyCopy{
			round(c.Jaccard), round(c.AInB), round(c.BInA), c.Shared, c.ShinglesA, c.ShinglesB,
			c.Near, c.Contains, min(c.ShinglesA, c.ShinglesB) < c.Small, round(c.Lead), nil,
		}
		if g := c.Guard; g != nil {
			r.Copy.Masked = &whyGuard{
				round(g.Jaccard), round(g.Containment), round(g.RiseJaccard), round(g.RiseContainment),
				g.LeastJaccard, g.LeastContainment, g.Form,
			}
		}
	}
	if s := x.Story; s != nil {
		r.Story = &whyStory{Cosine: round(s.Cosine), Threshold: s.Threshold, Alone: round(s.Alone), Meet: s.Meet}
		if s.Judged {
			r.Story.Link = &whyLink{
				newRef(s.JudgedA), newRef(s.JudgedB), round(s.Linked),
				round(s.FarA), round(s.FarB), round(s.ScaleA), round(s.ScaleB), round(s.Link),
			}
		}
	}
	if c := x.Clusters; c != nil {
		r.Clusters = &whyClusters{c.SizeA, c.SizeB, round(c.Mean), round(c.InnerA), round(c.InnerB), round(c.Score)}
	}
	if h := x.Halves; h != nil {
		r.Halves = &whyHalves{round(h.Score), round(h.Days), round(h.Words), round(h.Lead), round(h.Evidence), h.Least, h.Joined}
	}
	for _, p := range x.Phrases {
		r.Phrases = append(r.Phrases, phraseRecord{p.Text, p.Words, lineList(p.A), lineList(p.B)})
	}
	for _, t := range x.Terms {
		r.Terms = append(r.Terms, termRecord{t.Text, round(t.Weight), lineList(t.A), lineList(t.B)})
	}
	for _, e := range x.Evidence {
		r.Evidence = append(r.Evidence, evidenceRecord{e.Kind, wordList(e.Both), wordList(e.A), wordList(e.B), e.MoreBoth, e.MoreA, e.MoreB})
	}
	for _, s := range x.Path {
		r.Path = append(r.Path, stepRecord{newRef(s.From), newRef(s.To), s.Relation, round(s.Score)})
	}
	for _, f := range x.Flips {
		r.Flips = append(r.Flips, flipRecord{flipOption(f), f.Join, f.Sure})
	}
	return r
}

func newWhySide(s *clip.Side) whySide {
	return whySide{newRef(s.Origin), s.Title, timestamp(s.Date), s.Site, s.Words}
}

// lineList and wordList are lists that are never null.
func lineList(p clip.Place) []int      { return append([]int{}, p...) }
func wordList(words []string) []string { return append([]string{}, words...) }

// flipOption is a flip as it would be typed: "--threshold story=0.031".
func flipOption(f clip.Flip) string {
	value := strconv.FormatFloat(round(f.Value), 'g', -1, 64)
	switch f.Option {
	case clip.FlipWindow:
		return "--window " + hours(f.Window)
	case clip.FlipMinWords:
		return "--min-words " + value
	}
	return "--threshold " + string(f.Option) + "=" + value
}

// hours is "72h", or with minutes where there are some.
func hours(d time.Duration) string {
	if d%time.Hour == 0 {
		return strconv.Itoa(int(d/time.Hour)) + "h"
	}
	return strings.TrimSuffix(d.String(), "0s")
}
