package advisor

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// MostMind is how many things an advice says first. What also applies comes behind them, folded.
const MostMind = 7

// Minded is one thing to watch out for: what a senior engineer would say first about exactly these answers.
type Minded struct {
	ID       string
	Title    string // one line
	Text     string // the setting, the command, the limit, the first step
	Of       []Ticked
	Because  []string // the answers that it rests on, as clauses
	Practice bool     // it is one of the practices, by id; else a point of the situations
	Findings []string
	From     []knowledge.Source
}

// minding is a point in the race for the first places.
type minding struct {
	Minded
	situations []int // those that it needs, by number
	turns      []int // of these: those whose turn it takes
	follows    int   // 1 where nobody ticked its own situation or named it as the complaint: an answer implies it
	weight     int
	says       []string // practices that it makes superfluous
	pain       int      // 1 where its own situation was ticked and answers name it as what hurts or why
	tied       int      // 1 where its situation goes with something else that was said
	company    int      // how many ticked situations are of the topic of its own
	place      int      // how early its situation was ticked: one more for every two before it
	general    int      // 1 where its situations are about who moves it and when, whatever the program does
	asks       int      // how much else must hold
	answers    int      // of that: answers that not everybody gives
	narrow     float64  // of practices: one of how many sets of answers it is for
	turn       int      // how many points of its situations come before it
}

// mind says what to watch out for, the nearest to the matter first. A point's time comes by the turn of its situation,
// by how early that was ticked, by its weight, by what hurts (see due); points that answers alone say come behind those
// that somebody ticked, then practices whose conditions hold for few. What holds for everybody is left to the
// practices. It returns at most MostMind points, and the others.
func (v *evaluation) mind(a Answers, out *Advice) (first, rest []Minded) {
	points := v.points(out)
	slices.SortStableFunc(points, byUrgency)
	turns := map[int]int{}
	for i := range points {
		for _, s := range points[i].turns {
			points[i].turn = max(points[i].turn, turns[s])
		}
		for _, s := range points[i].turns {
			turns[s]++
		}
	}
	slices.SortStableFunc(points, func(a, b minding) int {
		return cmp.Or(a.follows-b.follows, a.due()-b.due(), b.rests()-a.rests(), a.turn-b.turn, a.place-b.place,
			b.weight-a.weight, b.company-a.company)
	})
	for _, p := range append(points, v.practices(out, v.e.usual(a), said(points))...) {
		if len(first) < MostMind {
			first = append(first, p.Minded)
		} else {
			rest = append(rest, p.Minded)
		}
	}
	return first, rest
}

// due is when a point's time comes: the turn of its situation, and one more for every two that were ticked before it;
// two later for each step that it weighs less, and where it is about who moves it and when, as with any program; one
// sooner where two situations meet, two where it is about the complaint.
func (m minding) due() int {
	return m.turn + m.place + 2*(knowledge.MostWeight-m.weight) + 2*m.general - meets(m) - 2*m.pain
}

// rests is how much of what was said a point rests on, beside its own situation.
func (m minding) rests() int { return min(m.answers, 1) + m.tied }

// byUrgency orders points of the same situations: what meets another first, then what weighs more, then what asks
// for more.
func byUrgency(a, b minding) int {
	return cmp.Or(meets(b)-meets(a), b.weight-a.weight, b.asks-a.asks)
}

// meets is 1 where two situations or more meet that somebody ticked.
func meets(m minding) int { return min(max(len(m.Of)-1, 0), 1) }

