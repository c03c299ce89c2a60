package knowledge

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"rustadvisor/knowledge/wording"
)

// The JSON Schema is made from the Go types that the files are decoded into, so that it cannot say anything else
// than the loader does; a table adds what types cannot say: descriptions and limits.

// object is a JSON object; encoding sorts its keys, so that the same types give the same bytes.
type object = map[string]any

// JSONSchema is a JSON Schema (draft 2020-12) of one kind of file, or of a file of any kind when kind is "". It
// holds for house rules as for a base: nothing but ids is required, since rules leave out what they do not change.
// Words of the base's closed lists are its enumerations.
func JSONSchema(base *Base, kind string) ([]byte, error) {
	s := schema{words: base.Words, defs: object{}}
	var files []any
	for _, f := range fileKinds {
		s.defs[f.name+"-file"] = s.ofStruct(f.shape, f.files)
		files = append(files, object{"$ref": "#/$defs/" + f.name + "-file"})
	}
	out := object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "rustadvisor knowledge " + base.Version,
		"$defs":   s.defs,
	}
	switch known := FileKinds(); {
	case kind == "":
		out["anyOf"] = files
	case s.defs[kind+"-file"] == nil:
		return nil, fmt.Errorf("unknown kind of file %q; %s", wording.Clean(kind), wording.Suggest(kind, known))
	default:
		out["$ref"] = "#/$defs/" + kind + "-file"
	}
	text, err := json.MarshalIndent(out, "", "  ")
	return append(text, '\n'), err
}

// schema is one in the making.
type schema struct {
	words Vocabulary
	defs  object
}

// ofStruct describes a struct by its TOML keys.
func (s *schema) ofStruct(t reflect.Type, description string) object {
	properties := object{}
	for f := range tomlFields(t) {
		where := f.of.Name() + "." + f.key
		property := s.of(f.Type)
		for key, value := range s.limits(where) {
			property[key] = value
		}
		if text := descriptions[where]; text != "" {
			property["description"] = text
		} else if text := descriptions["."+f.key]; text != "" {
			property["description"] = text
		}
		properties[f.key] = property
	}
	out := object{"type": "object", "properties": properties, "additionalProperties": false}
	if description != "" {
		out["description"] = description
	}
	return out
}

// of describes a type. Elements of lists need the id that house rules find them by, where their type has one.
func (s *schema) of(t reflect.Type) object {
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Slice:
		items := s.of(t.Elem())
		if t.Elem().Kind() == reflect.Struct && identified(t.Elem()) {
			items["required"] = []string{"id"}
		}
		return object{"type": "array", "items": items}
	case reflect.Struct:
		name := defName(t)
		if s.defs[name] == nil {
			s.defs[name] = s.ofStruct(t, "")
		}
		return object{"$ref": "#/$defs/" + name}
	}
	panic("knowledge: no TOML is decoded into a " + t.String())
}

// identified tells whether the type has an id.
func identified(t reflect.Type) bool {
	for f := range tomlFields(t) {
		if f.key == "id" {
			return true
		}
	}
	return false
}

func defName(t reflect.Type) string { return strings.ToLower(t.Name()) }

// limits are what the loader holds a value to, where a schema can say so.
func (s *schema) limits(where string) object {
	points := object{"type": "integer", "minimum": -mostPoints, "maximum": mostPoints}
	date := object{"pattern": `^\d{4}-\d{2}-\d{2}$`}
	switch where {
	case "Choice.adds", "Journey.adds":
		return object{"additionalProperties": points, "propertyNames": object{"pattern": `^[^.]+\.[^.]+$`}}
	case "Fit.value":
		return object{"minimum": -2, "maximum": 2}
	case "Situation.adds":
		return object{"additionalProperties": points, "propertyNames": object{"pattern": `^[^.]+\.[^.]+$`}}
	case "Mind.weight":
		return object{"minimum": 1, "maximum": MostWeight}
	case "Synergy.points":
		return object{"minimum": 1, "maximum": 9}
	case "Criterion.scale":
		return object{"propertyNames": object{"enum": []string{"-2", "-1", "0", "1", "2"}}}
	case "Finding.date", "Source.seen":
		return date
	case "Source.url":
		return object{"pattern": "^https?://"}
	case "Criterion.prior":
		return object{"minimum": -mostPoints, "maximum": mostPoints}
	case "Phase.weeks":
		return object{"maxItems": 2, "items": object{"type": "integer", "minimum": 1, "maximum": lastWeek}}
	case "Decision.option":
		return object{"maxItems": mostOptions}
	case "Finding.lines", "Forbid.options", "Synergy.options":
		return object{"maxItems": 2}
	case "Option.ring":
		return oneOf(s.words.Rings)
	case "Finding.confidence":
		return oneOf(s.words.Confidences)
	case "Finding.verdict":
		return oneOf(s.words.Verdicts)
	case "Snippet.language":
		return object{"enum": Languages}
	case "Source.kind":
		return oneOf(s.words.SourceKinds)
	}
	return nil
}

