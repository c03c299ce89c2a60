package screen

import tea "charm.land/bubbletea/v2"

// Place is where one can go: it opens a screen.
type Place interface {
	// Name tells the screen, whatever is shown of it.
	Name() string
	// Open makes the screen, with what it begins with or nil.
	Open(e Env) (Screen, tea.Cmd)
}

// covering is a place whose screen covers the one shown, which stays as it is.
type covering interface{ covers() }

// Round is some questions that are asked from the advice, which they lead back to.
type Round struct {
	Questions []string
	Advice    ToAdvice
}

// Covers tells whether a place's screen covers the one shown.
func Covers(p Place) bool {
	_, is := p.(covering)
	return is
}

// Names of places.
const (
	NameHome       = "home"
	NameQuestion   = "question"
	NameAnswers    = "answers"
	NameAdvice     = "advice"
	NameSearch     = "search"
	NameWhatIf     = "what-if"
	NameExport     = "export"
	NameSessions   = "sessions"
	NameCompare    = "compare"
	NameWorkshop   = "workshop"
	NamePair       = "pair"
	NameSituations = "situations"
	NamePackages   = "packages"
)

type (
	// ToHome is the beginning.
	ToHome struct{}
	// ToQuestion asks a question.
	ToQuestion struct {
		ID     string
		At     int        // the choice that the cursor is on, from 1; 0 is the answer so far
		Deeper bool       // goes on to the deeper questions
		Asked  []string   // deeper ones so far, in that order
		Why    bool       // shows why it is asked
		Edits  *ToAnswers // goes back there after this question, or nil
		Round  *Round     // asks these questions and no others, or nil
	}
	// ToAnswers lists the answers, with the cursor on a question.
	ToAnswers struct {
		Question string
		Advice   bool // back leads to the advice
	}
	// ToAdvice shows the advice, at a section.
	ToAdvice struct {
		Section string
		Back    Place // that it was opened from, where there is a way back, or nil
	}
	// ToSituations ticks what else is so.
	ToSituations struct{ From Place } // that it leads back to, or nil: to where the session goes on
	// ToPackages ticks which Python packages are in use. It leads back to one place and on to another; nil is to where
	// the session goes on.
	ToPackages struct{ From, Then Place }
	// ToSearch searches everything known.
	ToSearch struct{}
	// ToWhatIf tries other answers beside those of the advice.
	ToWhatIf struct {
		Advice ToAdvice // that it was opened from
		Pin    string   // the decision whose options can be pinned at first, or ""
	}
	// ToExport writes files.
	ToExport struct{ Tried *whatIf } // what is tried, or nil: the answers as they are
	// ToSessions lists what is saved.
	ToSessions struct{}
	// ToCompare compares with the answers of others.
	ToCompare struct{}
	// ToWorkshop is the workshop: its beginning, a question, or what came out.
	ToWorkshop struct {
		Question string
		End      bool
	}
	// ToPair is where two people answer in turn, then settle what makes a difference.
	ToPair struct{}
	// ToStopped is where a session goes on: at the first open essential question, or at the advice.
	ToStopped struct{}
	// again is a screen that was left for another one and is as it was.
	again struct{ screen starter }
)

func (ToHome) Name() string       { return NameHome }
func (ToQuestion) Name() string   { return NameQuestion }
func (ToAnswers) Name() string    { return NameAnswers }
func (ToAdvice) Name() string     { return NameAdvice }
func (ToSearch) Name() string     { return NameSearch }
func (ToSituations) Name() string { return NameSituations }
func (ToPackages) Name() string   { return NamePackages }
func (ToWhatIf) Name() string     { return NameWhatIf }
func (ToExport) Name() string     { return NameExport }
func (ToSessions) Name() string   { return NameSessions }
func (ToCompare) Name() string    { return NameCompare }
func (ToWorkshop) Name() string   { return NameWorkshop }
func (ToPair) Name() string       { return NamePair }
func (ToStopped) Name() string    { return NameAdvice }
func (p again) Name() string      { return "again" }

func (ToSearch) covers()   {}
func (ToWhatIf) covers()   {}
func (ToExport) covers()   {}
func (ToSessions) covers() {}
func (ToCompare) covers()  {}
func (again) covers()      {}

// starter is a screen that begins with a command.
type starter interface {
	Screen
	start(Env) tea.Cmd
}

func started(e Env, s starter) (Screen, tea.Cmd) { return s, s.start(e) }

