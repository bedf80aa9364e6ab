// From words to rows. Two paragraphs are linked when words of one are paired with
// words of the other; linked paragraphs share a row, all others have their own:
//
//	A1 ─ B1        row  A1 | B1
//	A2 ┐           row  A2 |            removed
//	A3 ┼ B2        row  A3 A4 | B2      two paragraphs were joined
//	A4 ┘  B3       row       | B3       added
//
// A link of few words (a phrase that two paragraphs share by chance) is dropped, as it
// would join two rows. Comparing paragraph with paragraph, as a side-by-side view
// suggests, was rejected: sites break one text into paragraphs in different places,
// some after every sentence.

package compare

// minLink is the least share of the smaller of two paragraphs that links them.
const minLink = 0.2

// link is an A paragraph and a B paragraph with the number of words they share.
type link struct{ a, b, shared int }

// group is the paragraphs of a row: a.First..a.Last and b.First..b.Last.
type group struct{ a, b Span }

// layout makes the rows.
func layout(x, y *document, m *matching) *Result {
	r := &Result{Coarse: m.coarse}
	w := &writer{x: x, y: y, m: m, result: r, movedA: running(m.pa), movedB: running(m.pb)}
	w.titles()
	groups := w.groups()
	a, b := 1, 1
	for _, g := range append(groups, group{Span{x.paragraphs(), 0}, Span{y.paragraphs(), 0}}) {
		w.gap(a, g.a.First, b, g.b.First)
		if g.a.Last > 0 {
			w.row(Row{A: &g.a, B: &g.b})
		}
		a, b = g.a.Last+1, g.b.Last+1
	}
	return r
}

// writer appends rows to a result.
type writer struct {
	x, y   *document
	m      *matching
	result *Result

	movedA, movedB []int // paragraphs up to each one that moved
}

// titles writes the titles: one row when they share a word, else one each.
func (w *writer) titles() {
	a, b := &Span{}, &Span{}
	if w.x.size(0) == 0 {
		a = nil
	}
	if w.y.size(0) == 0 {
		b = nil
	}
	if a != nil && b != nil {
		wordless := w.x.words[0]+w.y.words[0] == 0
		for i := range w.x.size(0) {
			if w.m.a[i] >= 0 && (wordless || w.x.tokens[i].word) {
				w.row(Row{Title: true, A: a, B: b})
				return
			}
		}
		w.undo(link{})
	}
	if a != nil {
		w.row(Row{Title: true, A: a})
	}
	if b != nil {
		w.row(Row{Title: true, B: b})
	}
}

// groups joins linked paragraphs. Pairs of words across links that are given up
// are undone.
func (w *writer) groups() []group {
	var groups []group
	for _, l := range w.links() {
		ofA, ofB := w.x.words[l.a], w.y.words[l.b]
		weak := float64(l.shared) < minLink*float64(min(ofA, ofB)) || l.shared == 0 && ofA+ofB > 0
		var last *group
		if len(groups) > 0 {
			last = &groups[len(groups)-1]
		}
		joins := last != nil && (l.a <= last.a.Last || l.b <= last.b.Last)
		switch {
		case weak || joins && w.parted(last, l):
			w.undo(l)
		case joins:
			last.a.Last, last.b.Last = max(last.a.Last, l.a), max(last.b.Last, l.b)
		default:
			groups = append(groups, group{Span{l.a, l.a}, Span{l.b, l.b}})
		}
	}
	return groups
}

// parted says whether a moved paragraph stands between a group and a link to join it.
func (w *writer) parted(g *group, l link) bool {
	return l.a > g.a.Last && w.movedA[l.a] > w.movedA[g.a.Last] || l.b > g.b.Last && w.movedB[l.b] > w.movedB[g.b.Last]
}

// running counts the moved paragraphs up to each one.
func running(moved []int32) []int {
	n := make([]int, len(moved))
	for p := 1; p < len(moved); p++ {
		n[p] = n[p-1]
		if moved[p] >= 0 {
			n[p]++
		}
	}
	return n
}

// links lists the links of body paragraphs in order. Words pair up in order, so
// the links of both sides ascend.
func (w *writer) links() []link {
	var links []link
	b := 0
	for a := 1; a < w.x.paragraphs(); a++ {
		if w.m.pa[a] >= 0 {
			continue
		}
		for i := w.x.starts[a]; i < w.x.starts[a+1]; i++ {
			j := int(w.m.a[i])
			if j < 0 {
				continue
			}
			for j >= w.y.starts[b+1] {
				b++
			}
			if n := len(links); n == 0 || links[n-1].a != a || links[n-1].b != b {
				links = append(links, link{a, b, 0})
			}
			if w.x.tokens[i].word {
				links[len(links)-1].shared++
			}
		}
	}
	return links
}

