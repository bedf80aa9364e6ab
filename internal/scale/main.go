// Command scale measures newsdup on made-up folders of growing size.
//
//	go run ./internal/scale [-bin bin/newsdup] [-copies] [-memory 256M] [-seed 1] 10000 100000
//
// For each size it writes a folder of package invent below the folder for
// temporary files, reads it once with `wc -w`, so that the disk is warm and
// there is a yardstick for the machine, runs `newsdup group`, and removes the
// folder, also when it is stopped. It prints a table in Markdown:
//
//	pages, MB       of the folder
//	wall, CPU       seconds; CPU is user and system time of all threads
//	docs/s, MB/s    by wall time
//	memory          the most that the process held (ru_maxrss)
//	x wc, x first   CPU by that of wc -w, and by that of the first row, per page
//	stages          share of the CPU of each stage, as -v tells it
//
// It refuses a folder that the disk has not twice the room for.
package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"newsdup/internal/invent"
)

// bytesPerPage is what a page takes on disk, with its inode and the end of its last block.
const bytesPerPage = 9 << 10

func main() {
	bin := flag.String("bin", "bin/newsdup", "the program to measure")
	memory := flag.String("memory", "", "passed on as --memory")
	copies := flag.Bool("copies", false, "measure --level copy, too")
	seed := flag.Uint64("seed", 1, "of the pages")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *bin, *memory, *copies, *seed, flag.Args()); err != nil {
		fmt.Fprintf(os.Stderr, "scale: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, bin, memory string, copies bool, seed uint64, sizes []string) error {
	if len(sizes) == 0 {
		sizes = []string{"10000", "100000", "1000000"}
	}
	levels := []string{"story"}
	if copies {
		levels = []string{"copy", "story"}
	}
	fmt.Printf("%s, %d processors, %s\n\n", machine(), runtime.NumCPU(), time.Now().Format("2 January 2006"))
	fmt.Println("| pages | MB | level | wall s | CPU s | docs/s | MB/s | memory MB | x wc | x first | stages |")
	fmt.Println("|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|---|")
	first := map[string]float64{} // level -> CPU seconds a page of the first row
	for _, text := range sizes {
		n, err := strconv.Atoi(text)
		if err != nil || n <= 0 {
			return fmt.Errorf("read size %q: give a number of pages", text)
		}
		if err := measure(ctx, bin, memory, levels, seed, n, first); err != nil {
			return err
		}
	}
	return nil
}

// measure prints the rows of one size.
func measure(ctx context.Context, bin, memory string, levels []string, seed uint64, n int, first map[string]float64) (err error) {
	if err := room(n); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "newsdup-scale-")
	if err != nil {
		return err
	}
	defer func() {
		if e := os.RemoveAll(dir); err == nil {
			err = e
		}
	}()
	size, err := invent.New(seed).Write(ctx, dir, n)
	if err != nil {
		return err
	}
	wc, err := count(ctx, dir)
	if err != nil {
		return err
	}
	for _, level := range levels {
		args := []string{"group", "-v", "--log-format", "json", "--state", "none", "--level", level, "-f", "jsonl", "-o", filepath.Join(os.TempDir(), filepath.Base(dir)+".jsonl"), dir}
		if memory != "" {
			args = append(args, "--memory", memory)
		}
		u, messages, err := command(ctx, bin, args...)
		os.Remove(filepath.Join(os.TempDir(), filepath.Base(dir)+".jsonl"))
		if err != nil {
			return fmt.Errorf("%w: %s", err, messages)
		}
		perPage := u.cpu.Seconds() / float64(n)
		first[level] = cmp.Or(first[level], perPage)
		mb := float64(size) / 1e6
		fmt.Printf("| %d | %.0f | %s | %.1f | %.1f | %.0f | %.1f | %d | %.1f | %.2f | %s |\n",
			n, mb, level, u.wall.Seconds(), u.cpu.Seconds(), float64(n)/u.wall.Seconds(), mb/u.wall.Seconds(),
			u.peak>>20, u.cpu.Seconds()/wc.cpu.Seconds(), perPage/first[level], stages(messages))
	}
	return nil
}

// room refuses what does not fit twice.
func room(n int) error {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(os.TempDir(), &fs); err != nil {
		return fmt.Errorf("look at %q: %w", os.TempDir(), err)
	}
	if need, free := 2*int64(n)*bytesPerPage, int64(fs.Bavail)*int64(fs.Bsize); free < need {
		return fmt.Errorf("write %d pages: %d MB are free in %q, want %d; set TMPDIR", n, free>>20, os.TempDir(), need>>20)
	}
	return nil
}

// used is what a program took.
type used struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// command runs a program and gives what it wrote to standard error.
func command(ctx context.Context, name string, args ...string) (u used, messages []byte, err error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) } // it cleans up, too
	var out bytes.Buffer
	cmd.Stderr = &out
	began := time.Now()
	if err = cmd.Run(); err != nil {
		return u, out.Bytes(), fmt.Errorf("run %s: %w", name, err)
	}
	u.wall = time.Since(began)
	u.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	u.peak = cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	return u, out.Bytes(), nil
}

// count is `wc -w` of all files, by way of a shell that hands over their names.
func count(ctx context.Context, dir string) (used, error) {
	u, messages, err := command(ctx, "sh", "-c", `find "$0" -type f -print0 | xargs -0 wc -w >/dev/null`, dir)
	if err != nil {
		return u, fmt.Errorf("%w: %s", err, messages)
	}
	u, _, err = command(ctx, "sh", "-c", `find "$0" -type f -print0 | xargs -0 wc -w >/dev/null`, dir) // warm
	return u, err
}

// stages is the share of each stage in the CPU of all, in percent.
func stages(messages []byte) string {
	type line struct {
		Stage string  `json:"stage"`
		CPU   float64 `json:"cpu_s"`
	}
	var lines []line
	total := 0.0
	for text := range bytes.Lines(messages) {
		var l line
		if json.Unmarshal(text, &l) == nil && l.Stage != "" {
			lines = append(lines, l)
			total += l.CPU
		}
	}
	var parts []string
	for _, l := range lines {
		if share := 100 * l.CPU / max(total, 1e-9); share >= 1 {
			parts = append(parts, fmt.Sprintf("%s %.0f", l.Stage, share))
		}
	}
	return strings.Join(parts, ", ")
}

// machine names the processor.
func machine() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for text := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(text, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
