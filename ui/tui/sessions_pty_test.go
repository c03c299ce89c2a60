//go:build !windows

package tui

import (
	"testing"

	"rustadvisor/ui/session"
)

// Two programs on one session, in terminals of their own: the second to answer is told, and both keep their answers.
func TestTwoProgramsOnOneSession(t *testing.T) {
	s := session.Store{Dir: t.TempDir()}
	a := run(t, s.Dir)
	a.until("Improve Rust code")
	a.keys("11")
	a.until("data live")
	a.keys("1")
	a.until("write queries")
	b := run(t, s.Dir)
	b.until("3 answers, saved just now")
	b.keys("\r")
	b.until("write queries")
	a.keys("1")
	a.until("know Rust")
	b.keys("2")
	b.until("Answers kept as “Start something new in Rust (2)”")
	for _, c := range []*console{a, b} {
		c.keys("\x03")
		if err := c.wait(); err != nil {
			t.Fatal(err)
		}
	}
	list, notes := s.List(fixture(t))
	if len(list) != 2 || len(notes) > 0 || list[0].Answers.Choice("query-style") == list[1].Answers.Choice("query-style") {
		t.Errorf("%+v, %q", list, notes)
	}
}
