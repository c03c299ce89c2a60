package advisor

import (
	"slices"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Advice is everything that follows from a set of answers, worded from the knowledge base; reports need nothing else.
type Advice struct {
	Knowledge  string   // version of the knowledge base
	Houses     []string // house rules over it that somebody named, the last on top
	OwnHouse   bool     // the user's own lie below those
	Answers    []Answered
	Open       []Asked    // questions asked but not answered, or answered "not sure"
	Unsure     []Answered // the latter: they speak for no option, but practices may ask for them
	Star       string     // the question whose answer counts double; it may be open still
	Verdict    string     // all of it in a sentence of at most MostVerdict words, without a full stop; "" without phrases
	Decisions  []Decided
	Situations []Ticked
	Python     []Used   // packages that the team uses, those that nothing is known of last
	Mind       []Minded // what to watch out for, at most MostMind, the most particular first
	AlsoMind   []Minded // what applies as well, behind those
	Practices  []knowledge.Practice
	Snippets   []knowledge.Snippet
	Words      []knowledge.Word // which are new to whoever answered so; those that matter most first
	Phases     []knowledge.Phase
	Risks      []knowledge.Risk
	KPIs       []knowledge.KPI
	Findings   []Cited // what the advice rests on, in the order first cited
	Rust       string  // least Rust version the picked crates declare, or ""
	Starter    string  // the kind of starter project that there is for it, or ""
	Price      *Price  // what pins cost, or nil when nothing is pinned
}

// Asked is a question as the advice names it.
type Asked struct {
	Question, Title, Short string
}

// Answered is an active answer other than "not sure".
type Answered struct {
	Asked
	Choice, Label, Reason string   // of all that is ticked, told together
	Choices, Labels       []string // ids and labels of what is ticked
	Starred               bool
	Fixed                 bool // house rules say it, whoever answers
}

// Standing says how firm a pick is.
type Standing string

// Standings, firmest first.
const (
	Settled   Standing = "settled"    // no other answer to a preference, nor any to an open fact, would change it
	Leaning   Standing = "leaning"    // one would
	ByDefault Standing = "by default" // no answer bears on it
	TossUp    Standing = "toss-up"    // tied, or within a point
	Open      Standing = "open"       // an open fact decides it: half of its answers or more rule the pick out
	NoneFit   Standing = "none fit"   // no option stands; the fallback says what to do
	Moot      Standing = "not needed" // there is nothing to decide
	MustBe    Standing = "pinned"     // it must be used, whatever speaks against it
)

// Decided is the advice on one decision.
type Decided struct {
	ID, Title, Asks string
	Criteria        []knowledge.Criterion // what options are measured by
	// the choice that the pick is for, where the decision has a pick for each of several; else nil
	For           *Setting
	Choice        string    // id of the choice that the pick is for, also where it is the only one, or ""
	LeftOut       []Setting // with the first pick: further choices, for which no more picks are made
	Pick          Named     // empty when no option stands
	Fallback      string    // what to do then
	Option        *knowledge.Option
	Standing      Standing
	Touched       bool // some answer bears on it
	Waits         bool // another pick, one with a headline, says that nothing is due: no crates are named
	Tie           []Named
	Unchanged, Of int // Unchanged of Of answers could each change without changing the pick
	Score         int
	Because       []Cell // what speaks for the pick, strongest first; with Against it sums to the score
	Against       []Cell
	Rivals        []Rival    // options that stand, best first, without the pick
	Excluded      []Excluded // options a need vetoes
	Flips         []Flip     // every single answer that would change the pick, likeliest first, then pairs
	RestsOn       []Answered // facts another answer to which would change the pick
	Settles       []Asked    // open questions each of which could change the pick: no fewer could settle it
	Stands        *Stands    // of an open pick: what it hangs on
	Moved         *Moved     // set when other decisions moved the pick
	Weak          bool       // the lead over the next rests on weak evidence
}

// Key tells the pick from all others of an advice: the decision, and the choice that it is for.
func (d *Decided) Key() string {
	if d.For == nil {
		return d.ID
	}
	return KeyOf(d.ID, d.For.Choice)
}

// Headlines tells that beside this pick nothing else is due.
func (d *Decided) Headlines() bool { return d.Option != nil && d.Option.Headline != "" }

// Headline is the decision beside which nothing else is due; nil where there is none.
func (a *Advice) Headline() *Decided {
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Headlines() {
			return d
		}
	}
	return nil
}

