package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/describe"
)

var questionFormats = []string{"toml", "json", "markdown", "schema"}

func (a *app) questions() *cobra.Command {
	var format, journey string
	var out cmdutil.Output
	c := &cobra.Command{
		Use: "questions", Short: "Every question with its choices; as TOML, a file to fill in",
		Long: "Lists every question with its choices. The TOML form is an answers file to fill in: take the # away from " +
			"one\n" +
			"line of each question you can answer, leave the others. With -o its JSON Schema is written beside it, by which\n" +
			"editors complete the file.",
		Example: "    rustadvisor questions -o mine.toml\n    rustadvisor questions --journey migrate-python > " +
			"answers.toml\n" +
			"    rustadvisor questions --format json\n" +
			"    rustadvisor questions --format schema > answers.schema.json",
		Args: cmdutil.NoArgs("see rustadvisor questions --help"),
		RunE: func(*cobra.Command, []string) error { return a.runQuestions(format, journey, out) },
	}
	c.Flags().StringVar(&format, "format", "toml", "`FORMAT`: "+strings.Join(questionFormats, ", "))
	c.Flags().StringVar(&journey, "journey", "", "only what `JOURNEY` can ask: "+journeyList())
	out.Flags(c)
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(questionFormats, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("journey", cobra.FixedCompletions(journeys(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// answersSchema is what the schema of answers files is called where it is written.
const answersSchema = "answers.schema.json"

func (a *app) runQuestions(format, journey string, out cmdutil.Output) error {
	if err := cmdutil.CheckFormat(format, questionFormats); err != nil {
		return err
	}
	if err := cmdutil.CheckOutput(out.File, out.Force); err != nil {
		return err
	}
	engine, err := a.Load()
	if err != nil {
		return err
	}
	base := engine.Base()
	if err := checkJourney(base.Words, journey); err != nil {
		return err
	}
	asked := engine.Askable(journey)
	var text []byte
	switch format {
	case "json":
		if text, err = questionsJSON(base, asked); err != nil {
			return err
		}
	case "schema":
		if text, err = answerfile.Schema(base); err != nil {
			return err
		}
	case "markdown":
		text = questionsMarkdown(base, asked, journey)
	default:
		schema, err := answerfile.Schema(base)
		if err != nil {
			return err
		}
		return a.SaveWithSchema(questionsTOML(base, asked, journey), out, schema, answersSchema)
	}
	return a.Save(text, out.File, out.Force)
}

// questionsTOML writes an answers file in which every answer is a comment.
func questionsTOML(base *knowledge.Base, asked []*knowledge.Question, journey string) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Answers for rustadvisor. Take the # away from one line of each question you can answer; "+
		"leave the others.\n"+
		"# Editors complete it by a schema, which rustadvisor questions -o FILE writes beside the file.\n"+
		"knowledge = %q\n# star = \"a-question\" # its answer counts double\n"+
		"# situations = [\"pooler-transaction-mode\"] # what else is so: rustadvisor kb list situations names what is "+
		"known\n# python = [\"fastapi\", \"celery\"] # packages in use\n\n"+
		"# [pins] # used whatever the answers say\n# database-layer = \"diesel\"\n\n[answers]\n", base.Version)
	above := ""
	for _, q := range asked {
		if h := heading(base, q, journey); h != above {
			above = h
			fmt.Fprintf(&out, "\n#### %s\n", h)
		}
		fmt.Fprintf(&out, "\n## %s\n## %s%s\n", wording.Clean(q.Title), wording.Clean(q.Why), when(q))
		width := 0
		for _, c := range q.Choices {
			width = max(width, len(c.ID))
		}
		for _, c := range q.Choices {
			comment := "#"
			if q.ID == knowledge.JourneyQuestion && c.ID == journey {
				comment = " "
			}
			fmt.Fprintf(&out, "%s%s = %q%s # %s\n", comment, q.ID, c.ID, strings.Repeat(" ", width-len(c.ID)), explained(c))
		}
	}
	return out.Bytes()
}

// heading is what a question stands under: its section or, with a journey, that it is a deeper one.
func heading(base *knowledge.Base, q *knowledge.Question, journey string) string {
	if journey != "" && !q.EssentialIn(journey) {
		return "Deeper questions, first those that can change most"
	}
	return wording.Clean(describe.SectionTitle(base, q.Section))
}

func explained(c knowledge.Choice) string {
	if c.Help == "" {
		return wording.Clean(c.Label)
	}
	return wording.Clean(c.Label) + ": " + wording.Clean(c.Help)
}

// when words the conditions of a question.
func when(q *knowledge.Question) string {
	var all []string
	for _, conditions := range [][]knowledge.Condition{q.When, q.Or} {
		var parts []string
		for _, c := range conditions {
			parts = append(parts, c.Question+" is "+strings.Join(c.In, " or "))
		}
		if parts != nil {
			all = append(all, "when "+strings.Join(parts, " and "))
		}
	}
	if all == nil {
		return ""
	}
	return " Asked " + strings.Join(all, ", and ") + "."
}

func questionsMarkdown(base *knowledge.Base, asked []*knowledge.Question, journey string) []byte {
	var out bytes.Buffer
	out.WriteString("# Questions\n")
	above := ""
	for _, q := range asked {
		if h := heading(base, q, journey); h != above {
			above = h
			fmt.Fprintf(&out, "\n## %s\n", h)
		}
		fmt.Fprintf(&out, "\n### %s\n\n`%s`: %s%s\n\n", wording.Clean(q.Title), q.ID, wording.Clean(q.Why), when(q))
		for _, c := range q.Choices {
			fmt.Fprintf(&out, "- `%s`: %s\n", c.ID, explained(c))
		}
	}
	out.WriteString("\n## Situations\n\nWhat else may be so; any number of them, as `situations = [\"…\"]` or " +
		"`--situation …`.\n\n")
	for _, id := range base.SituationIDs() {
		fmt.Fprintf(&out, "- `%s`: %s\n", id, wording.Clean(base.Situation(id).Label))
	}
	return out.Bytes()
}

type (
	questionsFile struct {
		Knowledge  string         `json:"knowledge"`
		Sections   []sectionJSON  `json:"sections"`
		Questions  []questionOut  `json:"questions"`
		Situations []situationOut `json:"situations"`
	}
	situationOut struct {
		ID    string   `json:"id"`
		Topic string   `json:"topic"`
		Label string   `json:"label"`
		Words []string `json:"words"` // what else people call it
	}
	sectionJSON struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	questionOut struct {
		ID        string         `json:"id"`
		Section   string         `json:"section"`
		Title     string         `json:"title"`
		Short     string         `json:"short"`
		Why       string         `json:"why"`
		Essential []string       `json:"essential"`    // journeys that ask it first
		When      []conditionOut `json:"when"`         // all must hold,
		Or        []conditionOut `json:"or,omitempty"` // or all of these, if any
		Choices   []choiceOut    `json:"choices"`
	}
	conditionOut struct {
		Question string   `json:"question"`
		In       []string `json:"in"`
	}
	choiceOut struct {
		ID     string         `json:"id"`
		Label  string         `json:"label"`
		Help   string         `json:"help"`
		Unsure bool           `json:"unsure"`
		Adds   map[string]int `json:"adds"` // decision.criterion to points
	}
)

func questionsJSON(base *knowledge.Base, asked []*knowledge.Question) ([]byte, error) {
	file := questionsFile{Knowledge: base.Version, Sections: []sectionJSON{}}
	for _, s := range base.Sections {
		file.Sections = append(file.Sections, sectionJSON{s.ID, s.Title})
	}
	for _, q := range asked {
		out := questionOut{q.ID, q.Section, q.Title, q.Short, q.Why, append([]string{}, q.Essential...), []conditionOut{},
			nil, nil}
		for _, c := range q.When {
			out.When = append(out.When, conditionOut{c.Question, c.In})
		}
		for _, c := range q.Or {
			out.Or = append(out.Or, conditionOut{c.Question, c.In})
		}
		for _, c := range q.Choices {
			adds := c.Adds
			if adds == nil {
				adds = map[string]int{}
			}
			out.Choices = append(out.Choices, choiceOut{c.ID, c.Label, c.Help, c.Unsure, adds})
		}
		file.Questions = append(file.Questions, out)
	}
	file.Situations = []situationOut{}
	for _, id := range base.SituationIDs() {
		s := base.Situation(id)
		file.Situations = append(file.Situations, situationOut{s.ID, s.Topic, s.Label, append([]string{}, s.Words...)})
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(file)
	return out.Bytes(), err
}
