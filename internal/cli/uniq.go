package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsdup/internal/clip"
	"newsdup/internal/dedup"
	"newsdup/internal/report"
	"newsdup/internal/seen"
	"newsdup/internal/source"
	"newsdup/internal/story"
)

// uniqOptions are the flags of `newsdup uniq`.
type uniqOptions struct {
	input    inputFlags
	compare  compareFlags
	clean    cleanFlags
	run      runFlags
	level    string
	remember int
	form     uniqForm
	state    stateFlag
}

// uniqForm is what is printed.
type uniqForm struct {
	mark  bool // every record
	count bool // the firsts, at the end
	nul   bool
}

// newUniq is `newsdup uniq`.
func newUniq(a *app) *cobra.Command {
	var o uniqOptions
	cmd := &cobra.Command{
		Use:   "uniq [FILE]",
		Short: "pass the first clip of each story of a stream",
		Long: `Reads records, one JSON object a line, or with -0 documents that end with NUL, and prints the first of each story as soon as it is read, byte for byte as it came; a stream that is gzip or zstd is unpacked, one of UTF-16 or UTF-32 becomes UTF-8. Records that repeat a story are left out: copies, and other outlets' own words about the same event; with --level copy only copies are. Each record is compared with those before it, never with those to come.

What is no clip is printed as it came: blank lines, texts of fewer than --min-words words, and, with a warning, lines that are not JSON or hold no text.

With --mark every record is printed, and each JSON object with a text has one key more, "newsdup", behind its others: first (true or false), id (of its story; a text too short to be compared has none), and of a clip that repeats also relation, score, of (the first clip of the story) and to (the clip it was recognised by), these two by their id, or by the number of their line. With --count the first clips are printed at the end of input, with id and count in that key, or with -0 with the count in front, as uniq -c has it.

With --state a run goes on where the last one ended. A clip is remembered once its line is written, so whenever the program is stopped, nothing is lost and no line but the last can come again. A state is refused when its clips were compared with another --level, --threshold, --min-words, --mode, --rules or --aliases. The last 10,000 clips are compared, in some 300 MB; --remember changes that, and with --memory it is as many of them as have room.

Pairs of newsdup notsame apply; there a record is named by the SHA-256 of its line, without the line end.

It is one pass: where newsdup group would move a story together when all is read, uniq has already decided. Furniture of sites, which takes two, stays in.`,
		Example: examples(
			"the first clip of each story of a folder", "newsdup clean -f jsonl clips/ | newsdup uniq",
			"across runs", "newsdup clean -f jsonl clips/ | newsdup uniq --state seen.db > new.jsonl",
			"what repeats what", "newsdup clean -f jsonl clips/ | newsdup uniq --mark | grep '\"first\":false'"),
		Annotations: exits(meanings{
			exitDone:      "done",
			exitUsage:     "bad flag, no input on a terminal, or state or output cannot be written",
			exitPartial:   "done, but some records could not be read: they were passed",
			exitInterrupt: stopped,
		}),
		Args: atMostOne("file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := o.verify(a, cmd, args)
			if err != nil {
				return err
			}
			return a.runUniq(cmd.Context(), opts, o.form, &o.state, o.compared(opts.Options))
		},
	}
	o.AddFlags(cmd)
	return cmd
}

