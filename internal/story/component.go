package story

// component is clips that edges tie to each other.
type component struct {
	docs  []int32    // ascending
	edges []int32    // by number, ascending
	apart [][2]int32 // pairs of its clips that must not be in one story
}

// components parts n docs with edges, by the smallest doc of each component.
func components(n int, edges []edge, apart [][2]int32) []component {
	up := make([]int32, n) // towards the smallest doc
	for i := range up {
		up[i] = int32(i)
	}
	root := func(i int32) int32 {
		for up[i] != i {
			up[i] = up[up[i]]
			i = up[i]
		}
		return i
	}
	for _, e := range edges {
		a, b := root(e.a), root(e.b)
		up[max(a, b)] = min(a, b)
	}
	count := make([]int32, n) // of edges, by root
	for _, e := range edges {
		count[root(e.a)]++
	}
	var list []component
	all := make([]int32, len(edges))
	number := count // of the component, by root; the count is no longer wanted
	for i, k := range count {
		if number[i] = -1; k > 0 {
			number[i] = int32(len(list))
			list, all = append(list, component{edges: all[:0:k]}), all[k:]
		}
	}
	for k, e := range edges {
		c := &list[number[root(e.a)]]
		c.edges = append(c.edges, int32(k))
	}
	for i := range int32(n) {
		if k := number[root(i)]; k >= 0 {
			list[k].docs = append(list[k].docs, i)
		}
	}
	for _, p := range apart { // a clip without an edge stays alone
		if k := root(p[0]); k == root(p[1]) && number[k] >= 0 {
			list[number[k]].apart = append(list[number[k]].apart, p)
		}
	}
	return list
}
