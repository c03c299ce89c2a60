package report

import (
	_ "embed"
	"slices"

	"rustadvisor/advisor"
)

// BriefSchema is the JSON Schema of what Brief writes.
//
//go:embed schema-brief.json
var BriefSchema []byte

type (
	briefDocument struct {
		Format    int            `json:"format"`
		Knowledge string         `json:"knowledge"`
		Houses    []string       `json:"houses"`
		OwnHouse  bool           `json:"own_house"`
		Verdict   string         `json:"verdict"`
		Answers   map[string]any `json:"answers"`
		Picks     []briefPick    `json:"picks"`
		Mind      []briefMind    `json:"mind"`
		Manifest  packageOf      `json:"manifest"`
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
	doc := briefDocument{Format: Format, Knowledge: a.Knowledge, Houses: list(a.Houses), OwnHouse: a.OwnHouse,
		Verdict: Verdict(a),
		Answers: map[string]any{}, Picks: []briefPick{}, Manifest: manifestOf(a),
		Mind: each(a.Mind, func(m *advisor.Minded) briefMind { return briefMind{m.ID, m.Title, m.Text} })}
	for _, x := range slices.Concat(a.Answers, a.Unsure) {
		doc.Answers[x.Question] = said(x.Choices)
	}
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
