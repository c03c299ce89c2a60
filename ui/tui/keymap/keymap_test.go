package keymap

import (
	"reflect"
	"slices"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/google/go-cmp/cmp"
)

// fields are all bindings of a key map, by name.
func fields(v reflect.Value, path string, out map[string]*key.Binding) {
	for i := range v.NumField() {
		name := path + v.Type().Field(i).Name
		if b, ok := v.Field(i).Addr().Interface().(*key.Binding); ok {
			out[name] = b
		} else {
			fields(v.Field(i), name+".", out)
		}
	}
}

// Every field has keys and words, and stands in one action at most: what is set for one must not change another.
func TestDefaultIsWhole(t *testing.T) {
	k, all, owner := Default(), map[string]*key.Binding{}, map[*key.Binding]string{}
	fields(reflect.ValueOf(k).Elem(), "", all)
	if len(all) < 100 {
		t.Fatalf("%d fields", len(all))
	}
	for name, b := range all {
		if len(b.Keys()) == 0 || b.Help().Key == "" || b.Help().Desc == "" {
			t.Errorf("%s: %+v", name, b)
		}
	}
	seen := map[string]bool{}
	for _, a := range k.actions() {
		if a.name != "" && seen[a.name] || a.does == "" || len(a.all()) == 0 {
			t.Errorf("%+v", a)
		}
		seen[a.name] = true
		for _, b := range slices.Concat(a.keys, a.typed) {
			if owner[b] != "" {
				t.Errorf("%q is in %q and in %q", b.Help().Desc, owner[b], a.does)
			}
			owner[b] = a.does
		}
	}
	if len(Conflicts(nil)) > 0 {
		t.Error("a conflict without settings")
	}
}

func TestKeysThatMeetAreConflicts(t *testing.T) {
	own := map[string][]string{"export": {"x"}, "not-sure": {"e"}, "search": {"ctrl+c"}}
	want := map[string]string{"export": `"x" does something else already: what if: other answers side by side`,
		"search": `"ctrl+c" does something else already: quit from anywhere`}
	if diff := cmp.Diff(want, Conflicts(own)); diff != "" {
		t.Error(diff)
	}
	if got := Conflicts(map[string][]string{"export": {"x"}, "what-if": {"e"}}); len(got) > 0 {
		t.Errorf("two that change places: %v", got)
	}
	k, said := New(own)
	if diff := cmp.Diff([]string{"e"}, k.Unsure.Keys()); diff != "" || k.Export.Keys()[0] != "e" {
		t.Errorf("%s %v", diff, k.Export.Keys())
	}
	sentence := "Your keys for export and 1 more are not used: \"x\" does something else already: what if: other " +
		"answers side by side."
	if said != sentence {
		t.Errorf("said %q", said)
	}
}

// A letter of the user's own is text where letters are, and nobody is left without a key there.
func TestOwnKeysWhereLettersAreText(t *testing.T) {
	k, _ := New(map[string][]string{"down": {"J", "ctrl+n"}, "back": {"x"}})
	if diff := cmp.Diff([]string{"J", "ctrl+n"}, k.Down.Keys()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ctrl+n"}, k.Text.Down.Keys()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"esc"}, k.Text.Back.Keys()); diff != "" {
		t.Error(diff)
	}
	if got := k.Move("move").Help().Key; got != "↑/J" {
		t.Errorf("the bottom line has %q", got)
	}
}
