package cli

import (
	"fmt"
	"log/slog"
	"strings"

	"newsdup/internal/dedup"
	"newsdup/internal/report"
)

// logLevel is the level of a message as --log-format json names it, by the style
// that text gives it.
func logLevel(st report.Style) slog.Level {
	switch st {
	case report.Red:
		return slog.LevelError
	case report.Yellow:
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// logAs chooses how messages look: text, or with json as objects a line. Those
// before the flags are read are text.
func (t *tui) logAs(format string) {
	if format == "json" {
		t.log = slog.New(slog.NewJSONHandler(t, nil))
	}
}

// stage says what a stage of a run has cost:
//
//	newsdup: comparing: 0.31 s, 0.52 CPU s; 9,437 sets, 3,121 candidates, 2,205 pairs
//	{"time":...,"level":"INFO","msg":"stage","stage":"comparing","wall_s":0.31,"cpu_s":0.52,"sets":9437,...}
func (t *tui) stage(s dedup.Step) {
	if t.log != nil {
		args := []any{"stage", string(s.Stage), "wall_s", s.Wall.Seconds(), "cpu_s", s.CPU.Seconds()}
		for _, c := range s.Counts {
			args = append(args, strings.ReplaceAll(c.Name, " ", "_"), c.N)
		}
		t.log.Info("stage", args...)
		return
	}
	var counts []string
	for _, c := range s.Counts {
		counts = append(counts, report.Thousands(int(c.N))+" "+c.Name)
	}
	line := fmt.Sprintf("%s: %.2f s, %.2f CPU s", s.Stage, s.Wall.Seconds(), s.CPU.Seconds())
	if len(counts) > 0 {
		line += "; " + strings.Join(counts, ", ")
	}
	t.say(report.Cyan, "%s", line)
}
