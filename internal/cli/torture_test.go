package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsdup/internal/store"
)

// rounds is how often TestKilled kills: a few times in `make test`, as often as
// NEWSDUP_TORTURE says in `make torture`.
func rounds(t *testing.T) int {
	text := os.Getenv("NEWSDUP_TORTURE")
	if text == "" {
		return 12
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("NEWSDUP_TORTURE is %q: want a number of rounds", text)
	}
	return n
}

// tortured is the folder that is swept, and what was in it at first.
type tortured struct {
	root, state string
	files       map[string]string // path below root -> bytes
}

// newTortured writes texts with copies, some of them byte for byte, into several folders.
func newTortured(t *testing.T) *tortured {
	d := &tortured{filepath.Join(t.TempDir(), "clips"), filepath.Join(t.TempDir(), "state.db"), map[string]string{}}
	r := rand.New(rand.NewPCG(1, 2))
	for story := range 12 {
		var words []string
		for range 120 {
			words = append(words, fmt.Sprintf("w%dx%d", story, r.IntN(4000)))
		}
		text := strings.Join(words, " ") + ".\n"
		for i := range 5 {
			name := fmt.Sprintf("%c/%d/clip-%d-%d.txt", 'a'+i%3, story%4, story, i)
			if i > 2 {
				text = strings.Replace(text, words[10*i], "edited", 1)
			}
			d.files[name] = text
		}
	}
	for name, text := range d.files {
		path := filepath.Join(d.root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// command is a run of newsdup, which is this program under that name.
func (d *tortured) command(t *testing.T, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"newsdup"}, args...)
	cmd.Args = append(cmd.Args, "--state", d.state)
	cmd.Env = append(os.Environ(), "HOME="+filepath.Dir(d.state), "NEWSDUP_DEBUG=1")
	return cmd
}

// whole checks that every file is in its place, in a quarantine under its name,
// or was removed while another file has its bytes.
func (d *tortured) whole(t *testing.T, when string) {
	stored, all := map[string][]string{}, map[string]int{}
	err := filepath.WalkDir(d.root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		all[string(text)]++
		if _, rest, ok := strings.Cut(path, "/.newsdup/quarantine/"); ok {
			_, name, _ := strings.Cut(rest, "/")
			stored[name] = append(stored[name], string(text))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range d.files {
		in, _ := os.ReadFile(filepath.Join(d.root, name))
		kept := string(in) == text
		for _, s := range stored[name] {
			kept = kept || s == text
		}
		if !kept && all[text] == 0 {
			t.Fatalf("%s: %s is lost", when, name)
		}
	}
}

// restore takes all runs back and wants the folder as it was.
func (d *tortured) restore(t *testing.T, when string) {
	for range 20 {
		out, err := d.command(t, "undo").CombinedOutput()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == exitUsage && bytes.Contains(out, []byte("left to put back")) {
			break
		}
		if err != nil {
			t.Fatalf("%s: undo: %v\n%s", when, err, out)
		}
	}
	now := map[string]string{}
	err := filepath.WalkDir(d.root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.Name() == ".newsdup" {
			return fs.SkipDir
		}
		if !e.IsDir() {
			text, err := os.ReadFile(path)
			rest, _ := filepath.Rel(d.root, path)
			now[rest] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range d.files {
		if now[name] != text {
			t.Fatalf("%s: %s did not come back", when, name)
		}
		delete(now, name)
	}
	for name := range now {
		t.Fatalf("%s: %s was left behind", when, name)
	}
}

// TestKilled kills sweep, apply and undo at random moments (SIGKILL). After each,
// every byte is in its place or in quarantine, the state opens and is sound,
// the next run finishes the work, and everything can be put back.
func TestKilled(t *testing.T) {
	d := newTortured(t)
	report := filepath.Join(t.TempDir(), "report.jsonl")
	if out, err := d.command(t, "group", "-f", "jsonl", "-o", report, d.root).CombinedOutput(); err != nil {
		t.Fatalf("group: %v\n%s", err, out)
	}
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 3)) // other moments each time
	dos := []string{"quarantine", "hardlink", "symlink", "remove"}
	killed := 0
	for round := range rounds(t) {
		do := dos[round%len(dos)]
		sweep := []string{"sweep", "--do", do, d.root}
		apply := []string{"apply", "-y", "--do", do, report}
		victim := [][]string{sweep, apply, {"undo"}}[r.IntN(3)]
		when := fmt.Sprintf("round %d, %s --do %s", round, victim[0], do)
		if victim[0] == "undo" {
			if out, err := d.command(t, apply...).CombinedOutput(); err != nil && do != "remove" {
				t.Fatalf("%s: apply: %v\n%s", when, err, out)
			}
		}
		cmd := d.command(t, victim...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(r.IntN(160)) * time.Millisecond)
		cmd.Process.Kill()
		if cmd.Wait() != nil && cmd.ProcessState.ExitCode() < 0 {
			killed++
		}
		d.whole(t, when)
		s, err := store.Open(context.Background(), d.state)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if err := errors.Join(s.Verify(context.Background()), s.Close()); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if victim[0] != "undo" { // the next run finishes the work: files that cannot go by --do remove are refused
			if out, err := d.command(t, victim...).CombinedOutput(); err != nil && do != "remove" {
				t.Fatalf("%s: again: %v\n%s", when, err, out)
			}
			d.whole(t, when+", finished")
		}
		d.restore(t, when)
	}
	if killed == 0 {
		t.Error("no run was killed before it ended")
	}
}
