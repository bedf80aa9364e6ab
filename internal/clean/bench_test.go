package clean

import "testing"

// BenchmarkRules is what a program pays once: parse rules.txt, build the index.
func BenchmarkRules(b *testing.B) {
	for b.Loop() {
		if _, err := parseRules("rules.txt", rulesText); err != nil {
			b.Fatal(err)
		}
	}
}
