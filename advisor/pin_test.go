package advisor_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
)

// pins draws options of one to three decisions.
func (r dice) pins(b *knowledge.Base) []advisor.Pin {
	var out []advisor.Pin
	for _, d := range r.Perm(len(b.Decisions))[:min(len(b.Decisions), r.between(1, 3))] {
		options := b.Decisions[d].Options
		out = append(out, advisor.Pin{Decision: b.Decisions[d].ID, Option: options[r.IntN(len(options))].ID})
	}
	return out
}

// TestPins holds the joint pick with pins, and every number of its price, against brute force.
func TestPins(t *testing.T) {
	r := roll(77)
	broken, clashed, moved := 0, 0, 0
	eachBase(t, 400, 4, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		pins := r.pins(e.Base())
		advice := e.Advise(a.Pinned(pins...))
		free, forced := newBrute(e.Base(), a), newBrute(e.Base(), a)
		forced.pins = map[string]string{}
		for _, p := range pins {
			forced.pins[p.Decision] = p.Option
		}
		was, _ := free.search()
		is, _ := forced.search()
		if got, want := picked(advice), forced.told(is.picks); !maps.Equal(got, want) {
			t.Fatalf("with %v picks %q, brute force %q", pins, got, want)
		}
		checkPrice(t, free, advice.Price, was, is)
		if cost := e.Cost(a.Pinned(pins...)); cost != advice.Price.Points {
			t.Errorf("%v cost %d alone, %d in the price", pins, cost, advice.Price.Points)
		}
		checkVetoes(t, e, free, a, advice.Price)
		checkMoves(t, advice.Price, was, is)
		for _, p := range advice.Price.Pins {
			broken += len(p.Vetoes)
		}
		clashed, moved = clashed+len(advice.Price.Broken), moved+len(advice.Price.Moves)
	})
	if broken == 0 || clashed == 0 || moved == 0 {
		t.Errorf("%d vetoes broken, %d constraints, %d picks moved: the bases try too little", broken, clashed, moved)
	}
}

// checkPrice: the points are those of the picks without pins less those with them.
func checkPrice(t *testing.T, b *brute, p *advisor.Price, was, is *assignment) {
	want, bad, stranded := 0, len(p.Broken), 0
	score := func(x *assignment, i int) int { return b.picks[i].scores[x.picks[i]] }
	for d := range b.picks {
		if was.picks[d] != "" && is.picks[d] != "" {
			want += score(was, d) - score(is, d)
		}
		if was.picks[d] != "" && is.picks[d] == "" {
			stranded++
		}
	}
	bonus := func(x *assignment) (n int) {
		for _, s := range b.base.Synergies {
			if b.has(x.picks, s.Options[0]) && b.has(x.picks, s.Options[1]) {
				n += s.Points
			}
		}
		return n
	}
	want += bonus(was) - bonus(is)
	if p.Points != want {
		t.Errorf("the price is %d points, brute force %d", p.Points, want)
	}
	sum := 0
	for _, pin := range p.Pins {
		bad += len(pin.Vetoes)
		sum += pin.Lost
		cells := 0
		for _, c := range pin.Cells {
			cells += c.Points
		}
		if cells != pin.Lost {
			t.Errorf("%v loses %d, its cells sum to %d", pin.Pin, pin.Lost, cells)
		}
	}
	for _, m := range p.Moves {
		sum += m.Lost
	}
	for _, x := range p.Lost {
		sum += x.Points
	}
	for _, x := range p.Gained {
		sum -= x.Points
	}
	if sum != p.Points {
		t.Errorf("the price is %d points, its parts sum to %d", p.Points, sum)
	}
	if bad == 0 && stranded == 0 && p.Points < 0 {
		t.Errorf("a gain of %d points, and nothing broken", -p.Points)
	}
}

