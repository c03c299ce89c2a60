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
	"rustadvisor/knowledge/wording"
)

// Style is a layout of records that tools know.
type Style string

// Styles.
const (
	MADR       Style = "madr"       // Markdown Any Decision Records 4
	Log4brains Style = "log4brains" // MADR as log4brains reads it: status and date stand in a list below the title
	Nygard     Style = "nygard"     // Michael Nygard's, as adr-tools has it
)

// Styles are all of them, the usual one first.
var Styles = []string{string(MADR), string(Log4brains), string(Nygard)}

// Options say how records are written.
type Options struct {
	Style Style  // "" for that of the folder
	Date  string // YYYY-MM-DD
	All   bool   // also of decisions where nothing is needed, that no answer bears on, or that can wait
	Dir   string // the folder, with slashes; a list of contents above it names records by it
}

// File is something in the folder of records, below it or, as "../SUMMARY.md", above it; or it is to be written. Of
// what is there only Markdown files and settings need a text.
type File struct {
	Name, Text string
}

// Change is a file that gets another text.
type Change struct {
	Name, Old, New string // Old and New are whole texts
	What           What
}

// What is changed in a file.
type What int

// Kinds of changes.
const (
	Superseded What = iota // nothing but the record's status
	Anew                   // a proposal that nobody edited is written anew
	Contents               // a list of contents names new records
)

// Text tells what is changed.
func (w What) Text() string {
	return [...]string{"only the status changed", "nobody had edited it, so it is written anew",
		"names the new records"}[w]
}

// Plan is what to do with a folder.
type Plan struct {
	Style   Style  // of new records
	New     []File // none of these names exists
	Changed []Change
	Kept    []string // names of records whose decision stands or is closed: they stay as they are
	Edited  []string // names of records that a person edited and that should be marked as superseded by hand
	Notes   []string // what was left as it is, and what is left to do by hand
	Folder  string   // tells what the folder held from what it holds otherwise
}

// Empty tells that nothing is to be written.
func (p *Plan) Empty() bool { return len(p.New)+len(p.Changed) == 0 }

// Words count what the plan does: "2 new records, 1 superseded, 4 as before".
func (p *Plan) Words() string {
	var said []string
	count := func(n int, words string) {
		if n > 0 {
			said = append(said, fmt.Sprintf(words, n))
		}
	}
	of := map[What]int{}
	for _, c := range p.Changed {
		of[c.What]++
	}
	if n := len(p.New); n > 0 {
		said = append(said, wording.Counted(n, "new record"))
	}
	count(of[Superseded], "%d superseded")
	count(of[Anew], "%d written anew")
	count(len(p.Kept), "%d as before")
	if len(said) == 0 {
		return "no answer bears on a decision yet"
	}
	return strings.Join(said, ", ")
}

// OptionError tells which of the options is wrong, and what to write instead.
type OptionError string

func (e OptionError) Error() string { return string(e) }

// Make plans records of the advice for a folder that holds the files. The same input gives the same plan. The
// error is an OptionError.
func Make(a *advisor.Advice, files []File, o Options) (*Plan, error) {
	if o.Style != "" && !slices.Contains(Styles, string(o.Style)) {
		return nil, OptionError(fmt.Sprintf("unknown style %q; use %s", o.Style, wording.Listed(Styles, "or")))
	}
	if _, err := time.Parse(time.DateOnly, o.Date); err != nil {
		return nil, OptionError(fmt.Sprintf("%q is no date; write it as 2026-11-22", o.Date))
	}
	if o.Style == "" {
		o.Style = styleOf(files)
	}
	m := maker{advice: a, options: o, folder: read(a, files), taken: map[string]bool{}}
	m.plan.Style, m.plan.Folder = o.Style, Fingerprint(files)
	m.naming, m.next = readNaming(files)
	for _, f := range files {
		m.taken[f.Name] = true
	}
	m.mend()
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Option != nil || d.Fallback != "" {
			m.decide(d)
		}
	}
	m.tellLeftOut()
	m.tellOrphans()
	m.contents(files)
	return &m.plan, nil
}

