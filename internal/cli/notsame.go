package cli

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"newsdup/internal/dedup"
	"newsdup/internal/report"
	"newsdup/internal/source"
	"newsdup/internal/store"
)

// notSameOptions are the flags of the commands of `newsdup notsame`.
type notSameOptions struct {
	state  stateFlag
	output outputFlags
}

// newNotSame is `newsdup notsame`.
func newNotSame(a *app) *cobra.Command {
	cmd := parent(a, &cobra.Command{
		Use:   "notsame",
		Short: "remember pairs of clips that are not the same",
		Long: `Says that two clips are not the same story, nor copies, whatever their scores: newsdup group never puts the two into one group, and newsdup why names it as the reason. A third clip that is like both goes with the one that it is closer to.

` + pairNames + ` A pair is of contents: it holds wherever the two clips are moved or copied to, and no longer when one is edited.

Every run uses the pairs of your own state; those of another state need --state FILE.`,
		Example: examples(
			"two clips that only look alike", "newsdup notsame add clips/a.txt clips/page.html",
			"the pairs", "newsdup notsame list",
			"that was wrong", "newsdup notsame rm clips/a.txt clips/page.html"),
	})
	cmd.AddCommand(newNotSameAdd(a), newNotSameList(a), newNotSameRm(a))
	return cmd
}

const pairNames = `A and B are files, records of a JSONL file as FILE:LINE, items of a feed as FILE:NUMBER, - for standard input, or contents by their SHA-256 as reports have it.`

var keepsPairs = meanings{
	exitDone:      "done; for add also when the pair was known",
	exitUsage:     "nothing was done: bad flag, a clip that cannot be read, no such pair, or the state cannot be used",
	exitInterrupt: stopped,
}

// pair makes cmd one that takes two clips.
func (o *notSameOptions) pair(cmd *cobra.Command, do func(ctx context.Context, state, a, b string) error) *cobra.Command {
	cmd.Annotations = exits(keepsPairs)
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usagef(cmd, "read arguments: notsame %s wants two clips, got %d", cmd.Name(), len(args))
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		path, _, err := o.state.paths()
		if err != nil {
			return err
		}
		return do(cmd.Context(), path, args[0], args[1])
	}
	o.state.AddFlags(cmd, ownState)
	return cmd
}

func newNotSameAdd(a *app) *cobra.Command {
	var o notSameOptions
	return o.pair(&cobra.Command{
		Use:     "add A B",
		Short:   "remember a pair",
		Long:    `Remembers that two clips are not the same. ` + pairNames,
		Example: examples("two clips that only look alike", "newsdup notsame add clips/a.txt clips/page.html"),
	}, a.addNotSame)
}

func newNotSameRm(a *app) *cobra.Command {
	var o notSameOptions
	return o.pair(&cobra.Command{
		Use:     "rm A B",
		Short:   "forget a pair",
		Long:    `Forgets a pair. ` + pairNames + ` The path that list shows will do when the file is gone.`,
		Example: examples("that was wrong", "newsdup notsame rm clips/a.txt clips/page.html"),
	}, a.removeNotSame)
}

func newNotSameList(a *app) *cobra.Command {
	var o notSameOptions
	cmd := &cobra.Command{
		Use:         "list",
		Short:       "list the pairs",
		Long:        `Lists the pairs in the order they were added: when, and each clip by its SHA-256 and the path it had.`,
		Example:     examples("the pairs", "newsdup notsame list"),
		Annotations: exits(keepsPairs),
		Args:        noArguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			path, _, err := o.state.paths()
			if err != nil {
				return err
			}
			return a.listNotSame(cmd.Context(), path, o.output)
		},
	}
	o.output.AddFlags(cmd, []string{"text", "jsonl"}, "")
	o.state.AddFlags(cmd, ownState)
	return cmd
}

// content is what the two names of a pair stand for.
type content struct {
	sum  [32]byte
	path string // "" of one that was named by its hash
}

