package report

import (
	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// pinned tells what must be used, what that costs and what it breaks; nothing when nothing is pinned.
func (r *renderer) pinned() []doc.Block {
	price := r.advice.Price
	if price == nil {
		return nil
	}
	var p page
	p.heading("Pinned")
	p.text("What must be used, by your word and not by your answers. That ", price.Short(), ".")
	for i := range price.Pins {
		pin := &price.Pins[i]
		p.add(doc.List{Form: doc.Bullets, Title: doc.Of(pin.Free.Title, ": ", pin.Option.Title),
			Items: r.remarks(pin.Words())})
	}
	p.list("Everything together", r.remarks(price.Words())...)
	return p.blocks
}

// pins is what is pinned in a line, for the overview.
func (r *renderer) pins() doc.Line {
	var names []doc.Line
	for _, pin := range r.advice.Price.Pins {
		names = append(names, doc.Of(pin.Option.Title))
	}
	return doc.Of(doc.Bold("Pinned by you"), ": ", doc.Listed(names, "and"), "; that ", r.advice.Price.Short(), ".")
}

func (r *renderer) remarks(list []advisor.Remark) []doc.Line {
	var out []doc.Line
	for _, x := range list {
		out = append(out, doc.Of(x.Text, r.cite(x.Finding)))
	}
	return out
}

// mustBe says in place of how firm a pick is that it is pinned.
func (r *renderer) mustBe(d *advisor.Decided) doc.Line {
	pinned := doc.Of(doc.Bold("Pinned"), " by you; the advice would be ")
	for _, pin := range r.advice.Price.Pins {
		switch {
		case pin.Key != d.Key():
		case pin.Kept():
			return doc.Of(pinned, "the same.")
		case pin.Free.Pick.ID != "":
			return doc.Of(pinned, pin.Free.Pick.Title, ". The price stands under “Pinned”.")
		}
	}
	return doc.Of(pinned, "none of the options. The price stands under “Pinned”.")
}

// priceOf is the price for programs, or nil.
func priceOf(p *advisor.Price) *price {
	if p == nil {
		return nil
	}
	return &price{p.Points, each(p.Pins, func(p *advisor.Pinned) pin {
		return pin{p.Key, p.Pin.Option, p.Free.Pick.ID, p.Lost, p.Banned, each(p.Vetoes, func(v *advisor.Veto) veto {
			return veto{v.Question, said(v.Choices), v.Why, v.Finding, each(v.Mend,
				func(s *advisor.Setting) string { return s.Choice })}
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
		Answer   any      `json:"answer"`
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