func oneOf(terms []Term) object {
	return object{"enum": termIDs(terms)}
}

// tomlField is a field of a struct that TOML can set.
type tomlField struct {
	reflect.StructField
	key string
	of  reflect.Type // the struct that has it
}

// tomlFields goes through the fields with a TOML key, in order, those of embedded structs too. What the loader marks
// by itself is none: see Origin.
func tomlFields(t reflect.Type) func(yield func(tomlField) bool) {
	return func(yield func(tomlField) bool) {
		for i := range t.NumField() {
			f := t.Field(i)
			key := f.Tag.Get("toml")
			switch {
			case f.Type == reflect.TypeFor[Origin]():
			case f.Anonymous:
				for inner := range tomlFields(f.Type) {
					inner.Index = append([]int{i}, inner.Index...)
					if !yield(inner) {
						return
					}
				}
			case key != "" && key != "-" && !yield(tomlField{f, key, t}):
				return
			}
		}
	}
}

// Data is a thing of the knowledge base, such as an *Option, as its file has it: by TOML keys, without what is not
// said.
func Data(v any) any { return dataOf(reflect.ValueOf(v)) }

func dataOf(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		return dataOf(v.Elem())
	case reflect.Struct:
		out := object{}
		for f := range tomlFields(v.Type()) {
			if field := v.FieldByIndex(f.Index); !field.IsZero() {
				out[f.key] = dataOf(field)
			}
		}
		return out
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = dataOf(v.Index(i))
		}
		return out
	case reflect.Map:
		out := object{}
		for _, key := range v.MapKeys() {
			out[key.String()] = dataOf(v.MapIndex(key))
		}
		return out
	}
	return v.Interface()
}

