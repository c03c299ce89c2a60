package config

import "encoding/json"

// Schema is the JSON Schema of settings, for editors that complete keys and tell mistakes as one types.
func Schema(actions []Action) ([]byte, error) {
	type object = map[string]any
	keys := object{}
	for _, a := range actions {
		keys[a.Name] = object{"description": a.Does, "$ref": "#/$defs/keys"}
	}
	schema := object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Settings for rustadvisor",
		"type": "object", "additionalProperties": false,
		"properties": object{
			"theme":  object{"enum": Themes, "description": "colours; auto asks the terminal whether it is dark or light"},
			"plain":  object{"type": "boolean", "description": "ask on plain lines, without a full screen"},
			"folder": object{"type": "string", "description": "where exports go"},
			"keys": object{"type": "object", "additionalProperties": false, "properties": keys,
				"description": "keys of your own, which replace all keys of that action"},
		},
		"$defs": object{"keys": object{"type": "array", "minItems": 1,
			"items": object{"type": "string", "pattern": "^.+$"}}},
	}
	out, err := json.MarshalIndent(schema, "", "  ")
	return append(out, '\n'), err
}
