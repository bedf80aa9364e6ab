package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/act"
)

// lockFlags say how long another run is waited for.
type lockFlags struct{ wait span }

// AddFlags adds the flag of locking.
func (f *lockFlags) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Acting", func(fs *pflag.FlagSet) {
		fs.Var(&f.wait, "lock-wait", "`TIME` wait up to TIME for another run on the same folders to end, as in 30s or 10m (default not at all)")
	})
}

// lock takes the locks of folders for a command.
func (f *lockFlags) lock(ctx context.Context, roots []string, command string) (*act.Locks, error) {
	who := fmt.Sprintf("pid %d, `%s`, since %s", os.Getpid(), command, time.Now().UTC().Format(time.RFC3339))
	locks, err := act.Lock(ctx, roots, f.wait.duration(), who)
	var locked *act.LockedError
	if errors.As(err, &locked) {
		return nil, &lockedError{fmt.Errorf("%w; wait for it with --lock-wait", err)}
	}
	return locks, err
}
