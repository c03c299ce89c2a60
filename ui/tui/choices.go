package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/knowledge"
)

// choices draws the choices with their consequences: of all where there is room, else of the highlighted one.
func (s *interview) choices(e env, cells, h int) []string {
	all, at := s.listed(e, cells, apart)
	for how := together; len(all) > h && how <= bare; how++ {
		all, at = s.listed(e, cells, how)
	}
	if len(all) <= h || h < 1 {
		return all
	}
	first, last := at[s.cursor], len(all)-1
	if s.cursor+1 < len(at) {
		last = at[s.cursor+1] - 1
	}
	top := window(len(all), h, first, last)
	shown := slices.Clone(all[top:min(len(all), top+h)])
	if top > 0 && first > top {
		shown[0] = e.look.Dim.Render(fmt.Sprintf("    ↑ %d more", hidden(at, 0, top)))
	}
	if end := top + h; end < len(all) && last < end-1 {
		shown[h-1] = e.look.Dim.Render(fmt.Sprintf("    ↓ %d more", hidden(at, end-1, len(all)-1)))
	}
	return shown
}

// How much of the choices is listed, from most to least.
const (
	apart    = iota // all consequences, and an empty line between choices
	together        // all consequences
	here            // the consequence of the highlighted choice
	bare            // none
)

// hidden counts the choices that begin on the lines from first to last.
func hidden(at []int, first, last int) int {
	n := 0
	for _, line := range at {
		if line >= first && line <= last {
			n++
		}
	}
	return n
}

// listed draws every choice and tells on which line each begins.
func (s *interview) listed(e env, cells, how int) (lines []string, at []int) {
	for i := range s.step().Question.Choices {
		c := &s.step().Question.Choices[i]
		at = append(at, len(lines))
		lines = append(lines, s.label(e, i, c, cells)...)
		help := c.Help
		if s.pointless[i] != "" {
			help = "Would change nothing: " + strings.TrimSuffix(s.pointless[i], ".") + "."
		}
		if how <= together || how == here && i == s.cursor {
			lines = append(lines, indent(wrap(help, cells-6, e.look.Dim), 6)...)
		}
		if how == apart {
			lines = append(lines, "")
		}
	}
	return lines, at
}

func (s *interview) label(e env, i int, c *knowledge.Choice, cells int) []string {
	number := "  "
	if i < 9 {
		number = e.look.Dim.Render(strconv.Itoa(i+1)) + " "
	}
	style, pointer := e.look.Plain, "  "
	switch {
	case i == s.cursor:
		style, pointer = e.look.Accent, e.look.Accent.Render("› ")
	case s.pointless[i] != "":
		style = e.look.Dim
	}
	out := indent(wrap(c.Label, cells-6, style), 6)
	out[0] = "  " + pointer + number + strings.TrimLeft(out[0], " ")
	if c.ID == s.step().Choice {
		out[len(out)-1] += " " + e.look.Good.Render("✓")
	}
	return out
}
