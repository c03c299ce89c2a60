package knowledge

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge/strict"
)

// inherit completes the options that are made of another, such as a company's layer over a framework: what such an
// option does not say itself is as with the other.
func (l *loader) inherit() {
	done := map[string]bool{}
	for i := range l.base.Decisions {
		d := &l.base.Decisions[i]
		for j := range d.Options {
			l.inheritOption(d, j, done, nil)
		}
	}
}

// inheritOption completes an option after what it is made of; waiting are those that are made of it.
func (l *loader) inheritOption(d *Decision, i int, done map[string]bool, waiting []string) {
	o := &d.Options[i]
	ref := d.ID + "." + o.ID
	if o.BasedOn == "" || done[ref] {
		return
	}
	done[ref] = true
	file, path := l.place["decision "+d.ID].file, strict.Element("option", i)+".based-on"
	at := slices.IndexFunc(d.Options, func(p Option) bool { return p.ID == o.BasedOn })
	waiting = append(waiting, o.ID)
	switch {
	case at < 0:
		l.known(file, path, "option of "+d.ID, o.BasedOn, ids(d.Options, func(o Option) string { return o.ID }))
		return
	case slices.Contains(waiting, o.BasedOn):
		l.fault(file, path, "name an option that stands by itself", "option %q is based on itself, by %s", o.ID,
			strings.Join(waiting, ", "))
		return
	}
	l.inheritOption(d, at, done, waiting)
	o.takeOver(&d.Options[at])
	l.base.bindAlike(d.ID+"."+o.BasedOn, ref)
}

// takeOver completes an option by one that it is made of. What is told of the other alone stays there: its summary,
// and why it must or cannot win.
func (o *Option) takeOver(of *Option) {
	o.Bases = append([]string{of.ID}, of.Bases...)
	o.Ring, o.Rust = cmp.Or(o.Ring, of.Ring), cmp.Or(o.Rust, of.Rust)
	if o.Phrase == "" && len(o.Phrasings) == 0 {
		o.Phrase = strings.ReplaceAll(of.Phrase, of.Title, o.Title)
		for _, p := range of.Phrasings {
			p.Text = strings.ReplaceAll(p.Text, of.Title, o.Title)
			o.Phrasings = append(o.Phrasings, p)
		}
	}
	o.Headline, o.Reversal = cmp.Or(o.Headline, of.Headline), cmp.Or(o.Reversal, of.Reversal)
	o.Confirm = cmp.Or(o.Confirm, of.Confirm)
	own := o.Needs
	for _, n := range of.Needs {
		if !slices.ContainsFunc(own, func(mine Need) bool { return mine.Question == n.Question }) {
			o.Needs = append(o.Needs, n)
		}
	}
	o.Fit, o.Crates = under(o.Fit, of.Fit), under(o.Crates, of.Crates)
	if len(o.CrateTypes) == 0 {
		o.CrateTypes = of.CrateTypes
	}
	if len(o.Findings) == 0 {
		o.Findings = of.Findings
	}
}

// under is a table with another below it.
func under[V any](table, below map[string]V) map[string]V {
	out := maps.Clone(below)
	if out == nil {
		return table
	}
	maps.Copy(out, table)
	return out
}

// bindAlike has constraints, conditions, crates and vetoes of situations speak of an option as they do of another. A
// constraint with the same third that speaks of the option itself counts instead.
func (b *Base) bindAlike(of, option string) {
	b.constrainAlike(of, option)
	decision, id, _ := strings.Cut(option, ".")
	model := strings.TrimPrefix(of, decision+".")
	b.eachCondition(func(c *Condition) {
		if c.Decision == decision && slices.Contains(c.In, model) && !slices.Contains(c.In, id) {
			c.In = append(slices.Clone(c.In), id)
		}
	})
	b.eachCrates(func(crates map[string]Crate) {
		for name, c := range crates {
			if slices.Contains(c.With, of) && !slices.Contains(c.With, option) {
				c.With = append(slices.Clone(c.With), option)
				crates[name] = c
			}
		}
	})
	for i := range b.Situations {
		s := &b.Situations[i]
		for _, v := range s.Vetoes {
			if v.Option == of && !slices.ContainsFunc(s.Vetoes, func(v Veto) bool { return v.Option == option }) {
				v.Option = option
				s.Vetoes = append(s.Vetoes, v)
			}
		}
	}
}

