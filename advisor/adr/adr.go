// Package adr writes advice down as decision records: one Markdown file a decision, numbered, with a status that a team
// changes. It is pure: it gets the advice, a date and what the folder holds, and says what to write.
package adr

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"rustadvisor/advisor"
)

// Style is a layout of records that tools know.
type Style string

// Styles.
const (
	MADR   Style = "madr"   // Markdown Any Decision Records 4, with the head that log4brains reads
	Nygard Style = "nygard" // Michael Nygard's, as adr-tools has it
)

// Styles are all of them, the usual one first.
var Styles = []string{string(MADR), string(Nygard)}

// Options say how records are written.
type Options struct {
	Style Style
	Date  string // YYYY-MM-DD
	All   bool   // also of decisions that are moot or that no answer bears on
}

// File is something in the folder of records, or to be written there. Of what is there only Markdown files need a text.
type File struct {
	Name, Text string
}

// Change is an existing record whose status line changes.
type Change struct {
	Name, Old, New string // Old and New are whole texts
}

// Plan is what to do with a folder.
type Plan struct {
	New     []File // none of these names exists
	Changed []Change
	Kept    []string // names of records whose decision stands or is closed: they stay as they are
	Edited  []string // names of records that a person edited and that should be marked as superseded by hand
	Notes   []string // what was left as it is, and what is left to do by hand
}

// Make plans records of the advice for a folder that holds the files. The same input gives the same plan. An error says
// which option is wrong.
func Make(a *advisor.Advice, files []File, o Options) (*Plan, error) {
	if !slices.Contains(Styles, string(o.Style)) {
		return nil, fmt.Errorf("unknown style %q; use %s", o.Style, strings.Join(Styles, " or "))
	}
	revisit, err := inAYear(o.Date)
	if err != nil {
		return nil, err
	}
	m := maker{advice: a, options: o, revisit: revisit, folder: read(a, files)}
	m.next, m.width = numbering(files)
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Option != nil || d.Fallback != "" {
			m.decide(d)
		}
	}
	m.tellLeftOut()
	return &m.plan, nil
}

// inAYear is the day twelve months after the date.
func inAYear(date string) (string, error) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "", fmt.Errorf("%q is no date; write it as 2026-11-22", date)
	}
	return day.AddDate(1, 0, 0).Format(time.DateOnly), nil
}

type maker struct {
	advice      *advisor.Advice
	options     Options
	revisit     string
	folder      []existing
	next, width int // number of the next record, and the digits it is written with

	plan             Plan
	moot, untouched  []string // titles of decisions left out
	same, sameDrifts []string // names of records whose decision stands; those made from other answers or knowledge
}

// decide plans what one decision needs: nothing, a record, or one that supersedes another.
func (m *maker) decide(d *advisor.Decided) {
	last := latest(m.folder, d.ID)
	theirs := m.pin(d) != nil || m.shifted(d) != "" // a record is due, whatever the answers bear on
	m.tellPins(d, last)
	switch {
	case last == nil && !m.options.All && !theirs && d.Standing == advisor.Moot:
		m.moot = append(m.moot, d.Title)
		return
	case last == nil && !m.options.All && !theirs && !d.Touched:
		m.untouched = append(m.untouched, d.Title)
		return
	case last != nil && last.pick == pickOf(d):
		m.keep(last)
		return
	}
	name := fmt.Sprintf("%0*d-%s.md", m.width, m.next, slug(d))
	if last != nil && last.closed() {
		m.note("%s is %s, and stays so; %s is a proposal of its own", last.Name, last.status, name)
		last = nil
	}
	text := m.record(d, m.next, last)
	m.plan.New = append(m.plan.New, File{name, text})
	if last != nil {
		m.supersede(last, File{name, text})
	}
	m.next++
}

// keep leaves a record of the same pick alone, and tells what is remarkable about that.
func (m *maker) keep(last *existing) {
	m.plan.Kept = append(m.plan.Kept, last.Name)
	switch {
	case last.closed():
		m.note("%s is %s: the answers still lead there, but nothing is proposed again", last.Name, last.status)
	case last.answers != "" && last.answers != fingerprint(m.advice) || last.knowledge != "" && last.knowledge != m.advice.Knowledge:
		m.sameDrifts = append(m.sameDrifts, last.Name)
	default:
		m.same = append(m.same, last.Name)
	}
}

// supersede marks the old record, unless a person has edited it: then it is theirs to mark.
func (m *maker) supersede(old *existing, by File) {
	text, ok := old.superseded(by)
	if old.edited || !ok {
		m.plan.Edited = append(m.plan.Edited, old.Name)
		m.note("%s was edited and is not touched; set its status by hand: %s", old.Name, statusText(old.style, by))
		return
	}
	m.plan.Changed = append(m.plan.Changed, Change{old.Name, old.Text, text})
}

func (m *maker) note(format string, args ...any) {
	m.plan.Notes = append(m.plan.Notes, fmt.Sprintf(format, args...))
}

func (m *maker) tellLeftOut() {
	if n := len(m.same); n > 0 {
		m.note("%s as before, for the decision stands: %s", records(n), some(m.same))
	}
	if n := len(m.sameDrifts); n > 0 {
		m.note("%s as before, for the decision stands, though answers, pins or knowledge have changed since: %s", records(n), some(m.sameDrifts))
	}
	if len(m.untouched) > 0 {
		m.note("no record, for no answer bears on it (--all writes one): %s", strings.Join(m.untouched, ", "))
	}
	if len(m.moot) > 0 {
		m.note("no record, for there is nothing to decide (--all writes one): %s", strings.Join(m.moot, ", "))
	}
}

func records(n int) string {
	if n == 1 {
		return "1 record"
	}
	return fmt.Sprintf("%d records", n)
}

// some names a few.
func some(names []string) string {
	const few = 3
	if len(names) <= few+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

// fingerprint tells sets of answers and pins apart: two that count the same have the same one.
func fingerprint(a *advisor.Advice) string {
	var said strings.Builder
	for _, x := range a.Answers {
		fmt.Fprintf(&said, "%s=%s\n", x.Question, x.Choice)
	}
	fmt.Fprintf(&said, "star=%s\n", a.Star)
	if a.Price != nil {
		for _, p := range a.Price.Pins {
			fmt.Fprintf(&said, "pin=%s\n", p.Pin)
		}
	}
	return short(said.String())
}

// short is the beginning of a SHA-256, in hex.
func short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return fmt.Sprintf("%x", sum[:6])
}
