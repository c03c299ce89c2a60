package answerfile

import (
	"encoding/json"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Schema is the JSON Schema of answers files, for editors that complete keys and tell mistakes as one types.
func Schema(base *knowledge.Base) ([]byte, error) {
	type object = map[string]any
	closed := func(title string, properties object) object {
		return object{"type": "object", "description": title, "additionalProperties": false, "properties": properties}
	}
	text := object{"type": "string"}
	questions, ids := object{}, []string{}
	for i := range base.Questions {
		q := &base.Questions[i]
		if q.Retired {
			continue
		}
		ids = append(ids, q.ID)
		var choices []object
		for _, c := range q.Choices {
			choices = append(choices, object{"enum": []string{c.ID}, "description": wording.Clean(c.Label)})
		}
		one := object{"oneOf": choices}
		answer := object{"description": wording.Clean(q.Title), "oneOf": choices}
		if q.Several {
			answer = object{"description": wording.Clean(q.Title), "anyOf": []object{one,
				{"type": "array", "items": one}}}
		}
		questions[q.ID] = answer
	}
	pins := object{}
	for i := range base.Decisions {
		d := &base.Decisions[i]
		var options []string
		for _, o := range d.Options {
			options = append(options, o.ID)
		}
		pins[d.ID] = object{"enum": options, "description": wording.Clean(d.Title)}
		if d.Per != "" {
			for _, c := range base.Question(d.Per).Choices {
				pins[advisor.KeyOf(d.ID, c.ID)] = pins[d.ID]
			}
		}
	}
	schema := closed("What rustadvisor advises by.", object{
		"name":      object{"type": "string", "description": "what a saved session is called"},
		"knowledge": object{"type": "string", "description": "version of the knowledge that it was made with, YYYY-MM"},
		"star":      object{"enum": ids, "description": "the question whose answer counts double"},
		"situations": object{"type": "array", "items": object{"enum": base.SituationIDs()},
			"description": "what else is so"},
		"python":  object{"type": "array", "items": text, "description": "Python packages in use"},
		"pins":    closed("Options that are used whatever the answers say.", pins),
		"answers": closed("The answers by question.", questions)})
	schema["$schema"], schema["title"] = "https://json-schema.org/draft/2020-12/schema", "Answers for rustadvisor"
	out, err := json.MarshalIndent(schema, "", "  ")
	return append(out, '\n'), err
}
