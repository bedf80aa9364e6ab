package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ferryPage is the text of a test page.
const ferryPage = `Harbour ferry returns to Lindholm after nine years
12 March 2026
The passenger ferry between Lindholm and the old town will sail again from Monday, nine years after the service was dropped to save money.
Mayor Edda Brunholt said the city had bought two electric boats for 14 million crowns and hired 31 people to run them.
`

// TestExamples runs every example of every command's help and manual page in a
// folder that has what they name: clips/ with two copies, and gold.tsv.
func TestExamples(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"clips/page.html": "<html><body><article><h1>Harbour ferry returns</h1><p>" + strings.ReplaceAll(ferryPage, "\n", "</p><p>") + "</p></article></body></html>",
		"clips/a.txt":     ferryPage,
		"clips/b.txt":     ferryPage,
		"gold.tsv":        "a.txt\tferry\nb.txt\tferry\npage.html\tferry\n",
		// What the examples pipe into, where a machine may not have it.
		"bin/man": "#!/bin/sh\nexec cat >/dev/null\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	root := newRoot(&app{tui: newTUI(os.Stderr)})
	for _, cmd := range withCommands(root) {
		examples := 0
		for _, line := range strings.Split(cmd.Example, "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			examples++
			t.Run(line, func(t *testing.T) {
				// The run of the examples is one of this day.
				line = strings.ReplaceAll(line, "20261122-1", "$(newsdup runs list | head -n 1 | cut -d ' ' -f 1)")
				sh := exec.Command("bash", "-c", "set -e -o pipefail; "+line)
				sh.Dir = dir
				sh.Env = append(os.Environ(), "HOME="+dir, "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"))
				out, err := sh.CombinedOutput()
				if err != nil || strings.Contains(string(out), "newsdup:") {
					t.Errorf("%v\n%s", err, out)
				}
			})
		}
		if own := cmd.Parent() == nil || cmd.Parent() == root; own && examples != 3 || examples == 0 {
			t.Errorf("%s has %d examples, want 3", cmd.CommandPath(), examples)
		}
		if cmd.Annotations[exitKey] == "" {
			t.Errorf("%s does not list its exit codes", cmd.CommandPath())
		}
	}
}
