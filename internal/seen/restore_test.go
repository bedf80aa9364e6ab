package seen

import (
	"errors"
	"reflect"
	"testing"
)

// TestRestore cuts streams: an index made of what was remembered goes on as
// the one that saw it.
func TestRestore(t *testing.T) {
	for seed := range uint64(4) {
		texts := stream(seed, 120)
		for _, remember := range []int{15, 1000} {
			whole := index(true, remember)
			var memory [][]byte
			var want []Verdict
			for i := range texts {
				v := whole.See(&texts[i])
				want = append(want, v)
				memory = append(memory, v.Memory)
			}
			for cut := 0; cut < len(texts); cut += 7 {
				x := index(true, remember)
				for _, m := range memory[:cut] {
					if m != nil {
						if err := x.Restore(m); err != nil {
							t.Fatal(err)
						}
					}
				}
				for i := cut; i < len(texts); i++ {
					if v := x.See(&texts[i]); !reflect.DeepEqual(v, want[i]) {
						t.Fatalf("seed %d, remember %d, cut at %d: clip %d is %+v, want %+v", seed, remember, cut, i, v, want[i])
					}
				}
			}
		}
	}
}

// TestVersion refuses what another version remembered.
func TestVersion(t *testing.T) {
	x := index(true, 0)
	text := textOf("a", prose("a", 50))
	m := x.See(&text).Memory
	m[0]++
	if err := x.Restore(m); !errors.Is(err, ErrVersion) {
		t.Errorf("error %v, want ErrVersion", err)
	}
}

// FuzzDecode reads damaged memories: each is refused or encodes as it was.
func FuzzDecode(f *testing.F) {
	x := index(true, 0)
	for _, words := range [][]string{prose("a", 3), prose("7", 9), prose("b", 80)} {
		text := textOf("id", words)
		f.Add(x.See(&text).Memory)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := decode(data)
		if err != nil {
			return
		}
		again, err := decode(d.encode())
		if err != nil || !reflect.DeepEqual(d, again) {
			t.Errorf("read %+v, then %+v, %v", d, again, err)
		}
		x := index(true, 2)
		if err := x.Restore(data); err != nil {
			t.Error(err)
		}
		for _, words := range [][]string{prose("a", 80), prose("b", 80)} {
			text := textOf("id", words)
			x.See(&text)
		}
	})
}

// TestRoom: with little room fewer clips are known, whatever went by; and a stream
// that is cut and goes on knows as many as before.
func TestRoom(t *testing.T) {
	texts := stream(3, 600)
	o := Options{Stories: true, Background: background, Remember: 500, Record: true}
	count := func(room int64) (known int) {
		o.Room = room
		x := New(o)
		var memory [][]byte
		for i := range texts {
			v := x.See(&texts[i])
			if v.Memory != nil {
				memory = append(memory, v.Memory)
			}
			if i != len(texts)*2/3 {
				continue
			}
			again := New(o)
			for _, m := range memory {
				if err := again.Restore(m); err != nil {
					t.Fatal(err)
				}
			}
			if again.Len() != x.Len() {
				t.Fatalf("room for %d: %d clips known when it goes on, %d before", room, again.Len(), x.Len())
			}
			x = again
		}
		return x.Len()
	}
	none, some, little, one := count(0), count(1<<20), count(1<<18), count(1)
	if none != 500 || some >= none || little >= some || little < 2 || one != 1 {
		t.Errorf("%d clips known without a bound, %d, %d and %d with less and less room", none, some, little, one)
	}
}
