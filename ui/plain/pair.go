package plain

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Folder is where a pair's files go. Files are written all or none.
type Folder interface {
	// Refuses tells why a file of that name may not be written, or "".
	Refuses(name string) string
	// Write writes the files and returns what to call the folder.
	Write(files map[string][]byte) (where string, err error)
}

// Agreed is the name of the file with what a pair agrees on.
const Agreed = "agreed.toml"

// clearScreen wipes the screen and what has scrolled off it: the answers of the first are not for the second to see.
const clearScreen = "\x1b[H\x1b[2J\x1b[3J"

// pairing is two people at one terminal. They answer one after the other, unseen, then settle what makes a difference.
type pairing struct {
	talk   *talk // what both are told and asked
	people [2]*talk
	names  [2]string
	clear  bool
	folder Folder
}

// Pair lets two people answer the same questions in turn, then shows what of their differences matters and lets
// them settle it. Both answers and the agreed ones are written to the folder. The screen is cleared between turns
// if clear is set, as it may be on a terminal only. The error is an *Ended, a *crash.Ended, or what writing or
// reading went wrong with.
func Pair(o Options, clear bool, folder Folder) error {
	p := &pairing{talk: &talk{Options: o, lines: bufio.NewScanner(o.In), pair: true}, clear: clear, folder: folder}
	return unharmed(o, p.hold, p.talks)
}

func (p *pairing) hold() error {
	err := p.run()
	if errors.Is(err, errQuit) {
		err = nil
	}
	for _, t := range p.people {
		if t != nil {
			err = errors.Join(err, t.unsaved())
		}
	}
	return errors.Join(err, p.talk.broken)
}

// talks are the conversations with answers so far.
func (p *pairing) talks() []*talk {
	out := []*talk{p.talk}
	for _, t := range p.people {
		if t != nil {
			out = append(out, t)
		}
	}
	return out
}

func (p *pairing) run() error {
	p.talk.say("Two people answer the same questions, one after the other. Then the differences that matter are settled.")
	if !p.clear {
		p.talk.say("Nothing is hidden here: this is no terminal whose screen could be cleared.")
	}
	for _, step := range []func() error{p.introduce, p.choose, func() error { return p.turn(0) },
		func() error { return p.turn(1) }, p.settle} {
		if err := step(); err != nil {
			return p.ended(err)
		}
	}
	return nil
}

// ended tells what is kept when the input ends too early.
func (p *pairing) ended(err error) error {
	var early *Ended
	if !errors.Is(err, errEnd) && !errors.As(err, &early) {
		return err
	}
	return fmt.Errorf("the two have not come to an end: %w", &Ended{Saved: strings.Join(p.saved(), " and ")})
}

// saved lists the files of the sessions with answers so far.
func (p *pairing) saved() []string {
	var out []string
	for _, i := range p.people {
		if i != nil && i.held.ID != "" {
			out = append(out, i.Store.Path(i.held.ID))
		}
	}
	return out
}

// introduce asks both names, which name files too.
func (p *pairing) introduce() error {
	for n, which := range []string{"first", "second"} {
		p.talk.gap()
		p.talk.say("What is the %s person's name?", which)
		for p.names[n] == "" {
			name, err := p.typed("A name", "It names the answers, and the file that they are written to.")
			if err != nil {
				return err
			}
			if what := p.unfit(name); what != "" {
				p.talk.say("%s", what)
				continue
			}
			p.names[n] = name
		}
	}
	return nil
}

// maxName bounds a name, in characters.
const maxName = 40

// unfit tells what is wrong with a name, or "".
func (p *pairing) unfit(name string) string {
	odd := func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune(" -_.'", r)
	}
	switch {
	case name == "":
		return "Please type a name."
	case utf8.RuneCountInString(name) > maxName:
		return fmt.Sprintf("That is long; use at most %d characters.", maxName)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, odd) || strings.HasPrefix(name, ".") ||
		strings.HasPrefix(name, "-"):
		return "A name has letters, digits, spaces and - _ . ' only, and begins with a letter or digit: it names a file, too."
	case strings.EqualFold(name+".toml", Agreed):
		return "That is the name of the file you will agree on; use another."
	case strings.EqualFold(name, p.names[0]):
		return "That is the first person's name; use another."
	}
	return p.folder.Refuses(name + ".toml")
}

