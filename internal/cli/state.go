package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/report"
	"newsdup/internal/store"
)

// stateOptions are the flags of the commands of `newsdup state`.
type stateOptions struct {
	state  stateFlag
	output outputFlags
	older  span
	repair bool
}

// ownState is the text of --state where it only chooses.
const ownState = "`FILE` the state, with its cache in FILE-cache (default your own: $XDG_STATE_HOME/newsdup/state.db, or ~/.local/state)"

// newState is `newsdup state`.
func newState(a *app) *cobra.Command {
	cmd := parent(a, &cobra.Command{
		Use:   "state",
		Short: "inspect and maintain what newsdup remembers",
		Long: `newsdup remembers in two SQLite files. The state holds what cannot be made again: the ids of stories, the pairs of newsdup notsame, what newsdup uniq let pass, and the journal of acts that newsdup undo reads. The cache holds what can: it may be deleted at any time.

Both can be asked with sqlite3: the views stories, aliases, members, notsame, runs, acts and documents of the state, clips, options and answers of the cache.

A damaged state is kept beside the new one, as FILE.damaged. A state of a later newsdup is refused; one of an earlier newsdup is brought up to date by the first command that opens it.`,
		Example: examples(
			"what there is", "newsdup state info",
			"is it whole", "newsdup state verify",
			"forget what was not met for three months", "newsdup state forget --older-than 90d"),
	})
	cmd.AddCommand(newStateInfo(a), newStateVerify(a), newStateCompact(a), newStateForget(a))
	return cmd
}

// keeps makes cmd one that does something with the two files.
func (o *stateOptions) keeps(a *app, cmd *cobra.Command, do func(*keeper, context.Context) error) *cobra.Command {
	cmd.Args = noArguments
	cmd.Annotations = exits(meanings{
		exitDone:      "done; for info also when there is nothing",
		exitUsage:     "bad flag, or the state is missing, damaged, of a later newsdup or of another program",
		exitInterrupt: stopped,
	})
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		path, cache, err := o.state.paths()
		if err != nil {
			return err
		}
		out, err := a.open(o.output.path)
		if err != nil {
			return err
		}
		k := &keeper{state: path, cache: cache, form: report.Format(o.output.format), out: out}
		if err := do(k, cmd.Context()); err != nil {
			return err
		}
		return out.commit()
	}
	formats := []string{"text"}
	if cmd.Name() == "info" {
		formats = append(formats, "jsonl")
	}
	o.output.AddFlags(cmd, formats, "")
	o.state.AddFlags(cmd, ownState)
	return cmd
}

func newStateInfo(a *app) *cobra.Command {
	var o stateOptions
	return o.keeps(a, &cobra.Command{
		Use:     "info",
		Short:   "say what the state and the cache hold",
		Long:    `Says where the two files are, in which condition, and how much they hold.`,
		Example: examples("what there is", "newsdup state info"),
	}, (*keeper).info)
}

func newStateVerify(a *app) *cobra.Command {
	var o stateOptions
	cmd := o.keeps(a, &cobra.Command{
		Use:     "verify",
		Short:   "check the state and the cache for damage",
		Long:    `Reads both files from end to end and checks them. With --repair it saves what can be read of a damaged state into a new one, and deletes a damaged cache.`,
		Example: examples("is it whole", "newsdup state verify"),
	}, func(k *keeper, ctx context.Context) error {
		if o.repair {
			return k.repair(ctx)
		}
		return k.verify(ctx)
	})
	section(cmd.Flags(), "State", func(fs *pflag.FlagSet) {
		fs.BoolVar(&o.repair, "repair", false, "save what can be read of a damaged state into a new one")
	})
	return cmd
}

func newStateCompact(a *app) *cobra.Command {
	var o stateOptions
	return o.keeps(a, &cobra.Command{
		Use:     "compact",
		Short:   "return unused space to the disk",
		Long:    `Rewrites both files without the space that forgotten clips and stories took.`,
		Example: examples("after much was forgotten", "newsdup state compact"),
	}, (*keeper).compact)
}

