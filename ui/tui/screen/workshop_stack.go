package screen

import (
	"fmt"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/widget"
)

// stackTold is a stack as blocks of lines, each with how many decisions it tells of: a line for each pick, then in a
// quiet sentence each what is open, what is so by default, and what is not needed.
type stackTold struct {
	blocks [][]string
	of     []int
}

func (k *stackTold) add(lines []string, of int) {
	k.blocks, k.of = append(k.blocks, lines), append(k.of, of)
}

// within are as many of the blocks as there is room for, the last of them telling of how many decisions nothing is
// told.
func (k *stackTold) within(s stage, h int) [][]string {
	total, left := 0, 0
	for _, b := range k.blocks {
		total += len(b)
	}
	n := len(k.blocks)
	for n > 0 && total+min(left, 1) > h {
		n--
		total, left = total-len(k.blocks[n]), left+k.of[n]
	}
	out := k.blocks[:n:n]
	if left > 0 {
		out = append(out, []string{"  " + s.e.Styles.Dim.Render(fmt.Sprintf("and %d more", left))})
	}
	return out
}

// stack lists picks with how firm they are, those moved with a mark; the others in words below them.
func (s stage) stack(list advisor.Standings, moved map[string]bool) *stackTold {
	rows, open, defaults, idle := advisor.Standings{}, []string{}, []string{}, []string{}
	for _, d := range headlined(list) {
		switch name := d.Title; {
		case moved[d.Key], d.Pick == nil && d.Touched && d.Standing != advisor.Moot:
			rows = append(rows, d)
		case d.Standing == advisor.Open && needless(d):
			open = append(open, name)
		case d.Standing == advisor.Open:
			open = append(open, name+" ("+d.Pick.Title+" so far)")
		case needless(d):
			idle = append(idle, name)
		case d.Pick == nil:
		case !d.Touched || d.Standing == advisor.ByDefault:
			defaults = append(defaults, d.Pick.Title+" ("+name+")")
		default:
			rows = append(rows, d)
		}
	}
	out := &stackTold{}
	for _, l := range s.stackRows(rows, moved) {
		out.add([]string{l}, 1)
	}
	var gap []string
	if len(rows) > 0 {
		gap = []string{""}
	}
	for _, part := range []struct {
		label string
		names []string
	}{{"Still open", open}, {"Defaults until you say otherwise", defaults}, {"Not needed", idle}} {
		if len(part.names) > 0 {
			text := part.label + ": " + wording.Listed(part.names, "and") + "."
			out.add(append(gap, s.text(text, s.e.Styles.Dim)...), len(part.names))
			gap = nil
		}
	}
	return out
}

// headlined is the stack, or of one that says that nothing else is due, what says so.
func headlined(list advisor.Standings) advisor.Standings {
	i := slices.IndexFunc(list, func(d advisor.DecisionStanding) bool { return d.Pick != nil && d.Pick.Headline != "" })
	if i < 0 {
		return list
	}
	return list[i : i+1]
}

// stackRows are the picks in a line each.
func (s stage) stackRows(list advisor.Standings, moved map[string]bool) []string {
	st, name := s.e.Styles, 0
	for _, d := range list {
		name = max(name, min(widget.Width(d.Title)+5, s.cells/2))
	}
	var out []string
	for _, d := range list {
		mark := "  "
		if moved[d.Key] {
			mark = st.Accent.Render("▸ ")
		}
		row := mark + widget.PadTo(widget.Shorten(d.Title, name-3), name-3) + " "
		firm, is := sign(s.e, d.Standing), d.Standing
		if s.cells >= 60 {
			firm += " " + st.Dim.Render(widget.PadTo(string(is), len(advisor.ByDefault)))
		}
		pick := st.Strong.Render(widget.Truncate(title(d), max(8, s.cells-name-widget.Width(firm)-1)))
		out = append(out, widget.Justify(row+pick, firm, s.cells))
	}
	return out
}