// checkVetoes: exactly the needs that are denied are told; an answer said to mend one does.
func checkVetoes(t *testing.T, e *advisor.Engine, b *brute, a advisor.Answers, p *advisor.Price) {
	a = shown(e, a)
	for _, pin := range p.Pins {
		at := b.pick(pin.Key)
		want := speakAgainst(b, at, pin.Option.ID)
		var got []string
		for _, v := range pin.Vetoes {
			got = append(got, v.Question)
			mends := map[string]bool{}
			for _, s := range v.Mend {
				mends[s.Choice] = true
			}
			for _, c := range e.Base().Question(v.Question).Choices {
				other := newBrute(e.Base(), a.With(v.Question, c.ID))
				i := slices.IndexFunc(other.picks, func(p pick) bool { return p.d == at.d && p.choice == at.choice })
				if i < 0 {
					continue // the pick would be another
				}
				still := slices.Contains(speakAgainst(other, &other.picks[i], pin.Option.ID), v.Question)
				if !c.Unsure && mends[c.ID] == still {
					t.Errorf("%v, with %s=%s: mends %v, denied %v", pin.Pin, v.Question, c.ID, mends[c.ID], still)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v is denied by %q, brute force %q", pin.Pin, got, want)
		}
	}
}

// speakAgainst lists the questions whose answers deny an option, once for each need.
func speakAgainst(b *brute, p *pick, option string) []string {
	var out []string
	for _, n := range slices.Concat(p.d.Needs, p.d.Option(option).Needs) {
		if b.denied(p, []knowledge.Need{n}) {
			out = append(out, n.Question)
		}
	}
	return out
}

// pick is the one with that key.
func (b *brute) pick(key string) *pick {
	decision, choice, _ := strings.Cut(key, "@")
	i := slices.IndexFunc(b.picks, func(p pick) bool { return p.d.ID == decision && (choice == "" || p.choice == choice) })
	return &b.picks[i]
}

// checkMoves: every other decision that differs is told, with what it was and is and at least one cause.
func checkMoves(t *testing.T, p *advisor.Price, was, is *assignment) {
	n := 0
	for _, pin := range p.Pins {
		if at := slices.IndexFunc(p.Moves, func(m advisor.Shift) bool { return m.ID == pin.Key }); at >= 0 {
			t.Errorf("%s is pinned and moved", pin.Decision)
		}
	}
	for d := range was.picks {
		if was.picks[d] != is.picks[d] {
			n++
		}
	}
	for _, pin := range p.Pins {
		if !pin.Kept() {
			n--
		}
	}
	if n != len(p.Moves) {
		t.Errorf("%d picks move, %d are told", n, len(p.Moves))
	}
	for _, m := range p.Moves {
		if len(m.Causes) == 0 {
			t.Errorf("%s moves from %s to %s for no reason", m.ID, m.Was.ID, m.Now.ID)
		}
	}
}

// TestPinningTheAdvice: what is advised anyway costs nothing when pinned, alone and all together, and moves nothing.
func TestPinningTheAdvice(t *testing.T) {
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		free := e.Advise(a)
		var all []advisor.Pin
		for _, d := range free.Decisions {
			if d.Pick.ID != "" {
				all = append(all, advisor.Pin{Decision: d.Key(), Option: d.Pick.ID})
			}
		}
		for n := range len(all) + 1 {
			pins := all
			if n < len(all) {
				pins = all[n : n+1]
			}
			advice := e.Advise(a.Pinned(pins...))
			if len(pins) == 0 {
				if advice.Price != nil {
					t.Error("no pins have a price")
				}
				continue
			}
			p := advice.Price
			if p.Points != 0 || len(p.Moves)+len(p.Broken)+len(p.Lost)+len(p.Gained) > 0 || p.Short() != "costs nothing" {
				t.Errorf("pinning %v: %s, %+v", pins, p.Short(), p)
			}
			for i := range p.Pins {
				if !p.Pins[i].Kept() || p.Pins[i].Lost != 0 || len(p.Pins[i].Vetoes) > 0 {
					t.Errorf("pinning the pick: %+v", p.Pins[i])
				}
			}
			if diff := cmp.Diff(picked(free), picked(advice)); diff != "" {
				t.Errorf("pinning %v: %s", pins, diff)
			}
		}
	})
}

