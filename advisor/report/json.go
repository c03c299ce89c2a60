package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/advisor/manifest"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Schema is the JSON Schema of what JSON writes.
//
//go:embed schema.json
var Schema []byte

// The document, field by field as schema.json has it. Lists are never null.
type (
	// head is what both documents begin with.
	head struct {
		Format    int            `json:"format"`
		Knowledge string         `json:"knowledge"`
		Houses    []string       `json:"houses"`
		OwnHouse  bool           `json:"own_house"`
		Verdict   string         `json:"verdict"`
		Answers   map[string]any `json:"answers"`
		Fixed     []string       `json:"fixed"`
	}
	document struct {
		head
		Star       string      `json:"star"`
		Decisions  []decision  `json:"decisions"`
		Situations []situation `json:"situations"`
		Python     []used      `json:"python"`
		Mind       []minded    `json:"mind"`
		AlsoMind   []minded    `json:"also_mind"`
		Manifest   packageOf   `json:"manifest"`
		Starter    string      `json:"starter"`
		Practices  []practice  `json:"practices"`
		Snippets   []snippet   `json:"snippets"`
		Plan       []phase     `json:"plan"`
		Risks      []risk      `json:"risks"`
		KPIs       []kpi       `json:"kpis"`
		Findings   []finding   `json:"findings"`
		Rust       string      `json:"rust"`
		Price      *price      `json:"price"`
	}
	packageOf struct {
		Rust   string   `json:"rust"`
		Cargo  string   `json:"cargo_toml"`
		Main   string   `json:"main"`
		Crates []needed `json:"crates"`
	}
	needed struct {
		Name            string   `json:"name"`
		Section         string   `json:"section"`
		Version         string   `json:"version"`
		Registry        string   `json:"registry"`
		Git             string   `json:"git"`
		Features        []string `json:"features"`
		DefaultFeatures bool     `json:"default_features"`
		For             []string `json:"for"`
	}
	decision struct {
		ID       string     `json:"id"`
		For      *setting   `json:"for"`
		Pick     string     `json:"pick"`
		Title    string     `json:"title"`
		Standing string     `json:"standing"`
		Tie      []string   `json:"tie"`
		Robust   robustness `json:"robust"`
		Score    int        `json:"score"`
		Ranking  []ranked   `json:"ranking"`
		Excluded []excluded `json:"excluded"`
		Because  []cell     `json:"because"`
		Against  []cell     `json:"against"`
		Margins  []margin   `json:"margins"`
		Flips    []flip     `json:"flips"`
		RestsOn  []fact     `json:"rests_on"`
		MovedBy  *moved     `json:"moved_by"`
		Weak     bool       `json:"weak"`
		Waits    bool       `json:"waits"`
		Fallback string     `json:"fallback"`
		LeftOut  []string   `json:"left_out"`
		Settles  []string   `json:"settles"`
		Stands   []any      `json:"stands_with"`
	}
	setting struct {
		Question string `json:"question"`
		Choice   string `json:"choice"`
	}
	robustness struct {
		Unchanged int `json:"unchanged"`
		Of        int `json:"of"`
	}
	ranked struct {
		Option string `json:"option"`
		Score  int    `json:"score"`
	}
	excluded struct {
		Option   string `json:"option"`
		Question string `json:"question"`
		Answer   any    `json:"answer"`
		Reason   string `json:"reason"`
		Finding  string `json:"finding"`
	}
	cell struct {
		Question  string `json:"question"`
		Answer    string `json:"answer"`
		Criterion string `json:"criterion"`
		Points    int    `json:"points"`
		Finding   string `json:"finding"`
	}
	margin struct {
		Option string `json:"option"`
		Margin int    `json:"margin"`
		Cells  []cell `json:"cells"`
	}
	flip struct {
		Set  map[string]any `json:"set"`
		Pick string         `json:"pick"`
		Open bool           `json:"open"`
		Fact bool           `json:"fact"`
	}
	fact struct {
		Question string `json:"question"`
		Answer   any    `json:"answer"`
	}
	moved struct {
		Alone   string `json:"alone"`
		By      int    `json:"by"`
		Reason  string `json:"reason"`
		Finding string `json:"finding"`
	}
	situation struct {
		ID    string `json:"id"`
		Label string `json:"label"`
		Clash string `json:"clash"`
	}
	used struct {
		Package   string   `json:"package"`
		Title     string   `json:"title"`
		Known     bool     `json:"known"`
		Keep      bool     `json:"keep"`
		Crates    []string `json:"crates"`
		Advice    string   `json:"advice"`
		Decisions []taken  `json:"decisions"`
		Findings  []string `json:"findings"`
	}
	taken struct {
		Decision string   `json:"decision"`
		Usual    []string `json:"usual"`
		Pick     string   `json:"pick"`
	}
	minded struct {
		ID         string     `json:"id"`
		Title      string     `json:"title"`
		Text       string     `json:"text"`
		Practice   bool       `json:"practice"`
		Situations []string   `json:"situations"`
		Because    []string   `json:"because"`
		Findings   []string   `json:"findings"`
		Sources    []pageLink `json:"sources"`
	}
	pageLink struct {
		URL   string `json:"url"`
		Title string `json:"title"`
	}
	practice struct {
		ID       string   `json:"id"`
		Title    string   `json:"title"`
		Text     string   `json:"text"`
		Findings []string `json:"findings"`
	}
	snippet struct {
		ID       string           `json:"id"`
		Title    string           `json:"title"`
		Language string           `json:"language"`
		Code     string           `json:"code"`
		Crates   map[string]crate `json:"crates"`
		Findings []string         `json:"findings"`
	}
	crate struct {
		Version         string   `json:"version"`
		Features        []string `json:"features"`
		DefaultFeatures bool     `json:"default_features"`
		Dev             bool     `json:"dev"`
		Build           bool     `json:"build"`
	}
	phase struct {
		ID       string   `json:"id"`
		Title    string   `json:"title"`
		Weeks    []int    `json:"weeks"`
		Brings   string   `json:"brings"`
		Costs    string   `json:"costs"`
		Stop     string   `json:"stop"`
		Tasks    []task   `json:"tasks"`
		Findings []string `json:"findings"`
	}
	task struct {
		Text     string   `json:"text"`
		Findings []string `json:"findings"`
	}
	risk struct {
		ID         string   `json:"id"`
		Title      string   `json:"title"`
		Mitigation string   `json:"mitigation"`
		Findings   []string `json:"findings"`
	}
	kpi struct {
		ID       string   `json:"id"`
		Title    string   `json:"title"`
		Target   string   `json:"target"`
		Caveat   string   `json:"caveat"`
		Findings []string `json:"findings"`
	}
	finding struct {
		ID         string      `json:"id"`
		Claim      string      `json:"claim"`
		Confidence string      `json:"confidence"`
		Grade      string      `json:"grade"`
		Date       string      `json:"date"`
		Sources    []string    `json:"sources"`
		Correction *correction `json:"correction"`
	}
	correction struct {
		ID         string `json:"id"`
		Claim      string `json:"claim"`
		Verdict    string `json:"verdict"`
		Confidence string `json:"confidence"`
		Date       string `json:"date"`
	}
)