// Fingerprint tells folders apart: two with the same have the same files with the same texts.
func Fingerprint(files []File) string {
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%d %s%d %s", len(f.Name), f.Name, len(f.Text), f.Text)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// inAYear is the day twelve months after the date.
func inAYear(date string) string {
	day, _ := time.Parse(time.DateOnly, date) // Make has looked at it
	return day.AddDate(1, 0, 0).Format(time.DateOnly)
}

type maker struct {
	advice  *advisor.Advice
	options Options
	folder  []existing
	naming
	next  int             // number of the next record
	taken map[string]bool // names that are there

	plan             Plan
	needless, apart  []string // titles of decisions left out: nothing is needed; no answer bears on them
	waiting          []string // and: a headline says that nothing of it is due
	same, sameDrifts []string // names of records whose decision stands; those made from other answers or knowledge
}

// needless tells that what was decided is to have nothing.
func needless(d *advisor.Decided) bool { return d.Standing == advisor.Moot || d.Pick.ID == "none" }

// decide plans what one decision needs: nothing, a record, or one that supersedes another.
func (m *maker) decide(d *advisor.Decided) {
	last := m.last(d)
	theirs := m.pin(d) != nil || m.shifted(d) != "" // a record is due, whatever the answers bear on
	m.tellPins(d, last)
	switch {
	case last == nil && !m.options.All && !theirs && needless(d):
		m.needless = append(m.needless, d.Title)
		return
	case last == nil && !m.options.All && !theirs && !d.Touched:
		m.apart = append(m.apart, d.Title)
		return
	case last == nil && !m.options.All && !theirs && d.Waits:
		m.waiting = append(m.waiting, d.Title)
		return
	case last != nil && last.pick == pickOf(d):
		m.keep(d, last)
		return
	}
	name := m.name(slug(d))
	if last != nil && last.closed() {
		m.note("%s is %s, and stays so; %s is a proposal of its own", last.Name, last.status, name)
		last = nil
	}
	text := m.record(d, m.draft(name, last))
	m.plan.New = append(m.plan.New, File{name, text})
	if last != nil {
		m.supersede(last, File{name, text})
	}
	m.next++
}

// last is the record that tells what was decided before, or nil. A decision may have got a pick for each of several
// choices since then, or one instead of them.
func (m *maker) last(d *advisor.Decided) *existing {
	if e := latest(m.folder, d.Key()); e != nil || d.Choice == "" {
		return e
	}
	if d.For == nil {
		return latest(m.folder, d.ID+"@"+d.Choice)
	}
	if e := latest(m.folder, d.ID); e != nil && e.pick == pickOf(d) {
		return e
	}
	return nil
}

// tellOrphans names the open records of choices that the answers do not make any more.
func (m *maker) tellOrphans() {
	known := map[string]bool{}
	for i := range m.advice.Decisions {
		d := &m.advice.Decisions[i]
		known[word(d.Key())] = true
		if e := m.last(d); e != nil {
			known[e.decision] = true
		}
	}
	for i := range m.folder {
		if e := &m.folder[i]; !known[e.decision] && !e.closed() && mark.MatchString(e.Text) {
			m.note("%s is about a choice that the answers do not make any more; set its status by hand", e.Name)
		}
	}
}

// keep leaves a record of the same pick alone, unless it is a proposal that nobody has edited and that other
// answers or newer knowledge word differently: that is written anew. It tells what is remarkable about that.
func (m *maker) keep(d *advisor.Decided, last *existing) {
	drifts := last.answers != "" && last.answers != fingerprint(m.advice) ||
		last.knowledge != "" && last.knowledge != word(m.advice.Knowledge)
	switch {
	case last.closed():
		m.note("%s is %s: the answers still lead there, but nothing is proposed again", last.Name, last.status)
	case m.anew(d, last):
		return
	case drifts:
		m.sameDrifts = append(m.sameDrifts, last.Name)
	default:
		m.same = append(m.same, last.Name)
	}
	m.plan.Kept = append(m.plan.Kept, last.Name)
}

// anew writes a record in its place, if it may be and its text would be another.
func (m *maker) anew(d *advisor.Decided, last *existing) bool {
	if last.edited || last.status != "proposed" || last.date == "" {
		return false
	}
	as := m.draft(last.Name, m.find(last.supersedes))
	if last.style == Nygard || as.style == Nygard {
		as.style = last.style
	}
	text := strings.ReplaceAll(last.Text, "\r\n", "\n")
	then := as
	then.date, then.answers = last.date, last.answers
	if last.knowledge != word(m.advice.Knowledge) {
		then.knowledge = last.knowledge
	}
	if m.record(d, then) == text { // from other answers perhaps, but they say the same about it
		return false
	}
	now := m.record(d, as)
	if text != last.Text {
		now = strings.ReplaceAll(now, "\n", "\r\n")
	}
	m.plan.Changed = append(m.plan.Changed, Change{last.Name, last.Text, now, Anew})
	return true
}

// find is the record of a name, or nil.
func (m *maker) find(name string) *existing {
	for i := range m.folder {
		if m.folder[i].Name == name {
			return &m.folder[i]
		}
	}
	return nil
}

// mend marks the records that others say to supersede, where a run that was cut short left that out.
func (m *maker) mend() {
	for i := range m.folder {
		by := &m.folder[i]
		old := m.find(by.supersedes)
		if old == nil || old.closed() || old.edited || by.status == "rejected" || by.status == "deprecated" {
			continue
		}
		m.supersede(old, by.File)
		old.status = "superseded"
	}
}

// supersede marks the old record, unless a person has edited it: then it is theirs to mark.
func (m *maker) supersede(old *existing, by File) {
	text, ok := old.superseded(by)
	if old.edited || !ok {
		m.plan.Edited = append(m.plan.Edited, old.Name)
		m.note("%s was edited and is not touched; set its status by hand: %s", old.Name, old.statusText(by))
		return
	}
	m.plan.Changed = append(m.plan.Changed, Change{old.Name, old.Text, text, Superseded})
}

func (m *maker) note(format string, args ...any) {
	m.plan.Notes = append(m.plan.Notes, fmt.Sprintf(format, args...))
}

func (m *maker) tellLeftOut() {
	if n := len(m.same); n > 0 {
		m.note("%s as before, for the decision stands: %s", wording.Counted(n, "record"), some(m.same))
	}
	if n := len(m.sameDrifts); n > 0 {
		m.note("%s as before, for the decision stands, though answers, pins or knowledge have changed since: %s",
			wording.Counted(n, "record"), some(m.sameDrifts))
	}
	if len(m.waiting) > 0 {
		m.note("no record, for it can wait (--all writes one): %s", strings.Join(slices.Compact(m.waiting), ", "))
	}
	if len(m.apart) > 0 {
		m.note("no record, for no answer bears on it (--all writes one): %s", strings.Join(m.apart, ", "))
	}
	if len(m.needless) > 0 {
		m.note("no record, for nothing is needed there (--all writes one): %s", strings.Join(m.needless, ", "))
	}
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