// points are what the situations have to say that are ticked or follow from answers, less what a ticked one rules out.
func (v *evaluation) points(out *Advice) []minding {
	var points []minding
	wrong, so := v.ruledOutIDs(), slices.Concat(v.situations, v.following())
	for n, i := range so {
		s := &v.e.base.Situations[i]
		for j := range s.Mind {
			m := &s.Mind[j]
			if wrong[m.ID] || !v.dueMind(m.When, so) {
				continue
			}
			p := minding{weight: m.Weighs(), says: m.Says, situations: []int{i}, turns: []int{i},
				Minded: Minded{ID: m.ID, Title: houseRule(m.Title, m.House), Text: m.Text, Findings: m.Findings}}
			switch {
			case n < len(v.situations) && v.complaint(s):
				p.pain = 1
			case n >= len(v.situations):
				v.because(&p, s.Follows, so)
				if !v.complaint(s) {
					p.follows = 1
				}
			}
			if v.tied(i) {
				p.tied = 1
			}
			p.company = v.company(s.Topic)
			v.because(&p, m.When, so)
			p.place, p.general = v.place(p.situations), v.general(p.situations)
			p.From = v.e.from(m)
			for _, i := range p.situations {
				if at := slices.Index(v.situations, i); at >= 0 {
					p.Of = append(p.Of, out.Situations[at])
				}
			}
			points = append(points, p)
		}
	}
	return points
}

// complaints are the questions whose answers say what hurts, or what the move is for.
var complaints = []string{"hurts", "reasons", "bottleneck"}

// core are the questions that tell what a program is about, beside the complaints.
var core = append([]string{"wrong-result", "store", "jobs", "interface", "hosts"}, complaints...)

// complaint tells whether answers name the situation as what hurts.
func (v *evaluation) complaint(s *knowledge.Situation) bool {
	return v.answersOf(s.Follows, complaints)
}

// answersOf tells whether conditions hold of which one is about one of these questions.
func (v *evaluation) answersOf(when []knowledge.Condition, questions []string) bool {
	return v.applies(when) && slices.ContainsFunc(when, func(c knowledge.Condition) bool {
		return slices.Contains(questions, c.Question)
	})
}

// tied tells whether something else that was said goes with a situation: core answers that it follows from, or
// expects, or a ticked situation that one of its points, or of whose points one, asks for. What stands alone
// was perhaps ticked because a word occurred.
func (v *evaluation) tied(i int) bool {
	s := &v.e.base.Situations[i]
	if v.answersOf(s.Follows, core) || v.answersOf(s.Expects, core) {
		return true
	}
	return slices.ContainsFunc(v.situations, func(other int) bool {
		o := &v.e.base.Situations[other]
		return other != i && (asksFor(s, o.ID) || asksFor(o, s.ID))
	})
}

// untickedPlace is where a situation stands that answers say and nobody ticked: as if six had been ticked before it.
const untickedPlace = 6

// place is how early the first of some situations was ticked, by twos: what somebody ticks first is what he came for.
// Ticks in the order of the list were put in order by nobody.
func (v *evaluation) place(situations []int) int {
	if slices.IsSorted(v.situations) {
		return 0
	}
	at := min(untickedPlace, len(v.situations))
	if i := slices.IndexFunc(v.situations, func(i int) bool { return slices.Contains(situations, i) }); i >= 0 {
		at = i
	}
	return at / 2
}

// general is 1 where all of some situations are about who moves it, when and how, as with any program.
func (v *evaluation) general(situations []int) int {
	if slices.ContainsFunc(situations, func(i int) bool { return !v.e.base.Situations[i].General }) {
		return 0
	}
	return 1
}

// company is how many ticked situations are of a topic: what several of them are about is what the program is about.
func (v *evaluation) company(topic string) int {
	n := 0
	for _, i := range v.situations {
		if s := &v.e.base.Situations[i]; s.Topic == topic && !s.General {
			n++
		}
	}
	return n
}

// asksFor tells whether a point of a situation asks for another.
func asksFor(s *knowledge.Situation, id string) bool {
	return slices.ContainsFunc(s.Mind, func(m knowledge.Mind) bool {
		return slices.ContainsFunc(m.When, func(c knowledge.Condition) bool { return slices.Contains(c.Situation, id) })
	})
}

// following are the situations that nobody ticked and answers say.
func (v *evaluation) following() []int {
	var out []int
	for i := range v.e.base.Situations {
		s := &v.e.base.Situations[i]
		if len(s.Follows) > 0 && !s.Retired && !slices.Contains(v.situations, i) && v.applies(s.Follows) {
			out = append(out, i)
		}
	}
	return out
}

