package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestWidthCutsNothing: on a narrow terminal lines are folded, and but for the end of a
// headline they say what they say on a wide one.
func TestWidthCutsNothing(t *testing.T) {
	for _, s := range []sample{storySample(), roundsSample(), recordSample()} {
		s.groups = s.groups[:1] // the headline of the second is a long one
		var wide bytes.Buffer
		s.feed(t, &wide, Text, Options{})
		for width := 60; width <= 160; width += 5 {
			var narrow bytes.Buffer
			s.feed(t, &narrow, Text, Options{Width: width})
			if got, want := strings.Fields(narrow.String()), strings.Fields(wide.String()); !slices.Equal(got, want) {
				t.Errorf("%s at width %d: %s\nwant the words of %s", s.name, width, &narrow, &wide)
			}
			for line := range strings.Lines(narrow.String()) {
				if line = strings.TrimSuffix(line, "\n"); columns(line) > width || strings.HasSuffix(line, " ") {
					t.Errorf("%s at width %d: %q", s.name, width, line)
				}
			}
		}
	}
}