// choose asks both for one journey: what is asked follows from it.
func (p *pairing) choose() error {
	if p.talk.Journey != "" {
		p.talk.answers = advisor.Answers{}.With(knowledge.JourneyQuestion, p.talk.Journey)
		return nil
	}
	p.talk.gap()
	p.talk.say("Together: this is the same for both.")
	q := &question{id: knowledge.JourneyQuestion}
	p.talk.places = []place{q}
	q.show(p.talk)
	known := p.talk.Engine.Base().Question(q.id)
	for {
		line, err := p.typed(fmt.Sprintf("1 to %d", len(known.Choices)), wording.Sentence(known.Why))
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(line)
		if err != nil {
			n = q.meant(p.talk, line)
		}
		if n >= 1 && n <= len(known.Choices) && line != "" {
			p.talk.answers = advisor.Answers{}.With(q.id, known.Choices[n-1].ID)
			return nil
		}
		p.talk.say("%s is not understood here. Type a number from 1 to %d.", quoted(line), len(known.Choices))
	}
}

// typed reads a line of what both say. help, back and quit work here, too.
func (p *pairing) typed(what, help string) (string, error) {
	for {
		line, err := p.talk.read(what + ", help or quit")
		if err != nil {
			return "", err
		}
		switch strings.ToLower(line) {
		case "help", "h", "?", "why":
			p.talk.say("%s quit leaves without agreeing on anything.", help)
		case "back", "b":
			p.talk.say("What both have said together cannot be taken back here. quit leaves.")
		case "quit", "q":
			p.talk.say("Nothing is agreed, so no file is written; %s.", p.kept())
			return "", errQuit
		default:
			return line, nil
		}
	}
}

// kept tells where the answers so far are.
func (p *pairing) kept() string {
	if saved := p.saved(); len(saved) > 0 {
		return "the answers are kept as " + strings.Join(saved, " and ")
	}
	return "nothing was answered"
}

// turn lets one person answer the essentials.
func (p *pairing) turn(n int) error {
	t := &talk{Options: p.talk.Options, lines: p.talk.lines, answers: p.talk.answers, pair: true}
	p.people[n] = t
	defer func() { p.talk.broken = errors.Join(p.talk.broken, t.broken) }()
	if err := p.handOver(p.names[n] + " answers now, alone"); err != nil {
		return err
	}
	t.say("A number chooses, back goes back, help tells what else you can type, finish ends your turn early.")
	t.goOn()
	return t.run()
}

// handOver waits until the right people look at the screen, which then is empty.
func (p *pairing) handOver(what string) error {
	if !p.clear {
		p.talk.gap()
		p.talk.say("%s.", what)
		return nil
	}
	p.talk.write(clearScreen + "\n")
	_, err := p.talk.read(what + ". Press enter when ready")
	p.talk.write(clearScreen + "\n")
	return err
}

// settle reveals the outcomes, has each difference that matters settled, and writes the files.
func (p *pairing) settle() error {
	if err := p.handOver("Both have answered. Now " + p.names[0] + " and " + p.names[1] + " look together"); err != nil {
		return err
	}
	s := &settling{p, p.talk.Engine.Settle(advisor.Person{Name: p.names[0], Answers: p.people[0].answers},
		advisor.Person{Name: p.names[1], Answers: p.people[1].answers})}
	if err := s.run(); err != nil {
		return err
	}
	agreed := s.agreed()
	return p.write(&agreed)
}

// write writes all files, and makes the agreed answers those the next start continues with.
func (p *pairing) write(agreed *advisor.Comparison) error {
	base := p.talk.Engine.Base()
	files := map[string][]byte{Agreed: answerfile.Agreed(p.talk.Engine, agreed)}
	for n, i := range p.people {
		files[p.names[n]+".toml"] = answerfile.Format(base, p.talk.Engine.Shown(i.answers), nil)
	}
	where, err := p.folder.Write(files)
	if err != nil {
		return fmt.Errorf("%w; %s", err, p.kept())
	}
	p.talk.answers = agreed.Shared
	p.talk.save()
	p.talk.gap()
	p.talk.say("Saved in %s: %s.toml, %s.toml, and %s with what you agree on.", where, p.names[0], p.names[1], Agreed)
	return nil
}
