package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// draw writes a result in one line a row: "=" same, "~" changed, "-" removed,
// "+" added, "<" moved away, ">" moved here, the paragraphs, then the runs.
func draw(r *Result) string {
	var b strings.Builder
	for _, row := range r.Rows {
		b.WriteByte("=~-+<>"[row.Kind])
		for _, s := range []*Span{row.A, row.B} {
			switch {
			case s == nil:
				b.WriteString(" .")
			case s.First == s.Last:
				fmt.Fprintf(&b, " %d", s.First)
			default:
				fmt.Fprintf(&b, " %d-%d", s.First, s.Last)
			}
		}
		b.WriteString(": ")
		for _, run := range row.Runs {
			text := strings.ReplaceAll(run.Text, "\n", "/")
			switch {
			case run.Op == Keep || row.Kind == Removed || row.Kind == Added:
				b.WriteString(text)
			case run.Op == Remove:
				b.WriteString("[-" + text + "-]")
			default:
				b.WriteString("{+" + text + "+}")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

const (
	vote  = "Dockers at the port of Felix voted on Tuesday to accept the pay offer."
	worth = "The offer is worth 6.5 per cent and ends a strike of nine weeks."
	ships = "Forty ships had waited in the bay since the strike began in March."
	mayor = "The mayor thanked both sides and asked them to meet again in May."
)

func lines(s ...string) string { return strings.Join(s, "\n") }

// TestTexts shows what is found in small texts.
func TestTexts(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b Text
		want string
	}{
		{"empty", Text{}, Text{}, ""},
		{"same", Text{"Strike ends", vote}, Text{"Strike ends", vote}, "= 0 0: Strike ends\n= 1 1: " + vote + "\n"},
		{"white space", Text{"", "a  b\n\n\tc"}, Text{"", "a b\nc\n"}, "= 1 1: a b\n= 2 2: c\n"},
		{"title alone", Text{"Strike over", ""}, Text{"", "Strike over"}, "- 0 .: Strike over\n+ . 1: Strike over\n"},
		{"titles", Text{"Strike ends today", ""}, Text{"Strike ended today", ""}, "~ 0 0: Strike[- ends-]{+ ended+} today\n"},
		{"other titles", Text{"Strike ends", ""}, Text{"Dockers return", ""}, "- 0 .: Strike ends\n+ . 0: Dockers return\n"},
		{"word", Text{"", "they accept the offer"}, Text{"", "they reject the offer"}, "~ 1 1: they[- accept-]{+ reject+} the offer\n"},
		{"mark", Text{"", "the end."}, Text{"", "the end!"}, "~ 1 1: the end[-.-]{+!+}\n"},
		{"first word", Text{"", "Yesterday the port closed"}, Text{"", "the port closed"}, "~ 1 1: [-Yesterday-] the port closed\n"},
		{"removed", Text{"", lines(vote, ships, worth)}, Text{"", lines(vote, worth)},
			"= 1 1: " + vote + "\n- 2 .: " + ships + "\n= 3 2: " + worth + "\n"},
		{"added", Text{"", lines(vote, worth)}, Text{"", lines(vote, ships, worth)},
			"= 1 1: " + vote + "\n+ . 2: " + ships + "\n= 2 3: " + worth + "\n"},
		{"other text", Text{"", lines(vote, ships)}, Text{"", mayor},
			"- 1 .: " + vote + "\n- 2 .: " + ships + "\n+ . 1: " + mayor + "\n"},
		{"joined", Text{"", lines(vote, worth, ships)}, Text{"", lines(vote+" "+worth, ships)},
			"= 1-2 1: " + vote + " " + worth + "\n= 3 2: " + ships + "\n"},
		{"split", Text{"", vote + " " + worth}, Text{"", lines(vote, worth)},
			"= 1 1-2: " + vote + "/" + worth + "\n"},
		{"split and edited", Text{"", vote + " " + worth}, Text{"", lines(vote, "Local news: "+worth)},
			"~ 1 1-2: " + vote + "{+/Local news:+} " + worth + "\n"},
		{"moved", Text{"", lines(ships, vote, worth, mayor)}, Text{"", lines(vote, worth, mayor, ships)},
			"< 1 4: " + ships + "\n= 2 1: " + vote + "\n= 3 2: " + worth + "\n= 4 3: " + mayor + "\n> 1 4: " + ships + "\n"},
		{"moved and edited", Text{"", lines(ships, vote, worth)}, Text{"", lines(vote, worth, strings.Replace(ships, "March", "April", 1))},
			"< 1 3: Forty ships had waited in the bay since the strike began in[- March-]{+ April+}.\n= 2 1: " + vote + "\n= 3 2: " + worth +
				"\n> 1 3: Forty ships had waited in the bay since the strike began in[- March-]{+ April+}.\n"},
		{"short lines do not move", Text{"", lines("Sport", vote, worth)}, Text{"", lines(vote, worth, "Sport")},
			"- 1 .: Sport\n= 2 1: " + vote + "\n= 3 2: " + worth + "\n+ . 3: Sport\n"},
		{"sentence slides", Text{"", "The port is shut. The ships wait. The crews rest."}, Text{"", "The port is shut. The crews rest."},
			"~ 1 1: The port is shut.[- The ships wait.-] The crews rest.\n"},
		{"islands", Text{"", "Dockers voted in favour of the offer on Tuesday evening"}, Text{"", "Dockers welcomed a report of ministers about wages on Tuesday evening"},
			"~ 1 1: Dockers[- voted in favour of the offer-]{+ welcomed a report of ministers about wages+} on Tuesday evening\n"},
		{"chinese", Text{"", "港口罢工结束了。"}, Text{"", "港口罢工开始了。"}, "~ 1 1: 港口罢工[-结束-]{+开始+}了。\n"},
		{"composed or not", Text{"", "caf\u00e9"}, Text{"", "cafe\u0301"}, "= 1 1: caf\u00e9\n"},
		{"invalid", Text{"", "a \xff b"}, Text{"", "a \xfe b"}, "= 1 1: a \ufffd b\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Texts(c.a, c.b)
			if got := draw(r); got != c.want {
				t.Errorf("got:\n%swant:\n%s", got, c.want)
			}
			check(t, c.a, c.b)
		})
	}
}

// TestCut shows what a word is.
func TestCut(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"“Don't pay 6.5 %,” he said.", "“|Don't|pay|6.5|%|,|”|he|said|."},
		{"end.Start U.S. 1,204 10:30 pay-offer", "end|.|Start|U|.|S|.|1,204|10:30|pay-offer"},
		{"'quoted' - dash -- ends-", "'|quoted|'|-|dash|-|-|ends|-"},
		{"北京 News第3天", "北|京|News|第|3|天"},
		{"ที่นี่", "ที่|นี่"},
		{"می\u200cخواهم", "می\u200cخواهم"},
		{"a\x00b\tc\u2028d", "a|b|c|d"},
		{"\u0301 e\u0301e", "\u0301|ée"},
	} {
		d := cut(Text{Body: c.text}, map[string]int32{})
		var got []string
		for _, tok := range d.tokens {
			got = append(got, d.string(tok))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("cut(%q) = %q, want %q", c.text, s, c.want)
		}
	}
}