// AddFlags adds the flags of `newsdup uniq`.
func (o *uniqOptions) AddFlags(cmd *cobra.Command) {
	section(cmd.Flags(), "Comparison", func(fs *pflag.FlagSet) {
		o.level = string(dedup.LevelStory)
		fs.Var(choice{&o.level, levels}, "level", "`LEVEL` what repeats: story (the same event, in any words) or copy (the same text alone)")
		fs.IntVar(&o.remember, "remember", seen.DefaultRemember, "`N` compare with the last N clips; the oldest is forgotten first, and by the state too")
		o.compare.AddFlags(fs)
		fs.Lookup("threshold").Usage = thresholdUsage(story.OnlineThreshold)
		o.clean.AddFlags(fs)
		marksResult(fs, "level", "remember")
	})
	section(cmd.Flags(), "Output", func(fs *pflag.FlagSet) {
		fs.BoolVar(&o.form.mark, "mark", false, "print every record, with what was found in the key \"newsdup\"")
		fs.BoolVar(&o.form.count, "count", false, "print the first clips at the end of input, each with the number of clips of its story")
		fs.BoolVarP(&o.form.nul, "null", "0", false, "records are documents (text, HTML or JSON) that end with NUL, not lines")
	})
	section(cmd.Flags(), "Input", o.input.addReading)
	complete(cmd, "input", inputFormats)
	o.state.AddFlags(cmd, "`FILE` remember in FILE, made when missing, which clips have passed; none also ignores the pairs of notsame (default remember nothing)")
	o.run.AddFlags(cmd)
	o.run.addRoom(cmd)
	complete(cmd, "level", levels)
	complete(cmd, "mode", cleanModes)
	completeList(cmd, "threshold", thresholdWords())
}

// verify checks the flags and turns them into options; Source.Stdin is open.
func (o *uniqOptions) verify(a *app, cmd *cobra.Command, args []string) (dedup.UniqOptions, error) {
	var opts dedup.UniqOptions
	switch {
	case o.remember < 1 || o.remember > math.MaxInt32:
		return opts, usagef(cmd, "read --remember %d: want 1 or more", o.remember)
	case o.form.mark && o.form.count:
		return opts, usagef(cmd, "read flags: --mark prints every record and --count the first ones, leave one of the two out")
	case o.form.mark && o.form.nul:
		return opts, usagef(cmd, "read -0: --mark adds a key to JSON objects, which are lines; leave one of the two out")
	case o.form.count && o.state.file != "" && o.state.file != noState:
		return opts, usagef(cmd, "read --count: it counts the clips of one run, leave --state out")
	case !o.form.nul && o.input.input != "auto" && o.input.input != "jsonl":
		return opts, usagef(cmd, "read --input %s: lines are JSON; documents of text and HTML need -0", o.input.input)
	}
	if err := errors.Join(o.compare.verify(cmd), o.clean.verify(cmd), o.run.verify(cmd)); err != nil {
		return opts, err
	}
	paths, err := o.input.verify(a, cmd, args)
	if err != nil {
		return opts, err
	}
	opts = dedup.UniqOptions{
		Options: dedup.Options{Source: o.input.options(a, nil), Clean: o.clean.options(), Level: dedup.Level(o.level), Workers: o.run.threads, Budget: int64(o.run.memory)},
		NUL:     o.form.nul, Remember: o.remember, Path: paths[0],
	}
	o.compare.apply(&opts.Options)
	if !o.form.nul {
		opts.Source.Input = source.JSONL
	}
	in := a.stdin
	if opts.Path != source.Stdin {
		if in, err = openFile(opts.Path); err != nil {
			return opts, err
		}
		opts.Source.Stdin = in
	}
	return opts, a.checkFeed(in)
}

// checkFeed refuses a file as input to which standard output is appended: what was
// written would be read again, without end.
func (a *app) checkFeed(in *os.File) error {
	from, err := in.Stat()
	if err != nil || !from.Mode().IsRegular() {
		return nil
	}
	to, err := a.stdout.Stat()
	if err != nil || !os.SameFile(from, to) {
		return nil
	}
	return fmt.Errorf("read %q: standard output goes into the same file; give the result another name", in.Name())
}

// compared says how clips are compared: what a state must not mix.
func (o *uniqOptions) compared(opts dedup.Options) []string {
	c := opts.Copies.WithDefaults()
	how := []string{
		"level=" + o.level, "mode=" + o.clean.mode, fmt.Sprintf("min-words=%d", opts.MinWords),
		fmt.Sprintf("near=%g", c.Near), fmt.Sprintf("contains=%g", c.Contains),
	}
	if opts.Level == dedup.LevelStory {
		how = append(how, fmt.Sprintf("story=%g", cmp.Or(opts.Story, story.OnlineThreshold)))
	}
	short := func(digest string) string { return digest[:min(12, len(digest))] }
	return append(how, "rules="+cmp.Or(short(o.clean.rules.Digest()), "none"), "aliases="+cmp.Or(short(o.compare.names.digest), "none"))
}

