package report

import (
	_ "embed" // for schema.json
	"slices"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (2020-12) of one line of jsonl, of the json
// document, and of the lines that `pairs`, `clean`, `eval` and `diff` print with
// -f jsonl or json. It is written by hand beside record.go; a test validates every
// golden file against it.
func Schema() []byte { return slices.Clone(schema) }
