package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

// TestRows: a row stands once, with all languages that have it, in byte order,
// whatever the order it came in.
func TestRows(t *testing.T) {
	r := rows{}
	for _, x := range [][2]string{{"NO\tNorwegen", "de"}, {"NO\tNoruega", "pt"}, {"NO\tNoruega", "es"}, {"NO\tNoruega", "es"}} {
		r.add("territories.tsv", x[0], x[1])
	}
	dir := t.TempDir()
	if err := r.write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "territories.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want := headers["territories.tsv"] + "\nNO\tNoruega\tes pt\nNO\tNorwegen\tde\n"
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestUntar: what was packed comes out; a package cut short is an error.
func TestUntar(t *testing.T) {
	var packed bytes.Buffer
	zw := gzip.NewWriter(&packed)
	tw := tar.NewWriter(zw)
	for name, text := range map[string]string{"package/main/de/a.json": "{}", "package/LICENSE": "MIT"} {
		if err := tw.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := tw.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := untar(packed.Bytes())
	if err != nil || len(files) != 2 || string(files["package/LICENSE"]) != "MIT" {
		t.Errorf("got %q, %v", files, err)
	}
	if _, err := untar(packed.Bytes()[:packed.Len()/2]); err == nil {
		t.Error("half a package gave no error")
	}
}
