package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStoppedAtFIFO: whatever an -o that is a FIFO waits for, a reader or for one to go
// on reading, a signal can put the result away.
func TestStoppedAtFIFO(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)

	a := &app{}
	go func() {
		_, err := a.open(path)
		ended <- err
	}()
	within(t, "os.OpenFile(")
	free(t, a, "open")
	a.discard(true)
	reader, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // open goes on
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := <-ended; !errors.Is(err, context.Canceled) || a.pending != nil {
		t.Errorf("opened after a signal: %v, %v", err, a.pending)
	}

	a = &app{}
	out, err := a.open(path)
	if err != nil {
		t.Fatal(err)
	}
	clog(t, path)
	go func() {
		_, err := out.Write([]byte("a line\n"))
		ended <- errors.Join(err, out.commit())
	}()
	within(t, "bufio.(*Writer).Flush(")
	free(t, a, "commit")
	a.discard(true)
	if err := <-ended; err == nil {
		t.Error("a result that was put away counts as written")
	}
}

// clog writes to a FIFO until it takes no more.
func clog(t *testing.T, path string) {
	t.Helper()
	fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fd)
	for line := []byte{'\n'}; err == nil; {
		_, err = syscall.Write(fd, line)
	}
	if !errors.Is(err, syscall.EAGAIN) {
		t.Fatal(err)
	}
}

// within waits until a goroutine stands in a call.
func within(t *testing.T, call string) {
	t.Helper()
	stacks := make([]byte, 1<<20)
	for range 10_000 {
		if strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), call) {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("nothing has called %s", call)
}

// free says whether a signal would find what is pending, or wait for what waits.
func free(t *testing.T, a *app, what string) {
	t.Helper()
	if !a.mu.TryLock() {
		t.Fatalf("%s waits for the FIFO under the lock", what)
	}
	a.mu.Unlock()
}