func (ToHome) Open(e Env) (Screen, tea.Cmd)       { return homeNow(e), nil }
func (p ToQuestion) Open(e Env) (Screen, tea.Cmd) { return newInterview(e, p), nil }
func (p ToAnswers) Open(e Env) (Screen, tea.Cmd)  { return newReview(e, p), nil }
func (p ToSituations) Open(e Env) (Screen, tea.Cmd) {
	return newTicks(e, situations{}, p.From, nil), nil
}
func (p ToPackages) Open(e Env) (Screen, tea.Cmd) {
	return newTicks(e, packages{}, p.From, p.Then), nil
}
func (p ToAdvice) Open(e Env) (Screen, tea.Cmd)   { return started(e, newAdvice(e, p)) }
func (ToSearch) Open(e Env) (Screen, tea.Cmd)     { return started(e, &browse{}) }
func (p ToWhatIf) Open(e Env) (Screen, tea.Cmd)   { return started(e, newWhatIf(e, p)) }
func (p ToExport) Open(e Env) (Screen, tea.Cmd)   { return started(e, newExport(e, p)) }
func (ToSessions) Open(e Env) (Screen, tea.Cmd)   { return started(e, &sessions{}) }
func (ToCompare) Open(e Env) (Screen, tea.Cmd)    { return started(e, newVersus(e)) }
func (p ToWorkshop) Open(e Env) (Screen, tea.Cmd) { return started(e, newWorkshopView(e, p)) }
func (ToPair) Open(e Env) (Screen, tea.Cmd)       { return started(e, newPairing(e)) }
func (p again) Open(e Env) (Screen, tea.Cmd)      { return started(e, p.screen) }
func (ToStopped) Open(e Env) (Screen, tea.Cmd)    { return WhereStopped(e).Open(e) }

// WhereStopped is where a session goes on.
func WhereStopped(e Env) Place {
	for _, s := range e.Engine.Called(e.Answers) {
		if s.Essential && s.Choice == "" {
			return ToQuestion{ID: s.Question.ID}
		}
	}
	return ToAdvice{}
}

// Goal is a place to go to by name.
type Goal struct {
	Title  string
	Place  Place
	Begun  bool    // there has to be a session under way
	Does   Actions // what leads there, where that is more than opening it
	Within bool    // it is a part of a screen: a section, a question
}

// Goals are the screens. Each is a goal wherever the user is.
var Goals = []Goal{
	{"Review: all answers", ToAnswers{}, true, nil, false},
	{"Your stack: the advice", ToAdvice{}, true, nil, false},
	{"What else is so: tick it from a list", ToSituations{}, true, nil, false},
	{"Python packages in use: tick or paste them", ToPackages{}, true, nil, false},
	{"What if: try other answers", ToWhatIf{}, true, nil, false},
	{"Export: reports, records, starter project", ToExport{}, true, nil, false},
	{"Compare with the answers of others", ToCompare{}, false, nil, false},
	{"Pair: two people answer in turn, then settle", ToPair{}, false, nil, false},
	{"Workshop: a room answers by raised hands", ToWorkshop{}, false, Ask(Gather{}), false},
	{"Search everything known", ToSearch{}, false, nil, false},
	{"Home: start something new", ToHome{}, false, nil, false},
	{"All sessions", ToSessions{}, false, nil, false},
}

// Guide is a screen that has more places to go to.
type Guide interface{ Goals(e Env) []Goal }

// GoalsFrom are the places that can be gone to from a screen: its own first, then the screens, then the questions.
func GoalsFrom(s Screen, e Env) []Goal {
	if e.Engine == nil {
		return nil
	}
	var out []Goal
	if g, ok := s.(Guide); ok {
		out = g.Goals(e)
	}
	if e.Workshop != nil {
		out = append(out, Goal{"The workshop: what came out", ToWorkshop{End: true}, false, room{e.Workshop}.finish(e),
			false})
	}
	for _, g := range Goals {
		_, room := g.Place.(ToWorkshop)
		_, packages := g.Place.(ToPackages)
		if (e.Begun || !g.Begun) && !(room && e.Workshop != nil) && (!packages || e.Answers.FromPython()) {
			out = append(out, g)
		}
	}
	if !e.Begun {
		return out
	}
	for _, t := range bySection(e, e.Answers) {
		p := ToQuestion{ID: t.Question.ID, Deeper: !t.Essential}
		out = append(out, Goal{Title: "Question: " + t.Question.Short, Place: p, Within: true})
	}
	return out
}
