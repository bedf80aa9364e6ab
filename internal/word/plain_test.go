package word

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

func itoa(n int) string { return strconv.Itoa(n) }

// slowPlain is Plain with strings.
func slowPlain(text string) (words []uint64) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N)
	}) {
		words = append(words, HashString(strings.Map(unicode.ToLower, w)))
	}
	return words
}

var plainTexts = []struct {
	text  string
	words string // separated by spaces
}{
	{"", ""},
	{" \t\n--", ""},
	{"The FERRY's 3 decks", "the ferry s 3 decks"},
	{"U.S. 1,000.5 co-op_x", "u s 1 000 5 co op x"},
	{"ÉLYSÉE élysée", "élysée élysée"},
	{"Київ–Львів: ІДЕ дощ", "київ львів іде дощ"},
	{"cafe\u0301 NAI\u0308VE", "cafe\u0301 nai\u0308ve"},
	{"東京 港、12 ½", "東京 港 12 ½"},
	{"bad\xffbytes\xc3 é\x80", "bad bytes é"},
	{"a\x00b zÀz", "a b zàz"},
	{"@[`{ AZaz09 /:", "azaz09"},
	{strings.Repeat("Ж", 300) + " " + strings.Repeat("Q", 300), strings.Repeat("ж", 300) + " " + strings.Repeat("q", 300)},
}

func TestPlain(t *testing.T) {
	for _, c := range plainTexts {
		var want []uint64
		for _, w := range strings.Fields(c.words) {
			want = append(want, HashString(w))
		}
		if got := Plain(nil, []byte(c.text)); !slices.Equal(got, want) {
			t.Errorf("Plain(%q) has %d words, or others than %q", c.text, len(got), c.words)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, c := range plainTexts {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, want := Plain(nil, text), slowPlain(string(text))
		if !slices.Equal(got, want) {
			t.Errorf("Plain(%q) = %x, want %x", text, got, want)
		}
	})
}

func TestPlainAllocates(t *testing.T) {
	text := []byte(strings.Repeat("The Élysée and the harbour of Київ. ", 20))
	dst := Plain(nil, text)
	if n := testing.AllocsPerRun(100, func() { dst = Plain(dst[:0], text) }); n != 0 {
		t.Errorf("Plain allocates %v times", n)
	}
}

// BenchmarkPlain cuts 70 kB of English, and of Ukrainian, made of one sentence.
func BenchmarkPlain(b *testing.B) {
	for name, sentence := range map[string]string{
		"english":   "Two ferries were held at the harbour on Monday, the port authority said. ",
		"ukrainian": "Два пороми затримали в порту в понеділок, повідомила адміністрація. ",
	} {
		b.Run("text="+name, func(b *testing.B) {
			text := []byte(strings.Repeat(sentence, 1000))
			var dst []uint64
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				dst = Plain(dst[:0], text)
			}
		})
	}
}
