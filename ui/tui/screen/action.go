package screen

import (
	"rustadvisor/advisor"
	"rustadvisor/ui/session"
)

// Action is something that a screen asks for because it concerns more than the screen. It is one of the types
// below; the root does them in the order in which they are given.
type Action any

type (
	// Answer makes these the answers of the session under way, and saves them.
	Answer struct{ Answers advisor.Answers }
	// AnswerForRoom does the same for the session of a workshop, which is one of its own.
	AnswerForRoom struct{ Answers advisor.Answers }
	// Begin begins a new session with a journey.
	Begin struct{ Journey string }
	// Resume goes on where the session under way stopped, or the one that was saved last.
	Resume struct{}
	// TakeUp goes on where a session stopped that was read.
	TakeUp struct{ Opened Opened }
	// Forget ends what concerns a session that is being deleted.
	Forget struct{ ID string }
	// Count tells how many sessions there are.
	Count struct{ Sessions int }
	// Gather opens the workshop, and begins one if there is none yet.
	Gather struct{}
	// TakeTurn lets the next of a pair answer, in a session of their own.
	TakeTurn struct{ Pair *Pair }
	// Agree makes what a pair agrees on a session, and shows its advice.
	Agree struct {
		Pair    *Pair
		Answers advisor.Answers
	}
	// Open goes to a place.
	Open struct{ Place Place }
	// Close goes back to the screen that this one covers.
	Close struct{}
	// Say tells something, until the next key.
	Say struct{ Text string }
	// Copy puts a text into the clipboard.
	Copy struct{ Text string }
)

// Actions are what a screen asks for in one go.
type Actions []Action

// Ask is a list of actions.
func Ask(list ...Action) Actions { return list }

// leave tells whether they lead away from the screen.
func (a Actions) leave() bool {
	for _, x := range a {
		switch x.(type) {
		case Open, Close:
			return true
		}
	}
	return false
}

// answered is what a screen may read once these are done.
func (a Actions) answered(e Env) Env {
	for _, x := range a {
		if now, is := x.(Answer); is {
			e.Answers = now.Answers
		}
	}
	return e
}

// say is the action that says this, or none if there is nothing to say.
func say(text string) Actions {
	if text == "" {
		return nil
	}
	return Ask(Say{text})
}

// Opened is a session that was read to go on with, or a file that becomes one once an answer is changed.
type Opened struct {
	Held    session.Held
	Answers advisor.Answers
	File    string // or ""
}

// DoneMark begins what is said of something done; all else is of what is amiss.
const DoneMark = "✓ "
