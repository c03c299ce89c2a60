package tui

import tea "charm.land/bubbletea/v2"

// Place is where one can go: it opens a screen.
type Place interface {
	// Name tells the screen, whatever is shown of it.
	Name() string
	// Open makes the screen, with what it begins with or nil.
	Open(e env) (screen, tea.Cmd)
}

// covering is a place whose screen covers the one shown, which stays as it is.
type covering interface{ covers() }

// Covers tells whether a place's screen covers the one shown.
func Covers(p Place) bool {
	_, is := p.(covering)
	return is
}

// Names of places.
const (
	nameHome     = "home"
	nameQuestion = "question"
	nameAnswers  = "answers"
	nameAdvice   = "advice"
	nameSearch   = "search"
	nameWhatIf   = "what-if"
	nameExport   = "export"
	nameSessions = "sessions"
	nameCompare  = "compare"
	nameWorkshop = "workshop"
)

type (
	// ToHome is the beginning.
	ToHome struct{}
	// ToQuestion asks a question.
	ToQuestion struct {
		ID     string
		Deeper bool       // goes on to the deeper questions
		Why    bool       // shows why it is asked
		Edits  *ToAnswers // goes back there after this question, or nil
	}
	// ToAnswers lists the answers, with the cursor on a question.
	ToAnswers struct {
		Question string
		Advice   bool // back leads to the advice
	}
	// ToAdvice shows the advice, at a section.
	ToAdvice struct {
		Section string
		Back    Place // or nil: to the question answered last
	}
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
	// ToStopped is where a session goes on: at the first open essential question, or at the advice.
	ToStopped struct{}
	// again is a screen that was left for another one and is as it was.
	again struct{ screen starter }
)

func (ToHome) Name() string     { return nameHome }
func (ToQuestion) Name() string { return nameQuestion }
func (ToAnswers) Name() string  { return nameAnswers }
func (ToAdvice) Name() string   { return nameAdvice }
func (ToSearch) Name() string   { return nameSearch }
func (ToWhatIf) Name() string   { return nameWhatIf }
func (ToExport) Name() string   { return nameExport }
func (ToSessions) Name() string { return nameSessions }
func (ToCompare) Name() string  { return nameCompare }
func (ToWorkshop) Name() string { return nameWorkshop }
func (ToStopped) Name() string  { return nameAdvice }
func (p again) Name() string    { return "again" }

func (ToSearch) covers()   {}
func (ToWhatIf) covers()   {}
func (ToExport) covers()   {}
func (ToSessions) covers() {}
func (ToCompare) covers()  {}
func (again) covers()      {}

// starter is a screen that begins with a command.
type starter interface {
	screen
	start(env) tea.Cmd
}

func started(e env, s starter) (screen, tea.Cmd) { return s, s.start(e) }

func (ToHome) Open(env) (screen, tea.Cmd)         { return &home{}, nil }
func (p ToQuestion) Open(e env) (screen, tea.Cmd) { return newInterview(e, p), nil }
func (p ToAnswers) Open(e env) (screen, tea.Cmd)  { return newReview(e, p), nil }
func (p ToAdvice) Open(e env) (screen, tea.Cmd)   { return started(e, newAdvice(e, p)) }
func (ToSearch) Open(e env) (screen, tea.Cmd)     { return started(e, &browse{}) }
func (p ToWhatIf) Open(e env) (screen, tea.Cmd)   { return started(e, newWhatIf(e, p)) }
func (p ToExport) Open(e env) (screen, tea.Cmd)   { return started(e, newExport(e, p)) }
func (ToSessions) Open(e env) (screen, tea.Cmd)   { return started(e, &sessions{}) }
func (ToCompare) Open(e env) (screen, tea.Cmd)    { return started(e, newVersus(e)) }
func (p ToWorkshop) Open(e env) (screen, tea.Cmd) { return started(e, e.present.screen(e, p)) }
func (p again) Open(e env) (screen, tea.Cmd)      { return started(e, p.screen) }
func (ToStopped) Open(e env) (screen, tea.Cmd)    { return whereStopped(e).Open(e) }

// whereStopped is where a session goes on.
func whereStopped(e env) Place {
	for _, s := range e.engine.Flow(e.answers) {
		if s.Essential && s.Choice == "" {
			return ToQuestion{ID: s.Question.ID}
		}
	}
	return ToAdvice{}
}
