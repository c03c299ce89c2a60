// Package knowledge holds what is known: the questions, the decisions with their options, and the findings behind them.
//
// The data are TOML files (see data/README.md), embedded into the program and read strictly: anything the schema
// does not know, or that points nowhere, is an error that names file and line. The package knows nothing of advice
// or of terminals.
package knowledge

import (
	"slices"
	"strings"
)

// Base is a whole knowledge base, checked and resolved. It is read-only once loaded.
type Base struct {
	Version      string  // month the facts were last checked, as YYYY-MM
	Houses       []House // house rules that lie over it, the last on top
	Words        Vocabulary
	Sections     []Section
	Questions    []Question // in the order asked; the first is the journey
	Decisions    []Decision // in the order advised
	Forbids      []Forbid
	Requires     []Require
	Synergies    []Synergy
	Findings     []Finding // corrections are findings too: those with Corrects set
	Sources      []Source
	Practices    []Practice
	Situations   []Situation
	Phases       []Phase
	Risks        []Risk
	KPIs         []KPI
	Technologies []Technology
	Packages     []PythonPackage
	Snippets     []Snippet
	Glossary     Glossary

	questions    map[string]int
	decisions    map[string]int
	findings     map[string]int
	situations   map[string]int
	sources      map[string]int
	corrections  map[string][]int // finding id -> corrections of it
	technologies map[string]int
	packages     map[string]int // by normalised name
	imports      map[string]int // packages by the normalised name that they are imported by
}

// Vocabulary holds the closed lists every other file draws from (vocabulary.toml).
type Vocabulary struct {
	Version     string    `toml:"version"`
	Unsure      Choice    `toml:"unsure"` // the choice offered with every question
	Journeys    []Journey `toml:"journey"`
	Topics      []Term    `toml:"topic"`
	Confidences []Term    `toml:"confidence"`
	Rings       []Term    `toml:"ring"`
	Verdicts    []Term    `toml:"verdict"`
	SourceKinds []Term    `toml:"source-kind"`
}

// Origin tells who says a thing.
type Origin struct {
	House bool `toml:"house"` // house rules say it, or changed it
}

// Term is one word of a closed list.
type Term struct {
	ID    string `toml:"id"`
	Title string `toml:"title"`
	Help  string `toml:"help"`
	Origin
}

// Journey is what the developer came to do. It is asked first, as a question like any other.
type Journey struct {
	ID    string         `toml:"id"`
	Title string         `toml:"title"`
	Help  string         `toml:"help"`
	Adds  map[string]int `toml:"adds"`
	Origin
}

// Section groups questions on the screen.
type Section struct {
	ID    string `toml:"id"`
	Title string `toml:"title"`
	Origin
}

// Question is asked when all its conditions hold.
type Question struct {
	ID        string      `toml:"id"`
	Section   string      `toml:"section"`
	Title     string      `toml:"title"`
	Why       string      `toml:"why"`       // why it is asked, one sentence
	Short     string      `toml:"short"`     // two or three words for lists, such as "Query style"
	Essential []string    `toml:"essential"` // journeys in which it is asked without asking for more
	Retired   bool        `toml:"retired"`   // never asked: house rules took it out
	Answer    []string    `toml:"answer"`    // of one that is retired: what everybody is taken to have said
	Fact      bool        `toml:"fact"`      // asks what is so rather than what is wished for
	Several   bool        `toml:"several"`   // takes any number of its choices
	When      []Condition `toml:"when"`
	Or        []Condition `toml:"or"`    // where all of these hold it is asked as well
	Spare     []Condition `toml:"spare"` // where these hold, asked only while an answer changes a pick; always late
	Choices   []Choice    `toml:"choice"`

	Was map[string][]string `toml:"was"` // id of a choice that there was -> the choices that say the same now
	Origin
}

// Choice is one answer to a question.
type Choice struct {
	ID    string `toml:"id"`
	Label string `toml:"label"`
	Short string `toml:"short"` // its name in a title, such as "PostgreSQL"; the label if empty
	// what it is called within a sentence, such as "service"; its short name if empty
	Noun   string         `toml:"noun"`
	Help   string         `toml:"help"`   // its consequence, one or two sentences
	Reason string         `toml:"reason"` // how the advice puts it: "you write plain SQL"; the label if empty
	Unsure bool           `toml:"unsure"` // adds nothing, denies nothing
	Alone  bool           `toml:"alone"`  // says that no other choice holds, and so stands beside none
	Adds   map[string]int `toml:"adds"`   // "decision.criterion" -> points

	RulesOut []string `toml:"rules-out"` // ids of practices, snippets, risks and minds that are wrong here
	Origin
}

