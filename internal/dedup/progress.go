package dedup

import (
	"sync/atomic"
	"syscall"
	"time"
)

// Progress tells how far a run is. The counts may be read from any goroutine while it goes
// on.
type Progress struct {
	Total atomic.Int64 // files listed
	Files atomic.Int64 // files read
	Bytes atomic.Int64 // bytes read, as stored

	// Ended, if not nil, is called when a stage ends, from the goroutine of the run.
	Ended func(Step)

	stage atomic.Value // Stage
	step  Step         // the stage under way
	began time.Time
	cpu   time.Duration
}

// Stage is what a run is doing.
type Stage string

// The stages, in their order; a run may leave some out.
const (
	Listing    Stage = "listing"    // finding files
	Sampling   Stage = "sampling"   // finding the furniture of sites in some of them
	Reading    Stage = "reading"    // files to clean text, and to what it is compared by
	Comparing  Stage = "comparing"  // copies
	Clustering Stage = "clustering" // stories
	Writing    Stage = "writing"    // groups, and the report
)

// Step is a stage that has ended.
type Step struct {
	Stage     Stage
	Wall, CPU time.Duration // CPU of all threads of the program
	Counts    []Count
}

// Count is the amount of something that a stage worked on.
type Count struct {
	Name string
	N    int64
}

// Stage names what the run is doing; "" before it began.
func (p *Progress) Stage() Stage {
	s, _ := p.stage.Load().(Stage)
	return s
}

// enter ends the current stage and begins another one. It does nothing when p is nil, as do
// the other methods that the run calls.
func (p *Progress) enter(stage Stage) {
	if p == nil {
		return
	}
	p.end()
	p.stage.Store(stage)
	p.step, p.began, p.cpu = Step{Stage: stage}, time.Now(), cpuTime()
}

// end ends the current stage.
func (p *Progress) end() {
	if p == nil || p.step.Stage == "" {
		return
	}
	if p.step.Stage == Reading {
		p.count("files", int(p.Files.Load()))
		p.count("bytes", int(p.Bytes.Load()))
	}
	p.step.Wall, p.step.CPU = time.Since(p.began), cpuTime()-p.cpu
	if p.Ended != nil {
		p.Ended(p.step)
	}
	p.step = Step{}
}

// count notes a figure of the current stage.
func (p *Progress) count(name string, n int) {
	if p != nil {
		p.step.Counts = append(p.step.Counts, Count{name, int64(n)})
	}
}

// file counts a file that has been read, and the bytes of it that lines did not count.
func (p *Progress) file(bytes int64) {
	if p != nil {
		p.Files.Add(1)
		p.Bytes.Add(bytes)
	}
}

// lines counts bytes of a file of lines.
func (p *Progress) lines(bytes int64) {
	if p != nil {
		p.Bytes.Add(bytes)
	}
}

// cpuTime is the processor time of the program so far; 0 when the system does not say.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
