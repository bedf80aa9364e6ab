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

// watch shows p on the terminal until the returned function is called; it does
// nothing where nobody is looking.
func (a *app) watch(ctx context.Context, p *dedup.Progress) (stop func()) {
	if !a.tui.term.smart() || a.tui.quiet {
		return func() {}
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
	return func() { cancel(); <-ended }
}

// progressLine is "reading 1,204 of 10,000 files (12%), 6.2 MB"; once all is
// read, the stage alone.
func progressLine(stage string, files, total, bytes int64) string {
	if total == 0 || files >= total {
		return stage + " ..."
	}
	return fmt.Sprintf("%s %s of %s files (%d%%), %.1f MB", stage, report.Thousands(int(files)), report.Thousands(int(total)), files*100/total, float64(bytes)/1e6)
}
