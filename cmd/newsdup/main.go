// Command newsdup finds the stories that repeat in folders of scraped news
// pages: copies of one text, and other outlets' own words about one event.
package main

import (
	"os"

	"newsdup/internal/cli"
)

func main() { os.Exit(cli.Main()) }
