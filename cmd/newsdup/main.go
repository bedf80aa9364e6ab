// Command newsdup finds the stories that repeat in folders of scraped news
// pages: copies of one text, and other outlets' own words about one event.
package main

import (
	"os"
	"runtime/debug"

	"newsdup/internal/cli"
)

// gcPercent is how much garbage may stand beside what lives. What lives are
// large arrays without pointers, which cost the collector nothing: on 10,000
// pages 40 takes a fifth off the peak of Go's default of 100 and no
// measurable time; at 25 the time begins to show. GOGC overrides it.
const gcPercent = 40

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(cli.Main())
}
