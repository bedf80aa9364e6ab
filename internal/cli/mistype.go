package cli

// What the parser of flags and commands says, said newsdup's way, with the
// name that was probably meant.

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usagef is a *usageError for cmd.
func usagef(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...), cmd.CommandPath()}
}

// unknownCommand is the error for a command that does not exist.
func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return usagef(root, "run %q: no such command%s", name, didYouMean(name, names, ""))
}

// find is the command that the words name.
func find(root *cobra.Command, words []string) (*cobra.Command, error) {
	found, rest, err := root.Find(words)
	if err != nil {
		return nil, unknownCommand(root, words[0])
	}
	if len(rest) > 0 {
		return nil, unknownCommand(found, rest[0])
	}
	return found, nil
}

// flagError rewords what pflag says about a flag, in the form of messages that the
// environment or the file asks for.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	_, _ = a.settle(cmd) // one mistake is enough
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if group := unknown.GetSpecifiedShortnames(); group != "" {
			return usagef(cmd, "read flag %q: no such flag", "-"+name)
		}
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		return usagef(cmd, "read flag %q: no such flag%s", "--"+name, didYouMean(name, names, "--"))
	case errors.As(err, &missing):
		f := missing.GetFlag()
		return usagef(cmd, "read flag %q: want a value behind it: --%s %s", "--"+f.Name, f.Name, flagValue(f))
	case errors.As(err, &invalid):
		return usagef(cmd, "read --%s %q: %w", invalid.GetFlag().Name, invalid.GetValue(), plainCause(invalid))
	}
	return &usageError{err, cmd.CommandPath()}
}

// plainCause puts a want where strconv's errors name only a Go function.
func plainCause(e *pflag.InvalidValueError) error {
	switch e.GetFlag().Value.Type() {
	case "int":
		return errors.New("want a whole number")
	case "bool":
		return errors.New("want true or false")
	case "float64":
		return errors.New("want a number, as in 0.2")
	}
	return errors.Unwrap(e)
}

// didYouMean is `: did you mean "--threshold"?` for the known names closest to
// the one typed; "" when none is close.
func didYouMean(typed string, known []string, prefix string) string {
	const far = 3 // further apart, two words have no more in common than chance
	best, meant := far, []string(nil)
	for _, k := range known {
		d := distance(strings.ToLower(typed), strings.ToLower(k))
		if strings.HasPrefix(k, typed) && len(typed) > 1 {
			d = min(d, 1)
		}
		switch {
		case d < best:
			best, meant = d, append(meant[:0], k)
		case d == best && d < far:
			meant = append(meant, k)
		}
	}
	if len(meant) == 0 || best >= len(typed) {
		return ""
	}
	for i, m := range meant {
		meant[i] = fmt.Sprintf("%q", prefix+m)
	}
	return ": did you mean " + strings.Join(meant, " or ") + "?"
}

// distance is the Levenshtein distance with transposed neighbours as one step
// (optimal string alignment), the commonest slip of fingers.
func distance(a, b string) int {
	var last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			next[j] = row[j-1]
			if a[i-1] != b[j-1] {
				next[j] = 1 + min(row[j-1], row[j], next[j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], last[j-2]+1)
			}
		}
		last, row = row, next
	}
	return row[len(b)]
}