// contentOf resolves a name: a hash, or a clip that is read.
func (a *app) contentOf(ctx context.Context, name string) (c content, err error) {
	if n, err := hex.Decode(c.sum[:], []byte(name)); err == nil && n == len(c.sum) && len(name) == 2*n {
		return c, nil
	}
	clip, err := a.readClip(ctx, dedup.Options{Source: source.Options{Stdin: a.stdin}}, parseClip(name))
	if err != nil {
		return content{}, err
	}
	c = content{sum: clip.SHA256, path: clip.Origin.String()}
	if clip.Path != source.Stdin {
		if abs, err := filepath.Abs(c.path); err == nil {
			c.path = abs
		}
	}
	return c, nil
}

func (a *app) addNotSame(ctx context.Context, state, nameA, nameB string) error {
	x, err := a.contentOf(ctx, nameA)
	if err != nil {
		return err
	}
	y, err := a.contentOf(ctx, nameB)
	if err != nil {
		return err
	}
	if x.sum == y.sum {
		return fmt.Errorf("add %q and %q: they have the same bytes, so nothing can tell them apart", nameA, nameB)
	}
	s, err := store.Open(ctx, state)
	if err != nil {
		return err
	}
	added, err := s.AddNotSame(ctx, store.NotSame{A: x.sum, B: y.sum, PathA: x.path, PathB: y.path})
	if err == nil && !added {
		a.tui.note("add %q and %q: the pair was known", nameA, nameB)
	}
	return errors.Join(err, s.Close())
}

func (a *app) removeNotSame(ctx context.Context, state, nameA, nameB string) error {
	s, err := store.OpenExisting(ctx, state)
	if err != nil {
		return err
	}
	defer s.Close()
	pairs, err := s.NotSame(ctx)
	if err != nil {
		return err
	}
	p, err := a.findNotSame(ctx, pairs, nameA, nameB)
	if err != nil {
		return err
	}
	_, err = s.RemoveNotSame(ctx, p)
	return err
}

// findNotSame finds the pair that two names mean: by what the files hold now,
// else by the paths that the pair was added with.
func (a *app) findNotSame(ctx context.Context, pairs []store.NotSame, names ...string) (store.NotSame, error) {
	var sums [2][][32]byte // contents that each name may mean
	var trouble error
	for i, name := range names {
		c, err := a.contentOf(ctx, name)
		if err == nil {
			sums[i] = append(sums[i], c.sum)
		} else {
			trouble = err
		}
		abs, err := filepath.Abs(name)
		if err != nil {
			abs = name
		}
		for _, p := range pairs {
			if p.PathA == abs {
				sums[i] = append(sums[i], p.A)
			}
			if p.PathB == abs {
				sums[i] = append(sums[i], p.B)
			}
		}
		if len(sums[i]) == 0 {
			return store.NotSame{}, trouble
		}
	}
	for _, p := range pairs {
		if slices.Contains(sums[0], p.A) && slices.Contains(sums[1], p.B) || slices.Contains(sums[0], p.B) && slices.Contains(sums[1], p.A) {
			return p, nil
		}
	}
	return store.NotSame{}, fmt.Errorf("remove %q and %q: there is no such pair; newsdup notsame list shows all", names[0], names[1])
}

// listNotSame prints the pairs by the time they were added.
func (a *app) listNotSame(ctx context.Context, state string, form outputFlags) error {
	s, err := store.OpenExisting(ctx, state)
	var pairs []store.NotSame
	switch {
	case store.ConditionOf(err) == store.Missing: // nothing was ever added
	case err != nil:
		return err
	default:
		defer s.Close()
		if pairs, err = s.NotSame(ctx); err != nil {
			return err
		}
	}
	slices.SortStableFunc(pairs, func(p, q store.NotSame) int { return p.Added.Compare(q.Added) })
	out, err := a.open(form.path)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	for _, p := range pairs {
		if form.format == string(report.JSONL) {
			err = errors.Join(err, report.WriteRecord(&text, pairRecord(p)))
			continue
		}
		fmt.Fprintf(&text, "%s\n  %x  %s\n  %x  %s\n", p.Added.UTC().Format("2006-01-02 15:04Z"), p.A, report.Escape(p.PathA), p.B, report.Escape(p.PathB))
	}
	if _, writing := out.Write(text.Bytes()); writing != nil {
		return writing
	}
	return errors.Join(err, out.commit())
}
