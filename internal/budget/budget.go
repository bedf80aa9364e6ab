// Package budget keeps the program's memory within bounds.
//
// How: after each garbage collection it sets GOGC anew. Garbage may be two fifths of
// the live heap, but at least 27 MB; of a large heap 40 MB and a twentieth; and near
// a limit only what that leaves, but at least a twentieth. The runtime's own limit is
// set as well, so that near it freed memory is returned to the system.
//
// What it costs: more collections. They are cheap here, because a collection scans
// only what holds pointers and most of a run's memory is arrays without any: garbage
// bounded to a twentieth of 500 MB adds 1 % of time.
//
// What it does not do: stop a program whose live memory alone exceeds the limit. The
// caller has to know what it allocates.
//
// Rejected: debug.SetMemoryLimit alone, which lets garbage grow up to the limit; a
// fixed GOGC, which suits one size of heap; and transparent huge pages under the heap
// (128 MB reserved and advised at the start), which save four page faults in five but
// make every second run wait for the host of a virtual machine: .12 to .33 s of system
// time for a copy run, against .13 to .22 s.
package budget

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync/atomic"
)

const (
	mostSlack   = 0.40     // of what lives: a fifth off the peak of Go's own 1.00, and no measurable time
	freeSlack   = 40 << 20 // bytes of garbage that a large run may have, and
	leastSlack  = 0.05     // of what lives, which it has at least
	smallSlack  = 27 << 20 // bytes that any run may have: the mostSlack of one that ends with some 70 MB, which collects half as often on the way there
	runtimeUse  = 34 << 20 // bytes that count as memory and are not on the heap: the program itself, stacks, fragments,
	programUse  = 20 << 20 // of them those that the runtime does not know of, and what it goes beyond its limit:
	programMost = 40 << 20 // more of a larger limit, up to this
)

// startPercent holds until the first collection, which comes when the heap is 16
// MB, this share of Go's least 4: the tables and models that a run loads were
// marked six times while they were loaded, a third of the work on one small file.
const startPercent = 400

// Governor tells the collector how much garbage there may be.
type Governor struct {
	limit atomic.Int64
	live  []metrics.Sample
}

// Start governs the collector for the rest of the program, unless GOGC says how.
func Start() *Governor {
	g := &Governor{live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	if os.Getenv("GOGC") != "" {
		return g
	}
	debug.SetGCPercent(startPercent)
	type sentinel struct{ _ [16]byte } // its finalizer runs after each collection
	var after func(*sentinel)
	after = func(s *sentinel) {
		metrics.Read(g.live)
		debug.SetGCPercent(percent(float64(g.live[0].Value.Uint64()), float64(g.limit.Load())))
		runtime.SetFinalizer(s, after)
	}
	runtime.SetFinalizer(&sentinel{}, after)
	return g
}

// Limit sets how many bytes the program should hold at most; 0 is no limit. It
// overrules GOMEMLIMIT.
func (g *Governor) Limit(bytes int64) {
	g.limit.Store(bytes)
	if bytes > 0 {
		debug.SetMemoryLimit(max(bytes-min(programMost, max(programUse, bytes/7)), programUse))
	}
}

// Live is the bytes on the heap that live now. It collects to know.
func Live() int64 {
	runtime.GC()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return int64(live[0].Value.Uint64())
}

// percent is GOGC for a heap of which so many bytes live.
func percent(live, limit float64) int {
	slack := max(smallSlack, min(mostSlack*live, freeSlack+leastSlack*live))
	if limit > 0 {
		slack = max(leastSlack*live, min(slack, limit-runtimeUse-live))
	}
	return int(math.Ceil(100 * slack / max(1<<20, live)))
}

// Available is the bytes of memory that the program may use: those of the
// machine, or of the control group it is in; 0 when the system does not say.
func Available() int64 {
	least := int64(math.MaxInt64)
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		least = min(least, memTotal(string(info)))
	}
	groups, _ := os.ReadFile("/proc/self/cgroup")
	for _, file := range limitFiles(string(groups)) {
		if text, err := os.ReadFile(file); err == nil {
			least = min(least, groupLimit(string(text)))
		}
	}
	if least == math.MaxInt64 {
		return 0
	}
	return least
}

// memTotal reads the line "MemTotal:  24105 kB"; the greatest number without it.
func memTotal(info string) int64 {
	for line := range strings.Lines(info) {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "MemTotal:" {
			if n, err := strconv.ParseInt(f[1], 10, 64); err == nil && n > 0 {
				return n << 10
			}
		}
	}
	return math.MaxInt64
}

// limitFiles names the files that may hold a limit, of both versions of control
// groups, for the text of /proc/self/cgroup: the group's own, and those above it.
func limitFiles(groups string) (files []string) {
	for line := range strings.Lines(groups) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(parts) != 3 {
			continue
		}
		root, name := "/sys/fs/cgroup", "memory.max"
		if parts[0] != "0" {
			if parts[1] != "memory" {
				continue
			}
			root, name = "/sys/fs/cgroup/memory", "memory.limit_in_bytes"
		}
		for path := strings.TrimSuffix(parts[2], "/"); ; path = path[:strings.LastIndexByte(path, '/')] {
			files = append(files, root+path+"/"+name)
			if !strings.Contains(path, "/") {
				break
			}
		}
	}
	return files
}

// groupLimit reads a limit; the greatest number for "max" and what is none.
func groupLimit(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || n <= 0 {
		return math.MaxInt64
	}
	return n
}
