package store

// The ids of stories.
//
// The id of a group is made of the contents of its clips, so it changes whenever a clip comes
// or goes. The state remembers the contents that each story has had, and a group that holds
// some of them is that story:
//
//	run 1   {a b}         new                          7f3a  a b
//	run 2   {a b c}       holds a, b: grown            7f3a  a b c
//	run 3   {a b} {c d}   7f3a goes to the group that  7f3a  a b
//	                      holds most of it: split      19c0  c d
//	run 4   {a b c d}     the older id lives           7f3a  a b c d, alias 19c0
//
// A story goes to the one group that holds most of its clips, the first of several that hold
// as many. A group that inherits several stories takes the oldest id, and the others become
// aliases. A group that inherits none keeps its own id, unless a story or an alias has had
// it: then a new one is derived from it.
//
// A clip that is in no group now remains a clip of its story, so the story is recognised when
// it repeats again; so does a clip that this run did not read, so that runs over parts of an
// archive do not disturb each other.
//
// Rejected: the id of the clip that is kept, which changes with the keep rule and when that
// clip is deleted.

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
)

// Story is a group that wants an id.
type Story struct {
	ID    string // made of the contents of its clips: what it is called if it is new
	Title string
	Clips [][32]byte // contents
}

// stored is a story of the state that a run has met.
type stored struct {
	n    int64
	id   string
	heir int // index of the group that it goes to
	most int // its clips there
}

// Stories gives each group of one run, in the order of the report, its id.
// level parts ids that have nothing to do with each other. The same groups get
// the same ids again, and nothing is written then but once a day.
func (s *State) Stories(ctx context.Context, level string, groups []Story) (ids []string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		ids, err = (&naming{tx: tx, level: level, today: day(s.now()), born: s.now().Unix()}).run(ctx, groups)
		return err
	})
	return ids, err
}

// naming is one run of Stories.
type naming struct {
	tx      *sql.Tx
	level   string
	today   int64
	born    int64
	changed bool
	made    map[string]*sql.Stmt
}

// prepared is a statement of the transaction, made once.
func (s *naming) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := s.made[query]; st != nil {
		return st, nil
	}
	st, err := s.tx.PrepareContext(ctx, query)
	if s.made == nil {
		s.made = map[string]*sql.Stmt{}
	}
	s.made[query] = st
	return st, err
}

func (s *naming) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	st, err := s.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

func (s *naming) run(ctx context.Context, groups []Story) ([]string, error) {
	was, known, err := s.met(ctx, groups)
	if err != nil {
		return nil, err
	}
	heirs := make([][]*stored, len(groups))
	for _, st := range known {
		heirs[st.heir] = append(heirs[st.heir], st)
	}
	ids := make([]string, len(groups))
	taken := map[[32]byte]bool{} // contents that stand in two groups stay with the first
	for i, g := range groups {
		slices.SortFunc(heirs[i], func(a, b *stored) int { return cmp.Compare(a.n, b.n) })
		st, err := s.story(ctx, g, heirs[i])
		if err != nil {
			return nil, err
		}
		ids[i] = st.id
		for _, c := range g.Clips {
			if taken[c] || was[c] == st.n {
				taken[c] = true
				continue
			}
			taken[c] = true
			s.changed = true
			if _, err := s.exec(ctx, `INSERT INTO member VALUES (?, ?, ?)
				ON CONFLICT DO UPDATE SET story = excluded.story`, s.level, c[:], st.n); err != nil {
				return nil, err
			}
		}
	}
	if s.changed {
		return ids, touchStories(ctx, s.tx)
	}
	return ids, nil
}

// met looks up the stories that the clips of all groups have been in, and
// chooses the heir of each.
func (s *naming) met(ctx context.Context, groups []Story) (was map[[32]byte]int64, known map[int64]*stored, err error) {
	find, err := s.prepared(ctx, "SELECT story.n, story.id FROM member JOIN story ON story.n = member.story WHERE member.level = ? AND member.sha256 = ?")
	if err != nil {
		return nil, nil, err
	}
	was, known = map[[32]byte]int64{}, map[int64]*stored{}
	for i, g := range groups {
		held := map[int64]int{}
		for _, c := range g.Clips {
			if _, twice := was[c]; twice {
				continue
			}
			var st stored
			switch err := find.QueryRowContext(ctx, s.level, c[:]).Scan(&st.n, &st.id); {
			case errors.Is(err, sql.ErrNoRows):
				was[c] = 0
				continue
			case err != nil:
				return nil, nil, err
			}
			was[c] = st.n
			if known[st.n] == nil {
				known[st.n] = &st
			}
			held[st.n]++
		}
		for n, clips := range held {
			if st := known[n]; clips > st.most {
				st.heir, st.most = i, clips
			}
		}
	}
	return was, known, nil
}

// story is the story that a group is: the oldest that it inherits, or a new one.
func (s *naming) story(ctx context.Context, g Story, inherits []*stored) (*stored, error) {
	if len(inherits) == 0 {
		return s.add(ctx, g)
	}
	st := inherits[0]
	for _, other := range inherits[1:] {
		s.changed = true
		for _, q := range []string{
			"UPDATE member SET story = ?1 WHERE story = ?2",
			"UPDATE alias SET story = ?1 WHERE story = ?2",
			"INSERT INTO alias SELECT level, id, ?1 FROM story WHERE n = ?2",
			"DELETE FROM story WHERE n = ?2 AND ?1 > 0",
		} {
			if _, err := s.exec(ctx, q, st.n, other.n); err != nil {
				return nil, err
			}
		}
	}
	_, err := s.exec(ctx, "UPDATE story SET seen = ?, title = ? WHERE n = ? AND (seen < ? OR title <> ?)", s.today, g.Title, st.n, s.today, g.Title)
	return st, err
}

// add makes a new story. Its id is the group's own, or one made from it where
// that is taken: by a story that this group once was the whole of, say.
func (s *naming) add(ctx context.Context, g Story) (*stored, error) {
	s.changed = true
	id := g.ID
	for try := 2; ; try++ {
		taken := 0
		find, err := s.prepared(ctx, `SELECT (SELECT count(*) FROM story WHERE level = ?1 AND id = ?2)
			+ (SELECT count(*) FROM alias WHERE level = ?1 AND id = ?2)`)
		if err != nil {
			return nil, err
		}
		if err := find.QueryRowContext(ctx, s.level, id).Scan(&taken); err != nil {
			return nil, err
		}
		if taken == 0 {
			break
		}
		sum := sha256.Sum256([]byte(g.ID + " " + strconv.Itoa(try)))
		id = hex.EncodeToString(sum[:8])
	}
	r, err := s.exec(ctx, "INSERT INTO story (level, id, title, born, seen) VALUES (?, ?, ?, ?, ?)", s.level, id, g.Title, s.born, s.today)
	if err != nil {
		return nil, err
	}
	n, err := r.LastInsertId()
	return &stored{n: n, id: id}, err
}

// touchStories notes that stories have changed.
func touchStories(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO header VALUES ('stories', 1) ON CONFLICT DO UPDATE SET value = value + 1`)
	return err
}

// Generation names the ids as they stand: it is another one after any change of
// them, and in another state. Ids that were given in this generation hold.
func (s *State) Generation(ctx context.Context) (string, error) {
	var name string
	var changes int64
	err := s.db.QueryRowContext(ctx, `SELECT
		coalesce((SELECT value FROM header WHERE key = 'name'), ''),
		coalesce((SELECT value FROM header WHERE key = 'stories'), 0)`).Scan(&name, &changes)
	return name + "." + strconv.FormatInt(changes, 10), s.fail("read", err)
}
