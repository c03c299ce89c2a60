package plain

import (
	"slices"
	"strconv"
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/spoken"
)

// overview is the advice at a glance; a number reads a section of it.
type overview struct{}

func (*overview) name() string    { return "your advice" }
func (*overview) words() []string { return []string{"next", "what if", "export"} }

func (*overview) count(t *talk) int {
	_, pages := t.advice()
	return len(pages) - 1 // the first is the overview itself
}

func (*overview) show(t *talk) {
	again := t.told
	t.told = true
	advice, pages := t.advice()
	t.say("%s, from %s.", report.Title(advice), wording.Counted(len(advice.Answers), "answer"))
	numbered := map[string]bool{}
	var leave []string
	if again {
		leave = append(leave, report.PartFacts) // was told
	}
	t.gap()
	t.text(spoken.Lines(doc.Without(pages[0].Blocks[1:], leave...), func(cells []doc.Line) string {
		n := slices.IndexFunc(pages, func(s report.Section) bool {
			return cells[0][0].Kind == doc.Ref &&
				s.ID == cells[0][0].To
		})
		if n > 0 {
			numbered[pages[n].ID] = true
			return strconv.Itoa(n) + ". " + spoken.Row(cells)
		}
		return spoken.Row(cells)
	}))
	var rest []string
	for n, p := range pages {
		if n > 0 && !numbered[p.ID] {
			rest = append(rest, strconv.Itoa(n)+" "+p.Title)
		}
	}
	t.say("More to read: %s.", strings.Join(rest, ", "))
	t.sayOpen(", which could refine this")
	if n := len(advice.ToSettle("")); n > 0 {
		t.say("%s can change a pick; settle asks just those.", wording.Counted(n, "open question"))
	}
}

func (*overview) choose(t *talk, n int) error {
	t.open(&section{n})
	return nil
}

// section is one page of the advice.
type section struct{ number int }

func (*section) name() string    { return "a section of the advice" }
func (*section) words() []string { return []string{"next"} }

func (*section) count(t *talk) int { return (*overview)(nil).count(t) }

func (s *section) show(t *talk) {
	_, pages := t.advice()
	s.number = min(s.number, len(pages)-1)
	t.text(spoken.Lines(pages[s.number].Blocks, spoken.Row))
}

func (s *section) choose(t *talk, n int) error { return (*overview)(nil).choose(t, n) }

// showAdvice gives the advice as things stand, or a section of it by number or name.
func (t *talk) showAdvice(arg string) error {
	_, pages := t.advice()
	if arg == "" {
		t.open(&overview{})
		return nil
	}
	if n, err := strconv.Atoi(arg); err == nil && n > 0 && n < len(pages) {
		return (*overview)(nil).choose(t, n)
	}
	var titles []string
	for n, p := range pages[1:] {
		if strings.EqualFold(p.ID, arg) || strings.HasPrefix(strings.ToLower(p.Title), strings.ToLower(arg)) {
			return (*overview)(nil).choose(t, n+1)
		}
		titles = append(titles, p.Title)
	}
	t.say("There is no section %s. Use a number from 1 to %d, or one of %s.", quoted(arg), len(pages)-1,
		strings.Join(titles, ", "))
	return nil
}

// next reads the section after this one, or more of what is found.
func (t *talk) next(string) error {
	if f, ok := t.here().(*found); ok {
		f.more(t)
		return nil
	}
	n := 1
	if s, ok := t.here().(*section); ok {
		n = s.number + 1
	}
	if n > t.here().count(t) {
		t.say("That was the last section. back goes to the overview.")
		return nil
	}
	return (*overview)(nil).choose(t, n)
}

// all reads the whole advice, or a comparison without folding anything.
func (t *talk) all(string) error {
	if c, ok := t.here().(*comparison); ok {
		c.tell(t, true)
		return nil
	}
	t.told = true
	_, pages := t.advice()
	for _, p := range pages {
		t.text(spoken.Lines(p.Blocks, spoken.Row))
		t.gap()
	}
	return nil
}

// evidence reads what the advice cites under a number.
func (t *talk) evidence(arg string) error {
	_, pages := t.advice()
	i := slices.IndexFunc(pages, func(p report.Section) bool { return p.ID == "evidence" })
	if i < 0 {
		t.say("The advice cites nothing yet.")
		return nil
	}
	var entries []doc.Line
	for _, b := range doc.Flat(pages[i].Blocks) {
		if list, is := b.(doc.List); is && list.Form == doc.Numbered {
			entries = append(entries, list.Items...)
		}
	}
	if n := t.number(arg, len(entries), "the evidence"); n > 0 {
		t.say("Evidence %d. %s", n, spoken.Said(entries[n-1]))
	}
	return nil
}
