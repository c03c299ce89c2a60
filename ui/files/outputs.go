package files

import (
	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/report"
)

// Output is a file that a session can be written into.
type Output struct {
	Title, Name string // in words, and of the file
	For         string // what it is good for
	Usual       bool   // most want it
	Make        func(Session) ([]byte, error)
}

// Session is what outputs are made of.
type Session struct {
	Advice  *advisor.Advice
	Engine  *advisor.Engine
	Answers advisor.Answers
}

// AnswersName is the file that the answers go into.
const AnswersName = "answers.toml"

// Outputs are all of them, the usual ones first.
var Outputs = []Output{
	{"Report as Markdown", "STACK.md", "to read in the repository", true,
		func(x Session) ([]byte, error) { return report.Markdown(x.Advice), nil }},
	{"Answers", AnswersName, "to get this advice again, and to compare with others'", true,
		func(x Session) ([]byte, error) {
			return answerfile.Format(x.Engine.Base(), x.Answers, x.Engine.Active(x.Answers)), nil
		}},
	{"Report as HTML", "report.html", "a page to hand round or to print", false, func(x Session) ([]byte, error) {
		return report.HTML(x.Advice,
			report.Occasion{})
	}},
	{"Advice as JSON", "advice.json", "for programs", false,
		func(x Session) ([]byte, error) { return report.JSON(x.Advice) }},
	{"Rules for assistants", "AGENTS.md", "stack, commands and standards for coding assistants", false,
		func(x Session) ([]byte, error) { return report.Agents(x.Advice), nil }},
}
