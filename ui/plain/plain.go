// Package plain is the advisor on plain lines: for screen readers, slow links, dumb terminals, pipes and logs.
// Nothing is drawn, nothing is said by colour or place, everything stays in the scrollback.
//
// There is one small language for all of it: a number chooses, a word commands. What words there are stands in
// commands.go; where a developer can be stands in a file a place.
package plain

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/session"
	"rustadvisor/ui/spoken"
)

// Options is what a conversation needs. Engine, Store, In, Out, Err and Now must be set, and for Run also Cause and
// Look.
type Options struct {
	Engine  *advisor.Engine
	Store   session.Store
	In      io.Reader
	Out     io.Writer        // the conversation
	Err     io.Writer        // warnings
	Now     func() time.Time // names new sessions
	Cause   string           // what turned line mode on, such as "--plain"
	Answers *advisor.Answers // to begin with; then no saved answers are offered
	File    string           // that they come from, with its whole path, or ""
	Journey string           // to begin with; then no saved answers are offered

	// Width breaks lines between words at so many columns; 0 breaks none. Screen readers in a terminal read its grid,
	// where a word that the edge cuts in two is read as two, so there lines are broken. Elsewhere a paragraph is one
	// line: that is what braille displays, logs and grep want, and whoever shows it breaks it to measure.
	Width int
	// Echo repeats what is read. Where nobody types, in a pipe or a log, the answers would be missing from the
	// conversation.
	Echo bool

	Describe func(kind, id string) []doc.Block // all about an entry of the knowledge
	Exports  string                            // the folder that exports go to at first; "" is the current one

	Reports string // the folder for a report on a fault of the program
	Version string // of the program, for such a report
}

// Ended is the error when the input ends in the middle of things: an end is no answer.
type Ended struct {
	Saved string // the file with the answers so far, or "" when there are none
	Lost  int    // changes of a what-if that were neither kept nor discarded
}

func (e *Ended) Error() string {
	switch {
	case e.Lost > 0:
		return fmt.Sprintf("input ended in a what-if; %s tried and not kept; saved as %s", wording.Counted(e.Lost,
			"change"), e.Saved)
	case e.Saved == "":
		return "input ended before the answers were complete; nothing was answered"
	}
	return "input ended before the answers were complete; saved as " + e.Saved
}

var (
	errQuit = errors.New("quit")
	errEnd  = errors.New("end of input")
)

// Run holds the conversation until the developer quits or the input ends. The error is an *Ended, a *crash.Ended
// when the program had a fault, or what writing or reading went wrong with. All answers are saved before the next
// line is read.
func Run(o Options) error {
	t := newTalk(o)
	return unharmed(o, t.hold, func() []*talk { return []*talk{t} })
}

func newTalk(o Options) *talk { return &talk{Options: o, lines: bufio.NewScanner(o.In)} }

func (t *talk) hold() error {
	t.say("rustadvisor in line mode, turned on by %s. A few questions, and you get a Rust stack with its reasons and "+
		"sources.", t.Cause)
	t.say("A number chooses, back goes back, help tells what else you can type, quit saves and leaves.")
	t.begin()
	err := t.run()
	if errors.Is(err, errQuit) {
		err = nil
	}
	return errors.Join(err, t.broken, t.unsaved())
}

// unsaved is the error that the answers are not saved, or nil.
func (t *talk) unsaved() error {
	if !t.dirty {
		return nil
	}
	return errors.New("your last answers could not be saved")
}

