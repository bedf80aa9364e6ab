package word

import (
	"fmt"
	"sync"
	"testing"
)

// Forms are read while more are added.
func TestFormList(t *testing.T) {
	var l FormList
	var pool sync.WaitGroup
	const n = 5 * formChunk
	told := make(chan uint32, n)
	pool.Go(func() {
		for i := range told {
			if f := l.At(i); f != (Form{uint64(i), fmt.Sprint(i)}) {
				t.Errorf("form %d is %v", i, f)
			}
		}
	})
	for i := range n {
		told <- l.Add(Form{uint64(i), fmt.Sprint(i)})
	}
	close(told)
	pool.Wait()
	l.Cut(formChunk)
	if i := l.Add(Form{7, "new"}); i != formChunk || l.Len() != formChunk+1 || l.At(i).Text != "new" || l.At(i-1).Stem != formChunk-1 {
		t.Errorf("after a cut: form %d of %d is %v, before it %v", i, l.Len(), l.At(i), l.At(i-1))
	}
}
