package cli

import (
	"context"
	"fmt"
	"time"

	"newsdup/internal/dedup"
	"newsdup/internal/report"
)

const (
	progressDelay = 300 * time.Millisecond // a run that ends sooner needs no progress line
	progressEvery = 100 * time.Millisecond
)

// watch gives what a run is to count its progress with, and shows it on the
// terminal until stop is called; it shows nothing where nobody is looking.
// With -v each stage is told of when it is over.
func (a *app) watch(ctx context.Context) (p *dedup.Progress, stop func()) {
	p = &dedup.Progress{}
	if a.tui.verbose {
		p.Ended = a.tui.stage
	}
	if !a.tui.term.smart() || a.tui.quiet || a.tui.log != nil {
		return p, func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		wait := time.NewTimer(progressDelay)
		defer wait.Stop()
		for {
			select {
			case <-ctx.Done():
				a.tui.status("")
				return
			case <-wait.C:
				a.tui.status(progressLine(p.Stage(), p.Files.Load(), p.Total.Load(), p.Bytes.Load()))
				wait.Reset(progressEvery)
			}
		}
	}()
	return p, func() { cancel(); <-ended }
}

// progressLine is "reading 1,204 of 10,000 files (12%), 6.2 MB"; once all is
// read, the stage alone.
func progressLine(stage dedup.Stage, files, total, bytes int64) string {
	if total == 0 || files >= total {
		return string(stage) + " ..."
	}
	return fmt.Sprintf("%s %s of %s files (%d%%), %.1f MB", stage, report.Thousands(int(files)), report.Thousands(int(total)), files*100/total, float64(bytes)/1e6)
}