// Format is the number of the form that JSON has; it changes when something that was there means something else.
const Format = 1

// JSON renders the advice for programs, after schema.json: indented, in a stable order, one line end at the end.
func JSON(a *advisor.Advice) ([]byte, error) {
	doc := document{head: headOf(a), Manifest: manifestOf(a), Starter: a.Starter,
		Star: a.Star, Rust: a.Rust, Price: priceOf(a.Price),
		Decisions: each(a.Decisions, decisionOf), Findings: each(a.Findings, findingOf),
		Situations: each(a.Situations, func(t *advisor.Ticked) situation { return situation{t.ID, t.Label, t.Clash} }),
		Python:     each(a.Python, usedOf),
		Mind:       each(a.Mind, mindedOf), AlsoMind: each(a.AlsoMind, mindedOf),
		Practices: each(a.Practices, func(p *knowledge.Practice) practice {
			return practice{p.ID, p.Title, p.Text, list(p.Findings)}
		}),
		Snippets: each(a.Snippets, snippetOf),
		Plan:     each(a.Phases, phaseOf),
		Risks: each(a.Risks, func(r *knowledge.Risk) risk {
			return risk{r.ID, r.Title, r.Mitigation, list(r.Findings)}
		}),
		KPIs: each(a.KPIs, func(k *knowledge.KPI) kpi {
			return kpi{k.ID, k.Title, k.Target, k.Caveat, list(k.Findings)}
		}),
	}
	return encoded(doc)
}

