package cli

import (
	"io"

	"github.com/spf13/cobra"
)

// shells are the shells that cobra writes completions for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

// newCompletion is `newsdup completion`.
func newCompletion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "print a shell completion script",
		Long: `Prints the script that completes newsdup's commands, flags and their values in bash, zsh, fish or powershell. Load it for one session, or put it where the shell looks at start:

  bash   newsdup completion bash > ~/.local/share/bash-completion/completions/newsdup
  zsh    newsdup completion zsh > "${fpath[1]}/_newsdup"
  fish   newsdup completion fish > ~/.config/fish/completions/newsdup.fish`,
		Example: examples(
			"for this session of bash", "source <(newsdup completion bash)",
			"for every session of zsh", "newsdup completion zsh > _newsdup",
			"for every session of fish", "newsdup completion fish > newsdup.fish"),
		Annotations: exits(meanings{
			exitDone:  "done",
			exitUsage: "no such shell, bad flag, or standard output cannot be written",
		}),
		ValidArgs: shells,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef(cmd, "print a completion script: name one shell: %s", list(shells, "or"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.print(func(w io.Writer) error {
				root := cmd.Root()
				switch args[0] {
				case "bash":
					return root.GenBashCompletionV2(w, true)
				case "zsh":
					return root.GenZshCompletion(w)
				case "fish":
					return root.GenFishCompletion(w, true)
				case "powershell":
					return root.GenPowerShellCompletionWithDesc(w)
				}
				return usagef(cmd, "print a completion script for %q: no such shell: want %s", args[0], list(shells, "or"))
			})
		},
	}
}
