package group

import (
	"newsdup/internal/clip"
)

// Developments inside a story. Package story has decided which text belongs to which
// development (Input.Develop). Here they are numbered as the report shows them: the clips
// of one development together, and the development of the kept clip first.

// developments gives the development of each unit of a story, from 1. It is nil when all
// units belong to one development. A unit that is attached to another has the development
// of that one.
func (b *builder) developments(units []int32) map[int32]int {
	if b.Develop == nil {
		return nil
	}
	of := make(map[int32]int, len(units))
	highest := int32(0)
	several := false
	for k, u := range units {
		host := u
		for b.units[host].attachedBy != nil {
			host = b.units[host].story
		}
		n := b.Develop[b.firsts.of(host)[0]]
		of[u] = int(n)
		highest = max(highest, n)
		several = several || k > 0 && of[u] != of[units[0]]
	}
	if !several {
		return nil
	}
	used := make([]bool, highest+1)
	for _, n := range of {
		used[n] = true
	}
	number := make([]int, len(used))
	last := 0
	for n := range used {
		if used[n] {
			last++
			number[n] = last
		}
	}
	for u, n := range of {
		of[u] = number[n]
	}
	return of
}

// nextTelling chooses the unit to list next: the one closest to what is listed already,
// first among those of the current development, then among those of the lowest one.
func (c *composer) nextTelling(units []int32, score []float64, done []bool) int {
	next, nextRank := -1, 0
	for i, u := range units {
		if done[i] {
			continue
		}
		rank := c.development[u]
		if rank == c.now {
			rank = 0
		}
		if next < 0 || rank < nextRank || rank == nextRank && score[i] > score[next] {
			next, nextRank = i, rank
		}
	}
	return next
}

// describeDevelopments fills in size, title and dates of each development of the group,
// once its members are listed.
func (c *composer) describeDevelopments(units []int32) {
	if c.development == nil {
		return
	}
	for _, m := range c.group.Members {
		for len(c.group.Developments) < m.Development {
			c.group.Developments = append(c.group.Developments, clip.Development{})
		}
		c.group.Developments[m.Development-1].Size++
	}
	for n := range c.group.Developments {
		d := &c.group.Developments[n]
		var heads []int32
		for _, u := range units {
			if c.development[u] == n+1 {
				heads = append(heads, c.units[u].head)
			}
		}
		if len(heads) > 0 {
			d.Title = c.title(heads)
		}
		for _, m := range c.group.Members {
			if m.Development != n+1 || m.Date.IsZero() {
				continue
			}
			if d.First.IsZero() || m.Date.Before(d.First.Time) {
				d.First = m.Date
			}
			if d.Last.IsZero() || m.Date.After(d.Last.Time) {
				d.Last = m.Date
			}
		}
	}
}
