package group

import (
	"sync"

	"newsdup/internal/clip"
	"newsdup/internal/crew"
)

// maker makes groups by several goroutines, some ahead of the one that is handed over, and
// hands them over in the order of their stories:
//
//	stories   0      1      2      3      4      5 ..
//	          handed handed made   under  made   waits until 2 was handed over
//	                               way
//
// Parts of which one is made while the one before is handed over would do as well, but
// the first stories are the largest, and behind each such the others wait.
type maker struct {
	*builder
	stories []told
	workers []*worker

	mu      sync.Mutex
	moved   sync.Cond     // something below has changed
	groups  []*clip.Group // by story, from made to handed over
	made    []bool        // by story
	next    int           // the story to be begun
	ahead   int           // clips of groups begun and not handed over
	working int           // goroutines
	enough  bool          // nobody wants more
}

// clipsAhead is how many clips the groups have that are made ahead: a MB of them. One
// more is begun below that, or, where memory is short, if it stays below.
const clipsAhead = 1 << 10

func newMaker(b *builder, stories []told, workers []*worker) *maker {
	m := &maker{builder: b, stories: stories, workers: workers, groups: make([]*clip.Group, len(stories)), made: make([]bool, len(stories)), working: len(workers)}
	m.moved.L = &m.mu
	return m
}

// each hands over all groups, or as many as are wanted.
func (m *maker) each(yield func(*clip.Group) bool) {
	var hands crew.Crew
	for _, w := range m.workers {
		hands.Go(func() { m.work(w) })
	}
	defer hands.Wait()
	defer m.end()
	for k := range m.stories {
		g, ok := m.wait(k)
		if !ok || g != nil && !yield(g) {
			return
		}
	}
}

// work makes groups while there are some to be made. Who leaves ends the work of all: nothing
// is left to be begun, or a panic took a group along that others would wait behind for ever.
func (m *maker) work(w *worker) {
	defer func() {
		m.mu.Lock()
		m.working--
		m.mu.Unlock()
		m.end()
	}()
	for {
		k, ok := m.begin()
		if !ok {
			return
		}
		g := w.group(m.parts.of(m.stories[k].root))
		m.mu.Lock()
		m.groups[k], m.made[k] = g, true
		m.moved.Broadcast()
		m.mu.Unlock()
	}
}

// begin waits until another group may be made, and gives its story; not ok when there is none.
func (m *maker) begin() (k int, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for !m.enough && m.next < len(m.stories) {
		clips := m.stories[m.next].clips
		if m.ahead == 0 || !m.Lean && m.ahead < clipsAhead || m.ahead+clips <= clipsAhead {
			m.ahead += clips
			m.next++
			return m.next - 1, true
		}
		m.moved.Wait()
	}
	return 0, false
}

// wait waits for the group of story k, and frees its place; not ok when whoever made it is gone.
func (m *maker) wait(k int) (g *clip.Group, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for !m.made[k] && m.working > 0 {
		m.moved.Wait()
	}
	g, m.groups[k] = m.groups[k], nil
	m.ahead -= m.stories[k].clips
	m.moved.Broadcast()
	return g, m.made[k]
}

// end lets nobody begin another.
func (m *maker) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.enough = true
	m.moved.Broadcast()
}
