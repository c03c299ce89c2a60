package knowledge

import (
	"slices"
	"testing"
)

func TestStale(t *testing.T) {
	base := embedded(t)
	for _, a := range base.Stale("2000-01-01") {
		t.Errorf("%s is older than the century", a.ID)
	}
	date, topic, topics := "", "", map[string]bool{}
	for _, a := range base.Stale("2999-01-01") {
		if a.Topic != topic {
			if topics[a.Topic] {
				t.Errorf("topic %q stands apart", a.Topic)
			}
			topic, date, topics[a.Topic] = a.Topic, "", true
		}
		if a.Date < date || a.Date == "" {
			t.Errorf("%s of %q stands after %s", a.ID, a.Date, date)
		}
		date = a.Date
	}
}

// What the report states says what stands there, for ever; what was looked up, and what rests on a statement alone,
// ages.
func TestStaleStatements(t *testing.T) {
	base := embedded(t)
	aged := base.Stale("2999-01-01")
	has := func(kind, id string) bool {
		return slices.ContainsFunc(aged, func(a Aged) bool { return a.Kind == kind && a.ID == id })
	}
	for i := range base.Findings {
		f := &base.Findings[i]
		kind := KindFinding
		if len(f.Corrects) > 0 {
			kind = KindCorrection
		}
		if has(kind, f.ID) == f.FromReport() {
			t.Errorf("%s %s: stated in the report %v, and ages %v", kind, f.ID, f.FromReport(), !f.FromReport())
		}
	}
	for _, p := range base.Practices {
		alone := !slices.ContainsFunc(p.Findings, func(id string) bool {
			return !base.Finding(id).FromReport() || len(base.Corrections(id)) > 0
		})
		if alone != has(KindPractice, p.ID) {
			t.Errorf("practice %s rests on statements alone: %v, and ages: %v", p.ID, alone, !alone)
		}
	}
	if !has(KindOption, "deployment.container-host") {
		t.Error("a fit that rests on a statement of the report does not age")
	}
}

// A source that nobody has read does not age: it is counted apart.
func TestUnread(t *testing.T) {
	base, unread := embedded(t), 0
	for _, s := range base.Sources {
		if s.Seen == "" {
			unread++
		}
	}
	if n := base.Unread(); n != unread || n == 0 || n == len(base.Sources) {
		t.Errorf("%d of %d sources are told to be unread, %d are", n, len(base.Sources), unread)
	}
}
