package cli

import (
	"encoding/base64"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"newsdup/internal/report"
	"newsdup/internal/store"
)

// The records of `newsdup state info -f jsonl` and `newsdup notsame list -f jsonl`.

// recordHead begins every record.
type recordHead struct {
	V    int    `json:"v"`
	Type string `json:"type"`
}

// pathJSON is a path, always valid UTF-8, and its bytes where it is not.
type pathJSON struct {
	Path string `json:"path,omitempty"`
	B64  string `json:"path_b64,omitempty"`
}

func newPath(path string) pathJSON {
	if utf8.ValidString(path) {
		return pathJSON{Path: path}
	}
	return pathJSON{string([]rune(path)), base64.StdEncoding.EncodeToString([]byte(path))}
}

func stateRecord(i store.StateInfo) any {
	return struct {
		recordHead
		pathJSON
		Condition store.Condition `json:"condition"`
		Format    int             `json:"format"`
		Bytes     int64           `json:"bytes"`
		Stories   int             `json:"stories"`
		Clips     int             `json:"clips"`
		Aliases   int             `json:"aliases"`
		NotSame   int             `json:"notsame"`
		Runs      int             `json:"runs"`
		Acts      int             `json:"acts"`
		Open      int             `json:"unfinished"`
		Documents int             `json:"documents"`
	}{recordHead{report.Version, "state"}, newPath(i.Path), i.Condition, i.Format, i.Bytes,
		i.Stories, i.Members, i.Aliases, i.NotSame, i.Runs, i.Acts, i.Open, i.Documents}
}

func cacheRecord(c store.CacheInfo) any {
	return struct {
		recordHead
		pathJSON
		Condition store.Condition `json:"condition"`
		Format    int             `json:"format"`
		Bytes     int64           `json:"bytes"`
		Clips     int             `json:"clips"`
		Options   int             `json:"options"`
		Answers   int             `json:"answers"`
	}{recordHead{report.Version, "cache"}, newPath(c.Path), c.Condition, c.Format, c.Bytes, c.Clips, c.Options, c.Answers}
}

func pairRecord(p store.NotSame) any {
	type side struct {
		pathJSON
		SHA256 string `json:"sha256"`
	}
	return struct {
		recordHead
		A     side   `json:"a"`
		B     side   `json:"b"`
		Added string `json:"added"`
	}{recordHead{report.Version, "notsame"}, side{newPath(p.PathA), hex.EncodeToString(p.A[:])},
		side{newPath(p.PathB), hex.EncodeToString(p.B[:])}, p.Added.Format(time.RFC3339)}
}
