package starter

import (
	"sync"

	"rustadvisor/advisor"
)

// kinds are the archetypes, read once.
var kinds = sync.OnceValues(archetypes)

// Kind is the kind of project that Make makes of an advice: the title of its archetype, or "" where there is none.
func Kind(a *advisor.Advice) string {
	all, _ := kinds()
	for i := range all {
		if holds(a, all[i].When) {
			return all[i].Title
		}
	}
	return ""
}
