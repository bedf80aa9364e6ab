package clean

// Where each part of the metadata is from and why it is read so: collected only
// for pages to be explained, and shown in the order of metaValues.

import "newsdup/internal/clip"

// What is told of the metadata, by the names that it has in `clean -f jsonl`.
const (
	factTitle    = "title"
	factByline   = "byline"
	factAgency   = "agency"
	factDateline = "dateline"
	factPlace    = "place"
	factDate     = "date"
	factUpdated  = "updated"
	factSite     = "site"
	factURL      = "url"
	factLang     = "lang"
)

const fromContainer = "the record"

// told collects where metadata is from, when that is asked for.
type told struct {
	on    bool
	facts []clip.Fact
}

// tell says where a value is from; what was said before of the same one goes.
func (t *told) tell(name, from, why string) {
	if !t.on {
		return
	}
	for i := range t.facts {
		if t.facts[i].Name == name {
			t.facts[i].From, t.facts[i].Why = from, why
			return
		}
	}
	t.facts = append(t.facts, clip.Fact{Name: name, From: from, Why: why})
}

// add adds a remark to what was told.
func (t *told) add(name, why string) {
	for i := range t.facts {
		if f := &t.facts[i]; f.Name == name {
			if f.Why != "" {
				why = f.Why + "; " + why
			}
			f.Why = why
		}
	}
}

// values gives the facts of m in their order.
func (t *told) values(m *clip.Meta) (facts []clip.Fact) {
	for _, f := range metaValues(m) {
		for _, g := range t.facts {
			if f.Name == g.Name {
				f.From, f.Why = g.From, g.Why
			}
		}
		if f.Value != "" || f.Why != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

// metaValues lists the metadata as texts.
func metaValues(m *clip.Meta) []clip.Fact {
	return []clip.Fact{
		{Name: factTitle, Value: m.Title}, {Name: factByline, Value: m.Byline}, {Name: factAgency, Value: m.Agency},
		{Name: factDateline, Value: m.Dateline}, {Name: factPlace, Value: m.Place}, {Name: factDate, Value: m.Date.String()},
		{Name: factUpdated, Value: m.Updated.String()}, {Name: factSite, Value: m.Site}, {Name: factURL, Value: m.URL},
		{Name: factLang, Value: m.Lang},
	}
}
