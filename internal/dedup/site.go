package dedup

// Which lines are furniture of their sites (menus, teasers, footers) is found before any
// page is cleaned, on a sample of pages that is read twice. The sample depends on the names
// of the files alone (for records: on their bytes), so that it is the same for any order of
// the files and any number of workers:
//
//	folder    the perFolder files whose names have the smallest hashes
//	JSONL     the perFile records of the file with the smallest hashes
//	all       maxSample files, fewer from each folder when there are many folders
//
// Rejected: all pages. That finds the same furniture and reads everything twice. A line that
// stands on a third of the pages of a site is missed by the sample in one of thirty sites.

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
	perFolder  = 24   // files; a line on every second page is met eight times with a probability of .97
	perFile    = 512  // records; one file may hold many sites
	maxSample  = 2048 // files
	fewestSeen = 6    // files; fewer are no evidence, unless they hold records
)

// learnSites finds the furniture of the sites of the listing and tells the workers. Reading
// the sample also warms up the workers: they have met most words of the pages then.
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
	err := stream(ctx, &quiet, &source.Listing{Entries: sampleOf(listing.Entries)}, workers, handlers[*site.Page]{
		step: func(w *worker, raw *clip.Raw) *site.Page {
			if few && raw.Line == 0 {
				return nil
			}
			p := w.cleaner.Evidence(raw)
			return &p
		},
		take: func(p *site.Page) error {
			if p != nil {
				pages = append(pages, *p)
			}
			return nil
		},
		bad: func(clip.Problem) error { return nil }, // reported when the page itself is read
	})
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

// sampleOf chooses the files to look at. Standard input is left out, because it cannot be
// read twice.
func sampleOf(entries []source.Entry) []source.Entry {
	type file struct {
		hash  uint64
		entry int // its number in the listing, which is in the order of paths
		place int // its place in the folder, by hash
	}
	byHash := func(a, b file) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.entry, b.entry)) }
	folders := map[string][]file{} // the files with the smallest hashes, ascending
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