// Due tells that the pick is one to build on now: there is one, and it waits neither for another nor for a fact that
// is open.
func (d *Decided) Due() bool { return d.Option != nil && !d.Waits && d.Standing != Open }

// ToSettle lists the fewest open questions that settle the pick of that key or, with "", all picks that are not firm
// yet: those that most picks hang on first.
func (a *Advice) ToSettle(key string) []Asked {
	var out []Asked
	hanging := map[Asked]int{}
	for i := range a.Decisions {
		d := &a.Decisions[i]
		if key != "" && key != d.Key() || d.Waits {
			continue
		}
		for _, q := range d.Settles {
			if hanging[q]++; hanging[q] == 1 {
				out = append(out, q)
			}
		}
	}
	slices.SortStableFunc(out, func(p, q Asked) int { return hanging[q] - hanging[p] })
	return out
}

// Stands is the open question of fact that decides a pick first, and the answers with which it stands.
type Stands struct {
	Asked
	With []Setting
}

// Words is what an open pick hangs on as a clause: "it stands where “What stores the data?” is answered “PostgreSQL” or
// “SQLite”".
func (s *Stands) Words() string {
	var labels []string
	for _, with := range s.With {
		labels = append(labels, "“"+with.Label+"”")
	}
	if len(labels) == 0 {
		return "“" + s.Title + "” decides"
	}
	return "it stands where “" + s.Title + "” is answered " + wording.Listed(labels, "or")
}

// Counterpart is the pick of another advice that this one compares with: for the same choice or, where both
// decisions have one pick, that; nil where there is none.
func (d *Decided) Counterpart(others []Decided) *Decided {
	var sole *Decided
	for i := range others {
		switch o := &others[i]; {
		case o.ID != d.ID:
		case o.Choice == d.Choice:
			return o
		case o.For == nil && d.For == nil:
			sole = o
		}
	}
	return sole
}

// KeyOf names the pick of a decision that is made for a choice; without one it names all picks of the decision.
func KeyOf(decision, choice string) string {
	if choice == "" {
		return decision
	}
	return decision + "@" + choice
}

// Named is an option by id and title.
type Named struct{ ID, Title string }

// Cell is one term of a score: what an answer adds to a criterion, times how the option does on it.
type Cell struct {
	Question  string // "" for what a criterion weighs before any answer
	Choice    string
	Reason    string // the answer as a clause: "you write plain SQL"
	Criterion string
	Title     string // the criterion's
	Weight    int    // what the answer or the prior adds to the criterion; below zero it makes it count less
	Points    int    // weight times fit
	Note      string // how the option does on it
	Finding   string
	Rival     string // in margins: how the rival does on it
}

// Sum is all cells of one criterion: one answer may raise what another lowers.
type Sum struct {
	Criterion, Title string
	Points, Weight   int
	Cells            []Cell
}

// Sums are cells by criterion, in the order in which they come.
func Sums(cells []Cell) []Sum {
	var out []Sum
	for _, c := range cells {
		i := slices.IndexFunc(out, func(s Sum) bool { return s.Criterion == c.Criterion })
		if i < 0 {
			i, out = len(out), append(out, Sum{Criterion: c.Criterion, Title: c.Title})
		}
		s := &out[i]
		s.Points, s.Weight, s.Cells = s.Points+c.Points, s.Weight+c.Weight, append(s.Cells, c)
	}
	return out
}