// talk is one conversation: what is answered, and where the developer is.
type talk struct {
	Options
	lines    *bufio.Scanner
	answers  advisor.Answers
	held     session.Held
	places   []place  // the way here; the last is where the developer is
	dirty    bool     // they are not saved
	deeper   bool     // also ask what is not essential
	put      []string // questions so far, in that order
	packages bool     // which Python packages are in use was asked
	settling bool     // the questions asked are those that settle a pick
	asking   []string // those of them that are still to be asked
	offered  bool     // that nothing open can change a pick was told
	told     bool     // the advice was given: nothing is missing when the input ends
	pair     bool     // one of two who answer in turn: nothing but the questions
	done     bool     // their turn is over
	broken   error    // writing to Out failed

	made       *advisor.Advice  // from the answers; nil until asked for
	pages      []report.Section // of it
	trail      []string         // what was typed last, for a report on a fault
	index      *search.Index    // nil until something is searched
	situations *search.Index    // likewise, of those alone
	folder     string           // that exports go to
}

// place is somewhere the developer can be. Numbers mean what it lists; words mean the same everywhere.
type place interface {
	show(t *talk)                // says all there is here, beginning with a heading
	name() string                // for those who come back: "your answers"
	count(t *talk) int           // how many things a number can choose
	choose(t *talk, n int) error // chooses one of them, from 1
	words() []string             // the commands most used here, for the prompt
}

// begin decides what the conversation starts from: given answers, the latest saved ones, or none.
func (t *talk) begin() {
	t.folder = t.Exports
	if t.Answers != nil {
		t.answers = *t.Answers
	}
	if t.Journey != "" {
		t.answers = t.answers.With(knowledge.JourneyQuestion, t.Journey)
	}
	if t.Answers == nil && t.Journey == "" {
		if h := t.saved(); h != nil {
			t.open(h)
			return
		}
	}
	t.goOn()
}

// run reads and obeys until the developer quits, the turn of one of a pair is over, or the input ends.
func (t *talk) run() error {
	for !t.done {
		line, err := t.read(t.prompt())
		if err == nil {
			t.follow(line)
			err = t.obey(line)
		}
		if errors.Is(err, errEnd) {
			return t.ended()
		}
		if err != nil || t.broken != nil {
			return err
		}
	}
	return nil
}

// ended is the error of an end in the middle of things, or nil where nothing is missing.
func (t *talk) ended() error {
	e := &Ended{}
	if t.held.ID != "" {
		e.Saved = t.Store.Path(t.held.ID)
	}
	if w := t.trying(); w != nil {
		e.Lost = t.tried(w).Sum()
	}
	if _, asking := t.here().(*question); t.told && !asking && e.Lost == 0 {
		return nil
	}
	return e
}

func (t *talk) here() place { return t.places[len(t.places)-1] }

// open goes to a place and shows it. There is one of each kind but questions and pages, so that the way back never
// grows.
func (t *talk) open(p place) {
	t.leave(func(old place) bool { return sameKind(old, p) })
	t.places = append(t.places, p)
	t.gap()
	p.show(t)
}

func (t *talk) leave(gone func(place) bool) {
	var kept []place
	for _, p := range t.places {
		if !gone(p) {
			kept = append(kept, p)
		}
	}
	t.places = kept
}

// sameKind tells whether two places are one, or never needed both.
func sameKind(a, b place) bool {
	if _, ok := a.(*question); ok {
		return false
	}
	return fmt.Sprintf("%T", a) == fmt.Sprintf("%T", b)
}

// back leaves a place. A question is shown again, for it is short; elsewhere a line tells where the developer is.
func (t *talk) back() error {
	if w, ok := t.here().(*whatIf); ok && !t.tried(w).None() {
		t.say("%s not kept yet. Type keep or discard.", t.tried(w))
		return nil
	}
	left := t.here()
	for n := len(t.places) - 1; n > 0; n-- {
		before := t.places[n-1]
		if q, ok := before.(*question); ok && (!t.active(q) || same(q, left)) {
			continue
		}
		t.places = t.places[:n]
		t.arrive()
		return nil
	}
	t.say("This is where it begins; there is nothing before it.")
	return nil
}

// arrive tells that the developer is back at a place.
func (t *talk) arrive() {
	if q, ok := t.here().(*question); ok {
		t.gap()
		q.show(t)
		return
	}
	t.say("Back at %s. again reads it.", t.here().name())
}

