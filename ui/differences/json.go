package differences

import (
	_ "embed"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
)

// Schema is the JSON Schema of what JSON returns.
//
//go:embed schema.json
var Schema []byte

type (
	comparisonOut struct {
		Knowledge  string        `json:"knowledge"`
		People     []personOut   `json:"people"`
		Journeys   bool          `json:"journeys_differ"`
		Decisions  []outcomeOut  `json:"decisions"`  // those that come out differently first
		Answers    []voicedOut   `json:"answers"`    // those that differ; what matters first, most effect first
		Situations []tickedOut   `json:"situations"` // that not all ticked; they count for all here
		Python     []tickedOut   `json:"python"`     // packages that not all named, likewise
		Shared     sharedAnswers `json:"shared"`
	}
	tickedOut struct {
		ID     string   `json:"id"`
		Label  string   `json:"label"`
		People []string `json:"people"` // who ticked it
	}
	personOut struct {
		Name string `json:"name"`
		File string `json:"file"`
	}
	sharedAnswers struct {
		Star    string            `json:"star"`
		Answers map[string]any    `json:"answers"`
		Pins    map[string]string `json:"pins,omitempty"`
	}
	outcomeOut struct {
		ID       string    `json:"id"`
		Title    string    `json:"title"`
		Same     bool      `json:"same"`
		Outcomes []campOut `json:"outcomes"`
		Paths    []pathOut `json:"paths"`
	}
	campOut struct {
		Pick   string   `json:"pick"` // "" when no option stands
		Title  string   `json:"title"`
		Moot   bool     `json:"not_needed"`
		People []string `json:"people"`
	}
	pathOut struct {
		Person string        `json:"person"`
		Pick   string        `json:"comes_to"`
		From   string        `json:"with_answers_of"`
		Sets   [][]changeOut `json:"sets"`   // at most three
		Count  int           `json:"count"`  // of sets as small
		Fewest bool          `json:"fewest"` // no smaller set does it
		All    bool          `json:"exact"`  // count is exact, not a lower bound
	}
	changeOut struct {
		Question string `json:"question"`      // "" is which answer counts double, or a pin
		Pin      string `json:"pin,omitempty"` // the decision that is pinned otherwise
		Was      string `json:"was"`
		Now      string `json:"now"` // "" takes the answer back
	}
	voicedOut struct {
		Question  string     `json:"question"`      // "" is which answer counts double, or a pin
		Pin       string     `json:"pin,omitempty"` // the decision that is pinned otherwise
		Title     string     `json:"title"`
		Matters   bool       `json:"matters"`
		Effect    int        `json:"effect"` // paths it is part of
		Decisions []string   `json:"decisions"`
		Movers    []string   `json:"would_change"`
		Alone     []string   `json:"alone_changes"`
		Voices    []voiceOut `json:"choices"`
	}
	voiceOut struct {
		Choice string   `json:"choice"` // "" without an answer
		Label  string   `json:"label"`
		People []string `json:"people"`
	}
)

// JSON is the comparison for programs, after schema.json. The files are those of the people, in their order. Lists are
// never null.
func JSON(c *advisor.Comparison, files []string) any {
	out := comparisonOut{Knowledge: c.Knowledge, Journeys: c.Journeys, Decisions: []outcomeOut{}, Answers: []voicedOut{},
		Situations: ticked(c, c.Ticked), Python: ticked(c, c.Packages),
		Shared: sharedAnswers{c.Shared.Star, c.Shared.Plain(), c.Shared.Pins}}
	for i, file := range files {
		out.People = append(out.People, personOut{c.People[i], wording.Clean(file)})
	}
	for _, o := range slices.Concat(c.Split, c.Same) {
		decision := outcomeOut{ID: o.ID, Title: o.Title, Same: len(o.Camps) == 1, Paths: []pathOut{}}
		for _, camp := range o.Camps {
			decision.Outcomes = append(decision.Outcomes, campOut{camp.Pick.ID, camp.Title(), camp.Moot, whose(c, camp.People)})
		}
		for _, p := range o.Paths {
			decision.Paths = append(decision.Paths, pathOut{c.People[p.Person], o.Camps[p.To].Pick.ID, c.People[p.From],
				setsJSON(p.Sets), p.Count, p.Fewest, p.All})
		}
		out.Decisions = append(out.Decisions, decision)
	}
	for i, d := range slices.Concat(c.Matter, c.Idle) {
		v := voicedOut{Question: d.Question, Pin: d.Pin, Title: titleOf(&d), Matters: i < len(c.Matter), Effect: d.Effect,
			Decisions: append([]string{}, d.Decisions...), Movers: whose(c, d.Movers), Alone: append([]string{}, d.Alone...)}
		for _, voice := range d.Voices {
			v.Voices = append(v.Voices, voiceOut{voice.Choice, voice.Label, whose(c, voice.People)})
		}
		out.Answers = append(out.Answers, v)
	}
	return out
}

func ticked(c *advisor.Comparison, list []advisor.TickedBy) []tickedOut {
	out := []tickedOut{}
	for _, t := range list {
		out = append(out, tickedOut{t.ID, t.Label, whose(c, t.People)})
	}
	return out
}

func setsJSON(sets [][]advisor.Change) [][]changeOut {
	var out [][]changeOut
	for _, set := range sets {
		var changes []changeOut
		for _, change := range set {
			changes = append(changes, changeOut{change.Question, change.Pin, change.Was.Choice, change.Now.Choice})
		}
		out = append(out, changes)
	}
	return out
}

func whose(c *advisor.Comparison, people []int) []string {
	out := []string{}
	for _, p := range people {
		out = append(out, c.People[p])
	}
	return out
}
