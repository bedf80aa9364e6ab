package dedup

// Which lines are furniture of their sites is found before any page is cleaned,
// on a sample that is read twice. The sample depends on the names of the files
// alone (of records: on their bytes), so that it is the same for any order and
// number of workers:
//
//	folder    the files whose names have the smallest hashes, perFolder of them
//	JSONL     of such a file the records with the smallest hashes, perFile of them
//	all       maxSample files, less for each folder when there are many
//
// Rejected: all pages, which finds the same furniture (a line on a third of the
// pages is missed by a sample once in thirty sites) and reads everything twice.

import (
	"cmp"
	"context"
	"path"
	"slices"

	"newsdup/internal/clip"
	"newsdup/internal/site"
	"newsdup/internal/source"
	"newsdup/internal/word"
)

const (
	perFolder  = 24   // what recurs on every second page is met eight times, with a chance of .97
	perFile    = 512  // records: one file may hold many sites
	maxSample  = 2048 // files
	fewestSeen = 6    // files: fewer are no evidence, unless they hold records
)

// learnSites finds the furniture of the sites of the listing and tells the
// workers, who have then met what most pages hold: little of the pass is lost.
func learnSites(ctx context.Context, o *Options, listing *source.Listing, workers []*worker) error {
	defer o.Progress.enter(Reading)
	if o.NoSiteRules {
		return nil
	}
	o.Progress.enter(Sampling)
	few := len(listing.Entries) < fewestSeen
	quiet := *o
	quiet.Progress, quiet.Source.Sample = nil, perFile
	for _, w := range workers {
		w.reader = source.NewReader(quiet.Source)
	}
	var pages []site.Page
	err := stream(ctx, &quiet, &source.Listing{Entries: sampleOf(listing.Entries)}, workers,
		func(w *worker, raw *clip.Raw) *site.Page {
			if few && raw.Line == 0 {
				return nil
			}
			p := w.cleaner.Evidence(raw)
			return &p
		},
		func(p *site.Page) error {
			if p != nil {
				pages = append(pages, *p)
			}
			return nil
		},
		func(clip.Problem) error { return nil }) // the page's own reading tells
	if err != nil {
		return err
	}
	o.Progress.count("pages", len(pages))
	o.Clean.Site = site.Find(pages, o.workers())
	for _, w := range workers {
		w.reader = source.NewReader(o.Source)
		w.cleaner.Learn(o.Clean.Site)
	}
	return nil
}

// sampleOf chooses the files to look at. Standard input cannot be read twice.
func sampleOf(entries []source.Entry) []source.Entry {
	type file struct {
		hash  uint64
		entry int // of the listing, which is in the order of paths
		place int // in its folder, by hash
	}
	byHash := func(a, b file) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.entry, b.entry)) }
	folders := map[string][]file{} // those with the smallest hashes, in their order
	for i, e := range entries {
		if e.Path == source.Stdin {
			continue
		}
		dir, name := path.Split(e.Path)
		f, files := file{word.HashString(name), i, 0}, folders[dir]
		at, _ := slices.BinarySearchFunc(files, f, byHash)
		if at < perFolder {
			folders[dir] = slices.Insert(files[:min(len(files), perFolder-1)], at, f)
		}
	}
	var chosen []file
	for _, files := range folders {
		for i := range files {
			files[i].place = i
			chosen = append(chosen, files[i])
		}
	}
	// The first file of every folder, then the second, while there is room.
	slices.SortFunc(chosen, func(a, b file) int { return cmp.Or(cmp.Compare(a.place, b.place), byHash(a, b)) })
	chosen = chosen[:min(len(chosen), maxSample)]
	slices.SortFunc(chosen, func(a, b file) int { return cmp.Compare(a.entry, b.entry) })
	sample := make([]source.Entry, len(chosen))
	for i, f := range chosen {
		sample[i] = entries[f.entry]
	}
	return sample
}