func headOf(a *advisor.Advice) head {
	out := head{Format, a.Knowledge, list(a.Houses), a.OwnHouse, Verdict(a), map[string]any{}, []string{}}
	for _, x := range slices.Concat(a.Answers, a.Unsure) {
		out.Answers[x.Question] = said(x.Choices)
		if x.Fixed { // house rules answer it, whoever asks
			out.Fixed = append(out.Fixed, x.Question)
		}
	}
	return out
}

// encoded is a document as text.
func encoded(doc any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(doc); err != nil {
		return nil, err
	}
	return clean(out.Bytes()), nil
}

// manifestOf is what a project begins with; empty where no code is due.
func manifestOf(a *advisor.Advice) packageOf {
	s := manifest.Begin(a)
	if a.Headline() != nil || len(s.Crates) == 0 {
		return packageOf{Crates: []needed{}}
	}
	out := packageOf{Rust: s.Rust, Cargo: s.Cargo(), Crates: each(s.Crates, func(c *manifest.Crate) needed {
		return needed{c.Name, c.Section, c.Version, c.Registry, c.Git, list(c.Features), c.WithDefaults(), list(c.For)}
	})}
	if s.Main != nil {
		out.Main = s.Main.Code
	}
	return out
}

// clean drops what JSON allows in a string but a terminal should not get, such as C1 controls and direction overrides.
func clean(text []byte) []byte {
	lines := bytes.Split(text, []byte("\n"))
	for i := range lines {
		lines[i] = []byte(wording.Clean(string(lines[i])))
	}
	return bytes.Join(lines, []byte("\n"))
}

func decisionOf(d *advisor.Decided) decision {
	out := decision{ID: d.ID, Pick: d.Pick.ID, Title: d.Title, Standing: string(d.Standing), Score: d.Score,
		Robust: robustness{d.Unchanged, d.Of}, Weak: d.Weak, Waits: d.Waits, Fallback: d.Fallback,
		Tie:     each(d.Tie, func(o *advisor.Named) string { return o.ID }),
		Ranking: ranking(d),
		Excluded: each(d.Excluded, func(x *advisor.Excluded) excluded {
			return excluded{x.ID, x.Question, said(x.Choices), x.Why, x.Finding}
		}),
		Because: each(d.Because, cellOf),
		Against: each(d.Against, cellOf),
		Margins: each(d.Rivals, func(r *advisor.Rival) margin { return margin{r.ID, r.Margin, each(r.Cells, cellOf)} }),
		Flips:   each(d.Flips, flipOf),
		Settles: each(d.Settles, func(q *advisor.Asked) string { return q.Question }), Stands: []any{},
		LeftOut: each(d.LeftOut, func(s *advisor.Setting) string { return s.Choice }),
		RestsOn: each(d.RestsOn, func(x *advisor.Answered) fact { return fact{x.Question, said(x.Choices)} }),
	}
	if d.Stands != nil {
		out.Stands = each(d.Stands.With, func(s *advisor.Setting) any { return said(s.Choices) })
	}
	if d.For != nil {
		out.For = &setting{d.For.Question, d.For.Choice}
	}
	if d.Moved != nil {
		out.MovedBy = &moved{d.Moved.Alone.ID, d.Moved.By, d.Moved.Why, d.Moved.Finding}
	}
	return out
}

// ranking puts the pick where its score does; among equals, and where a constraint decided, it stays stable.
func ranking(d *advisor.Decided) []ranked {
	out := []ranked{}
	placed := d.Pick.ID == ""
	for _, r := range d.Rivals {
		if !placed && d.Score >= r.Score {
			out = append(out, ranked{d.Pick.ID, d.Score})
			placed = true
		}
		out = append(out, ranked{r.ID, r.Score})
	}
	if !placed {
		out = append(out, ranked{d.Pick.ID, d.Score})
	}
	return out
}

func cellOf(c *advisor.Cell) cell {
	return cell{c.Question, c.Choice, c.Criterion, c.Points, c.Finding}
}

