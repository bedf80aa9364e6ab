//go:build linux && !race

package dedup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"newsdup/internal/budget"
	"newsdup/internal/source"
)

// peakBudget is what the runs of TestPeak may hold.
const peakBudget = 80 << 20

// TestPeak runs folders that have much of one thing in processes of their own, within
// a budget, and asks the system what they held at their peak: all that counts as memory of
// a process, as the summary of a run has it, with the 14 MB of the program's file.
func TestPeak(t *testing.T) {
	if path := os.Getenv("NEWSDUP_PEAK"); path != "" {
		runWithin(t, path)
		return
	}
	r := rand.New(rand.NewPCG(1, 2))
	known := make([]string, 20_000)
	for i := range known {
		known[i] = syllables(r, 3)
	}
	rare := func() string { return known[int(float64(len(known))*r.Float64()*r.Float64()*r.Float64())] }
	base := strings.Fields(prose(800, rare))
	z := rand.NewZipf(r, 1.6, 1, 4000)
	common := func() string { return known[z.Uint64()] }
	footer := prose(70, common)
	for _, c := range []struct {
		what    string
		records int
		page    func(i int) string
		fits    bool
	}{
		{"long reports of one event", 150, func(int) string {
			return prose(8000, func() string {
				if r.IntN(2) == 0 {
					return known[len(known)-1-r.IntN(300)]
				}
				return rare()
			})
		}, true},
		{"long records of many events", 150, func(i int) string {
			return prose(12_000, func() string {
				if r.IntN(3) == 0 {
					return known[len(known)-1-i%50*100-r.IntN(100)]
				}
				return rare()
			})
		}, true},
		{"one of 1 MB", 1, func(int) string { return prose(150_000, rare) }, true},
		{"one of 1 MB without blanks", 1, func(int) string {
			var b strings.Builder
			for range 10_000 {
				for range 30 {
					b.WriteRune(rune(0x4e00 + r.IntN(3000)))
				}
				b.WriteString("。\n")
			}
			return b.String()
		}, false},
		{"one of 0.6 MB of letters", 1, func(int) string {
			return prose(300_000, func() string { return string(rune('A' + r.IntN(26))) })
		}, false},
		{"edits of one text", 800, func(int) string {
			edit := bytes.Fields([]byte(strings.Join(base, " ")))
			for range 6 {
				edit[r.IntN(len(edit))] = []byte(rare())
			}
			return string(bytes.Join(edit, []byte(" ")))
		}, true},
		{"notes of few words under one footer", 4000, func(int) string { return prose(20+r.IntN(180), common) + footer }, false},
		{"fewer of them", 700, func(int) string { return prose(20+r.IntN(180), common) + footer }, true},
		{"notices", 6000, func(int) string { return prose(40, rare) }, true},
		{"new words", 1500, func(int) string { return prose(1000, func() string { return syllables(r, 5) }) }, false},
		{"fewer new words", 180, func(int) string { return prose(1000, func() string { return syllables(r, 5) }) }, true},
		{"names", 1500, func(int) string {
			return prose(1000, func() string { return "John " + strings.ToUpper(syllables(r, 1)) + syllables(r, 4) })
		}, false},
		{"numbers", 1500, func(int) string { return prose(1000, func() string { return fmt.Sprint(r.IntN(1 << 30)) }) }, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.jsonl")
			var lines bytes.Buffer
			for i := range c.records {
				line, _ := json.Marshal(map[string]any{"id": i, "text": fmt.Sprintf("Report %d from the harbour\n\n%s", i, c.page(i))})
				lines.Write(append(line, '\n'))
			}
			if err := os.WriteFile(path, lines.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(os.Args[0], "-test.run", "^TestPeak$", "-test.v")
			cmd.Env = append(os.Environ(), "NEWSDUP_PEAK="+path)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if fits := !bytes.Contains(out, []byte("needs more")); fits != c.fits {
				t.Errorf("it fits is %t: %s", fits, out)
			}
		})
	}
}

// runWithin is the process of a case.
func runWithin(t *testing.T, path string) {
	budget.Start().Limit(peakBudget)
	o := Options{Source: source.Options{Paths: []string{path}}, Budget: peakBudget, Workers: 2, TempDir: t.TempDir()}
	var c collector
	var above *BudgetError
	switch _, err := Run(context.Background(), o, &c); {
	case errors.As(err, &above):
		t.Log("needs more:", err)
	case err != nil:
		t.Error(err)
	case len(c.problems) > 0:
		t.Log("needs more:", c.problems[0].Err)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	peak, err := strconv.Atoi(string(regexp.MustCompile(`VmHWM:\s*(\d+) kB`).FindSubmatch(status)[1]))
	if err != nil || peak<<10 > peakBudget {
		t.Errorf("%d kB at the peak, more than %d, %v", peak, peakBudget>>10, err)
	}
}
