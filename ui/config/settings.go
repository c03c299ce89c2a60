package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// settings is what a file can set: how the value of each key is taken.
var settings = map[string]func(*reader, any){
	"theme":  (*reader).theme,
	"plain":  (*reader).plain,
	"folder": (*reader).folder,
	"keys":   (*reader).keys,
}

// reader collects what a file sets and what is wrong with it.
type reader struct {
	name     string
	lines    *strict.Lines
	actions  []string
	config   Config
	problems strict.Problems
}

func (r *reader) fault(path, what, mend string) {
	r.problems = append(r.problems, strict.Problem{File: r.name, Line: r.lines.Of(path), What: what, Mend: mend})
}

func (r *reader) theme(v any) {
	theme, ok := v.(string)
	switch {
	case !ok:
		r.fault("theme", "theme is "+kind(v)+", not a text", `write theme = "auto"`)
	case !slices.Contains(Themes, theme):
		r.fault("theme", fmt.Sprintf("unknown theme %q", theme), wording.Suggest(theme, Themes))
	default:
		r.config.Theme = theme
	}
}

func (r *reader) plain(v any) {
	plain, ok := v.(bool)
	if !ok {
		r.fault("plain", "plain is "+kind(v)+", not true or false", "write plain = true, without quotes")
		return
	}
	r.config.Plain = &plain
}

func (r *reader) folder(v any) {
	folder, ok := v.(string)
	switch {
	case !ok:
		r.fault("folder", "folder is "+kind(v)+", not a text", `write folder = "docs"`)
	case wording.Clean(folder) != folder:
		r.fault("folder", "folder has characters that cannot be shown", "write the path without them")
	default:
		r.config.Folder = folder
	}
}

func (r *reader) keys(v any) {
	table, ok := v.(map[string]any)
	if !ok {
		r.fault("keys", "keys is "+kind(v)+", not a table",
			"write [keys] on a line of its own, and below it what has which keys")
		return
	}
	for _, action := range slices.Sorted(maps.Keys(table)) {
		if len(r.actions) > 0 && !slices.Contains(r.actions, action) {
			r.fault("keys."+action, fmt.Sprintf("unknown action %q", action), suggestAction(action, r.actions))
			continue
		}
		r.keysOf(action, table[action])
	}
}

func suggestAction(action string, known []string) string {
	if mend := wording.Suggest(action, known); mend != "" {
		return mend
	}
	return "rustadvisor config example lists them"
}

// keysOf takes the keys of one action: at least one, for an action without keys could not be reached.
func (r *reader) keysOf(action string, v any) {
	path := "keys." + action
	list, ok := v.([]any)
	if !ok {
		r.fault(path, fmt.Sprintf("%s is %s, not a list of keys", action, kind(v)),
			fmt.Sprintf("write %s = [\"ctrl+e\"]", action))
		return
	}
	if len(list) == 0 {
		r.fault(path, action+" has no key", "name one, or remove the line to keep the usual ones")
	}
	var keys []string
	for i, element := range list {
		key, _ := element.(string)
		if mend := misspelt(key); mend != "" {
			r.fault(fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("%s: %s is no key", action, quoted(element)), mend)
			continue
		}
		keys = append(keys, key)
	}
	if r.config.Keys == nil {
		r.config.Keys = map[string][]string{}
	}
	r.config.Keys[action] = keys
}

func quoted(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return kind(v)
}

// kind words the type of a TOML value.
func kind(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case map[string]any, []map[string]any:
		return "a table"
	case []any:
		return "a list"
	}
	return "a date"
}

// named are the keys that have a name; all others are one character.
var named = strings.Fields("enter esc tab space backspace delete insert up down left right home end pgup pgdown " +
	"f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12")

// modifiers in the order that they are written in.
var modifiers = []string{"ctrl+", "alt+", "shift+"}

// misspelt tells how to mend what is no key, or "" where it is one.
func misspelt(key string) string {
	name := key
	for _, m := range modifiers {
		if rest, ok := strings.CutPrefix(name, m); ok && rest != "" {
			name = rest
		}
	}
	if slices.Contains(named, name) {
		return ""
	}
	runes := []rune(name)
	if len(runes) == 1 && wording.Clean(name) == name {
		switch {
		case name == " ":
			return `write "space"`
		case strings.HasPrefix(key, "shift+") || strings.Contains(key, "+shift+"):
			return "write the character that shift makes of it, such as \"A\""
		}
		return ""
	}
	if near := wording.Suggest(strings.ToLower(name), named); len(runes) > 1 && near != "" {
		return near
	}
	return `write one character, or a name such as "enter", "pgdown" or "f5", after "ctrl+" or "alt+" if need be`
}
