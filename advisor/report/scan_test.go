package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
)

// told are the answers that an advice was made from.
func told(a *advisor.Advice) advisor.Answers {
	out := advisor.Answers{Star: a.Star}
	for _, x := range slices.Concat(a.Answers, a.Unsure) {
		out = out.With(x.Question, x.Choices...)
	}
	for _, s := range a.Situations {
		out.Situations = append(out.Situations, s.ID)
	}
	return out
}

// TestOneReason: the reason in the table of picks is the one that the pick's own page and the reasons in short begin
// with.
func TestOneReason(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\| ([^|]+) \| [^|]*\*\*[^|]* \| ([^|]+) \|$`)
	compared := 0
	for name, a := range reports(t) {
		brief, full := string(Markdown(a)), string(Full(a))
		for _, m := range row.FindAllStringSubmatch(brief, -1) {
			for heading, text := range map[string]string{"\n### " + m[1] + ": ": brief, "\n## " + m[1] + ": ": full} {
				_, page, has := strings.Cut(text, heading)
				page, _, _ = strings.Cut(page, "\n#")
				_, reasons, argued := strings.Cut(page, "**Because**\n\n- ")
				if !has || !argued {
					continue
				}
				compared++
				reasons, _, _ = strings.Cut(reasons, "\n")
				if !strings.HasPrefix(m[2], "what it costs") && !strings.Contains(reasons, " "+m[2]+"**") {
					t.Errorf("%s: %s because of “%s”, and its reasons begin with %s", name, m[1], m[2], reasons)
				}
			}
		}
	}
	if compared < 60 {
		t.Errorf("only %d reasons were compared", compared)
	}
}

// TestOpenQuestionsCanBeResolved: what the report says of an open question comes true when the option that it names
// is added to the command.
func TestOpenQuestionsCanBeResolved(t *testing.T) {
	e := bases(t)["embedded"]
	line := regexp.MustCompile("(?m)^- \\*\\*[^*]+\\*\\*: if [^→]+ → (.+?) " +
		"\\(([^)]+)\\).* `--set ([a-z-]+)=([a-z0-9,-]+)`$")
	tried := 0
	for name, a := range reports(t) {
		for _, m := range line.FindAllStringSubmatch(string(Markdown(a)), -1) {
			tried++
			changed := e.Advise(told(a).With(m[3], strings.Split(m[4], ",")...))
			became := ""
			for _, d := range changed.Decisions {
				if lower(d.Title) == m[2] {
					became = cmp.Or(d.Pick.Title, "nothing fits")
				}
			}
			if became != m[1] {
				t.Errorf("%s: with %s=%s it becomes %q, not %q", name, m[3], m[4], became, m[1])
			}
		}
		if strings.Contains(string(Full(a)), "Not answered, and could") != (len((&renderer{advice: a}).undecided()) > 0) {
			t.Errorf("%s: its open questions are not told", name)
		}
	}
	if tried < 5 {
		t.Errorf("only %d answers were tried", tried)
	}
}

// TestNoTaskIsHidden: the first phase of the plan is told with all its tasks where there is room, and in any phase of
// the first eight weeks each task is named; told in full are the first, and those that
// fit the fewest answers.
func TestNoTaskIsHidden(t *testing.T) {
	a := bases(t)["embedded"].Advise(advisor.Answers{}.With("journey", "migrate-python").With("artifact", "library").
		With("bottleneck", "array-code").With("tried", "left").With("hosts", "python"))
	phase := a.Phases[0]
	for step := range tightest {
		r := renderer{advice: a, brief: true, tight: step, numbers: map[string]int{}}
		got := r.soon(phase)
		if step < onlySomeTasks && len(got) < len(phase.Tasks) {
			t.Errorf("step %d tells %d of %d tasks", step, len(got), len(phase.Tasks))
		}
		if got[0].Text != phase.Tasks[0].Text {
			t.Errorf("step %d begins with %q", step, got[0].Text)
		}
		known := func(x knowledge.Task) bool { return strings.Contains(x.Text, "the fix that is known") }
		if step < fewerTasks && slices.ContainsFunc(phase.Tasks, known) && !slices.ContainsFunc(got, known) {
			t.Errorf("step %d hides the task that only who has a fix at hand has: %v", step, got)
		}
		text := doc.Markdown(r.plan())
		for _, p := range a.Phases {
			for _, task := range p.Tasks {
				if step < costsGo && !later(p) && !strings.Contains(strings.ToLower(text), strings.ToLower(
					doc.Of(firstClause(undated(task.Text))).Markdown())) {
					t.Errorf("step %d does not name %q", step, task.Text)
				}
			}
		}
	}
}

// TestPointsScan: what to mind is read by its leads, each on a line of its own, without what follows.
func TestPointsScan(t *testing.T) {
	for name, a := range reports(t) {
		text := string(Markdown(a))
		for _, m := range a.Mind {
			lead := "\n- " + doc.Of(doc.Bold(strings.TrimSuffix(m.Title, ".")+".")).Markdown()
			if m.Text != "" && !strings.Contains(text, lead+"\n\n  ") {
				t.Errorf("%s: “%s” does not stand alone", name, m.Title)
			}
		}
	}
}

// TestDecidesOnce: two questions about one thing do not both decide it.
func TestDecidesOnce(t *testing.T) {
	e := bases(t)["embedded"]
	a := e.Advise(advisor.Answers{}.With("journey", "migrate-python").With("artifact", "service", "library").
		With("python-link", "imports").With("hosts", "python"))
	said := aboveAll(a).Plain()
	if strings.Count(said, "Python imports") != 1 {
		t.Error(said)
	}
}

// TestScale: points are explained where they are told.
func TestScale(t *testing.T) {
	for name, a := range reports(t) {
		_, why, has := strings.Cut(string(Markdown(a)), "\n## Why\n\n")
		if has && !strings.HasPrefix(why, "Points: ") {
			t.Errorf("%s: reasons have points, and nobody says what these are", name)
		}
	}
}
