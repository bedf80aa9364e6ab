//go:build !linux

package cli

import (
	"fmt"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// mortal is a command of Linux alone.
func mortal() {
	fmt.Fprintln(os.Stderr, "mortal: only Linux has the sets that it cuts")
	os.Exit(125)
}

// makesNameless is false where newsdup makes no nameless files.
func makesNameless(string) bool { return false }

// cmdTTY is a command of Linux alone.
func cmdTTY(ts *testscript.TestScript, neg bool, args []string) {
	ts.Fatalf("tty: only the terminals of Linux are known here")
}
