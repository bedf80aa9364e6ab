package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

func TestStages(t *testing.T) {
	got := stages([]byte(`{"msg":"open \"x\""}
{"msg":"stage","stage":"reading","cpu_s":3}
not json
{"msg":"stage","stage":"comparing","cpu_s":1}
{"msg":"stage","stage":"writing","cpu_s":0.001}
`))
	if want := "reading 75, comparing 25"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRun measures a program that does nothing, and checks that nothing is left behind.
func TestRun(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nexit 0\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), program, "1G", true, 1, []string{"50"}); err != nil {
		t.Error(err)
	}
	if err := run(context.Background(), "/nonexistent", "", false, 1, []string{"50"}); err == nil {
		t.Error("a program that is not there was measured")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := run(ctx, program, "", false, 1, []string{"50"}); err != context.Canceled {
		t.Errorf("stopped: %v", err)
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
