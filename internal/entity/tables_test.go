package entity

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestBuild checks that the embedded file is what Build makes of the data folder.
func TestBuild(t *testing.T) {
	got, err := Build(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, tablesFile) {
		t.Fatal("tables.bin is not what data makes: run make data")
	}
}

// TestCollisions compares the list of all forms that a rule leaves out of the tables with
// the golden file.
func TestCollisions(t *testing.T) {
	list, err := collisions(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	got := "# form, what it would mean, why it is out; rewrite with go test ./internal/entity -update\n" + strings.Join(list, "\n") + "\n"
	const golden = "testdata/collisions.tsv"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("collisions differ from %s: run go test ./internal/entity -update and read the diff", golden)
	}
	for _, form := range []string{"man\tIM", "indie\tIN", "ama\tAsia/Amman"} {
		if !strings.Contains(got, "\n"+form+"\t") {
			t.Errorf("%q is not left out", form)
		}
	}
}

// TestRows checks that the error for a row that cannot be read names its line.
func TestRows(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("data")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/cities.tsv", []byte("# head\na\tb\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Build(os.DirFS(dir))
	if want := `read "cities.tsv": line 2 has 2 columns, want 4`; err == nil || err.Error() != want {
		t.Errorf("error is %v, want %s", err, want)
	}
}

// TestKeys checks that a key of the hand tables is the code of a country only if it means
// the country.
func TestKeys(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	r := NewReader(tables)
	for key, want := range map[string]string{"RU": "Russia", "US": "United States", "IS": "Iceland", "islamic state": "Islamic State", "NATO": "NATO", "Europe/Kiev": "Kyiv"} {
		if got := r.Form(canonicalHash(key)); got != want {
			t.Errorf("%s is shown as %q, want %q", key, got, want)
		}
	}
}

func TestBackground(t *testing.T) {
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	r := NewReader(tables)
	f := func(w string) float32 { return tables.Background(r.Tokens(nil, Text{Body: w})[0].Stem) }
	for _, c := range []struct {
		word     string
		min, max float32
	}{
		{"home", 1e-3, 5e-3}, {"homes", 1e-3, 5e-3}, {"harbor", 1e-6, 1e-4}, {"Russia", 1e-5, 1e-3},
		{"Nordhafen", 0, 0}, {"gouvernement", 1e-7, 1e-4}, {"работать", 1e-7, 1e-4}, {"the", 0, 0},
	} {
		if got := f(c.word); got < c.min || got > c.max {
			t.Errorf("background of %q is %g, want %g to %g", c.word, got, c.min, c.max)
		}
	}
	if a, b := f("British"), f("UK"); a != b {
		t.Errorf("British has %g, UK %g", a, b)
	}
}

// TestDecode checks that a damaged file is an error and no panic.
func TestDecode(t *testing.T) {
	for _, file := range [][]byte{nil, []byte("x"), tablesFile[:len(tablesFile)/2], append([]byte{1}, tablesFile...)} {
		if _, err := decode(file); err == nil {
			t.Errorf("decode takes a file of %d bytes", len(file))
		}
	}
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	tables.ids = tables.ids[:10]
	file, err := tables.encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := decode(file); err == nil {
		t.Error("decode takes a file whose names mean more than it has")
	}
}

// collisions lists the forms that the rules of Build left out, sorted: form,
// what it would have meant, and why it is out, separated by tabs.
func collisions(data fs.FS) ([]string, error) {
	b, err := compile(data)
	if err != nil {
		return nil, err
	}
	slices.Sort(b.leftOut)
	return slices.Compact(b.leftOut), nil
}