// because notes what a point asks for beside its own situation: answers and, of those that are so, other situations.
func (v *evaluation) because(p *minding, when []knowledge.Condition, so []int) {
	for _, c := range when {
		switch {
		case len(c.Situation) > 0:
			had := len(p.situations)
			for _, i := range so {
				if slices.Contains(c.Situation, v.e.base.Situations[i].ID) && !slices.Contains(p.situations, i) {
					p.situations = append(p.situations, i)
				}
			}
			if met := p.situations[had:]; len(met) == 1 { // one of several that would do is not what it is about
				p.turns = append(p.turns, met...)
			}
		case c.Question != "":
			compiled := v.e.compileCondition(c)
			if !v.e.limits(compiled) {
				p.asks++
				if c.Question != knowledge.JourneyQuestion && c.Question != artifactQuestion {
					p.answers++
				}
			}
			p.Because = append(p.Because, v.told(compiled.question, v.ticked[compiled.question]&compiled.in).Reason)
		default:
			p.asks++
		}
	}
}

// limits tells whether a condition only keeps a point from where it would be wrong: it holds for who is not sure, too.
// A point rests on nothing by it.
func (e *Engine) limits(c condition) bool { return c.in&e.questions[c.question].unsure != 0 }

// dueMind tells whether the conditions of a point hold, with the situations that are so. What is said about a pick
// waits where the pick does.
func (v *evaluation) dueMind(when []knowledge.Condition, so []int) bool {
	headline := v.headline()
	for _, c := range when {
		if len(c.Situation) > 0 {
			if !slices.ContainsFunc(so, func(i int) bool { return slices.Contains(c.Situation, v.e.base.Situations[i].ID) }) {
				return false
			}
			continue
		}
		if headline != open && c.Decision != "" && c.Decision != v.e.base.Decisions[of(headline)].ID ||
			!v.applies([]knowledge.Condition{c}) {
			return false
		}
	}
	return true
}

// from are the pages that a point rests on: its own, then those of its findings.
func (e *Engine) from(m *knowledge.Mind) []knowledge.Source {
	ids := slices.Clone(m.Sources)
	for _, f := range m.Findings {
		ids = append(ids, e.base.Finding(f).Sources...)
	}
	return e.sources(ids)
}

// sources are the pages with these ids, each once.
func (e *Engine) sources(ids []string) []knowledge.Source {
	var out []knowledge.Source
	for i, id := range ids {
		if slices.Index(ids, id) == i {
			out = append(out, *e.base.Source(id))
		}
	}
	return out
}

// leastNarrow is from when on a practice counts as particular: at most one in four sets of answers asks for it.
const leastNarrow = 4

// said are the practices that points say already.
func said(points []minding) map[string]bool {
	out := map[string]bool{}
	for _, p := range points {
		for _, id := range p.says {
			out[id] = true
		}
	}
	return out
}

// practices are those of the advice that hold for few, the fewest first.
func (v *evaluation) practices(out *Advice, usual []int, said map[string]bool) []minding {
	var points []minding
	for i := range out.Practices {
		p := &out.Practices[i]
		if said[p.ID] {
			continue
		}
		m := minding{Minded: Minded{ID: p.ID, Title: p.Title, Text: p.Text, Practice: true, Findings: p.Findings},
			narrow: v.narrow(p.When, usual)}
		if m.narrow < leastNarrow {
			continue
		}
		v.because(&m, p.When, v.situations)
		for _, at := range m.situations {
			m.Of = append(m.Of, out.Situations[slices.Index(v.situations, at)])
		}
		for _, f := range p.Findings {
			m.From = append(m.From, v.e.sources(v.e.base.Finding(f).Sources)...)
		}
		m.From = slices.CompactFunc(m.From, func(a, b knowledge.Source) bool { return a.ID == b.ID })
		points = append(points, m)
	}
	slices.SortStableFunc(points, func(a, b minding) int {
		return cmp.Or(len(b.situations)-len(a.situations), cmp.Compare(b.narrow, a.narrow))
	})
	return points
}