// tokens is the tokens of a text in order.
func tokens(t Text) []string {
	d := cut(t, map[string]int32{})
	list := make([]string, len(d.tokens))
	for i, tok := range d.tokens {
		list[i] = d.string(tok)
	}
	return list
}

// check tests what holds for any two texts.
func check(t *testing.T, a, b Text) *Result {
	t.Helper()
	r := Texts(a, b)
	var left, right []string
	for _, row := range r.Rows {
		for i, run := range row.Runs {
			if i > 0 && run.Op == row.Runs[i-1].Op {
				t.Errorf("two runs of %v in a row", run.Op)
			}
			list := tokens(Text{Body: run.Text})
			if len(list) != run.Words+run.Marks || len(list) == 0 {
				t.Errorf("%q counts %d words and %d marks", run.Text, run.Words, run.Marks)
			}
			if run.Op != Add && row.Kind != MovedHere {
				left = append(left, list...)
			}
			if run.Op != Remove && row.Kind != MovedAway {
				right = append(right, list...)
			}
		}
	}
	if want := tokens(a); strings.Join(left, "|") != strings.Join(want, "|") {
		t.Errorf("kept and removed give\n%q, the first text is\n%q", left, want)
	}
	if want := tokens(b); strings.Join(right, "|") != strings.Join(want, "|") {
		t.Errorf("kept and added give\n%q, the second text is\n%q", right, want)
	}
	if n := r.Words.A() + r.Marks.A(); n != len(left) {
		t.Errorf("%d tokens counted in the first text, %d shown", n, len(left))
	}
	if n := r.Words.B() + r.Marks.B(); n != len(right) {
		t.Errorf("%d tokens counted in the second text, %d shown", n, len(right))
	}
	if same := strings.Join(tokens(Text{a.Title, ""}), "|") == strings.Join(tokens(Text{b.Title, ""}), "|") &&
		strings.Join(tokens(Text{"", a.Body}), "|") == strings.Join(tokens(Text{"", b.Body}), "|"); same != r.Same() {
		t.Errorf("Same() = %v, want %v:\n%s", r.Same(), same, draw(r))
	}
	back := Texts(b, a)
	want := func(c Count) Count { return Count{c.Kept, c.Moved, c.Added, c.Removed} }
	if back.Words != want(r.Words) || back.Marks != want(r.Marks) || back.Coarse != r.Coarse {
		t.Errorf("counts %+v, the other way round %+v", r.Words, back.Words)
	}
	return r
}