// Condition holds when one of In answers Question and is active, or, where picks are known, is a pick of Decision,
// or one of the situations is ticked. It has one of the three.
type Condition struct {
	Question  string   `toml:"question"`
	Decision  string   `toml:"decision"`
	In        []string `toml:"in"`
	Situation []string `toml:"situation"`
}

// Decision is one thing to choose, with its options and what they are measured by.
type Decision struct {
	ID       string   `toml:"id"`
	Order    int      `toml:"order"` // where it stands among the decisions
	Topic    string   `toml:"topic"` // of the findings that stand in its file
	Title    string   `toml:"title"`
	Asks     string   `toml:"asks"` // the decision as a question
	TieBreak []string `toml:"tie_break"`
	Fallback string   `toml:"fallback"` // what to say when no option stands
	// question that takes several: the decision is made once for each choice that is ticked
	Per      string      `toml:"per"`
	Needs    []Need      `toml:"need"` // without these there is nothing to decide
	Criteria []Criterion `toml:"criterion"`
	Options  []Option    `toml:"option"`
	Origin
}

// Criterion is what options are measured by; Prior is what it weighs before any answer.
type Criterion struct {
	ID    string            `toml:"id"`
	Title string            `toml:"title"`
	Prior int               `toml:"prior"`
	Scale map[string]string `toml:"scale"` // "-2".."2" -> what that value means
	Origin
}

// Option is one answer to a decision.
type Option struct {
	ID         string           `toml:"id"`
	BasedOn    string           `toml:"based-on"` // option of its decision whose statements hold where it makes none
	Bases      []string         `toml:"-"`        // that one, and what it is made of in turn
	Title      string           `toml:"title"`
	Ring       string           `toml:"ring"`
	Phrase     string           `toml:"phrase"`   // its part of the sentence that an advice begins with, see advisor.Advice
	Phrasings  []Phrasing       `toml:"phrasing"` // the first that holds takes the place of the phrase
	Summary    string           `toml:"summary"`
	Needs      []Need           `toml:"need"`
	Fit        map[string]Fit   `toml:"fit"` // criterion id -> fit
	Crates     map[string]Crate `toml:"crates"`
	CrateTypes []string         `toml:"crate-types"` // of the library that is built, where it is no crate for Rust alone
	Rust       string           `toml:"rust"`        // least Rust version its crates declare
	Findings   []string         `toml:"findings"`
	// what the advice begins with when it is picked: nothing of the rest is due then
	Headline string `toml:"headline"`
	Reversal string `toml:"reversal"` // what it costs to leave
	// a command in backticks that a team can run, and what it shows
	Confirm     string `toml:"confirm"`
	Banned      string `toml:"banned"`               // why house rules forbid it
	Unreachable string `toml:"expected_unreachable"` // why no answers should make it win
	Unbound     string `toml:"expected_unbound"`     // why no constraint has to speak of it, see Base.Unbound
	Origin
}

// Is tells whether the option is one of those, or made of one.
func (o *Option) Is(ids ...string) bool {
	return slices.Contains(ids, o.ID) || slices.ContainsFunc(o.Bases, func(base string) bool {
		return slices.Contains(ids, base)
	})
}

// Phrasing is the phrase of an option while all of When and none of Unless hold; an empty one says nothing.
type Phrasing struct {
	Text   string      `toml:"text"`
	When   []Condition `toml:"when"`
	Unless []Condition `toml:"unless"`
	Origin
}

// Need vetoes the option when all of When and none of Unless hold, and the active answer to Question has a choice that
// is none of In or, with Any, no choice of In.
type Need struct {
	Question string      `toml:"question"`
	In       []string    `toml:"in"`
	Any      bool        `toml:"any"` // one of the ticked choices has to be in In, not all
	When     []Condition `toml:"when"`
	Unless   []Condition `toml:"unless"`
	Reason   string      `toml:"reason"`
	Finding  string      `toml:"finding"`
	Origin
}

// Fit says how an option does on a criterion, from -2 to 2, on the evidence of a finding.
type Fit struct {
	Value   int    `toml:"value"`
	Finding string `toml:"finding"`
	Note    string `toml:"note"` // how, in a few words
	Origin
}

// Forbid keeps two options of different decisions from standing together.
type Forbid struct {
	Options []string `toml:"options"` // two "decision.option"
	Reason  string   `toml:"reason"`
	Finding string   `toml:"finding"`
	Origin
}

