// Package plain is the interview on plain lines: for pipes, dumb terminals and screen readers. Nothing is drawn, nothing
// is said by colour, everything stays in the scrollback.
package plain

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

// Options is what an interview needs. All but Answers and Journey must be set.
type Options struct {
	Engine  *advisor.Engine
	Store   session.Store
	In      io.Reader
	Out     io.Writer        // the interview
	Err     io.Writer        // warnings
	Now     func() time.Time // names new sessions
	Cause   string           // what turned line mode on, such as "--plain"
	Answers *advisor.Answers // to begin with; then no saved answers are offered
	Journey string           // to begin with; then no saved answers are offered
}

// Ended is the error when the input ends before the advice was given: an end is no answer.
type Ended struct {
	Saved string // the file with the answers so far, or "" when there are none
}

func (e *Ended) Error() string {
	if e.Saved == "" {
		return "input ended before the answers were complete; nothing was answered"
	}
	return "input ended before the answers were complete; saved as " + e.Saved
}

// Run holds the interview until the developer quits or the input ends. The error is an *Ended, or what writing or reading
// went wrong with.
func Run(o Options) error {
	i := interview{Options: o, lines: bufio.NewScanner(o.In)}
	i.say("rustadvisor in line mode (%s): plain questions, one line each to answer.", o.Cause)
	i.say("%s", keys)
	err := i.run()
	if errors.Is(err, errQuit) {
		err = nil
	}
	return errors.Join(err, i.broken)
}

const keys = "Type a number or the word in brackets. ? explains, b goes back, s is not sure, * makes this answer count\n" +
	"double, r reviews, f finishes now, q saves and quits."

var (
	errQuit = errors.New("quit")
	errEnd  = errors.New("end of input")
)

type interview struct {
	Options
	lines   *bufio.Scanner
	answers advisor.Answers
	held    session.Held
	asked   []string // questions shown, for going back
	deeper  bool     // also ask what is not essential
	offered bool     // finishing early was offered
	done    bool     // the developer wants the advice as things stand
	fixed   string   // a question whose answer is not changed
	broken  error    // writing to Out failed
}

func (i *interview) say(format string, args ...any) {
	if _, err := fmt.Fprintf(i.Out, format+"\n", args...); err != nil && i.broken == nil {
		i.broken = err
	}
}

// read prompts and returns the next line without surrounding space.
func (i *interview) read() (string, error) {
	if _, err := io.WriteString(i.Out, "> "); err != nil {
		return "", err
	}
	if i.lines.Scan() {
		return strings.TrimSpace(i.lines.Text()), nil
	}
	i.say("")
	if err := i.lines.Err(); err != nil {
		return "", fmt.Errorf("cannot read the answers: %w", err)
	}
	return "", errEnd
}

func (i *interview) run() error {
	if err := i.begin(); err != nil {
		return i.ended(err)
	}
	for {
		if err := i.ask(); err != nil {
			return i.ended(err)
		}
		if err := i.advise(); err != nil {
			if errors.Is(err, errEnd) {
				return nil // the advice was given: nothing is missing
			}
			return err
		}
	}
}

func (i *interview) ended(err error) error {
	if !errors.Is(err, errEnd) {
		return err
	}
	if i.held.ID == "" {
		return &Ended{}
	}
	return &Ended{i.Store.Path(i.held.ID)}
}

// begin decides what the interview starts from: given answers, the latest saved ones, or none.
func (i *interview) begin() error {
	if i.Answers != nil {
		i.answers = *i.Answers
	}
	if i.Journey != "" {
		i.answers = i.answers.With(knowledge.JourneyQuestion, i.Journey)
	}
	i.recall()
	if i.Answers != nil || i.Journey != "" {
		return nil
	}
	latest := i.Store.Latest()
	if latest == "" {
		return nil
	}
	held, answers, notes, ok := i.Store.Open(i.Engine.Base(), latest)
	for _, n := range notes {
		i.warn(n)
	}
	if !ok || len(answers.Choices) == 0 {
		return nil
	}
	i.say("\nContinue the interview %s, with %s? y or n", cmp.Or(held.Name, knowledge.Clean(latest)), count(i.answered(answers), "answer"))
	yes, err := i.confirm()
	if yes {
		i.answers, i.held = answers, held
		i.recall()
	}
	return err
}

// recall makes going back reach the answers that were there before.
func (i *interview) recall() {
	for _, s := range i.reviewed() {
		i.asked = append(i.asked, s.Question.ID)
	}
}

func (i *interview) confirm() (bool, error) {
	for {
		line, err := i.read()
		if err != nil {
			return false, err
		}
		switch strings.ToLower(line) {
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		case "q":
			return false, errQuit
		}
		i.say("Please type y or n.")
	}
}

func (i *interview) warn(text string) { fmt.Fprintln(i.Err, knowledge.Clean(text)) }

// advise shows the advice, then lets the developer go deeper, edit or leave.
func (i *interview) advise() error {
	i.say("\n%s", report.Markdown(i.Engine.Advise(i.answers)))
	for {
		open := i.open(true)
		if open > 0 {
			i.say("%s could refine this. d asks, r reviews, q saves and quits.", count(open, "more question"))
		} else {
			i.say("r reviews, q saves and quits.")
		}
		line, err := i.read()
		if err != nil {
			return err
		}
		switch {
		case line == "d" && open > 0:
			i.deeper, i.offered, i.done = true, true, false
			return nil
		case line == "q":
			return i.quit()
		case line == "r":
			i.review()
		case line == "b" && len(i.asked) > 0:
			return i.edit(i.asked[len(i.asked)-1])
		case strings.HasPrefix(line, "e"):
			if q := i.numbered(line); q != "" {
				return i.edit(q)
			}
		default:
			i.say("Not understood.")
		}
	}
}

// edit asks one question again, outside the usual order.
func (i *interview) edit(question string) error {
	err := i.one(question)
	if errors.Is(err, errBack) || errors.Is(err, errFinish) {
		return nil
	}
	return i.ended(err)
}

func (i *interview) quit() error {
	i.say("%s", i.farewell())
	return errQuit
}

func (i *interview) farewell() string {
	switch {
	case i.held.ID == "" && i.answered(i.answers) > 0:
		return "Your answers could not be saved."
	case i.held.ID == "":
		return "Nothing was answered, so nothing is saved."
	}
	return "Saved as " + i.Store.Path(i.held.ID) + ". Start rustadvisor again to continue."
}

// save keeps the answers. That they cannot be kept is told once and stops nothing.
func (i *interview) save() {
	kept, err := i.Store.Keep(i.Engine.Base(), i.held, i.answers, i.Now())
	if err != nil {
		i.warn(err.Error())
	}
	if moved := kept.MovedFrom(i.held); moved != "" {
		i.warn(moved)
	}
	i.held = kept
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
