package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

type compareFlags struct {
	format, agree string
	force, all    bool
}

func (a *app) compare() *cobra.Command {
	var f compareFlags
	c := &cobra.Command{
		Use: "compare FILE FILE...", Short: "Which differences between answers change the advice",
		Long: "Compares answers files. First the decisions that come out differently, each with the fewest answers that make\n" +
			"the difference; then what differs without consequence. Of three or more, it counts who says what, and names\n" +
			"who would have to change which answer to come to what most come to. - is standard input.",
		Example: "    rustadvisor compare ana.toml ben.toml\n" +
			"    rustadvisor compare *.toml --format json\n" +
			"    rustadvisor compare ana.toml ben.toml cai.toml --agree agreed.toml",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misuse("%s takes two answers files or more, but was given %d; rustadvisor questions writes one to fill in",
					c.CommandPath(), len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.runCompare(args, f) },
	}
	formatFlag(c, &f.format)
	c.Flags().StringVar(&f.agree, "agree", "", "write to `FILE` the answers all agree on, and leave the others open")
	c.Flags().BoolVar(&f.force, "force", false, "let --agree replace an existing file")
	c.Flags().BoolVar(&f.all, "all", false, "fold nothing: also the answers that do not matter, and every name")
	return c
}

func (a *app) runCompare(files []string, f compareFlags) error {
	if err := checkFormat(f.format, kbFormats); err != nil {
		return err
	}
	if err := checkAgree(f, files); err != nil {
		return err
	}
	engine, err := a.load()
	if err != nil {
		return err
	}
	var people []advisor.Person
	for i, name := range called(files) {
		answers, err := a.read(engine, files[i])
		if err != nil {
			return err
		}
		people = append(people, advisor.Person{Name: name, Answers: answers})
	}
	c := engine.CompareAll(people)
	if f.agree != "" {
		if err := a.write(engine.FormatAgreed(&c), f.agree); err != nil {
			return err
		}
		a.note(fmt.Sprintf("%s holds %s all agree on, and leaves %s open", f.agree,
			counted(len(c.Shared.Choices), "answer"), counted(len(c.Matter)+len(c.Idle), "answer")))
	}
	if f.format == "json" {
		return a.json(comparisonJSON(&c, files))
	}
	return a.write(comparisonText(&c, a.width(""), f.all), "")
}

// checkAgree refuses what cannot be done before anything is read.
func checkAgree(f compareFlags, files []string) error {
	if f.agree == "-" {
		return misuse("--agree takes the name of a file; standard output has the comparison")
	}
	stdin := func(name string) bool { return name == "-" }
	if first := slices.IndexFunc(files, stdin); first >= 0 && slices.ContainsFunc(files[first+1:], stdin) {
		return misuse("standard input can be read once; name it - once")
	}
	return checkOutput(f.agree, f.force)
}

// called names people after their files: as briefly as tells them apart.
func called(files []string) []string {
	short := func(file string) string {
		if file == "-" {
			return "standard input"
		}
		return strings.TrimSuffix(filepath.Base(file), ".toml")
	}
	uses := map[string]int{}
	for _, file := range files {
		uses[short(file)]++
	}
	out, seen := make([]string, len(files)), map[string]int{}
	for i, file := range files {
		name := short(file)
		if uses[name] > 1 {
			name = file
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		out[i] = knowledge.Clean(name)
	}
	return out
}

type (
	comparisonOut struct {
		Knowledge string        `json:"knowledge"`
		People    []personOut   `json:"people"`
		Journeys  bool          `json:"journeys_differ"`
		Decisions []outcomeOut  `json:"decisions"` // those that come out differently first
		Answers   []voicedOut   `json:"answers"`   // those that differ; what matters first, most effect first
		Shared    sharedAnswers `json:"shared"`
	}
	personOut struct {
		Name string `json:"name"`
		File string `json:"file"`
	}
	sharedAnswers struct {
		Star    string            `json:"star"`
		Answers map[string]string `json:"answers"`
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
		Question string `json:"question"` // "" is which answer counts double
		Was      string `json:"was"`
		Now      string `json:"now"` // "" takes the answer back
	}
	voicedOut struct {
		Question  string     `json:"question"` // "" is which answer counts double
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

func comparisonJSON(c *advisor.Comparison, files []string) comparisonOut {
	out := comparisonOut{Knowledge: c.Knowledge, Journeys: c.Journeys, Decisions: []outcomeOut{}, Answers: []voicedOut{},
		Shared: sharedAnswers{c.Shared.Star, c.Shared.Choices}}
	for i, file := range files {
		out.People = append(out.People, personOut{c.People[i], knowledge.Clean(file)})
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
		v := voicedOut{Question: d.Question, Title: titleOf(&d), Matters: i < len(c.Matter), Effect: d.Effect,
			Decisions: append([]string{}, d.Decisions...), Movers: whose(c, d.Movers), Alone: append([]string{}, d.Alone...)}
		for _, voice := range d.Voices {
			v.Voices = append(v.Voices, voiceOut{voice.Choice, voice.Label, whose(c, voice.People)})
		}
		out.Answers = append(out.Answers, v)
	}
	return out
}

func setsJSON(sets [][]advisor.Change) [][]changeOut {
	var out [][]changeOut
	for _, set := range sets {
		var changes []changeOut
		for _, change := range set {
			changes = append(changes, changeOut{change.Question, change.Was.Choice, change.Now.Choice})
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
