package budget

import (
	"math"
	"slices"
	"testing"
)

func TestPercent(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct{ live, limit, least, most float64 }{
		{10, 0, 270, 271},   // 27 MB
		{10, 64, 200, 201},  // 20 MB are left
		{100, 0, 40, 41},    // two fifths
		{500, 0, 12, 14},    // 40 MB and a twentieth
		{5000, 0, 6, 7},     // nearly the twentieth alone
		{100, 600, 40, 41},  // far from the limit
		{186, 256, 19, 20},  // 36 MB are left
		{250, 256, 5, 6},    // nothing is
		{1000, 256, 5, 6},   // the limit is not kept any more, and nothing stops
		{0, 256, 0, 100000}, // before anything lives
	} {
		if got := float64(percent(c.live*mb, c.limit*mb)); got < c.least || got > c.most {
			t.Errorf("%g MB of %g: %g %%, want %g to %g", c.live, c.limit, got, c.least, c.most)
		}
	}
}

func TestLimitFiles(t *testing.T) {
	for groups, want := range map[string][]string{
		"0::/\n":                            {"/sys/fs/cgroup/memory.max"},
		"0::/user.slice/a\n":                {"/sys/fs/cgroup/user.slice/a/memory.max", "/sys/fs/cgroup/user.slice/memory.max", "/sys/fs/cgroup/memory.max"},
		"5:cpu:/x\n4:memory:/docker/1\nbad": {"/sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes", "/sys/fs/cgroup/memory/docker/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.limit_in_bytes"},
		"":                                  nil,
		"0::relative":                       {"/sys/fs/cgrouprelative/memory.max"},
	} {
		if got := limitFiles(groups); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", groups, got, want)
		}
	}
}

func TestLimits(t *testing.T) {
	for text, want := range map[string]int64{"268435456\n": 256 << 20, "max\n": math.MaxInt64, "": math.MaxInt64, "-1": math.MaxInt64, "0": math.MaxInt64} {
		if got := groupLimit(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
	if got := memTotal("MemFree: 1 kB\nMemTotal:       24105000 kB\n"); got != 24105000<<10 {
		t.Errorf("got %d", got)
	}
	if got := memTotal("MemTotal: none"); got != math.MaxInt64 {
		t.Errorf("got %d", got)
	}
	if got := Available(); got < 16<<20 {
		t.Errorf("this machine has %d bytes", got)
	}
}
