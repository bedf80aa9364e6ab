package clean

import (
	"strings"
	"testing"

	"newsdup/internal/clip"
)

// unitsOf are the units of a page that is read line by line.
func unitsOf(c *Cleaner, lines ...string) {
	c.build([]byte(strings.Join(lines, "\n")), true)
	c.measure()
}

// TestTurns: what comes back every few lines of a thread is a turn; a menu, a list
// of results and sub-heads are none.
func TestTurns(t *testing.T) {
	thread := []string{
		"Dockers vote to end the strike", "Ann Marten says:", "May 3, 2024 at 5:06 pm", "I hope that it lasts this time.", "Reply",
		"J. Quill says:", "May 4, 2024 at 9:15 am", "How would it?", "It may not.", "Reply",
		"Jane Anna Holt says:", "May 4, 2024 at 11:02 am", "Give them time.", "Reply",
		"Moe says:", "June 5, 2024 at 1:00 pm", "Two weeks now.", "Reply",
	}
	russian := []string{
		"Анна Мартен пишет:", "3 мая в 17:06", "Надеюсь, что это надолго.", "Ответить", "Квилл пишет:", "4 мая в 9:15", "Вряд ли.", "Ответить",
		"Яна Хольт пишет:", "4 мая в 11:02", "Посмотрим.", "Ответить", "Мо пишет:", "5 мая в 13:00", "Да.", "Ответить",
	}
	for _, c := range []struct {
		name  string
		lines []string
		want  int
	}{
		{"thread", thread, 12},
		{"Russian thread", russian, 12},
		{"menu", []string{"Home", "News", "Sport", "Home", "News", "Sport", "Weather"}, 0},
		{"results", []string{"Lindholm 2, Port Anna 0", "Brunholt 1, Osk 1", "Osk 3, Lindholm 2", "Port Anna 1, Brunholt 4"}, 0},
		{"sub-heads", []string{"What was decided", "The gate opens.", "Who pays for it", "All do.", "When it begins", "On Monday at noon.", "Where to ask", "At the hall."}, 0},
		{"too few", thread[:10], 0},
		{"nothing", nil, 0},
	} {
		cleaner := New(Options{})
		unitsOf(cleaner, c.lines...)
		got := 0
		for i := range cleaner.shapes {
			if cleaner.shapes[i].turn {
				got++
				if cleaner.units[i].prose() > 0 || cleaner.units[i].end == endSentence {
					t.Errorf("%s: %q is a turn", c.name, cleaner.units[i].text)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %d turns, want %d", c.name, got, c.want)
		}
	}
}

// TestInsideVector: the place among the kept units, and what stands alone.
func TestInsideVector(t *testing.T) {
	const prose = "Dockers in the town voted on Monday to accept the offer of the company."
	c := New(Options{})
	unitsOf(c, prose, "Ferry Company to Buy Three New Ships for the Northern Line", prose, "gone", "What the crews get", "bread and salt", prose)
	kept := []int32{0, 1, 2, 4, 5, 6}
	open := openShare(c.units, kept)
	if open != .5 {
		t.Errorf("half of the units end no sentence, got %g", open)
	}
	for k, want := range []map[int]float64{
		{insideFirst: 1},
		{insideSecond: 1, insideAlone: 1, insideAloneLong: 1, insideAloneCaps: 8. / 11, insideCaps: 8. / 11, insideOpen: .5},
		{},
		{insideList: 1, insideOpen: .5},
		{insideBeforeLast: 1, insideList: 1, insideOpen: .5},
		{insideLast: 1},
	} {
		x := make([]float64, InsideCount)
		x[insideAlone] = 7 // of the unit before
		insideVector(x, c.units, kept, k, open)
		want[insideBias] = 1
		for f := range x {
			if d := x[f] - want[f]; d > 1e-9 || d < -1e-9 {
				t.Errorf("unit %d: feature %d is %g, want %g", k, f, x[f], want[f])
			}
		}
	}
}

// TestRepeats: of lines that stand in a body twice the second goes, unless they
// differ in a number or are short.
func TestRepeats(t *testing.T) {
	body := strings.Split(dumpArticle, "\n")
	caption := "The harbour master looks at the gate of the old dock in the storm."
	with := append(append(append([]string{}, body[:3]...), caption, "He said so.", body[3], caption, "He said so."), body[4:]...)
	c := New(Options{Mode: Full, Explain: true}).Clean(&clip.Raw{Text: []byte(dump(strings.Join(with, "\n")))})
	if n := strings.Count(c.Body, caption); n != 1 {
		t.Errorf("the caption stands %d times in %q", n, c.Body)
	}
	if n := strings.Count(c.Body, "He said so."); n != 2 {
		t.Errorf("the short line stands %d times in %q", n, c.Body)
	}
}

// TestShouts: a long line in capitals alone between two paragraphs goes whatever the model
// says of it; a sub-head, a sentence, one of several and a script without capitals stay.
func TestShouts(t *testing.T) {
	const prose = "Dockers in the town voted on Monday to accept the offer of the company."
	for between, goes := range map[string]bool{
		"PILOT OF THE LODESTAR SAYS HE NEVER SAW THE OLD WALL": true,
		"МЫ НЕ ВЕРНЁМСЯ К НОЧНЫМ СМЕНАМ НА СТАРОМ ПРИЧАЛЕ":     true,
		"WHAT THE CREWS WILL GET":                                                                                  false,
		"WE WILL NOT GO BACK TO THE NIGHT SHIFTS, SHE WROTE.":                                                      false,
		"Pilot of the Lodestar Says He Never Saw the Old Wall":                                                     false,
		"부두 노동자들은 LODESTAR 호가 오늘 밤 항구에 들어올 것이라고 말했다고":                                                              false,
		"PILOT OF THE LODESTAR SAYS HE NEVER SAW THE OLD WALL\nDOCKERS SAY THAT THE OFFER OF MONDAY IS NOT ENOUGH": false,
	} {
		c := New(Options{Weights: &Weights{}})
		unitsOf(c, append(append([]string{prose}, strings.Split(between, "\n")...), prose)...)
		n := len(c.units)
		c.why, c.members = make([]string, n), make([]float64, n)
		c.dropStrangers(0, n-1)
		if dropped := c.why[1] == ruleStranger; dropped != goes {
			t.Errorf("%s: dropped %v", between, dropped)
		}
	}
}