// Require lets an option stand only with one of some options of another decision.
type Require struct {
	Option  string   `toml:"option"`
	Needs   []string `toml:"needs"` // "decision.option", all of one decision
	Reason  string   `toml:"reason"`
	Finding string   `toml:"finding"`
	Origin
}

// Synergy gives points when two options stand together.
type Synergy struct {
	Options []string `toml:"options"`
	Points  int      `toml:"points"`
	Reason  string   `toml:"reason"`
	Finding string   `toml:"finding"`
	Origin
}

// Finding is a claim with sources, confidence and date. One with Corrects set overrides claims of the report.
type Finding struct {
	ID         string   `toml:"id"`
	Topic      string   `toml:"-"` // from the file it stands in
	Title      string   `toml:"title"`
	Claim      string   `toml:"claim"`
	Confidence string   `toml:"confidence"`
	Lines      []int    `toml:"lines"` // first and last line of the report; empty when not from the report
	Date       string   `toml:"date"`  // when it was last true to our knowledge, YYYY-MM-DD
	Sources    []string `toml:"sources"`
	Covers     []string `toml:"covers"` // ids of other statements of the report that this one carries
	Corrects   []string `toml:"corrects"`
	Verdict    string   `toml:"verdict"`
	Reported   string   `toml:"reported"` // what the report says, for corrections
	Evidence   string   `toml:"evidence"`
	Origin
}

// FromReport tells whether the report makes the claim.
func (f *Finding) FromReport() bool { return len(f.Lines) > 0 && len(f.Corrects) == 0 }

// Source is a page a finding rests on.
type Source struct {
	ID    string `toml:"id"`
	URL   string `toml:"url"`
	Title string `toml:"title"`
	Kind  string `toml:"kind"`
	Seen  string `toml:"seen"` // when it was last read, YYYY-MM-DD; "" if it is named and was not read for this base
	Origin
}

// Practice is advice that applies when its conditions hold.
type Practice struct {
	ID       string      `toml:"id"`
	Topic    string      `toml:"-"`
	Title    string      `toml:"title"`
	Text     string      `toml:"text"`
	When     []Condition `toml:"when"`
	Findings []string    `toml:"findings"`
	Origin
}

// Snippet is code to begin with, offered when its conditions hold.
type Snippet struct {
	ID       string `toml:"id"`
	Title    string `toml:"title"`
	Language string `toml:"language"`
	Code     string `toml:"code"`    // ends with one line end
	Package  string `toml:"package"` // the name of the package that it needs to stand in, or ""
	// a project begins with it: of those that apply, the first is shown with the crates
	Main     bool             `toml:"main"`
	Crates   map[string]Crate `toml:"crates"` // all that it needs to compile; Rust only
	When     []Condition      `toml:"when"`
	Findings []string         `toml:"findings"`
	Origin
}

// Phase is a stretch of the plan, in weeks of the report's roadmap.
type Phase struct {
	ID       string      `toml:"id"`
	Title    string      `toml:"title"`
	Weeks    []int       `toml:"weeks"`  // first and last
	Brings   string      `toml:"brings"` // what is there at its end
	Costs    string      `toml:"costs"`  // whose time it takes
	Stop     string      `toml:"stop"`   // when to go no further
	When     []Condition `toml:"when"`
	Tasks    []Task      `toml:"task"`
	Findings []string    `toml:"findings"`
	Origin
}

// Task is one thing to do in a phase.
type Task struct {
	Text     string      `toml:"text"`
	When     []Condition `toml:"when"`
	Findings []string    `toml:"findings"`
}

// Risk is what may go wrong and what to do about it.
type Risk struct {
	ID         string      `toml:"id"`
	Title      string      `toml:"title"`
	Mitigation string      `toml:"mitigation"`
	When       []Condition `toml:"when"`
	Findings   []string    `toml:"findings"`
	Origin
}

// KPI is a figure to watch, with the caveat it carries.
type KPI struct {
	ID       string      `toml:"id"`
	Title    string      `toml:"title"`
	Target   string      `toml:"target"`
	Caveat   string      `toml:"caveat"`
	When     []Condition `toml:"when"`
	Findings []string    `toml:"findings"`
	Origin
}

// Glossary is the words that reports explain where they first stand (glossary.toml), and to whom. Of more than have
// room the first are explained.
type Glossary struct {
	When   []Condition `toml:"when"`
	Unless []Condition `toml:"unless"` // where one of these holds they are not
	Or     []Condition `toml:"or"`     // where all of these hold they are explained as well
	Words  []Word      `toml:"word"`
}

// Word is one that newcomers do not know.
type Word struct {
	ID    string   `toml:"id"`
	Title string   `toml:"title"` // as it is written
	Forms []string `toml:"forms"` // how it is written, too, such as its plural
	Means string   `toml:"means"` // in some words that stand in parentheses behind it
	Origin
}

