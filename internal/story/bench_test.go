package story

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkCluster runs the whole stage on one worker. Input of docs=N: docs
// of 500 words out of a Zipf vocabulary of 60,000 (some 230 features each).
// Of events=N: N/6 events told 6 times each, 10 events a beat.
// Of saga=N: one story of N clips.
func BenchmarkCluster(b *testing.B) {
	run := func(name string, docs []Doc) {
		b.Run(name, func(b *testing.B) {
			background := testBackground()
			features := 0
			for i := range docs {
				features += len(docs[i].Features)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := newCorpus(docs).Cluster(context.Background(), nil, nil, background, Options{Workers: 1}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(features)/float64(len(docs)), "features/doc")
		})
	}
	for _, n := range []int{1_000, 10_000} {
		run(fmt.Sprintf("docs=%dk", n/1000), newGenerator(1).articles(n))
	}
	run("events=10k", newGenerator(1).folder(167, 10, 6).docs)
	run("saga=2k", newGenerator(1).folder(1, 1, 2000).docs)
}
