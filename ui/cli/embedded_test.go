package cli

import (
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/starter"
	"rustadvisor/knowledge"
)

func embedded(t *testing.T) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base).Starting(starter.Kind)
}
