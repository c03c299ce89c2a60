package knowledge

// MostWork is how much a key on the screen may make the advisor look at: every other answer is tried, to tell how firm
// the picks are. It is about a third of a second. The loader refuses a base with more.
const MostWork = 20_000_000

// RunWork is how much is looked at to make all picks from one set of answers: combinations of options, what each option
// is measured by, and what answers add.
func (b *Base) RunWork() int {
	_, work := b.JointOrder(b.MostEach())
	for d, picks := range b.MostEach() {
		options := b.Decisions[d].Options
		for o := range options {
			work += picks * (len(options[o].Fit) + len(options)/4)
		}
	}
	for q := range b.Questions {
		for _, c := range b.Questions[q].Choices {
			work += len(c.Adds)
		}
	}
	return capped(work)
}

// choices counts the choices of all questions.
func (b *Base) choices() int {
	n := 0
	for q := range b.Questions {
		n += len(b.Questions[q].Choices)
	}
	return n
}

// checkWork refuses a base that would let people wait at every key.
func (l *loader) checkWork() {
	if len(l.problems) > 0 {
		return
	}
	choices, work := l.base.choices(), l.base.RunWork()
	if capped(choices*work) > MostWork {
		l.fault("questions.toml", "", "offer fewer choices, or tie fewer decisions by constraints",
			"trying each of %d choices would look at %d combinations, more than %d", choices, capped(choices*work), MostWork)
	}
}
