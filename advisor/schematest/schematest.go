// Package schematest checks in tests that what a command writes keeps the schema published for it.
package schematest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Validate checks a JSON text against a schema and returns what is wrong, each fault with its place. It knows as much of JSON
// Schema as the schemas of this project use, and refuses what it does not know.
func Validate(schema, text []byte) []string {
	var root map[string]any
	if err := json.Unmarshal(schema, &root); err != nil {
		return []string{"the schema: " + err.Error()}
	}
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return []string{err.Error()}
	}
	return validate(root, root, value, "$")
}

// validate checks a value against as much of JSON Schema as schema.json uses, and refuses what it does not know.
func validate(root, schema map[string]any, value any, at string) (faults []string) {
	if ref, ok := schema["$ref"].(string); ok {
		defs := root["$defs"].(map[string]any)
		return validate(root, defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), value, at)
	}
	if one, ok := schema["oneOf"].([]any); ok {
		for _, s := range one {
			if len(validate(root, s.(map[string]any), value, at)) == 0 {
				return nil
			}
		}
		return []string{at + " fits none of oneOf"}
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, value) {
		return []string{fmt.Sprintf("%s is %v, not one of %v", at, value, enum)}
	}
	switch v := value.(type) {
	case map[string]any:
		return append(kind(schema, "object", at), members(root, schema, v, at)...)
	case []any:
		faults = kind(schema, "array", at)
		for i, item := range v {
			items, _ := schema["items"].(map[string]any)
			faults = append(faults, validate(root, items, item, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return faults
	case string:
		return kind(schema, "string", at)
	case bool:
		return kind(schema, "boolean", at)
	case float64:
		return kind(schema, "integer", at)
	}
	return kind(schema, "null", at)
}

func kind(schema map[string]any, is, at string) []string {
	if want, typed := schema["type"]; typed && want != is {
		return []string{fmt.Sprintf("%s is a JSON %s, not %v", at, is, want)}
	}
	return nil
}

func members(root, schema map[string]any, value map[string]any, at string) (faults []string) {
	properties, _ := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := value[name.(string)]; !ok {
			faults = append(faults, at+" lacks "+name.(string))
		}
	}
	for name, member := range value {
		s, ok := properties[name].(map[string]any)
		if !ok {
			if s, ok = schema["additionalProperties"].(map[string]any); !ok {
				faults = append(faults, at+" has an unknown "+name)
				continue
			}
		}
		faults = append(faults, validate(root, s, member, at+"."+name)...)
	}
	return faults
}