// narrow is one of how many sets of answers the conditions hold for, as far as answers were given: a condition that
// two of eight choices meet counts four times. The journey and what the program is are said by everybody and count
// nothing, nor do picks that anybody with these two answers gets.
func (v *evaluation) narrow(when []knowledge.Condition, usual []int) float64 {
	out := 1.0
	for _, c := range when {
		switch {
		case len(c.Situation) > 0:
			out *= leastNarrow
		case c.Question == knowledge.JourneyQuestion || c.Question == artifactQuestion:
		case c.Question != "":
			if q := v.e.questionIndex(c.Question); v.known(q) {
				out *= float64(len(v.e.questions[q].choices)-1) / float64(len(c.In))
			}
		default:
			d := v.e.decisionIndex(c.Decision)
			if pick := usual[seat(d)]; pick == fallback || !slices.Contains(c.In, v.e.named(d, pick).ID) {
				out *= float64(len(v.e.decisions[d].options)) / float64(len(c.In))
			}
		}
	}
	return out
}

// usual are the picks, by seat, that everybody gets who says what brings him here and what the program is, and no more.
func (e *Engine) usual(a Answers) []int {
	a = Answers{Choices: maps.Clone(a.Choices)}
	for q := range a.Choices {
		if q != knowledge.JourneyQuestion && q != artifactQuestion {
			delete(a.Choices, q)
		}
	}
	v := e.begin(a)
	defer v.release()
	v.run()
	return slices.Clone(v.picks)
}

// artifactQuestion asks what the program is; nearly everything asks for that, so that it sets nobody apart.
const artifactQuestion = "artifact"

// ruledOutIDs are the ids of what a ticked situation calls wrong here, or all that is ticked of a question.
func (v *evaluation) ruledOutIDs() map[string]bool {
	out := map[string]bool{}
	for q := range v.e.questions {
		if !v.answered(q) {
			continue
		}
		ticked := bitsOf(v.ticked[q])
		wrong := func(c int) []string { return v.e.base.Questions[q].Choices[c].RulesOut }
		for _, id := range wrong(ticked[0]) {
			if !slices.ContainsFunc(ticked, func(c int) bool { return !slices.Contains(wrong(c), id) }) {
				out[id] = true
			}
		}
	}
	for _, i := range v.situations {
		for _, id := range v.e.base.Situations[i].RulesOut {
			out[id] = true
		}
	}
	return out
}

// RestOfPractices are the practices that the points to mind do not say already.
func (out *Advice) RestOfPractices() []knowledge.Practice {
	said := map[string]bool{}
	for _, m := range slices.Concat(out.Mind, out.AlsoMind) {
		said[m.ID] = said[m.ID] || m.Practice
	}
	return slices.DeleteFunc(slices.Clone(out.Practices), func(p knowledge.Practice) bool { return said[p.ID] })
}

// Ticked is a situation that somebody ticked.
type Ticked struct {
	ID, Label string
	Clash     string // what of the answers or picks does not go with it, in words; "" where all does
}

