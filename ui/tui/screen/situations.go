package screen

import (
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/widget"
)

// situations are what else may be so; beside each stands what to mind then.
type situations struct{}

func (situations) asks() string  { return "What else is so?" }
func (situations) short() string { return "Also so?" }
func (situations) hint() string  { return "type what matters most first: pgbouncer, glibc …" }
func (situations) nothing() string {
	return "Nothing known has all these words. Try what else people call it."
}
func (situations) entries(b *knowledge.Base) []search.Entry { return b.SituationEntries() }
func (situations) given(a advisor.Answers) []string         { return a.Situations }
func (situations) toggled(e Env, id string) advisor.Answers { return e.Answers.Toggled(id) }
func (situations) also(Env, string) []search.Hit            { return nil }
func (situations) pasted(Env, string) Actions               { return nil }
func (situations) taken(Env, *ticks, search.Hit) tea.Cmd    { return nil }

func (situations) beside(e Env, hit search.Hit, cells int) []string {
	var out []string
	points, clash := e.Engine.Minding(e.Answers, hit.ID)
	if clash != "" {
		out = append(out, widget.Wrap("This does not go with an answer: "+wording.Sentence(clash), cells,
			e.Styles.Warn)...)
	}
	for _, m := range points {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, widget.Wrap(m.Title, cells, e.Styles.Strong)...)
		out = append(out, widget.Wrap(m.Text, cells, e.Styles.Plain)...)
	}
	return out
}
