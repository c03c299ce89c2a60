package plain

import (
	"fmt"
	"strconv"
	"strings"

	"rustadvisor/ui/crash"
)

// unharmed holds a conversation. Where it panics, the answers are saved and the error is a *crash.Ended.
func unharmed(o Options, hold func() error, talks func() []*talk) (err error) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		fault := crash.Caught(r, "holding a conversation in lines")
		about := crash.About{Folder: o.Reports, When: o.Now(), Version: o.Version, Answers: true}
		for _, t := range talks() {
			if lost := t.rescue(); lost != nil {
				about.Lost = lost
			}
			about.More = append(about.More, [2]string{"place", t.place()}, [2]string{"before", strings.Join(t.trail, " ")})
		}
		err = fault.End(about)
	}()
	return hold()
}

// rescue saves what is not saved; after a panic that may panic as well.
func (t *talk) rescue() (err error) {
	if !t.dirty {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("cannot save answers: %v", r)
		}
	}()
	_, err = t.Store.Keep(t.Engine.Base(), t.held, t.answers, t.Now())
	return err
}

func (t *talk) place() string {
	if len(t.places) == 0 {
		return "none yet"
	}
	return fmt.Sprintf("%T", t.here())
}

const trailLength = 60

// follow notes what was typed for a report: numbers, commands by name, and anything else by its being text.
func (t *talk) follow(line string) {
	what := "(text)"
	if n, err := strconv.Atoi(line); err == nil {
		what = strconv.Itoa(n)
	} else if c, arg := called(t.commands(false), line); c != nil {
		what = c.name
		if arg != "" {
			what += " (text)"
		}
	}
	if t.trail = append(t.trail, what); len(t.trail) > trailLength {
		t.trail = t.trail[1:]
	}
}