// MostMeaning is how many words explain a word at most.
const MostMeaning = 10

// Technology is something the report names, with what we know of it (technologies.toml).
type Technology struct {
	ID       string   `toml:"id"`
	Name     string   `toml:"name"`
	Aliases  []string `toml:"aliases"`
	What     string   `toml:"what"` // what it is for, a few words
	Findings []string `toml:"findings"`
	Options  []string `toml:"options"` // the "decision.option" it is, where it is one
	Origin
}

// PythonPackage is a package of Python with what takes its place in Rust (python.toml).
type PythonPackage struct {
	ID      string   `toml:"id"`      // the name pip installs it by, or the module's for the standard library
	Title   string   `toml:"title"`   // where it is written unlike the id
	Imports []string `toml:"imports"` // names it is imported by, where unlike the id
	Names   []string `toml:"names"`   // other packages that are the same thing here; "x-*" for all that begin with "x-"
	Stdlib  bool     `toml:"stdlib"`  // comes with Python
	What    string   `toml:"what"`
	// what to look at, first choice first; empty when Rust's own library or nothing does it
	Crates   []string `toml:"crates"`
	Keep     bool     `toml:"keep"`   // the honest answer is to leave this part in Python
	Advice   string   `toml:"advice"` // what carries over, what does not
	Findings []string `toml:"findings"`
	Options  []string `toml:"options"` // "decision.option" that this choice leads to
	Origin
}

// Question returns the question with that id, or nil.
func (b *Base) Question(id string) *Question { return at(b.Questions, b.questions, id) }

// Decision returns the decision with that id, or nil.
func (b *Base) Decision(id string) *Decision { return at(b.Decisions, b.decisions, id) }

// Finding returns the finding or correction with that id, or nil.
func (b *Base) Finding(id string) *Finding { return at(b.Findings, b.findings, id) }

// Source returns the source with that id, or nil.
func (b *Base) Source(id string) *Source { return at(b.Sources, b.sources, id) }

// Corrections returns what corrects the finding, in the order of the files.
func (b *Base) Corrections(id string) []*Finding {
	var out []*Finding
	for _, i := range b.corrections[id] {
		out = append(out, &b.Findings[i])
	}
	return out
}

// Option returns the option named "decision.option", or nil.
func (b *Base) Option(ref string) *Option {
	decision, option, _ := strings.Cut(ref, ".")
	if d := b.Decision(decision); d != nil {
		return d.Option(option)
	}
	return nil
}

// Option returns the option with that id, or nil.
func (d *Decision) Option(id string) *Option {
	return first(d.Options, func(o *Option) bool { return o.ID == id })
}

// Criterion returns the criterion with that id, or nil.
func (d *Decision) Criterion(id string) *Criterion {
	return first(d.Criteria, func(c *Criterion) bool { return c.ID == id })
}

// Choice returns the choice with that id, or nil.
func (q *Question) Choice(id string) *Choice {
	return first(q.Choices, func(c *Choice) bool { return c.ID == id })
}

// EssentialIn tells whether the question belongs to the short form of the journey.
func (q *Question) EssentialIn(journey string) bool {
	return q.ID == JourneyQuestion || slices.Contains(q.Essential, journey)
}

// Name is what a title calls the choice.
func (c *Choice) Name() string {
	if c.Short != "" {
		return c.Short
	}
	return c.Label
}

// Lone tells whether no other choice may stand beside it.
func (c *Choice) Lone() bool { return c.Unsure || c.Alone }

// MostPicks is how many times a decision is made at most for the choices that answer one question.
const MostPicks = 4

// Because is how the advice words the choice as a reason: "you write plain SQL".
func (c *Choice) Because() string {
	if c.Reason != "" {
		return c.Reason
	}
	return c.Label
}

// Grade is the best kind among the finding's sources, in the vocabulary's order (primary first), or "none".
func (b *Base) Grade(f *Finding) string {
	for _, kind := range b.Words.SourceKinds {
		for _, id := range f.Sources {
			if s := b.Source(id); s != nil && s.Kind == kind.ID {
				return kind.ID
			}
		}
	}
	return "none"
}

func at[T any](list []T, index map[string]int, id string) *T {
	if i, ok := index[id]; ok {
		return &list[i]
	}
	return nil
}

// first is the first of a list that holds, or nil.
func first[T any](list []T, holds func(*T) bool) *T {
	for i := range list {
		if holds(&list[i]) {
			return &list[i]
		}
	}
	return nil
}
