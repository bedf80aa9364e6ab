package cli

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"newsdup/internal/report"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata/script and README.md from what is printed now")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"newsdup": func() { os.Exit(Main()) },
		"mortal":  mortal,
	})
}

// TestScript runs the scripts of testdata/script. Besides testscript's own
// commands they have those of the table below, each described where it stands, and
// the condition [nameless]: a file can be in the scripts' folders without a name.
func TestScript(t *testing.T) {
	// What starts the tests may ignore signals (nohup, a shell's &), and children
	// inherit that. A signal that is caught here is at its default there.
	for _, sig := range []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGPIPE, syscall.SIGXFSZ} {
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			pages, err := filepath.Abs("../../testdata/pages")
			env.Setenv("PAGES", pages)
			env.Setenv("TERM", "xterm")
			env.Setenv("HOME", filepath.Join(env.WorkDir, ".tmp", "home")) // testscript's /no-home is one for all, and root may make it
			return err
		},
		Condition: func(name string) (bool, error) {
			if name != "nameless" {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			return makesNameless(cmp.Or(os.Getenv("GOTMPDIR"), os.TempDir())), nil // where testscript makes them
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    cmdExits,
			"tty":      cmdTTY,
			"signal":   cmdSignal,
			"fifo":     cmdFIFO,
			"write":    cmdWrite,
			"repeat":   cmdRepeat,
			"compress": cmdCompress,
			"gone":     cmdGone,
			"valid":    cmdValid,
			"memory":   cmdMemory,
			"damage":   cmdDamage,
		},
	})
}

// exits CODE COMMAND ARGUMENT...
//
// Runs a command, as exec does, and wants that exit code.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	want, rest := code(ts, neg, args)
	if got := exitOf(ts, ts.Exec(rest[0], rest[1:]...)); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// code reads the exit code in front of a command.
func code(ts *testscript.TestScript, neg bool, args []string) (int, []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGUMENT...")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	return n, args[1:]
}

// exitOf is the exit code of a command that ran; death by a signal is 128 and
// its number, as in a shell.
func exitOf(ts *testscript.TestScript, err error) int {
	if err == nil {
		return 0
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		ts.Fatalf("run: %v", err)
	}
	if status := exit.Sys().(syscall.WaitStatus); status.Signaled() {
		return 128 + int(status.Signal())
	}
	return exit.ExitCode()
}

// command prepares a command in the script's folder and environment.
func command(ts *testscript.TestScript, args []string) *exec.Cmd {
	path := args[0]
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if p := filepath.Join(dir, args[0]); isFile(p) {
			path = p
			break
		}
	}
	cmd := exec.Command(path, args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{}
	for _, key := range []string{"PATH", "HOME", "TMPDIR", "TERM", "NO_COLOR", "COLUMNS", "PAGES", "NEWSDUP_DEBUG", "GOCOVERDIR"} {
		if v := ts.Getenv(key); v != "" {
			cmd.Env = append(cmd.Env, key+"="+v)
		}
	}
	return cmd
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// signal NAME CODE COMMAND ARGUMENT...
//
// Starts a command with a standard input that stays open, waits until it has
// begun its -o file in the current folder, sends it HUP, INT, TERM, QUIT or KILL, and wants
// that exit code; its messages are the stderr of the script. The command must have
// opened its file before it waits for input. INT+TERM sends both, one behind the other;
// CODE is 130|143 then, for threads take signals, and the second may be the faster.
func cmdSignal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: signal NAME CODE COMMAND ARGUMENT...")
	}
	known := map[string]os.Signal{"HUP": syscall.SIGHUP, "INT": os.Interrupt, "TERM": syscall.SIGTERM, "QUIT": syscall.SIGQUIT, "KILL": syscall.SIGKILL}
	want, rest := strings.Split(args[1], "|"), args[2:]
	cmd := command(ts, rest)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdin, err := cmd.StdinPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	defer stdin.Close()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for !begun(cmd) {
		select {
		case err := <-ended:
			ts.Fatalf("ended before the signal: %v: %s", err, &stderr)
		case <-time.After(5 * time.Millisecond):
		}
	}
	for _, name := range strings.Split(args[0], "+") {
		if err := cmd.Process.Signal(known[name]); !errors.Is(err, os.ErrProcessDone) {
			ts.Check(err)
		}
	}
	got := exitOf(ts, <-ended)
	fmt.Fprint(ts.Stderr(), stderr.String())
	if !slices.Contains(want, strconv.Itoa(got)) {
		ts.Fatalf("exit code %d, want %s: %s", got, args[1], &stderr)
	}
}

