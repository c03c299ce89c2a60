package knowledge

import "testing"

func TestStale(t *testing.T) {
	base := embedded(t)
	if aged := base.Stale("2000-01-01"); len(aged) != 0 {
		t.Errorf("%d things are older than the century", len(aged))
	}
	if aged := base.Stale("2999-01-01"); len(aged) != len(base.Findings)+len(base.Sources) {
		t.Errorf("%d of %d findings and %d sources age", len(aged), len(base.Findings), len(base.Sources))
	}
	date, topic, topics := "", "", map[string]bool{}
	for _, a := range base.Stale("2026-06-01") {
		if a.Topic != topic {
			if topics[a.Topic] {
				t.Errorf("topic %q stands apart", a.Topic)
			}
			topic, date, topics[a.Topic] = a.Topic, "", true
		}
		if a.Date < date || a.Date >= "2026-06-01" {
			t.Errorf("%s of %s stands after %s", a.ID, a.Date, date)
		}
		date = a.Date
	}
}