// said is the ids of choices: one as a text, several as a list.
func said(choices []string) any {
	switch len(choices) {
	case 0:
		return "" // nobody's answer
	case 1:
		return choices[0]
	}
	return choices
}

func flipOf(f *advisor.Flip) flip {
	out := flip{Set: map[string]any{}, Pick: f.Pick.ID, Open: f.Open, Fact: f.Fact}
	for _, s := range f.Set {
		out.Set[s.Question] = said(s.Choices)
	}
	return out
}

func usedOf(u *advisor.Used) used {
	if u.PythonPackage == nil {
		return used{Package: u.Name, Title: u.Name, Crates: []string{}, Decisions: []taken{}, Findings: []string{}}
	}
	return used{u.ID, u.Name, true, u.Keep, list(u.Crates), u.Advice,
		each(u.Picks, func(t *advisor.Taken) taken {
			return taken{t.Decision, each(t.Usual, func(o *advisor.Named) string { return o.ID }), t.Pick.ID}
		}), list(u.Findings)}
}

func mindedOf(m *advisor.Minded) minded {
	return minded{m.ID, m.Title, m.Text, m.Practice, each(m.Of, func(t *advisor.Ticked) string { return t.ID }),
		list(m.Because),
		list(m.Findings), each(m.From, func(s *knowledge.Source) pageLink { return pageLink{s.URL, s.Title} })}
}

func snippetOf(s *knowledge.Snippet) snippet {
	out := snippet{s.ID, s.Title, s.Language, s.Code, map[string]crate{}, list(s.Findings)}
	for name, c := range s.Crates {
		out.Crates[name] = crate{c.Version, list(c.Features), c.WithDefaults(), c.Dev, c.Build}
	}
	return out
}

func phaseOf(p *knowledge.Phase) phase {
	return phase{p.ID, p.Title, list(p.Weeks), p.Brings, p.Costs, p.Stop, each(p.Tasks, func(t *knowledge.Task) task {
		return task{t.Text, list(t.Findings)}
	}), list(p.Findings)}
}

func findingOf(f *advisor.Cited) finding {
	out := finding{ID: f.ID, Claim: f.Claim, Confidence: f.Confidence, Grade: f.Grade, Date: f.Date,
		Sources: each(f.From, func(s *knowledge.Source) string { return s.URL })}
	if len(f.Corrections) > 0 {
		c := f.Corrections[0]
		out.Correction = &correction{c.ID, c.Claim, c.Verdict, c.Confidence, c.Date}
	}
	return out
}

func each[T, U any](items []T, f func(*T) U) []U {
	out := make([]U, len(items))
	for i := range items {
		out[i] = f(&items[i])
	}
	return out
}

// list is never nil, so that JSON has [] rather than null.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// BriefSchema is the JSON Schema of what Brief writes.
//
//go:embed schema-brief.json
var BriefSchema []byte

type (
	briefDocument struct {
		head
		Picks    []briefPick `json:"picks"`
		Mind     []briefMind `json:"mind"`
		Manifest packageOf   `json:"manifest"`
	}
	briefPick struct {
		Decision string   `json:"decision"`
		For      *setting `json:"for"`
		Title    string   `json:"title"`
		Pick     string   `json:"pick"`
		Name     string   `json:"name"`
		Standing string   `json:"standing"`
		Default  bool     `json:"default"`
		Because  string   `json:"because"`
	}
	briefMind struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		Text  string `json:"text"`
	}
)

// Brief renders for programs what is read first: verdict, picks with a reason each, what to mind, and the manifest,
// after schema-brief.json.
func Brief(a *advisor.Advice) ([]byte, error) {
	doc := briefDocument{head: headOf(a), Picks: []briefPick{}, Manifest: manifestOf(a),
		Mind: each(a.Mind, func(m *advisor.Minded) briefMind { return briefMind{m.ID, m.Title, m.Text} })}
	for _, d := range headlineFirst(a.Decisions) {
		if d.Waits {
			continue
		}
		pick := briefPick{Decision: d.ID, For: decisionOf(d).For, Title: d.Title, Pick: d.Pick.ID, Name: d.Pick.Title,
			Standing: string(d.Standing), Default: byDefault(d)}
		if d.Option != nil && !pick.Default {
			pick.Because = shortly(d)
		}
		doc.Picks = append(doc.Picks, pick)
	}
	return encoded(doc)
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