// begun says whether a command has begun an output file in its folder, with a
// hidden name or, on Linux, without any.
func begun(cmd *exec.Cmd) bool {
	names, _ := filepath.Glob(filepath.Join(cmd.Dir, ".newsdup-*"))
	open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", cmd.Process.Pid))
	dir, _ := filepath.EvalSymlinks(cmd.Dir)
	return len(names) > 0 || slices.ContainsFunc(open, func(fd string) bool {
		to, _ := os.Readlink(fd)
		return strings.HasPrefix(to, dir+"/#")
	})
}

// gone CODE COMMAND ARGUMENT...
//
// Runs a command whose reader leaves before it has read a byte, as head does
// when it has enough, and wants that exit code.
func cmdGone(ts *testscript.TestScript, neg bool, args []string) {
	want, rest := code(ts, neg, args)
	cmd := command(ts, rest)
	r, w, err := os.Pipe()
	ts.Check(err)
	ts.Check(r.Close())
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = w, &stderr
	err = cmd.Run()
	w.Close()
	fmt.Fprint(ts.Stderr(), stderr.String())
	if got := exitOf(ts, err); got != want {
		ts.Fatalf("exit code %d, want %d: %s", got, want, &stderr)
	}
}

// memory LIMIT CODE COMMAND ARGUMENT...
//
// Runs a command, wants that exit code and a peak memory below LIMIT MB.
func cmdMemory(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 3 {
		ts.Fatalf("usage: memory LIMIT CODE COMMAND ARGUMENT...")
	}
	limit, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	want, rest := code(ts, neg, args[1:])
	cmd := command(ts, rest)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	io.Copy(ts.Stdout(), &stdout)
	fmt.Fprint(ts.Stderr(), stderr.String())
	if got := exitOf(ts, err); got != want {
		ts.Fatalf("exit code %d, want %d: %s", got, want, &stderr)
	}
	if peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss >> 10; peak > limit {
		ts.Fatalf("peak memory %d MB, want at most %d", peak, limit)
	}
}

// damage FILE FROM
//
// Overwrites 4,000 bytes of a file.
func cmdDamage(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: damage FILE FROM")
	}
	from, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, 4000), from)
	ts.Check(err)
	ts.Check(f.Close())
}

// fifo PATH...
//
// Makes named pipes.
func cmdFIFO(ts *testscript.TestScript, _ bool, args []string) {
	for _, path := range args {
		ts.Check(syscall.Mkfifo(ts.MkAbs(path), 0o666))
	}
}

// write PATH TEXT
//
// Makes a file; both are read as the inside of a Go string literal, so that
// names and contents may hold any byte: write 'a\nb.txt' '\xff\x00'.
func cmdWrite(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: write PATH TEXT")
	}
	path, err := strconv.Unquote(`"` + args[0] + `"`)
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(path), []byte(text), 0o666))
}

// repeat PATH TEXT COUNT
//
// Makes a file of COUNT times TEXT, which is read as in write.
func cmdRepeat(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: repeat PATH TEXT COUNT")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	chunk := strings.Repeat(text, min(n, 1+1<<20/len(text)))
	for left := n * len(text); left > 0; left -= len(chunk) {
		_, err := f.WriteString(chunk[:min(left, len(chunk))])
		ts.Check(err)
	}
	ts.Check(f.Close())
}

// compress FROM TO [BYTES]
//
// Writes FROM as gzip to TO, cut to the first BYTES bytes when given.
func cmdCompress(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: compress FROM TO [BYTES]")
	}
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	f, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	_, err = io.Copy(z, f)
	ts.Check(err)
	ts.Check(z.Close())
	if len(args) == 3 {
		n, err := strconv.Atoi(args[2])
		ts.Check(err)
		buf.Truncate(n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), buf.Bytes(), 0o666))
}

// valid FILE
//
// Wants every object of a file, or of stdout, to hold to `newsdup schema`.
func cmdValid(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: valid FILE")
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema()))
	ts.Check(err)
	compiler := jsonschema.NewCompiler()
	ts.Check(compiler.AddResource("urn:schema", schema))
	compiled, err := compiler.Compile("urn:schema")
	ts.Check(err)
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	dec.UseNumber()
	n := 0
	for ; ; n++ {
		var object any
		if err := dec.Decode(&object); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			ts.Fatalf("object %d: %v", n+1, err)
		}
		if err := compiled.Validate(object); err != nil {
			ts.Fatalf("object %d: %v", n+1, err)
		}
	}
	if n == 0 {
		ts.Fatalf("no object in %s", args[0])
	}
}