// sentence makes a sentence of words from a small vocabulary.
func sentence(rng *rand.Rand, vocabulary int) string {
	var b strings.Builder
	for n := 3 + rng.IntN(12); n > 0; n-- {
		fmt.Fprintf(&b, "w%d ", rng.IntN(vocabulary))
	}
	return b.String() + "."
}

// edited is paragraphs after some were dropped, moved, split, joined and reworded.
func edited(rng *rand.Rand, paragraphs []string) []string {
	out := append([]string(nil), paragraphs...)
	for range rng.IntN(6) {
		if len(out) < 2 {
			break
		}
		i, j := rng.IntN(len(out)), rng.IntN(len(out))
		words := strings.Fields(out[i])
		switch rng.IntN(6) {
		case 0:
			out = append(out[:i:i], out[i+1:]...)
		case 1:
			out[i], out[j] = out[j], out[i]
		case 2:
			k := rng.IntN(len(words))
			out[i] = strings.Join(words[:k], " ") + "\n" + strings.Join(words[k:], " ")
		case 3:
			if i+1 < len(out) {
				out[i] += " " + out[i+1]
				out = append(out[:i+1], out[i+2:]...)
			}
		case 4:
			words[rng.IntN(len(words))] = "other"
			out[i] = strings.Join(words, " ")
		case 5:
			out = append(out[:i:i], append([]string{sentence(rng, 50)}, out[i:]...)...)
		}
	}
	return out
}

// TestProperties checks edited texts of random words.
func TestProperties(t *testing.T) {
	for seed := range uint64(800) {
		rng := rand.New(rand.NewPCG(seed, 1))
		paragraphs := make([]string, rng.IntN(12))
		for i := range paragraphs {
			paragraphs[i] = sentence(rng, 3+rng.IntN(60))
		}
		a := Text{sentence(rng, 6), strings.Join(paragraphs, "\n")}
		b := Text{sentence(rng, 6), strings.Join(edited(rng, paragraphs), "\n")}
		check(t, a, b)
		check(t, a, a)
		if t.Failed() {
			t.Fatalf("seed %d\n%q\n%q\n%s", seed, a, b, draw(Texts(a, b)))
		}
	}
}
