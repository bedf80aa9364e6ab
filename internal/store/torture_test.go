package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsdup/internal/act"
)

// The writer of TestKill: it writes batches into the state named by the
// environment until it is killed, and says each on standard output once it is durable.
func TestMain(m *testing.M) {
	if path := os.Getenv("STORE_TORTURE"); path != "" {
		if err := torture(path); err != nil {
			fmt.Println("error:", err)
		}
		return
	}
	os.Exit(m.Run())
}

// batchActs is the acts of one batch of the writer.
const batchActs = 5

func torture(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	c, err := OpenCache(ctx, path+"-cache", "one")
	if err != nil {
		return err
	}
	runs, err := s.Runs(ctx)
	if err != nil {
		return err
	}
	id := fmt.Sprint("run", len(runs))
	if err := s.Begin(ctx, act.Run{ID: id, Began: time.Now()}); err != nil {
		return err
	}
	for n := 0; ; n += batchActs {
		var acts []act.Act
		for i := range batchActs {
			acts = append(acts, anAct(n+i+1, fmt.Sprint(n+i+1)))
		}
		if err := s.Plan(ctx, id, acts); err != nil {
			return err
		}
		fmt.Println(id, "planned", n+batchActs)
		for i := range acts {
			acts[i].State = act.Done
		}
		if err := s.Mark(ctx, id, acts); err != nil {
			return err
		}
		fmt.Println(id, "done", n+batchActs)
		if err := c.Put(ctx, someClip(n)); err != nil {
			return err
		}
		if err := c.Flush(ctx); err != nil {
			return err
		}
		if _, err := s.Stories(ctx, "story", []Story{story("ab"), story(string(rune('a'+n%26)) + "Z")}); err != nil {
			return err
		}
	}
}

// TestKill kills a writer at random moments: what it said is there, a batch is
// all or nothing, and both files open and are whole.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	r := rand.New(rand.NewPCG(1, 2))
	said := map[string]map[string]int{} // run -> what -> the last act
	for range 12 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "STORE_TORTURE="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		note := func() {
			words := strings.Fields(lines.Text())
			if len(words) != 3 || words[0] == "error:" {
				t.Errorf("the writer said %q", lines.Text())
				return
			}
			if said[words[0]] == nil {
				said[words[0]] = map[string]int{}
			}
			said[words[0]][words[1]], _ = strconv.Atoi(words[2])
		}
		for range r.IntN(40) {
			if lines.Scan() {
				note()
			}
		}
		cmd.Process.Kill()
		for lines.Scan() {
			note()
		}
		cmd.Wait()

		s := openState(t, path)
		if err := s.Verify(t.Context()); err != nil {
			t.Fatal(err)
		}
		for run, last := range said {
			acts, err := s.Acts(t.Context(), run)
			if err != nil {
				t.Fatal(err)
			}
			done := 0
			for _, a := range acts {
				if a.State == act.Done {
					done++
				}
			}
			if len(acts) < last["planned"] || done < last["done"] || len(acts)%batchActs+done%batchActs > 0 {
				t.Errorf("%s: %d acts, %d done; the writer said %v", run, len(acts), done, last)
			}
		}
		s.Close()
		if _, err := os.Stat(path + "-cache"); err == nil {
			c, err := OpenCacheFile(t.Context(), path+"-cache")
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Verify(t.Context()); err != nil {
				t.Error(err)
			}
			c.Close()
		}
	}
	if len(said) < 5 {
		t.Errorf("only %d writers came to write", len(said))
	}
}
