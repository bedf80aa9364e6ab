package dedup

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"newsdup/internal/source"
)

// TestCrowds checks folders where every clip is like every other one: the work must stay in
// proportion to the clips, and the groups must be those that a reader would make.
func TestCrowds(t *testing.T) {
	const n = 800
	r := rand.New(rand.NewPCG(5, 6))
	syllables := strings.Fields("ba ce di fo gu ha ke li mo nu pa re si to vu")
	sentences := func(count int) (list []string) {
		for range count {
			var ws []string
			for range 12 {
				ws = append(ws, syllables[r.IntN(15)]+syllables[r.IntN(15)]+syllables[r.IntN(15)])
			}
			list = append(list, strings.ToUpper(ws[0][:1])+strings.Join(ws, " ")[1:]+".")
		}
		return list
	}
	edited, same, footer := sentences(10), sentences(10), sentences(4)
	var b strings.Builder
	put := func(kind string, i int, body []string) {
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint(kind, i), "text": strings.Join(body, "\n\n")})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	for i := range n {
		body := append([]string{}, edited...)
		body[r.IntN(10)] = sentences(1)[0]
		put("edited", i, body)
		put("same", i, same)
		put("footer", i, append(sentences(6), footer...))
	}
	path := filepath.Join(t.TempDir(), "clips.jsonl")
	write(t, path, b.String())

	for _, level := range []Level{LevelCopy, LevelStory} {
		counts := map[string]int64{}
		o := Options{Level: level, Source: source.Options{Paths: []string{path}}, MinWords: DefaultMinWords,
			Progress: &Progress{Ended: func(s Step) {
				for _, c := range s.Counts {
					if s.Stage == Comparing {
						counts[c.Name] = c.N
					}
				}
			}}}
		sum, groups := run(t, o)
		if sum.Read != 3*n || len(groups) != 2 || len(groups[0].Members) != n || len(groups[1].Members) != n {
			t.Errorf("%s: %+v, %d groups", level, sum, len(groups))
		}
		for name, most := range map[string]int64{"candidates": 100 * n, "pairs": 50 * n} {
			if counts[name] > most {
				t.Errorf("%s: %d %s of %d clips, want at most %d", level, counts[name], name, 3*n, most)
			}
		}
	}
}