func newStateForget(a *app) *cobra.Command {
	var o stateOptions
	cmd := o.keeps(a, &cobra.Command{
		Use:     "forget",
		Short:   "forget what no run has met for a given time",
		Long:    `Forgets stories, documents and cached clips that no run has met for the time of --older-than. Pairs and the journal are never forgotten.`,
		Example: examples("what was not met for three months", "newsdup state forget --older-than 90d"),
	}, func(k *keeper, ctx context.Context) error {
		return k.forget(ctx, time.Now().Add(-o.older.duration()))
	})
	section(cmd.Flags(), "State", func(fs *pflag.FlagSet) {
		fs.Var(&o.older, "older-than", "`TIME` not met by a run for so long, as in 90d")
	})
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if o.older == 0 {
			return usagef(cmd, "read --older-than: newsdup state forget wants it, as in --older-than 90d")
		}
		return nil
	}
	return cmd
}

// keeper looks after the two files.
type keeper struct {
	state, cache string
	form         report.Format
	out          io.Writer
}

func (k *keeper) say(format string, args ...any) error {
	_, err := fmt.Fprintf(k.out, format+"\n", args...)
	return err
}

// withCache calls do with the cache, if there is one.
func (k *keeper) withCache(ctx context.Context, do func(*store.CacheFile) error) error {
	c, err := store.OpenCacheFile(ctx, k.cache)
	if store.ConditionOf(err) == store.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(do(c), c.Close())
}