func (b *Base) constrainAlike(of, option string) {
	paired := func(other string) bool { // its own statements speak of both
		both := func(options []string) bool {
			return slices.Contains(options, option) && slices.Contains(options, other)
		}
		return slices.ContainsFunc(b.Forbids, func(f Forbid) bool { return both(f.Options) }) ||
			slices.ContainsFunc(b.Synergies, func(s Synergy) bool { return both(s.Options) })
	}
	var forbids []Forbid
	for _, f := range b.Forbids {
		if other, ok := otherOf(f.Options, of); ok && !paired(other) {
			f.Options = []string{option, other}
			forbids = append(forbids, f)
		}
	}
	var synergies []Synergy
	for _, s := range b.Synergies {
		if other, ok := otherOf(s.Options, of); ok && !paired(other) {
			s.Options = []string{option, other}
			synergies = append(synergies, s)
		}
	}
	b.Forbids, b.Synergies = append(b.Forbids, forbids...), append(b.Synergies, synergies...)
	needs := func(r Require) string { return decisionOf(strings.Join(r.Needs[:min(1, len(r.Needs))], "")) }
	own := slices.DeleteFunc(slices.Clone(b.Requires), func(r Require) bool { return r.Option != option })
	for i, r := range b.Requires {
		if slices.Contains(r.Needs, of) && !slices.Contains(r.Needs, option) {
			b.Requires[i].Needs = append(slices.Clone(r.Needs), option)
		}
		if r.Option == of && !slices.ContainsFunc(own, func(o Require) bool { return needs(o) == needs(r) }) {
			r.Option = option
			b.Requires = append(b.Requires, r)
		}
	}
}

// otherOf is the other of two options, where one of them is the one given.
func otherOf(two []string, one string) (string, bool) {
	if i := slices.Index(two, one); i >= 0 && len(two) == 2 {
		return two[1-i], true
	}
	return "", false
}

// eachCondition calls f with every condition that may ask for a pick.
func (b *Base) eachCondition(f func(*Condition)) {
	all := func(when []Condition) {
		for i := range when {
			f(&when[i])
		}
	}
	for i := range b.Practices {
		all(b.Practices[i].When)
	}
	for i := range b.Snippets {
		all(b.Snippets[i].When)
	}
	for i := range b.Phases {
		all(b.Phases[i].When)
		for j := range b.Phases[i].Tasks {
			all(b.Phases[i].Tasks[j].When)
		}
	}
	for i := range b.Risks {
		all(b.Risks[i].When)
	}
	for i := range b.KPIs {
		all(b.KPIs[i].When)
	}
	for i := range b.Decisions {
		for _, o := range b.Decisions[i].Options {
			for _, p := range o.Phrasings {
				all(p.When)
				all(p.Unless)
			}
		}
	}
	for i := range b.Situations {
		all(b.Situations[i].Expects)
		for j := range b.Situations[i].Mind {
			all(b.Situations[i].Mind[j].When)
		}
	}
}

// eachCrates calls f with the crates of every option and snippet.
func (b *Base) eachCrates(f func(map[string]Crate)) {
	for i := range b.Decisions {
		for j := range b.Decisions[i].Options {
			f(b.Decisions[i].Options[j].Crates)
		}
	}
	for i := range b.Snippets {
		f(b.Snippets[i].Crates)
	}
}

// UnboundMend says what is wrong with an option that is unbound, behind its name, and how to mend it.
const UnboundMend = "is in no constraint, though other options need some of its decision: say in constraints.toml " +
	"what goes with it, name what it is made of with based-on, or say in expected_unbound why nothing has to be said"

// Unbound lists the options that no constraint speaks of, though others need some of their decision: whether they go
// with those is not said then. An option that is based on another is bound as that one.
func (b *Base) Unbound() []string {
	needed := map[string]string{} // by decision: an option that needs some of it
	spoken := map[string]bool{}
	for _, r := range b.Requires {
		d := decisionOf(r.Needs[0])
		needed[d] = cmp.Or(needed[d], r.Option)
	}
	b.eachTie(func(x, y, _ string) { spoken[x], spoken[y] = true, true })
	var out []string
	for _, d := range b.Decisions {
		for _, o := range d.Options {
			ref := d.ID + "." + o.ID
			if needed[d.ID] != "" && !spoken[ref] && o.Unbound == "" {
				out = append(out, ref)
			}
		}
	}
	return out
}
