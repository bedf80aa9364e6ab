package story

import "testing"

// TestInbox: a block gets what all workers wrote to it before it was taken, each as much as there is room for.
func TestInbox(t *testing.T) {
	m := newInbox(3*blockDocs, 2)
	a, b := m.outbox(), m.outbox()
	a.room = 2
	to := int32(blockDocs + 5)
	for from := range int32(3) {
		a.write(letter{from, to, .5})
	}
	b.write(letter{7, to, .25})
	b.write(letter{8, 2 * blockDocs, .125})
	got := make(letters, blockDocs)
	m.take(1, got)
	b.write(letter{9, to, .75})
	if list := got.of(to); len(list) != 3 || list[0].from != 0 || list[1].from != 1 || list[2] != (letter{7, to, .25}) {
		t.Errorf("letters %v", list)
	}
	m.take(2, got)
	if list := got.of(2 * blockDocs); len(list) != 1 || list[0].from != 8 || len(got.of(to)) != 0 {
		t.Errorf("letters to the next block %v, %v left of the one before", list, got.of(to))
	}
	if m.take(1, got); len(got.of(to)) != 0 {
		t.Error("a letter came after the block was taken")
	}
}