// descriptions say what editors show beside a key, by type and key; those of a key alone hold for all types.
var descriptions = map[string]string{
	".id": "What the rest of the base, answers and house rules call it. Lower case, words joined by dashes; " +
		"never change it.",
	".title":    "One line.",
	".finding":  "The id of the finding it rests on.",
	".findings": "The ids of the findings it rests on.",
	".reason":   "Why, one sentence.",
	".when":     "Conditions that must all hold.",

	"Vocabulary.version": "The month the facts were last checked, YYYY-MM. Makes the folder a whole base: house " +
		"rules leave it out.",
	"Vocabulary.unsure":      "The choice offered with every question.",
	"Vocabulary.journey":     "What brings a developer here; asked first.",
	"Vocabulary.topic":       "What findings and practices are about; a file in findings/ or practices/ bears the id.",
	"Vocabulary.ring":        "How ready an option is.",
	"Vocabulary.source-kind": "The best evidence first: the order grades a finding.",
	"Question.section":       "The id of the section it stands in.",
	"Question.why":           "Why it is asked, one sentence.",
	"Question.short":         "Two or three words for lists.",
	"Question.essential":     "The journeys in which it is asked without asking for more.",
	"Question.retired":       "Never ask it.",
	"Question.answer":        "The ids of the choices that hold for everybody, of a question that is retired.",
	"Question.fact":          "It asks what is so, rather than what is wished for.",
	"Question.several":       "It takes any number of its choices.",
	"Question.or":            "Where all of these hold, the question is asked as well. They look back only.",
	"Question.spare": "Where these hold, the question is asked only while an answer changes a pick. It comes after the " +
		"deeper questions without.",
	"Question.was":       "The ids of choices that there were, and for each the choices that say the same now.",
	"Choice.label":       "The answer, one line.",
	"Choice.short":       "Its name in a title, such as PostgreSQL; the label if left out.",
	"Choice.alone":       "It says that no other choice holds, and so stands beside none.",
	"Choice.help":        "Its consequence, one or two sentences.",
	"Choice.reason":      "How the advice puts it: \"you write plain SQL\". The label if left out.",
	"Choice.unsure":      "It means not knowing: adds nothing, rules nothing out.",
	"Choice.adds":        "Points for criteria: \"decision.criterion\" = -9 to 9.",
	"Choice.rules-out":   "The ids of practices, snippets, risks and of what to mind that would be wrong here.",
	"Journey.adds":       "Points for criteria: \"decision.criterion\" = -9 to 9.",
	"Condition.question": "Holds when the answer to this question is one of in.",
	"Condition.decision": "Holds when the pick of this decision is one of in; for practices, snippets, plan, " +
		"risks and KPIs.",
	"Condition.in": "The ids of choices, or of options.",
	"Condition.situation": "Holds when one of these situations is ticked; for practices, snippets, plan, risks, " +
		"KPIs and what to mind.",
	"Situation.label":   "What is so, as a developer would say it, in one line.",
	"Situation.words":   "What people call it, for searching: names of products, shorthand, error messages.",
	"Situation.adds":    "Points for criteria: \"decision.criterion\" = -9 to 9.",
	"Situation.follows": "Answers that say it is so: its points are minded without its being ticked.",
	"Situation.expects": "Answers and picks that it goes with. Where one says otherwise, the advice tells that " +
		"they do not fit together.",
	"Situation.veto":      "Options that it rules out.",
	"Situation.rules-out": "The ids of practices, snippets, risks and of what to mind that would be wrong here.",
	"Situation.mind":      "What to watch out for, the most urgent first.",
	"Situation.retired":   "Never offer it.",
	"Veto.option":         "\"decision.option\".",
	"Mind.title":          "What to do, one line.",
	"Mind.text":           "The setting, the command, the limit, the first step: one or two lines.",
	"Mind.weight":         "How much is lost where nobody says it, 1 to 3; 2 where left out.",
	"Mind.when":           "Other conditions that must hold as well.",
	"Mind.says":           "The ids of practices that say nothing more, and stand back where it is shown.",
	"Mind.sources":        "The ids of the pages it rests on.",
	"Decision.id":         "The name of the file.",
	"Decision.order":      "Where it stands among the decisions.",
	"Decision.topic":      "The topic of the findings that stand in this file beside the options.",
	"Decision.asks":       "The decision as a question.",
	"Decision.tie_break":  "The option to take first when scores are equal, and so on; those left out come last.",
	"Decision.fallback":   "What to say when no option stands.",
	"Decision.per": "A question that takes several choices: the decision is made once for each that is ticked, " +
		"four times at most.",
	"Decision.need":   "There is nothing to decide when an answer is none of those listed.",
	"Criterion.prior": "What it weighs before any answer.",
	"Criterion.scale": "What the values -2 to 2 mean.",
	"Option.ring":     "How ready it is.",
	"Option.based-on": "The id of an option of this decision that it is made of. What it does not say itself it " +
		"takes over: needs, fits, crates, constraints, practices and snippets.",
	"Option.summary": "What it is and does, one or two sentences.",
	"Option.need":    "Rules the option out when an answer is none of those listed.",
	"Option.fit":     "How it does on each criterion; 0 where left out.",
	"Option.crates":  "The dependencies it stands for, by name.",
	"Option.rust":    "The least Rust version its crates declare.",
	"Phase.brings":   "What is there at its end, a sentence.",
	"Phase.costs":    "Whose time it takes, and how much of it, in a few words.",
	"Phase.stop":     "What would be a reason to go no further, a sentence.",
	"Option.crate-types": "Types of the library that is built, as crate-type in a Cargo.toml has them, where " +
		"other languages load it.",
	"Snippet.package": "The name of the package that the code needs to stand in, where it depends on it.",
	"Option.phrase": "What the option adds to the sentence that an advice begins with. {} stands for what " +
		"is built, {library} for that alone of what is built, {store} for the noun of the answer to that question; a " +
		"phrase that ends in a colon begins the sentence, one that ends in a full stop is all of it, others follow " +
		"behind commas.",
	"Option.phrasing": "What it adds in place of the phrase; of several the first that holds counts.",
	"Phrasing.text":   "As a phrase; an empty one says nothing.",
	"Phrasing.when":   "It counts only while these hold.",
	"Phrasing.unless": "It does not count when one of these holds.",
	"Choice.noun":     "What it is called within a sentence, where it can be said so: service, PostgreSQL.",
	"Snippet.main": "A project begins with this code: of those that apply, the one with most conditions is " +
		"shown with the crates.",
	"Option.headline": "What the advice begins with when the option is picked. Nothing of the rest is due " +
		"then: no crates are named, and of practices, snippets, risks and figures only those are told that ask for this " +
		"pick. Most options have none.",
	"Option.reversal": "What it costs to leave.",
	"Option.confirm": "A command in backticks by which a team sees that it holds to the choice, and what it " +
		"shows.",
	"Option.banned": "Why it must not be taken: rules it out whatever is answered.",

	"Option.expected_unreachable": "Why no answers should make it win.",
	"Option.expected_unbound":     "Why no constraint has to speak of it, though others of this decision have some.",

	"Need.question": "The question whose answer counts.",
	"Need.in":       "The choices it can stand with: all that are ticked have to be among them.",
	"Need.any":      "One of the ticked choices has to be among them, not all.",
	"Need.when":     "It counts only when these hold too.",
	"Need.unless":   "It does not count when one of these holds.",
	"Fit.value":     "From -2 to 2, as the criterion's scale has it.",
	"Fit.note":      "How, in a few words.",
	"Crate.registry": "The registry it comes from, as the company's cargo configuration calls it; left out for the " +
		"public one.",
	"Crate.git":   "The address of the repository it comes from, where it stands in no registry.",
	"Crate.dev":   "Needed for tests only.",
	"Crate.build": "Needed by the build script only.",
	"Crate.without": "Features taken away again: a question, its choices, and for each the features it does " +
		"without.",
	"Crate.features-by": "More features: a question, its choices, and for each the features it takes.",
	"Crate.only": "Left out unless the answer is one of these: a question and its choices, not-sure for " +
		"none yet.",
	"Crate.with":             "Left out unless one of these \"decision.option\" is picked.",
	"Forbid.options":         "Two \"decision.option\" of different decisions that cannot stand together.",
	"Require.option":         "\"decision.option\".",
	"Require.needs":          "\"decision.option\" of one other decision, one of which it needs.",
	"Synergy.options":        "Two \"decision.option\" of different decisions that gain from each other.",
	"Synergy.points":         "What both together gain, 1 to 9.",
	"Finding.claim":          "What is so, one or two sentences.",
	"Finding.confidence":     "How sure it is.",
	"Finding.lines":          "The first and last line of the report that say so.",
	"Finding.date":           "When it was last true to our knowledge, YYYY-MM-DD.",
	"Finding.sources":        "The ids of the pages it rests on.",
	"Finding.covers":         "Other statements of the report that this one carries.",
	"Finding.corrects":       "The findings it overrides.",
	"Finding.verdict":        "What is the matter with what the report says.",
	"Finding.reported":       "What the report says.",
	"Finding.evidence":       "How we know, where sources do not say it all.",
	"Source.kind":            "How good the evidence is.",
	"Source.seen":            "When it was last read, YYYY-MM-DD; left out where it was not.",
	"Practice.text":          "What to do and why, a few sentences.",
	"Phase.weeks":            "The first and last week.",
	"Task.text":              "What to do, one sentence.",
	"Risk.mitigation":        "What to do about it.",
	"KPI.target":             "The figure to reach.",
	"KPI.caveat":             "What to know before believing it.",
	"Technology.aliases":     "Other names it is looked up by.",
	"Technology.what":        "What it is for, a few words.",
	"Technology.options":     "The \"decision.option\" it is, where it is one.",
	"PythonPackage.id":       "The name pip installs it by, or the module's for the standard library.",
	"PythonPackage.imports":  "Names it is imported by, where unlike the id.",
	"PythonPackage.names":    "Other packages that are the same thing here; x-* stands for all whose name begins with x-.",
	"PythonPackage.stdlib":   "It comes with Python.",
	"PythonPackage.what":     "What it is for, a few words.",
	"PythonPackage.crates":   "What to look at instead, the first choice first.",
	"PythonPackage.keep":     "The honest answer is to leave this part in Python.",
	"PythonPackage.advice":   "What carries over and what does not.",
	"PythonPackage.options":  "\"decision.option\" that this choice leads to.",
	"PythonPackage.findings": "The ids of the findings it rests on.",
	"Glossary.when":          "Whose reports explain words: conditions that must all hold.",
	"Glossary.unless":        "They are not explained where one of these holds.",
	"Glossary.or":            "They are explained also where all of these hold.",
	"Glossary.word":          "A word that newcomers do not know. Of more than have room in a report, the first count.",
	"Word.title":             "As it is written; in lower case it is found in any.",
	"Word.forms":             "How it is written, too, such as its plural.",
	"Word.means":             "What stands in parentheses behind it: ten words at most, a phrase without a full stop.",
	"Snippet.language":       "What it is written in.",
	"Snippet.code":           "Complete as it stands: a team pastes it. Indented with spaces.",
	"Snippet.crates":         "All that it needs to compile, by name; for Rust only.",
}