// runUniq passes records from the stream to standard output; compared is for the state.
func (a *app) runUniq(ctx context.Context, opts dedup.UniqOptions, form uniqForm, state *stateFlag, compared []string) (err error) {
	w := &uniqWriter{app: a, uniqForm: form, tty: look(a.stdout).tty}
	if state.file == "" || state.file == noState {
		if opts.Memory.NotSame, err = state.pairs(ctx); err != nil {
			return err
		}
	} else {
		m, err := openMemory(ctx, state.file, opts.Remember, compared)
		if err != nil {
			return err
		}
		defer m.close()
		if opts.Memory.NotSame, err = m.state.NotSame(ctx); err != nil {
			return err
		}
		w.memory, opts.Record, opts.Past = m, true, func(restore func([]byte) error) error { return m.past(ctx, a, restore) }
	}
	if form.count {
		w.counts = newUniqCount()
		defer w.counts.close()
	}
	sum, err := dedup.Uniq(ctx, opts, w.record)
	if err == nil && form.count {
		err = w.counts.print(form.nul, w.write)
	}
	if w.memory != nil {
		err = errors.Join(err, w.memory.close())
	}
	if err != nil {
		return err
	}
	a.tui.held()
	a.tui.summary(uniqSummary(sum), w.tty)
	if sum.Unreadable > 0 {
		return &partialError{sum.Unreadable}
	}
	return nil
}

// uniqSummary is "1,204 read, 300 first, 904 repeat (700 exact, 150 near, 54 story), 1 unreadable".
func uniqSummary(s clip.Summary) string {
	line := fmt.Sprintf("%s read, %s first, %s repeat", report.Thousands(s.Read), report.Thousands(s.Read-s.Extra), report.Thousands(s.Extra))
	open := " ("
	for _, part := range []struct {
		n    int
		name string
	}{{s.Exact, "exact"}, {s.Near, "near"}, {s.Contains, "contains"}, {s.Story, "story"}} {
		if part.n > 0 {
			line += open + report.Thousands(part.n) + " " + part.name
			open = ", "
		}
	}
	if open == ", " {
		line += ")"
	}
	if s.Unreadable > 0 {
		line += ", " + report.Thousands(s.Unreadable) + " unreadable"
	}
	return line
}

// uniqWriter prints records and remembers them.
type uniqWriter struct {
	*app
	uniqForm
	tty    bool
	memory *uniqMemory // nil without --state
	counts *uniqCount  // nil without --count
	buf    []byte
}

// record prints a record, unless it repeats, and then remembers it.
func (w *uniqWriter) record(r *dedup.UniqRecord) error {
	if r.Problem != nil && r.Frame.First {
		w.tui.warn(*r.Problem)
	}
	switch {
	case w.count && r.Clip:
		return w.counts.add(r)
	case w.mark && r.Clip:
		w.buf = seen.Mark(w.buf[:0], r.Bytes, &r.Verdict)
	case r.Verdict.First:
		w.buf = append(w.buf[:0], r.Bytes...)
	default:
		w.buf = w.buf[:0]
	}
	if w.memory == nil {
		return w.write(w.buf)
	}
	if len(w.buf) > 0 {
		if err := w.memory.settle(); err != nil {
			return err
		}
	}
	if err := w.write(w.buf); err != nil {
		return err
	}
	return w.memory.add(r, len(w.buf) > 0)
}

// write prints at once: a reader of the pipe must not wait for the next record.
func (w *uniqWriter) write(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if w.tty {
		w.tui.status("")
	}
	_, err := w.stdout.Write(b)
	return stdoutError(err)
}
