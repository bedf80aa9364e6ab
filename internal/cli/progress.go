package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"newsdup/internal/dedup"
)

const (
	progressDelay = 300 * time.Millisecond // a run that ends sooner needs no progress line
	progressEvery = 100 * time.Millisecond
)

// watch gives what a run is to count its progress with, and shows it on the
// terminal until stop is called; it shows nothing where nobody is looking.
// With -v each stage is reported when it ends.
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
		line := newStatusLine(a.tui.term.width)
		for {
			select {
			case <-ctx.Done():
				a.tui.status("")
				return
			case <-wait.C:
				a.tui.status(line.show(p.Stage(), p.Files.Load(), p.Total.Load(), p.Bytes.Load()))
				wait.Reset(progressEvery)
			}
		}
	}()
	return p, func() { cancel(); <-ended }
}

// statusLine makes the text of the progress line.
type statusLine struct {
	bar   *progressbar.ProgressBar // of the files; nil until it is known how many there are
	began time.Time
	width int
}

func newStatusLine(columns int) *statusLine {
	const text = 75 // columns of what stands beside the bar, at most
	return &statusLine{width: min(30, max(5, columns-text))}
}

// show is "reading 6.2 MB, 31 MB/s  12% [==>....] (1204/10000) [0s:2s]", of which
// the last is the time that went by and that is left; while nothing is read, the
// stage alone.
func (l *statusLine) show(stage dedup.Stage, files, total, bytes int64) string {
	if stage != dedup.Reading || total == 0 || files >= total {
		return string(stage) + " ..."
	}
	if l.bar == nil {
		l.began = time.Now()
		l.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(io.Discard), // the tui draws it: a message in between must not meet half a line
			progressbar.OptionSetTheme(progressbar.ThemeASCII),
			progressbar.OptionSetWidth(l.width),
			progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(true),
		)
	}
	mb := float64(bytes) / 1e6
	l.bar.Describe(fmt.Sprintf("%s %.1f MB, %.0f MB/s ", stage, mb, mb/max(0.1, time.Since(l.began).Seconds())))
	_ = l.bar.Set64(files) // fails beyond total alone
	return strings.Trim(l.bar.String(), "\r ")
}