// undo unpairs the words of a link. It walks the smaller of the two paragraphs,
// for a long one can have a link to every line of the other text.
func (w *writer) undo(l link) {
	p, q, a, b := l.a, l.b, w.m.a, w.m.b
	x, y := w.x, w.y
	if x.size(p) > y.size(q) {
		p, q, a, b, x, y = q, p, b, a, y, x
	}
	for i := x.starts[p]; i < x.starts[p+1]; i++ {
		if j := int(a[i]); j >= y.starts[q] && j < y.starts[q+1] {
			a[i], b[j] = -1, -1
		}
	}
}

// gap writes the paragraphs between two groups: those of the first text, then
// those of the second.
func (w *writer) gap(a, aEnd, b, bEnd int) {
	for ; a < aEnd; a++ {
		row := Row{A: &Span{a, a}}
		if to := int(w.m.pa[a]); to >= 0 {
			row.Kind, row.B = MovedAway, &Span{to, to}
		}
		w.row(row)
	}
	for ; b < bEnd; b++ {
		row := Row{B: &Span{b, b}}
		if from := int(w.m.pb[b]); from >= 0 {
			row.Kind, row.A = MovedHere, &Span{from, from}
		}
		w.row(row)
	}
}

// row fills in a row and appends it; Kind is set if it is a move.
func (w *writer) row(r Row) {
	var a, b []int32
	if r.A != nil {
		a = w.m.a[w.x.starts[r.A.First]:w.x.starts[r.A.Last+1]]
	}
	if r.B != nil {
		b = w.m.b[w.y.starts[r.B.First]:w.y.starts[r.B.Last+1]]
	}
	runs := runs{x: w.x, y: w.y}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		for ; i < len(a) && a[i] < 0; i++ {
			runs.add(Remove, &w.x.tokens[w.x.starts[r.A.First]+i], nil)
		}
		for ; j < len(b) && b[j] < 0; j++ {
			runs.add(Add, nil, &w.y.tokens[w.y.starts[r.B.First]+j])
		}
		if i < len(a) && j < len(b) {
			runs.add(Keep, &w.x.tokens[w.x.starts[r.A.First]+i], &w.y.tokens[w.y.starts[r.B.First]+j])
			i, j = i+1, j+1
		}
	}
	r.Runs = runs.done()
	switch {
	case r.Kind != Same: // a move
	case r.B == nil:
		r.Kind = Removed
	case r.A == nil:
		r.Kind = Added
	case len(r.Runs) > 1:
		r.Kind = Changed
	}
	w.count(&r)
	w.result.Rows = append(w.result.Rows, r)
}

// count adds a row to the counts.
func (w *writer) count(r *Row) {
	if r.Kind == MovedAway {
		return // counted where it went
	}
	for _, run := range r.Runs {
		words, marks := &w.result.Words.Kept, &w.result.Marks.Kept
		switch {
		case run.Op == Remove:
			words, marks = &w.result.Words.Removed, &w.result.Marks.Removed
		case run.Op == Add:
			words, marks = &w.result.Words.Added, &w.result.Marks.Added
		case r.Kind == MovedHere:
			words, marks = &w.result.Words.Moved, &w.result.Marks.Moved
		}
		*words += run.Words
		*marks += run.Marks
	}
}

// runs collects the runs of a row.
type runs struct {
	x, y   *document
	list   []Run
	text   []byte
	begunA bool
	begunB bool
}

// add appends a token of a, of b, or of both.
func (r *runs) add(op Op, a, b *token) {
	if n := len(r.list); n == 0 || r.list[n-1].Op != op {
		r.flush()
		r.list = append(r.list, Run{Op: op})
	}
	d, t := r.y, b
	if op == Remove {
		d, t = r.x, a
	}
	breaks, space := false, false
	if a != nil {
		breaks = op == Remove && a.first && r.begunA
		space = a.space || a.first && r.begunA
		r.begunA = true
	}
	if b != nil {
		breaks = b.first && r.begunB
		space = space || b.space || b.first && r.begunB
		r.begunB = true
	}
	switch {
	case breaks:
		r.text = append(r.text, '\n')
	case space:
		r.text = append(r.text, ' ')
	}
	r.text = append(r.text, d.string(*t)...)
	run := &r.list[len(r.list)-1]
	if t.word {
		run.Words++
	} else {
		run.Marks++
	}
}

// flush ends the run that is being collected.
func (r *runs) flush() {
	if n := len(r.list); n > 0 {
		r.list[n-1].Text = string(r.text)
		r.text = r.text[:0]
	}
}

func (r *runs) done() []Run {
	r.flush()
	return r.list
}
