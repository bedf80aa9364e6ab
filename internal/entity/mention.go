package entity

// Type is what sort of thing a clip names.
type Type uint8

// The types. Other is a name of which nothing tells what it names.
const (
	Other Type = iota
	Person
	Organisation
	Place
)

// String is "other", "person", "organisation" or "place".
func (t Type) String() string {
	switch t {
	case Person:
		return "person"
	case Organisation:
		return "organisation"
	case Place:
		return "place"
	}
	return "other"
}

// Mention is one thing that a clip names, under all the forms that the clip uses.
type Mention struct {
	ID    uint64 // of the thing: equal in two clips when one canonical form or one normal form of its words is
	Form  string // canonical form of a thing of the tables, else the best form of the clip
	Type  Type
	Count int         // times named in title and body, above 0
	Forms []FormCount // the forms found, as written; by falling count, then by bytes
}

// FormCount is one spelling of a thing and how often it stands in the clip.
type FormCount struct {
	Form  string
	Count int
}