// withState calls do with the state, which must be there.
func (k *keeper) withState(ctx context.Context, do func(*store.State) error) error {
	s, err := store.OpenExisting(ctx, k.state)
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

// info says what there is; what is missing is said, too.
func (k *keeper) info(ctx context.Context) error {
	i := store.StateInfo{Path: k.state, Condition: store.Missing}
	err := k.withState(ctx, func(s *store.State) (err error) {
		i, err = s.Info(ctx)
		return err
	})
	if err != nil && store.ConditionOf(err) != store.Missing {
		return err
	}
	c := store.CacheInfo{Path: k.cache, Condition: store.Missing}
	err = k.withCache(ctx, func(f *store.CacheFile) (err error) {
		c, err = f.Info(ctx)
		return err
	})
	if e := (*store.Error)(nil); errors.As(err, &e) { // the state's part is worth showing
		c.Condition, err = e.Condition, nil
	}
	if err != nil {
		return err
	}
	if k.form == report.JSONL {
		return errors.Join(report.WriteRecord(k.out, stateRecord(i)), report.WriteRecord(k.out, cacheRecord(c)))
	}
	n := report.Count
	if err := k.say("state  %s  %s%s", report.Escape(i.Path), foundAs(i.Condition), formatAndSize(i.Format, i.Bytes)); err != nil || i.Condition == store.Missing {
		return cmp.Or(err, k.cacheText(c))
	}
	return errors.Join(
		k.say("  %s of %s, %s of stories that merged", n(i.Stories, "story", "stories"), n(i.Members, "clip", "clips"), n(i.Aliases, "alias", "aliases")),
		k.say("  %s not the same", n(i.NotSame, "pair", "pairs")),
		k.say("  %s of %s, %s unfinished", n(i.Runs, "run", "runs"), n(i.Acts, "act", "acts"), report.Thousands(i.Open)),
		k.say("  %s of uniq", n(i.Documents, "document", "documents")),
		k.cacheText(c))
}

func (k *keeper) cacheText(c store.CacheInfo) error {
	err := k.say("cache  %s  %s%s", report.Escape(c.Path), foundAs(c.Condition), formatAndSize(c.Format, c.Bytes))
	if c.Format == 0 {
		return err
	}
	n := report.Count
	return cmp.Or(err, k.say("  %s made with %s, %s", n(c.Clips, "clip", "clips"), n(c.Options, "set of options", "sets of options"), n(c.Answers, "answer", "answers")))
}

// foundAs says how a file was found. To look at one of an earlier newsdup brings it up
// to date: the format that stands behind is the one that it has now.
func foundAs(c store.Condition) string {
	if c == store.Older {
		return "brought up to date"
	}
	return string(c)
}

// formatAndSize is ", format 2, 1,204 kB", "" of a file that is not there.
func formatAndSize(format int, bytes int64) string {
	if format == 0 {
		return ""
	}
	return fmt.Sprintf(", format %d, %s kB", format, report.Thousands(int((bytes+999)/1000)))
}

// verify looks for damage.
func (k *keeper) verify(ctx context.Context) error {
	return errors.Join(
		k.withState(ctx, func(s *store.State) error {
			if err := s.Verify(ctx); err != nil {
				return err
			}
			return k.say("state  %s  whole", report.Escape(k.state))
		}),
		k.withCache(ctx, func(c *store.CacheFile) error {
			if err := c.Verify(ctx); err != nil {
				return err
			}
			return k.say("cache  %s  whole", report.Escape(k.cache))
		}))
}

// repair saves what can be read of what is damaged.
func (k *keeper) repair(ctx context.Context) error {
	err := k.withCache(ctx, func(c *store.CacheFile) error { return c.Verify(ctx) })
	if store.ConditionOf(err) == store.Corrupt {
		if err := store.RemoveCache(k.cache); err != nil {
			return err
		}
		err = k.say("cache  %s  was damaged: deleted", report.Escape(k.cache))
	}
	if err != nil {
		return err
	}
	err = k.withState(ctx, func(s *store.State) error { return s.Verify(ctx) })
	if err == nil {
		return k.say("state  %s  whole", report.Escape(k.state))
	}
	if store.ConditionOf(err) != store.Corrupt {
		return err
	}
	saved, err := store.Repair(ctx, k.state)
	if err != nil {
		return err
	}
	n := func(table, one, many string) string { return report.Count(saved.Rows[table], one, many) }
	err = k.say("state  %s  was damaged, and is kept as %s; saved: %s, %s, %s not the same, %s, %s",
		report.Escape(k.state), report.Escape(saved.Damaged), n("run", "run", "runs"), n("act", "act", "acts"),
		n("pair", "pair", "pairs"), n("story", "story", "stories"), n("document", "document", "documents"))
	if len(saved.Lost) > 0 {
		err = cmp.Or(err, k.say("  some rows of these tables could not be read: %s", list(saved.Lost, "and")))
	}
	return err
}

// compact gives space back.
func (k *keeper) compact(ctx context.Context) error {
	var before, after int64
	err := k.withState(ctx, func(s *store.State) error {
		i, err := s.Info(ctx)
		if before = i.Bytes; err != nil {
			return err
		}
		if err := s.Compact(ctx); err != nil {
			return err
		}
		i, err = s.Info(ctx)
		after = i.Bytes
		return err
	})
	if err != nil {
		return err
	}
	size := func() (n int64, there bool, err error) {
		err = k.withCache(ctx, func(c *store.CacheFile) error {
			i, err := c.Info(ctx)
			n, there = i.Bytes, true
			return err
		})
		return n, there, err
	}
	n, there, err := size()
	if err != nil {
		return err
	}
	if there {
		if err := store.CompactCache(ctx, k.cache); err != nil {
			return err
		}
		before += n
		if n, _, err = size(); err != nil {
			return err
		}
		after += n
	}
	return k.say("%s kB are %s kB", report.Thousands(int(before/1000)), report.Thousands(int(after/1000)))
}

// forget forgets what was not met since.
func (k *keeper) forget(ctx context.Context, since time.Time) error {
	var n store.Forgotten
	err := k.withState(ctx, func(s *store.State) (err error) {
		n, err = s.Forget(ctx, since)
		return err
	})
	if err != nil {
		return err
	}
	err = k.withCache(ctx, func(c *store.CacheFile) error {
		m, err := c.Forget(ctx, since)
		n.Clips, n.Answers = m.Clips, m.Answers
		return err
	})
	if err != nil {
		return err
	}
	return k.say("forgot %s, %s, %s and %s", report.Count(n.Stories, "story", "stories"), report.Count(n.Documents, "document", "documents"),
		report.Count(n.Clips, "cached clip", "cached clips"), report.Count(n.Answers, "answer", "answers"))
}
