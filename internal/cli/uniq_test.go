package cli

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// uniqLines is n records of which every third repeats an earlier one.
func uniqLines(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	var lines []string
	for i := range n {
		var words []string
		for range 40 {
			words = append(words, fmt.Sprint("w", r.IntN(5000)))
		}
		text := strings.Join(words, " ")
		if i%3 == 2 {
			_, old, _ := strings.Cut(lines[r.IntN(i)], `"text":"`)
			text, _, _ = strings.Cut(old, `"`)
		}
		lines = append(lines, fmt.Sprintf(`{"id":"%d","text":"%s"}`+"\n", i, text))
	}
	return lines
}

// TestUniqKilled kills uniq while it works, again and again, and starts it with
// the same stream: what all runs printed is what one would have, but for the
// last line before each kill, which may come twice.
func TestUniqKilled(t *testing.T) {
	lines := uniqLines(600)
	dir := t.TempDir()
	stream := filepath.Join(dir, "stream.jsonl")
	if err := os.WriteFile(stream, []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	want, err := exec.Command("newsdup", "uniq", "-q", "--level", "copy", stream).Output()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	var got []string
	kills, ended := 0, false
	for try := 0; try < 40 && !ended; try++ {
		cmd := exec.Command("newsdup", "uniq", "-q", "--level", "copy", "--state", filepath.Join(dir, "state.db"), stream)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 8 {
			first := make([]byte, 1+r.IntN(1<<14)) // some lines, then a moment more
			n, _ := io.ReadFull(out, first)
			time.Sleep(time.Duration(r.IntN(2000)) * time.Microsecond)
			cmd.Process.Kill()
			rest, _ := io.ReadAll(out)
			first = append(first[:n], rest...)
			ended = cmd.Wait() == nil
			kills++
			got = joined(t, got, first)
			continue
		}
		all, _ := io.ReadAll(out)
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
		ended = true
		got = joined(t, got, all)
	}
	if all := strings.Join(got, ""); all != string(want) {
		t.Errorf("%d runs printed %d lines, one prints %d", kills+1, len(got), bytes.Count(want, []byte("\n")))
	}
	if kills < 3 {
		t.Errorf("%d runs were killed: too few to say anything", kills)
	}
}

// joined adds the lines of a run to those of the runs before, whose last line may
// come again or be cut short.
func joined(t *testing.T, got []string, out []byte) []string {
	t.Helper()
	lines := strings.SplitAfter(string(out), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if n := len(got); n > 0 && len(lines) > 0 && (got[n-1] == lines[0] || !strings.HasSuffix(got[n-1], "\n")) {
		got = got[:n-1]
	}
	for _, line := range lines {
		if slices.Contains(got, line) {
			t.Errorf("line %.40q came again, and was not the last", line)
		}
	}
	return append(got, lines...)
}

// TestUniqPrompt types records one by one: each is answered before the next is
// there, and the end of the reader ends the program.
func TestUniqPrompt(t *testing.T) {
	cmd := exec.Command("newsdup", "uniq", "-q", "--mark", "--state", filepath.Join(t.TempDir(), "state.db"))
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 1<<12)
	for _, line := range uniqLines(4) {
		if _, err := io.WriteString(in, line); err != nil {
			t.Fatal(err)
		}
		n, err := out.Read(buf) // a test that hangs here has failed
		if err != nil || !bytes.HasPrefix(buf[:n], []byte(strings.TrimSuffix(line, "}\n"))) {
			t.Fatalf("answer %q, %v", buf[:n], err)
		}
	}
	out.Close() // as head does
	if _, err := io.WriteString(in, uniqLines(6)[4]); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != exitPipe { // though the input goes on
		t.Errorf("exit code %d, %v, want %d", cmd.ProcessState.ExitCode(), err, exitPipe)
	}
	in.Close()
}
