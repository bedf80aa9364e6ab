package dedup

// Which lines are furniture of their sites is found before any page is cleaned,
// on a sample that is read twice. The sample hangs on the names of the files
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
	perFolder  = 32   // what recurs on every third page is met six times, with a chance of .97
	perFile    = 512  // records: one file may hold many sites
	maxSample  = 2048 // files
	fewestSeen = 6    // files: fewer are no evidence, unless they hold records
)

// withSites adds the furniture of the sites of the listing to o.Clean.
func withSites(ctx context.Context, o *Options, listing *source.Listing) error {
	if o.NoSiteRules {
		return nil
	}
	few := len(listing.Entries) < fewestSeen
	quiet := *o
	quiet.Progress, quiet.Source.Sample = nil, perFile
	var pages []site.Page
	err := stream(ctx, &quiet, &source.Listing{Entries: sampleOf(listing.Entries)}, newWorkers(&quiet, nil),
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
	o.Clean.Site = site.Find(pages)
	return nil
}

// sampleOf chooses the files to look at. Standard input cannot be read twice.
func sampleOf(entries []source.Entry) []source.Entry {
	type ranked struct {
		entry source.Entry
		hash  uint64
		place int // in its folder, by hash
	}
	folders := map[string][]ranked{}
	for _, e := range entries {
		if e.Path != source.Stdin {
			dir := path.Dir(e.Path)
			folders[dir] = append(folders[dir], ranked{e, word.HashString(path.Base(e.Path)), 0})
		}
	}
	var chosen []ranked
	for _, files := range folders {
		slices.SortFunc(files, func(a, b ranked) int {
			return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.entry.Path, b.entry.Path))
		})
		for i := range files[:min(len(files), perFolder)] {
			files[i].place = i
			chosen = append(chosen, files[i])
		}
	}
	// The first file of every folder, then the second, while there is room.
	slices.SortFunc(chosen, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.hash, b.hash), cmp.Compare(a.entry.Path, b.entry.Path))
	})
	chosen = chosen[:min(len(chosen), maxSample)]
	sample := make([]source.Entry, len(chosen))
	for i := range chosen {
		sample[i] = chosen[i].entry
	}
	slices.SortFunc(sample, func(a, b source.Entry) int { return cmp.Compare(a.Path, b.Path) })
	return sample
}