// Rival is an option that stands but was not picked.
type Rival struct {
	Named
	Score  int
	Margin int    // pick's score less the rival's; negative when a constraint decided
	Cells  []Cell // sum to the margin, strongest for the pick first
	Option *knowledge.Option
}

// Excluded is an option that an answer rules out or, with an empty answer, house rules.
type Excluded struct {
	Named
	Answered
	Why     string
	Finding string
}

// Flip is a change of one or two answers that changes the pick.
type Flip struct {
	Set  []Setting
	Pick Named // the new pick; empty when then no option stands
	Fact bool  // something is so, or ruled in or out, that was not: no preference
	Open bool  // it answers a question that is open now
}

// Setting is an answer changed.
type Setting struct {
	Question, Short, Choice, Label, Reason string   // of the choice that is put or taken away; the label says which
	Choices                                []string // all that is ticked afterwards
}

// Take returns the answers with the setting made.
func (s Setting) Take(a Answers) Answers { return a.With(s.Question, s.Choices...) }

// Moved tells that a decision would have gone otherwise by itself.
type Moved struct {
	Alone   Named
	By      int // its lead when alone
	Why     string
	Finding string
}

// Cited is a finding with its sources and what corrects it.
type Cited struct {
	*knowledge.Finding
	Grade       string
	From        []knowledge.Source
	Corrections []*knowledge.Finding
}

// Price is what pins cost: how the joint pick with them differs from the one without.
//
// Points is exact. It is the scores lost by pins and moves, with the bonuses lost less those gained; decisions that
// have a pick only with the pins, or only without, count by their bonuses alone. Without a broken veto or
// constraint, and where no decision loses its pick, it is never below zero.
type Price struct {
	Points int
	Pins   []Pinned // in the order of the decisions
	Moves  []Shift  // other decisions that come out otherwise
	Broken []Bond   // constraints between two pinned options
	Lost   []Bond   // what two options gained from each other that are no longer picked together
	Gained []Bond   // what two options gain that are picked together now
}

// Pinned is one pin, and what it breaks.
type Pinned struct {
	Pin
	Key    string // of the pick, as Decided has it; one pin may be that of several picks
	Option Named
	Free   Decided // what the decision comes to without any pin
	Lost   int     // the score of the free pick less that of the pinned option; 0 where there is no free pick
	Cells  []Cell  // sum to Lost, strongest for the free pick first
	Vetoes []Veto  // needs of the option that answers deny
	Banned string  // why house rules ban the option, or ""
}

// Kept tells whether the pin is the pick without it, too.
func (p *Pinned) Kept() bool { return p.Free.Pick.ID == p.Option.ID }

// Pin is what is pinned for a pick, by the key of its Decided, or nil; also of no price.
func (p *Price) Pin(key string) *Pinned {
	if p == nil {
		return nil
	}
	for i := range p.Pins {
		if p.Pins[i].Key == key {
			return &p.Pins[i]
		}
	}
	return nil
}

// Veto is a need that an answer denies.
type Veto struct {
	Answered
	Why     string
	Finding string
	Mend    []Setting // other answers to the question with which no need denies the option by it; perhaps none
}

// Shift is a decision that pins of others move.
type Shift struct {
	ID, Title string
	Was, Now  Named // empty where no option is picked
	Lost      int   // the score of what it was less that of what it is; 0 where either is none
	Causes    []Cause
}

// Cause is why a decision is moved.
type Cause struct {
	Kind CauseKind
	Bond
}

// CauseKind is how a bond moves a decision.
type CauseKind int

// Causes: the old option does not go with what is picked now; the new one did not with what was; the old one gained
// from what was; the new one gains from what is.
const (
	Barred CauseKind = iota
	Freed
	LostHelp
	GainsHelp
)

// Bond is a constraint or a synergy of two options.
type Bond struct {
	Of, With Named
	Points   int // of a synergy, else 0
	Why      string
	Finding  string
	ref      string // of With, as decision.option
}
