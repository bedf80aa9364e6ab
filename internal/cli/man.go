package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
)

// manOptions are the flags of `newsdup man`.
type manOptions struct {
	dir string // write every page here; "" prints one page
}

// newMan is `newsdup man`.
func newMan(a *app) *cobra.Command {
	var o manOptions
	cmd := &cobra.Command{
		Use:   "man [COMMAND]",
		Short: "print a manual page, or write all of them",
		Long:  `Prints the manual page of a command (of newsdup itself when none is named) in the form that man and groff read, or writes the pages of all commands into a folder.`,
		Example: examples(
			"read about group", "newsdup man group | man -l -",
			"read about newsdup", "newsdup man | man -l -",
			"install the pages", "newsdup man --dir ~/.local/share/man/man1"),
		Annotations: exits(meanings{
			exitDone:  "done",
			exitUsage: "no such command, bad flag, or cannot write",
		}),
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeCommands,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.verify(cmd, args); err != nil {
				return err
			}
			if o.dir != "" {
				return a.writeManuals(cmd.Root(), o.dir)
			}
			found, err := find(cmd.Root(), args)
			if err != nil {
				return err
			}
			return a.print(func(w io.Writer) error {
				_, err := w.Write(manual(found))
				return err
			})
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup man`.
func (o *manOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Output", func(fs *pflag.FlagSet) {
		fs.StringVar(&o.dir, "dir", "", "`DIR` write the pages of all commands into this folder, which is made when missing")
	})
}

func (o *manOptions) verify(cmd *cobra.Command, args []string) error {
	if o.dir != "" && len(args) > 0 {
		return usagef(cmd, "write manual pages: --dir writes all of them, leave %q out", args[0])
	}
	return nil
}

// withCommands lists a command and all below it.
func withCommands(cmd *cobra.Command) []*cobra.Command {
	list := []*cobra.Command{cmd}
	for _, c := range cmd.Commands() {
		list = append(list, withCommands(c)...)
	}
	return list
}

// writeManuals writes the page of every command below root into dir.
func (a *app) writeManuals(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make folder %q: %w", dir, clip.Cause(err))
	}
	for _, cmd := range withCommands(root) {
		if cmd.Hidden {
			continue
		}
		name := filepath.Join(dir, manualName(cmd)+".1")
		out, err := a.open(name)
		if err != nil {
			return err
		}
		if _, err := out.Write(manual(cmd)); err != nil {
			return err
		}
		if err := out.commit(); err != nil {
			return err
		}
	}
	return nil
}
