package clip

// Thing is one thing that a clip, or a run, names.
type Thing struct {
	Form  string // canonical
	Type  string // place, organisation, person or other; of a value what number.Value.Type gives
	Count int    // times named, above 0
	Clips int    // clips that name it, above 0
	Forms []FormCount
}

// FormCount is one form of a thing and how often it was found.
type FormCount struct {
	Form  string
	Count int
}
