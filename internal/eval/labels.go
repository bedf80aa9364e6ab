package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Unlabelled is the cluster of gold labels that marks a distractor: a clip that
// belongs to no story. See Score.
const Unlabelled = "-"

// maxLine is the longest line ReadLabels takes, in bytes: a path (4,096 on
// Linux) and a cluster name fit many times over.
const maxLine = 1 << 16

// ReadLabels reads a clustering: one clip a line, PAGE TAB STORY; further
// columns and empty lines are ignored, so are a byte-order mark and a CR at a
// line's end. The map is from name to cluster. It refuses, with the number of
// the line, a line without TAB, an empty name or cluster, a name that stands
// twice, and a line beyond 64 KiB.
func ReadLabels(r io.Reader) (map[string]string, error) {
	labels := map[string]string{}
	first := map[string]int{} // line on which a name stands
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSuffix(lines.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, rest, tabbed := strings.Cut(line, "\t")
		cluster, _, _ := strings.Cut(rest, "\t")
		switch {
		case !tabbed:
			return nil, fmt.Errorf("read labels: line %d: no TAB, want PAGE TAB STORY", n)
		case strings.TrimSpace(name) == "":
			return nil, fmt.Errorf("read labels: line %d: empty page, want PAGE TAB STORY", n)
		case strings.TrimSpace(cluster) == "":
			return nil, fmt.Errorf("read labels: line %d: empty story, want PAGE TAB STORY, or %q for a clip of no story", n, Unlabelled)
		case first[name] > 0:
			return nil, fmt.Errorf("read labels: line %d: %q stands on line %d already", n, name, first[name])
		}
		first[name] = n
		labels[name] = cluster
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("read labels: line %d: longer than %d bytes", n+1, maxLine)
	case err != nil:
		return nil, fmt.Errorf("read labels: line %d: %w", n+1, err)
	}
	return labels, nil
}
