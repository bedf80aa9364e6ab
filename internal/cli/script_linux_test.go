package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// mortal is the command `mortal COMMAND ARGUMENT...`: it runs the command
// without the right of root to read what nobody may, so that tests of
// permissions mean the same to every user. Only the bounding set is cut: exec
// computes the rights of root from it.
func mortal() {
	runtime.LockOSThread() // the set belongs to the thread that will exec
	for _, c := range []uintptr{unix.CAP_DAC_OVERRIDE, unix.CAP_DAC_READ_SEARCH} {
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, c, 0, 0, 0); err != nil && os.Getuid() == 0 {
			fmt.Fprintln(os.Stderr, "mortal: drop the rights of root:", err)
			os.Exit(125)
		}
	}
	path, err := exec.LookPath(os.Args[1])
	if err == nil {
		err = syscall.Exec(path, os.Args[1:], os.Environ())
	}
	fmt.Fprintln(os.Stderr, "mortal:", err)
	os.Exit(125)
}

// makesNameless reports whether a file in dir can be made without a name and found to
// be given one: old overlays and many network file systems cannot, and /proc may be hidden.
func makesNameless(dir string) bool {
	fd, err := unix.Open(dir, unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return false
	}
	defer unix.Close(fd)
	_, err = os.Stat(fmt.Sprintf("/proc/self/fd/%d", fd))
	return err == nil
}

// tty COLUMNSxROWS CODE COMMAND ARGUMENT...
//
// Runs a command on a terminal of that size, all three streams, and wants that
// exit code. What the terminal got is the stdout of the script, with \n for the
// \r\n that terminals make. An argument <FILE or >FILE or 2>FILE takes that
// stream off the terminal; +TEXT is a line that somebody types, and who has typed
// all presses Ctrl-D.
func cmdTTY(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 3 {
		ts.Fatalf("usage: tty COLUMNSxROWS CODE COMMAND ARGUMENT...")
	}
	var size unix.Winsize
	if _, err := fmt.Sscanf(args[0], "%dx%d", &size.Col, &size.Row); err != nil {
		ts.Fatalf("read size %q: %v", args[0], err)
	}
	want, rest := code(ts, neg, args[1:])
	master, slave := openTTY(ts, &size)
	defer master.Close()

	typed := ""
	cmd := command(ts, rest[:1])
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	for _, arg := range rest[1:] {
		switch {
		case strings.HasPrefix(arg, "+"):
			typed += arg[1:] + "\n"
		case strings.HasPrefix(arg, "<"):
			f, err := os.Open(ts.MkAbs(arg[1:]))
			ts.Check(err)
			defer f.Close()
			cmd.Stdin = f
		case strings.HasPrefix(arg, ">"), strings.HasPrefix(arg, "2>"):
			stream, name, _ := strings.Cut(arg, ">")
			f, err := os.Create(ts.MkAbs(name))
			ts.Check(err)
			defer f.Close()
			if stream == "2" {
				cmd.Stderr = f
			} else {
				cmd.Stdout = f
			}
		default:
			cmd.Args = append(cmd.Args, arg)
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	ts.Check(cmd.Start())
	slave.Close()
	_, err := io.WriteString(master, typed+"\x04")
	ts.Check(err)

	var got bytes.Buffer
	got.ReadFrom(master) // ends with EIO when the last slave is closed
	err = cmd.Wait()
	fmt.Fprint(ts.Stdout(), strings.ReplaceAll(got.String(), "\r\n", "\n"))
	if exit := exitOf(ts, err); exit != want {
		ts.Fatalf("exit code %d, want %d: %s", exit, want, &got)
	}
}

// openTTY is a pseudo-terminal, see pty(7).
func openTTY(ts *testscript.TestScript, size *unix.Winsize) (master, slave *os.File) {
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	ts.Check(err)
	fd := int(master.Fd())
	ts.Check(unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	ts.Check(err)
	slave, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|syscall.O_NOCTTY, 0)
	ts.Check(err)
	ts.Check(unix.IoctlSetWinsize(int(slave.Fd()), unix.TIOCSWINSZ, size))
	return master, slave
}