func same(q *question, p place) bool {
	other, ok := p.(*question)
	return ok && *other == *q
}

// quit leaves. What is not kept of a what-if is named.
func (t *talk) quit() error {
	if w := t.trying(); w != nil {
		if n := t.tried(w).Sum(); n > 0 {
			t.say("%s tried and not kept.", wording.Counted(n, "change"))
		}
	}
	switch {
	case t.dirty: // told at the end
	case t.held.ID != "":
		t.say("Saved as %s. Start rustadvisor again to continue.", t.Store.Path(t.held.ID))
	case len(t.answers.Choices) > 0:
		t.say("Nothing is changed, so nothing is saved.")
	default:
		t.say("Nothing was answered, so nothing is saved.")
	}
	return errQuit
}

// save keeps the answers. That they cannot be kept, or had to go to a session of their own, is told and stops nothing.
func (t *talk) save() {
	if len(t.answers.Choices) == 0 { // pins alone are no session yet
		return
	}
	t.dirty = true
	kept, err := t.Store.Keep(t.Engine.Base(), t.held, t.answers, t.Now())
	if err != nil {
		t.warn(err.Error())
	}
	if moved := kept.MovedFrom(t.held); moved != "" {
		t.warn(moved)
	}
	t.held, t.dirty = kept, err != nil
}

// become makes other answers those of the developer.
func (t *talk) become(a advisor.Answers) {
	t.answers, t.made, t.pages = a, nil, nil
	t.save()
}

// advice is what follows from the answers, with its pages.
func (t *talk) advice() (*advisor.Advice, []report.Section) {
	if t.made == nil {
		t.made = t.Engine.Advise(t.answers)
		t.pages = report.Sections(t.made)
	}
	return t.made, t.pages
}

// say writes a line of data or words, cleaned of what would move a cursor.
func (t *talk) say(format string, args ...any) {
	t.write(wrapped(wording.Clean(fmt.Sprintf(format, args...)), t.Width) + "\n")
}

// gap parts what follows from what was said before.
func (t *talk) gap() { t.write("\n") }

// text writes lines as they are given, such as a page of the advice.
func (t *talk) text(lines []spoken.Line) {
	for _, l := range lines {
		if l.Code {
			t.write(wording.Clean(l.Text) + "\n")
			continue
		}
		t.say("%s", l.Text)
	}
}

func (t *talk) write(text string) {
	if _, err := io.WriteString(t.Out, text); err != nil && t.broken == nil {
		t.broken = err
	}
}

func (t *talk) warn(text string) { fmt.Fprintln(t.Err, wording.Clean(text)) }

// read prompts and returns the next line without surrounding space. An end of the input is errEnd.
func (t *talk) read(prompt string) (string, error) {
	t.write(prompt + ": ")
	if t.broken != nil {
		return "", t.broken
	}
	if t.lines.Scan() {
		line := strings.TrimSpace(wording.Clean(t.lines.Text()))
		if t.Echo {
			t.write(line + "\n")
		}
		return line, nil
	}
	t.gap()
	if err := t.lines.Err(); err != nil {
		return "", fmt.Errorf("cannot read the answers: %w", err)
	}
	return "", errEnd
}

// wrapped breaks a text at spaces only, so that names, addresses and paths stay whole.
func wrapped(text string, width int) string {
	if width <= 0 || ansi.StringWidth(text) <= width {
		return text
	}
	var out strings.Builder
	column := 0
	for n, word := range strings.Split(text, " ") {
		size := ansi.StringWidth(word)
		switch {
		case n > 0 && column+1+size > width:
			out.WriteByte('\n')
			column = 0
		case n > 0:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(word)
		column += size
	}
	return out.String()
}

// signed is a number of points with its sign.
func signed(n int) string { return fmt.Sprintf("%+d", n) }
