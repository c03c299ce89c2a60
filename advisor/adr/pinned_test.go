package adr

import (
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
)

// A record of a pinned option says who wanted it, what the advice would be, and what that costs, in both styles.
func TestPinnedRecord(t *testing.T) {
	for _, style := range []Style{MADR, Nygard} {
		p := pinnedPlan(t, service.With("store", "mongodb"), []advisor.Pin{diesel}, nil, Options{Style: style})
		i := slices.IndexFunc(p.New, func(r File) bool { return strings.HasSuffix(r.Name, "-database-layer-diesel.md") })
		if i < 0 {
			t.Fatal(names(p))
		}
		for _, want := range []string{"The team has pinned Diesel: it is to be used, whatever",
			"* The team's pin: Diesel is to be used",
			"* MongoDB driver (what the answers lead to)", "because the team has pinned it",
			"What the pin costs:\n\n* The advice would be MongoDB driver",
			"* Breaks a veto: “Store: MongoDB” rules Diesel out",
			"* Bad, because the pin overrules what the answers lead to: ",
			"* Pinned: `--pin database-layer=diesel`; a run without it would propose MongoDB driver",
			"made from these answers and pins"} {
			if !strings.Contains(said(p.New[i].Text), said(want)) {
				t.Errorf("%s lacks %q:\n%s", style, want, p.New[i].Text)
			}
		}
		if strings.Contains(p.New[i].Text, "does not go with the rest") || strings.Contains(p.New[i].Text,
			"under “Pinned”") {
			t.Errorf("%s speaks as if another decision had moved it, or of a page there is not:\n%s", style, p.New[i].Text)
		}
	}
}

// What is the advice anyway says so and costs nothing; a decision that nobody answered for has a record once it is
// pinned.
func TestPinThatIsTheAdvice(t *testing.T) {
	p := pinnedPlan(t, service, []advisor.Pin{{Decision: "data-format", Option: "json"}}, nil, Options{})
	last := p.New[len(p.New)-1]
	if !strings.HasSuffix(last.Name, "-data-format-json.md") || !strings.Contains(said(last.Text),
		"because the team has pinned it; it would be chosen without that, too, because ") ||
		strings.Contains(last.Text, "overrules") || !strings.Contains(said(last.Text),
		"a run without it would come to the same") {
		t.Errorf("%s\n%s", names(p), last.Text)
	}
}

// Several pins tell apart what each costs and what they do together.
func TestSeveralPins(t *testing.T) {
	p := pinnedPlan(t, service, []advisor.Pin{diesel, {Decision: "web-framework", Option: "actix-web"}}, nil, Options{})
	for _, r := range p.New[:2] {
		if !strings.Contains(r.Text, "What the pin costs here:\n") || !strings.Contains(r.Text,
			"What the pins do together (Actix Web and Diesel):\n") ||
			strings.Count(r.Text, "In all: ") != 1 {
			t.Errorf("%s:\n%s", r.Name, r.Text)
		}
	}
}

// With the same pins nothing is written again. Without them the record is superseded, and it is told how to hold it.
func TestPinsComeAndGo(t *testing.T) {
	for _, style := range []Style{MADR, Nygard} {
		o := Options{Style: style}
		folder := after(nil, plan(t, service, nil, o))
		p := pinnedPlan(t, service, []advisor.Pin{diesel}, folder, o)
		if names(p) != "0003-database-layer-diesel.md" || len(marked(p)) != 1 {
			t.Fatalf("%s: %s", style, names(p))
		}
		folder = after(folder, p)
		if p = pinnedPlan(t, service, []advisor.Pin{diesel}, folder, o); len(p.New)+len(p.Changed) != 0 {
			t.Errorf("%s: %s again", style, names(p))
		}
		p = plan(t, service, folder, o)
		if names(p) != "0004-database-layer-sqlx.md" || !noted(p,
			"0003-database-layer-diesel.md was pinned by the team, and is not any more: --pin database-layer=diesel holds it") {
			t.Errorf("%s: %s %q", style, names(p), p.Notes)
		}
	}
}

// A record whose pick the answers do not lead to any more stands when it is pinned, and that is told.
func TestPinHoldsARecord(t *testing.T) {
	folder := after(nil, plan(t, service, nil, Options{}))
	p := pinnedPlan(t, models, []advisor.Pin{{Decision: "database-layer", Option: "sqlx"}}, folder, Options{})
	if len(p.New)+len(marked(p)) != 0 || !noted(p,
		"0002-database-layer-sqlx.md stands by the pin of SQLx: the answers lead elsewhere now") {
		t.Errorf("%s %q", names(p), p.Notes)
	}
}

// A decision that a pin of another moves has a record that says so.
func TestMovedByAPin(t *testing.T) {
	a := *engine(t).Advise(service.Pinned(diesel))
	price := *a.Price
	price.Moves = []advisor.Shift{{ID: "data-format", Title: "Data format", Was: advisor.Named{ID: "xml", Title: "XML"},
		Now: advisor.Named{ID: "json", Title: "JSON"}, Lost: 2}}
	a.Price = &price
	p, err := Make(&a, nil, Options{Style: MADR, Date: "2026-11-22"})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(p.New, func(r File) bool { return strings.HasSuffix(r.Name, "-data-format-json.md") })
	if i < 0 || !strings.Contains(said(p.New[i].Text),
		"What the team pinned elsewhere bears on it: Data format moves from XML to JSON, 2 points less.") {
		t.Errorf("%s", names(p))
	}
}

// What costs little to leave is no drawback, and nothing has no price.
func TestLeaving(t *testing.T) {
	for reversal, want := range map[string]string{
		"low: the queries are yours":      "Good, because leaving it later costs little – the queries are yours",
		"moderate: row types stay":        "Bad, because leaving it later has a price – moderate: row types stay",
		"high: all code hangs on it":      "Bad, because leaving it later has a price – high: all code hangs on it",
		"nothing to undo":                 "Neutral, because leaving it later takes nothing – nothing to undo",
		"none: it is a file":              "Neutral, because leaving it later takes nothing – none: it is a file",
		"two weeks, with all our clients": "Bad, because leaving it later has a price – two weeks, with all our clients",
	} {
		if got := leaving(reversal).Plain(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
