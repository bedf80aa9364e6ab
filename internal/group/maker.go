package group

import (
	"sync"

	"newsdup/internal/clip"
	"newsdup/internal/crew"
)

// maker makes groups in several goroutines, a few ahead of the one that the caller is
// handling, and hands them over in the order of their stories:
//
//	stories   0       1       2      3        4      5 ...
//	          handed  handed  made   being    made   begun when 2 is
//	          over    over           made            handed over
//
// Rejected: a part of the stories at a time, of which the next is made while one is handed
// over. The first stories are the largest, and all workers would wait for each of these.
type maker struct {
	*builder
	stories []rankedStory
	workers []*worker

	mu      sync.Mutex
	changed sync.Cond     // signals a change of any field below
	groups  []*clip.Group // by story, from when it is made until it is handed over
	made    []bool        // by story
	next    int           // the story to begin next
	ahead   int           // clips of the groups that were begun and are not handed over
	working int           // goroutines that still work
	enough  bool          // no more groups are wanted
}

// clipsAhead bounds the clips of the groups that are made ahead, which take about 1 MB. A
// group is begun while there are fewer or, where memory is short, if it stays below.
const clipsAhead = 1 << 10

func newMaker(b *builder, stories []rankedStory, workers []*worker) *maker {
	m := &maker{builder: b, stories: stories, workers: workers, groups: make([]*clip.Group, len(stories)), made: make([]bool, len(stories)), working: len(workers)}
	m.changed.L = &m.mu
	return m
}

// each hands over all groups, or as many as the caller wants.
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

// work makes groups until none is left. A worker that leaves ends the work of all others,
// too: either no story is left, or a panic lost a group for which the caller would wait for
// ever.
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
		g := w.group(m.storyUnits.of(m.stories[k].root))
		m.mu.Lock()
		m.groups[k], m.made[k] = g, true
		m.changed.Broadcast()
		m.mu.Unlock()
	}
}

// begin waits until another group may be made and returns the number of its story; ok is
// false when there is none.
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
		m.changed.Wait()
	}
	return 0, false
}

// wait waits for the group of story k and gives its room free; ok is false when all workers
// ended without making it.
func (m *maker) wait(k int) (g *clip.Group, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for !m.made[k] && m.working > 0 {
		m.changed.Wait()
	}
	g, m.groups[k] = m.groups[k], nil
	m.ahead -= m.stories[k].clips
	m.changed.Broadcast()
	return g, m.made[k]
}

// end keeps the workers from beginning another group.
func (m *maker) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.enough = true
	m.changed.Broadcast()
}