// situationsOf are the situations of the answers that the base offers, by number, in the order of their ticks.
func (e *Engine) situationsOf(a Answers) []int {
	var out []int
	for _, id := range a.Situations {
		offered := func(s knowledge.Situation) bool { return s.ID == id && !s.Retired }
		if i := slices.IndexFunc(e.base.Situations, offered); i >= 0 && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// situationIDs are the ids of situations by number.
func (e *Engine) situationIDs(numbers []int) (ids []string) {
	for _, i := range numbers {
		ids = append(ids, e.base.Situations[i].ID)
	}
	return ids
}

// compileSituation numbers what a situation adds to and rules out.
func (e *Engine) compileSituation(s *knowledge.Situation, criteria map[string]int) situation {
	var out situation
	for ref, value := range s.Adds {
		out.adds = append(out.adds, points{criteria[ref], value})
	}
	slices.SortFunc(out.adds, func(a, b points) int { return a.criterion - b.criterion })
	for _, veto := range s.Vetoes {
		d, o := e.optionIndex(veto.Option)
		out.vetoes = append(out.vetoes, place{d, o})
	}
	return out
}

// ruledOutBy is the ticked situation that rules an option out, or open.
func (v *evaluation) ruledOutBy(d, o int) int {
	for _, i := range v.situations {
		if slices.Contains(v.e.situations[i].vetoes, place{d, o}) {
			return i
		}
	}
	return open
}

// saidSituation is a situation as the answer that it counts as in scores and vetoes.
func (e *Engine) saidSituation(i int) Answered {
	s := &e.base.Situations[i]
	return Answered{Asked: Asked{SituationsAsked, "What else is so?", "Also"}, Choice: s.ID, Choices: []string{s.ID},
		Label:  s.Label,
		Reason: wording.Lower(s.Label)}
}

// SituationsAsked stands in place of a question's id where a situation makes an option count, or rules it out.
const SituationsAsked = "situations"

// excludedBy tells why a situation rules an option out.
func (v *evaluation) excludedBy(i, d, o int) *Excluded {
	s, ref := &v.e.base.Situations[i], v.e.base.Decisions[d].ID+"."+v.e.base.Decisions[d].Options[o].ID
	veto := s.Vetoes[slices.IndexFunc(s.Vetoes, func(x knowledge.Veto) bool { return x.Option == ref })]
	return &Excluded{v.e.named(d, o), v.e.saidSituation(i), houseRule(veto.Reason, veto.House), veto.Finding}
}

// has tells whether one of the situations is ticked.
func (v *evaluation) has(situations []string) bool {
	return slices.ContainsFunc(v.situations, func(i int) bool {
		return slices.Contains(situations,
			v.e.base.Situations[i].ID)
	})
}

// recordSituations notes what is ticked, and what it does not go with.
func (v *evaluation) recordSituations(out *Advice) {
	for _, i := range v.situations {
		s := &v.e.base.Situations[i]
		out.Situations = append(out.Situations, Ticked{s.ID, houseRule(s.Label, s.House), v.clash(s)})
	}
}

// clash words the first expectation of a situation that an answer or a pick denies. What is open, or not asked, denies
// nothing.
func (v *evaluation) clash(s *knowledge.Situation) string {
	for _, c := range s.Expects {
		if v.applies([]knowledge.Condition{c}) {
			continue
		}
		switch {
		case c.Question != "":
			if q := v.e.questionIndex(c.Question); v.known(q) {
				a := v.answer(q)
				return fmt.Sprintf("%s is answered “%s”", a.Short, a.Label)
			}
		case c.Decision != "":
			d := v.e.decisionIndex(c.Decision)
			return fmt.Sprintf("%s is %s here", v.e.base.Decisions[d].Title, v.e.named(d, v.picks[seat(d)]).Title)
		default:
			return "it goes with " + wording.Listed(v.e.labels(c.Situation), "or")
		}
	}
	return ""
}

// labels are what situations are called.
func (e *Engine) labels(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, "“"+e.base.Situation(id).Label+"”")
	}
	return out
}

// Minding tells what ticking a situation would say beside these answers: its points in the order of the advice, and
// what it does not go with. It tries no other answers, so it is quick enough for every move of a cursor.
func (e *Engine) Minding(a Answers, situation string) (points []Minded, clash string) {
	v := e.begin(a.WithSituations(append(slices.Clone(a.Situations), situation)...))
	defer v.release()
	v.run()
	var out Advice
	v.recordSituations(&out)
	first, rest := v.mind(a, &out)
	is := func(t Ticked) bool { return t.ID == situation }
	for _, m := range slices.Concat(first, rest) {
		if slices.ContainsFunc(m.Of, is) {
			points = append(points, m)
		}
	}
	if i := slices.IndexFunc(out.Situations, is); i >= 0 {
		clash = out.Situations[i].Clash
	}
	return points, clash
}
