package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsdup/internal/report"
)

// complete lets shells complete the values of a flag.
func complete(cmd *cobra.Command, flag string, values []string) {
	// The only error is a flag that the command lacks or that has completions already.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completeList lets shells complete a flag whose value is a list of words with
// commas between; each is offered where it is not yet in the list.
func completeList(cmd *cobra.Command, flag string, words []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var found []cobra.Completion
		for _, w := range words {
			if !slices.Contains(strings.Split(before, ","), w) {
				found = append(found, before+w)
			}
		}
		return found, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

// completeRuns completes the names of runs in the state that the flags name: of all,
// or of those that have files in quarantine, as many as the command takes.
func completeRuns(state *stateFlag, left bool, most int) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) (names []cobra.Completion, _ cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		s, err := state.openExisting(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer s.Close()
		runs, _ := s.Runs(cmd.Context()) // a shell shows no error
		for i := range runs {
			if id := runs[i].ID; (!left || runs[i].Done > 0) && !slices.Contains(args, id) {
				names = append(names, cobra.CompletionWithDesc(id, report.RunText(&runs[i])))
			}
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeCommands completes the name of a command, and of one below it.
func completeCommands(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	of, err := find(cmd.Root(), args)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	for _, c := range of.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
