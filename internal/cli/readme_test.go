package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// figures are what a run says of the machine and of the day: others each time.
var figures = regexp.MustCompile(`[\d.,]+ m?s, [\d,]+ MB$|\b20\d{6}-\d+\b|\d{4}-\d{2}-\d{2} \d{2}:\d{2}Z`)

// TestReadme runs every command of README.md's console blocks in the project's
// root and compares what it prints, stdout before stderr. A line "..." stands for
// any number of lines. What stands for /tmp is a folder of the test's own: the
// names there may be those of another user, or of a test in another checkout.
func TestReadme(t *testing.T) {
	bin := t.TempDir()
	tmp, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(bin, "newsdup"), root+"/cmd/newsdup").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	commands := 0
	lines := strings.Split(string(readme), "\n")
	for i := 0; i < len(lines); i++ {
		out = append(out, lines[i])
		if lines[i] != "```console" {
			continue
		}
		for i++; lines[i] != "```"; {
			command, ok := strings.CutPrefix(lines[i], "$ ")
			if !ok {
				t.Fatalf("line %d: want a command, got %q", i+1, lines[i])
			}
			at := i + 1
			out = append(out, lines[i])
			var want []string
			for i++; lines[i] != "```" && !strings.HasPrefix(lines[i], "$ "); i++ {
				want = append(want, lines[i])
			}
			got := shell(t, bin, tmp, command)
			commands++
			if *update {
				want = fill(want, got)
			} else if !matches(want, got) {
				t.Errorf("README.md:%d: $ %s\nprints\n%s\nnot\n%s", at, command, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			out = append(out, want...)
		}
		out = append(out, lines[i])
	}
	if commands < 5 {
		t.Errorf("%d commands in README.md, want 5 or more", commands)
	}
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(strings.Join(out, "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// shell runs a command line as a reader would type it, with tmp for /tmp, and gives its lines.
func shell(t *testing.T, bin, tmp, command string) []string {
	t.Helper()
	c := exec.Command("sh", "-c", strings.ReplaceAll(command, "/tmp/", tmp+"/"))
	c.Dir = root
	c.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1",
		"HOME="+bin, "XDG_STATE_HOME=", "XDG_CACHE_HOME=", "XDG_CONFIG_HOME=") // never the reader's own state, but his Go caches
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} {
		dir, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		c.Env = append(c.Env, name+"="+strings.TrimSpace(string(dir)))
	}
	var stdout, stderr strings.Builder
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		t.Fatalf("$ %s: %v\n%s", command, err, &stderr)
	}
	text := strings.ReplaceAll(stdout.String()+stderr.String(), tmp+"/", "/tmp/")
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// matches compares lines, figures of the machine aside.
func matches(want, got []string) bool {
	same := func(a, b []string) bool {
		return slices.EqualFunc(a, b, func(x, y string) bool {
			return figures.ReplaceAllString(x, "") == figures.ReplaceAllString(y, "")
		})
	}
	cut := slices.Index(want, "...")
	if cut < 0 {
		return same(want, got)
	}
	tail := len(want) - cut - 1
	return len(got) >= cut+tail && same(want[:cut], got[:cut]) && same(want[cut+1:], got[len(got)-tail:])
}

// fill is want with the lines of got, as many before and behind "..." as before.
func fill(want, got []string) []string {
	cut := slices.Index(want, "...")
	if cut < 0 || len(got) < len(want) {
		return got
	}
	tail := len(want) - cut - 1
	return slices.Concat(got[:cut], []string{"..."}, got[len(got)-tail:])
}
