package advisor

import (
	"cmp"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// MostVerdict is how many words a verdict has at most.
const MostVerdict = 20

// verdict is the advice in one sentence without its full stop, of the phrases of what is picked: "An Axum service
// on Tokio, PostgreSQL through SQLx, in containers". A phrase with {} is about what is built; one that ends in a
// colon begins the sentence; the others follow behind commas, those that answers bear on, as long as there is room.
// Where nothing else is due, the answers follow that say so. A base without phrases gives "".
func (e *Engine) verdict(a *Advice) string {
	w := verdict{base: e.base, advice: a}
	lead, subject, built, rest, before := "", "{}", false, []string(nil), ""
	for i := range a.Decisions {
		d := &a.Decisions[i]
		if !d.Due() || d.Option.Phrase == "" {
			continue
		}
		phrase, known := w.filled(d)
		again := before == d.ID
		before = d.ID
		switch {
		case d.Option.Headline != "":
			return limited(phrase, w.because(d))
		case strings.HasSuffix(phrase, ":"):
			lead = phrase + " "
		case again && strings.HasPrefix(phrase, "{} "):
			if also := phrase[len("{}"):]; !strings.Contains(subject, also) {
				subject += " and" + also
			}
		case strings.Contains(phrase, "{}"):
			subject, built = strings.Replace(phrase, "{}", subject, 1), true
		case known && d.Touched:
			rest = append(rest, phrase)
		}
	}
	if !built && len(rest) == 0 {
		return strings.TrimSuffix(lead, ": ")
	}
	subject = strings.Replace(subject, "{}", w.noun(artifactQuestion, "program"), 1)
	article := "A "
	if strings.ContainsAny(subject[:1], "AEIOUaeiou") {
		article = "An "
	}
	if lead != "" {
		article = strings.ToLower(article)
	}
	return limited(lead+article+subject, rest)
}

// limited is a text with as many clauses behind it as there is room for.
func limited(text string, clauses []string) string {
	for i, c := range clauses {
		more := text + ", " + c
		if strings.HasSuffix(text, ":") {
			more = text + " " + c
		}
		if len(strings.Fields(more)) > MostVerdict {
			if i == 0 && strings.HasSuffix(text, ":") {
				return strings.TrimSuffix(text, ":")
			}
			break
		}
		text = more
	}
	return strings.TrimSuffix(text, ":")
}

type verdict struct {
	base   *knowledge.Base
	advice *Advice
}

// filled puts the nouns of answers into the phrase of a pick, of the answer that it is for where it is for one;
// known tells whether all of them have a noun.
func (w verdict) filled(d *Decided) (phrase string, known bool) {
	phrase, known = d.Option.Phrase, true
	for i := range w.base.Questions {
		q := &w.base.Questions[i]
		if slot := "{" + q.ID + "}"; strings.Contains(phrase, slot) {
			noun := w.noun(q.ID, "")
			if d.For != nil && d.For.Question == q.ID {
				noun = called(q.Choice(d.For.Choice))
			}
			known = known && noun != ""
			phrase = strings.ReplaceAll(phrase, slot, noun)
		}
	}
	return phrase, known
}

// noun is what the answer to a question is called within a sentence, several joined by "and".
func (w verdict) noun(question, otherwise string) string {
	q := w.base.Question(question)
	var nouns []string
	for _, x := range w.advice.Answers {
		if x.Question != question || q == nil {
			continue
		}
		for _, id := range x.Choices {
			if noun := called(q.Choice(id)); noun != "" && !slices.Contains(nouns, noun) {
				nouns = append(nouns, noun)
			}
		}
	}
	if len(nouns) == 0 {
		return otherwise
	}
	return wording.Listed(nouns, "and")
}

// called is the noun of a choice, or its short name, or "".
func called(c *knowledge.Choice) string {
	if c == nil {
		return ""
	}
	return cmp.Or(c.Noun, c.Short)
}

// because are the answers that speak most for a pick, as clauses.
func (w verdict) because(d *Decided) []string {
	var out []string
	for _, c := range d.Because {
		if clause := strings.TrimSuffix(c.Reason, "."); c.Question != "" && c.Question != knowledge.JourneyQuestion &&
			!slices.Contains(out, clause) {
			out = append(out, clause)
		}
	}
	return out[:min(len(out), 2)]
}