// TestPinnedAdvice: a pinned decision is neither firm nor shaky, and its option is not among those ruled out.
func TestPinnedAdvice(t *testing.T) {
	e := engine(t)
	a := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"},
		"store": {"mongodb"}}}
	advice := e.Advise(a.Pinned(advisor.Pin{Decision: "database-layer", Option: "diesel"}))
	d := decided(advice, "database-layer")
	if d.Pick.ID != "diesel" || d.Standing != advisor.MustBe || len(d.Flips)+len(d.Tie)+d.Of > 0 {
		t.Errorf("%s, %s, %d flips", d.Pick.ID, d.Standing, len(d.Flips))
	}
	if slices.ContainsFunc(d.Excluded, func(x advisor.Excluded) bool { return x.ID == "diesel" }) {
		t.Error("the pick is ruled out")
	}
	pin := advice.Price.Pins[0]
	if pin.Free.Pick.ID != "mongodb" || len(pin.Vetoes) != 1 || pin.Vetoes[0].Question != "store" ||
		len(pin.Vetoes[0].Mend) == 0 {
		t.Errorf("%+v", pin)
	}
	if f := pin.Vetoes[0].Finding; !slices.ContainsFunc(advice.Findings, func(c advisor.Cited) bool { return c.ID == f }) {
		t.Errorf("finding %q is not cited", f)
	}
	if got := pin.Short(); !strings.HasSuffix(got, "behind MongoDB driver, breaks 1 veto") {
		t.Errorf("in short: %q", got)
	}
	var said []string
	for _, r := range append(pin.Words(), advice.Price.Words()...) {
		said = append(said, r.Text)
	}
	text := strings.Join(said, "\n")
	for _, want := range []string{"The advice would be MongoDB", "Breaks a veto: “Store: MongoDB” rules Diesel out:",
		"The answer would have to be “PostgreSQL”", "No other pick moves."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said:\n%s", want, text)
		}
	}
}

func TestParsePin(t *testing.T) {
	base := engine(t).Base()
	if p, err := answerfile.ParsePin(base, "database-layer=diesel"); err != nil || p.String() != "database-layer=diesel" {
		t.Error(p, err)
	}
	for text, want := range map[string]string{
		"diesel":                `"diesel" is not decision=option`,
		"databse-layer=diesel":  `unknown decision "databse-layer"; did you mean database-layer`,
		"database-layer=diesl":  `unknown option "diesl" of database-layer; did you mean diesel`,
		"x\x1b[31m=diesel":      `; there are `,
		"database-layer=qqqqqq": `; there are sqlx`,
	} {
		if _, err := answerfile.ParsePin(base, text); err == nil || !strings.Contains(err.Error(), want) ||
			strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestPinsOnRealData pins every option there is, each with the answers of a brief: the sums hold, what is broken is
// told, and whatever moves has a cause.
func TestPinsOnRealData(t *testing.T) {
	e := engine(t)
	people := briefs(t, e)
	n := 0
	for _, d := range e.Base().Decisions {
		for _, o := range d.Options {
			n++
			who := people[n%len(people)]
			p := e.Advise(who.Answers.Pinned(advisor.Pin{Decision: d.ID, Option: o.ID})).Price
			pin, vetoes, stranded, sum := p.Pins[0], 0, 0, 0
			for _, each := range p.Pins { // one for each choice that the decision is made for
				sum, vetoes = sum+each.Lost, vetoes+len(each.Vetoes)
			}
			for _, m := range p.Moves {
				sum += m.Lost
				if m.Now.ID == "" {
					stranded++
				}
				if len(m.Causes) == 0 {
					t.Errorf("%s pins %s: %s moves for no reason", who.Name, pin.Pin, m.ID)
				}
			}
			for _, x := range p.Lost {
				sum += x.Points
			}
			for _, x := range p.Gained {
				sum -= x.Points
			}
			if sum != p.Points || p.Points < 0 && vetoes+stranded == 0 {
				t.Errorf("%s pins %s: %d points, parts sum to %d", who.Name, pin.Pin, p.Points, sum)
			}
			for _, r := range append(pin.Words(), p.Words()...) {
				if r.Text == "" || r.Finding != "" && e.Base().Finding(r.Finding) == nil || strings.Contains(r.Text, "..") {
					t.Errorf("%s pins %s: %+v", who.Name, pin.Pin, r)
				}
			}
		}
	}
}

func BenchmarkAdvisePinned(b *testing.B) {
	e := engine(b)
	a := briefs(b, e)[0].Answers
	pins := []advisor.Pin{{Decision: "database-layer", Option: "diesel"}, {Decision: "async-runtime", Option: "smol"}}
	for b.Loop() {
		e.Advise(a.Pinned(pins...))
	}
}
