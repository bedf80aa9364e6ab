package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// floors reads the table of doc.go: package name to floor.
func floors(t *testing.T) map[string]int {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]int{}
	for _, m := range regexp.MustCompile(`(?m)^//\t(\d+)\s+(\w+)\s`).FindAllStringSubmatch(string(doc), -1) {
		n, _ := strconv.Atoi(m[1])
		table[m[2]] = n
	}
	if len(table) < 10 {
		t.Fatalf("the table of doc.go has %d rows, want at least 10", len(table))
	}
	return table
}

// TestFloors checks that every package stands in the table and imports only lower floors.
func TestFloors(t *testing.T) {
	table := floors(t)
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || !strings.Contains(path, "/") {
			return err
		}
		pkg := strings.Split(filepath.ToSlash(path), "/")[0]
		floor, ok := table[pkg]
		if !ok {
			t.Errorf("%s: package %q is not in the table of internal/doc.go", path, pkg)
			return nil
		}
		seen[pkg] = true
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			if name == "github.com/spf13/cobra" && pkg != "cli" {
				t.Errorf("%s imports cobra: only cli may", path)
			}
			rest, ours := strings.CutPrefix(name, "newsdup/internal/")
			if !ours {
				continue
			}
			to := strings.Split(rest, "/")[0]
			// A generator or an external test of a package may import that package.
			if to != pkg && table[to] >= floor && !strings.HasSuffix(path, "_test.go") {
				t.Errorf("%s: floor %d imports %s of floor %d", path, floor, to, table[to])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range table {
		if !seen[pkg] {
			t.Errorf("package %q stands in the table of internal/doc.go but has no code", pkg)
		}
	}
}
