package report

import (
	"fmt"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// pinned tells what must be used, what that costs and what it breaks; nothing when nothing is pinned.
func (r *renderer) pinned() string {
	price := r.advice.Price
	if price == nil {
		return ""
	}
	var p page
	p.add("## Pinned", "", "What must be used, by your word and not by your answers. That "+escape(price.Short())+".")
	for i := range price.Pins {
		pin := &price.Pins[i]
		p.list(escape(pin.Free.Title)+": "+escape(pin.Option.Title), r.remarks(pin.Words())...)
	}
	p.list("Everything together", r.remarks(price.Words())...)
	return p.String()
}

// pins is what is pinned in a line, for the overview.
func (r *renderer) pins() string {
	var names []string
	for _, pin := range r.advice.Price.Pins {
		names = append(names, escape(pin.Option.Title))
	}
	return "**Pinned by you**: " + knowledge.Listed(names, "and") + "; that " + escape(r.advice.Price.Short()) + "."
}

func (r *renderer) remarks(list []advisor.Remark) []string {
	var out []string
	for _, x := range list {
		out = append(out, escape(x.Text)+r.cite(x.Finding))
	}
	return out
}

// mustBe says in place of how firm a pick is that it is pinned.
func (r *renderer) mustBe(d *advisor.Decided) string {
	for _, pin := range r.advice.Price.Pins {
		switch {
		case pin.Decision != d.ID:
		case pin.Kept():
			return "**Pinned** by you; the advice would be the same."
		case pin.Free.Pick.ID != "":
			return fmt.Sprintf("**Pinned** by you; the advice would be %s. The price stands under “Pinned”.", escape(pin.Free.Pick.Title))
		}
	}
	return "**Pinned** by you; the advice would be none of the options. The price stands under “Pinned”."
}

// priceOf is the price for programs, or nil.
func priceOf(p *advisor.Price) *price {
	if p == nil {
		return nil
	}
	return &price{p.Points, each(p.Pins, func(p *advisor.Pinned) pin {
		return pin{p.Decision, p.Pin.Option, p.Free.Pick.ID, p.Lost, p.Banned, each(p.Vetoes, func(v *advisor.Veto) veto {
			return veto{v.Question, v.Choice, v.Why, v.Finding, each(v.Mend, func(s *advisor.Setting) string { return s.Choice })}
		})}
	}), each(p.Moves, func(m *advisor.Shift) shift { return shift{m.ID, m.Was.ID, m.Now.ID, m.Lost} }),
		each(p.Broken, bondOf), each(p.Lost, bondOf), each(p.Gained, bondOf)}
}

func bondOf(b *advisor.Bond) bond {
	return bond{[]string{b.Of.ID, b.With.ID}, b.Points, b.Why, b.Finding}
}

type (
	price struct {
		Points int     `json:"points"`
		Pins   []pin   `json:"pins"`
		Moves  []shift `json:"moves"`
		Broken []bond  `json:"broken"`
		Lost   []bond  `json:"lost"`
		Gained []bond  `json:"gained"`
	}
	pin struct {
		Decision string `json:"decision"`
		Option   string `json:"option"`
		Free     string `json:"free"`
		Lost     int    `json:"lost"`
		Banned   string `json:"banned"`
		Vetoes   []veto `json:"vetoes"`
	}
	veto struct {
		Question string   `json:"question"`
		Answer   string   `json:"answer"`
		Reason   string   `json:"reason"`
		Finding  string   `json:"finding"`
		Mend     []string `json:"mend"`
	}
	shift struct {
		Decision string `json:"decision"`
		Was      string `json:"was"`
		Now      string `json:"now"`
		Lost     int    `json:"lost"`
	}
	bond struct {
		Options []string `json:"options"`
		Points  int      `json:"points"`
		Reason  string   `json:"reason"`
		Finding string   `json:"finding"`
	}
)
