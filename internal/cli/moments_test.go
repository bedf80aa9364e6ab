package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsdup/internal/act"
)

// exitCodeOf is the exit code of a command that ran, and what it printed.
func exitCodeOf(t *testing.T, cmd *exec.Cmd) (int, string) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// TestDiskFull runs apply and undo while no file can grow beyond a limit, as on a
// disk that is full: wherever that strikes, nothing is lost, the command says
// so, and the next one finishes the work.
func TestDiskFull(t *testing.T) {
	d := newTortured(t)
	report := filepath.Join(t.TempDir(), "report.jsonl")
	if out, err := d.command(t, "group", "-f", "jsonl", "-o", report, d.root).CombinedOutput(); err != nil {
		t.Fatalf("group: %v\n%s", err, out)
	}
	if code, out := exitCodeOf(t, d.command(t, "notsame", "add", strings.Repeat("a", 64), strings.Repeat("b", 64))); code != exitDone { // the state exists
		t.Fatal(out)
	}
	limited := func(kb int, args ...string) *exec.Cmd {
		cmd := d.command(t, args...)
		bash := exec.Command("bash", "-c", fmt.Sprintf(`ulimit -f %d; exec -a newsdup "$0" "$@"`, kb), cmd.Path)
		bash.Args, bash.Env = append(bash.Args, cmd.Args[1:]...), cmd.Env
		return bash
	}
	full, through := 0, 0
	for _, kb := range []int{4, 12, 20, 36, 52, 68, 84, 100, 4000} {
		for _, args := range [][]string{{"apply", "-y", report}, {"undo"}} {
			when := fmt.Sprintf("%s with %d kB", args[0], kb)
			switch code, out := exitCodeOf(t, limited(kb, args...)); {
			case code == exitDone:
				through++
			case code != exitUsage && code != exitRefused || !strings.Contains(out, "newsdup: "):
				t.Fatalf("%s: exit code %d: %s", when, code, out)
			default:
				full++
			}
			d.whole(t, when)
		}
		if code, out := exitCodeOf(t, d.command(t, "apply", "-y", report)); code != exitDone {
			t.Fatalf("apply behind it: %d: %s", code, out)
		}
		d.restore(t, fmt.Sprintf("%d kB", kb))
	}
	if full == 0 || through == 0 {
		t.Errorf("%d were stopped, %d went through: the limits are wrong", full, through)
	}
}

// TestTwoSweeps: the second of two on one folder leaves with 75 and names the
// first, or waits for it; many at once act once.
func TestTwoSweeps(t *testing.T) {
	d := newTortured(t)
	locks, err := act.Lock(context.Background(), []string{d.root}, 0, "pid 7, `newsdup sweep`")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"sweep", d.root}, {"sweep", "--lock-wait", "1s", d.root}} {
		if code, out := exitCodeOf(t, d.command(t, args...)); code != exitLocked || !strings.Contains(out, "held by pid 7, `newsdup sweep`") {
			t.Errorf("%q: %d: %s", args, code, out)
		}
	}
	var sweeps []*exec.Cmd
	outs := make([]bytes.Buffer, 4)
	for i := range outs {
		cmd := d.command(t, "sweep", "--lock-wait", "10m", d.root)
		cmd.Stdout, cmd.Stderr = &outs[i], &outs[i]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		sweeps = append(sweeps, cmd)
	}
	time.Sleep(20 * time.Millisecond)
	locks.Close()
	said := 0
	for i, cmd := range sweeps {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, &outs[i])
		}
		if strings.Contains(outs[i].String(), "quarantined") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("%d sweeps acted, want 1", said)
	}
	d.whole(t, "four sweeps")
	d.restore(t, "four sweeps")
}

// TestManySweeps: sweeps of several folders share a state.
func TestManySweeps(t *testing.T) {
	d := newTortured(t)
	var sweeps []*exec.Cmd
	outs := make([]bytes.Buffer, 3)
	for i := range outs {
		cmd := d.command(t, "sweep", filepath.Join(d.root, string(rune('a'+i))))
		cmd.Stdout, cmd.Stderr = &outs[i], &outs[i]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		sweeps = append(sweeps, cmd)
	}
	for i, cmd := range sweeps {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, &outs[i])
		}
	}
	d.whole(t, "three folders")
	d.restore(t, "three folders")
	if names, _ := os.ReadDir(d.root); len(names) != 3 {
		t.Errorf("%v", names)
	}
}
