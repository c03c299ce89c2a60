// Package schematest checks in tests that data keep the JSON Schema published for them.
package schematest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

type object = map[string]any

// Validate checks a JSON text against a schema, as Check does.
func Validate(schema, text []byte) []string {
	var root object
	if err := json.Unmarshal(schema, &root); err != nil {
		return []string{"the schema: " + err.Error()}
	}
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return []string{err.Error()}
	}
	return Check(root, value, "$")
}

// Check checks a value against a schema, both as encoding/json decodes them, and returns what is wrong, each fault
// with its place below the one given. It knows as much of JSON Schema as the schemas of this project use, and
// panics at what it does not know.
func Check(schema map[string]any, value any, at string) []string {
	return checker{schema}.all(schema, value, at)
}

// checker knows the whole schema, for references.
type checker struct{ root object }

func (c checker) all(schema object, value any, at string) (faults []string) {
	for word := range schema {
		faults = append(faults, c.one(word, schema, value, at)...)
	}
	return faults
}

// one checks a value against one word of a schema.
func (c checker) one(word string, schema object, value any, at string) []string {
	rule := schema[word]
	number, isNumber := value.(float64)
	text, isText := value.(string)
	list, _ := value.([]any)
	table, _ := value.(object)
	broken := false
	switch word {
	case "$schema", "$defs", "title", "description":
	case "$ref":
		return c.all(c.root["$defs"].(object)[strings.TrimPrefix(rule.(string), "#/$defs/")].(object), value, at)
	case "anyOf", "oneOf":
		n := c.fits(rule.([]any), value, at)
		broken = n == 0 || n > 1 && word == "oneOf"
	case "type":
		if is := typeOf(value); is != rule {
			return []string{fmt.Sprintf("%s is of type %s, not %v", at, is, rule)}
		}
	case "enum":
		broken = !slices.Contains(rule.([]any), value)
	case "minimum":
		broken = isNumber && number < rule.(float64)
	case "maximum":
		broken = isNumber && number > rule.(float64)
	case "pattern":
		broken = isText && !regexp.MustCompile(rule.(string)).MatchString(text)
	case "maxItems":
		broken = len(list) > int(rule.(float64))
	case "minItems":
		broken = len(list) < int(rule.(float64))
	case "items":
		return c.items(rule.(object), list, at)
	case "required":
		return required(rule.([]any), table, at)
	case "properties":
		return c.known(rule.(object), table, at)
	case "additionalProperties":
		return c.others(schema, table, at)
	case "propertyNames":
		return c.names(rule.(object), table, at)
	default:
		panic("schematest: the schema says " + word)
	}
	if broken {
		return []string{fmt.Sprintf("%s is %v, against %s %v", at, value, word, rule)}
	}
	return nil
}

// fits counts the schemas that a value keeps.
func (c checker) fits(schemas []any, value any, at string) (n int) {
	for _, s := range schemas {
		if len(c.all(s.(object), value, at)) == 0 {
			n++
		}
	}
	return n
}

func typeOf(value any) string {
	if f, ok := value.(float64); ok && f != float64(int(f)) {
		return "number"
	}
	return map[reflect.Kind]string{reflect.Map: "object", reflect.Slice: "array", reflect.String: "string",
		reflect.Bool:    "boolean",
		reflect.Float64: "integer", reflect.Invalid: "null"}[reflect.ValueOf(value).Kind()]
}

func (c checker) items(schema object, list []any, at string) (faults []string) {
	for i, item := range list {
		faults = append(faults, c.all(schema, item, fmt.Sprintf("%s[%d]", at, i))...)
	}
	return faults
}

func required(keys []any, table object, at string) (faults []string) {
	for _, key := range keys {
		if _, ok := table[key.(string)]; !ok {
			faults = append(faults, fmt.Sprintf("%s lacks %s", at, key))
		}
	}
	return faults
}

func (c checker) known(properties, table object, at string) (faults []string) {
	for key, member := range table {
		if s, ok := properties[key]; ok {
			faults = append(faults, c.all(s.(object), member, at+"."+key)...)
		}
	}
	return faults
}

// others checks the members that the schema does not name: against a schema of their own, or that there are none.
func (c checker) others(schema, table object, at string) (faults []string) {
	known, _ := schema["properties"].(object)
	for key, member := range table {
		if _, ok := known[key]; ok {
			continue
		}
		if s, ok := schema["additionalProperties"].(object); ok {
			faults = append(faults, c.all(s, member, at+"."+key)...)
		} else {
			faults = append(faults, fmt.Sprintf("%s has an unknown %s", at, key))
		}
	}
	return faults
}

func (c checker) names(schema, table object, at string) (faults []string) {
	for key := range table {
		faults = append(faults, c.all(schema, key, at+"."+key)...)
	}
	return faults
}
