package cli

import (
	"io"

	"github.com/spf13/cobra"

	"newsdup/internal/report"
)

// newSchema is `newsdup schema`.
func newSchema(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "print the JSON Schema of the output",
		Long:  `Prints the JSON Schema (draft 2020-12) of the objects of -f jsonl and the document of -f json. Within one value of "v" keys may be added, but none is renamed or removed.`,
		Example: examples(
			"keep it beside the reports", "newsdup schema > newsdup.schema.json",
			"the kinds of object it describes", "newsdup schema | grep title",
			"the version of the format", "newsdup version | grep format"),
		Annotations: exits(meanings{
			exitDone:  "done",
			exitUsage: "bad flag, or standard output cannot be written",
		}),
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return a.print(func(w io.Writer) error {
				_, err := w.Write(report.Schema())
				return err
			})
		},
	}
}
