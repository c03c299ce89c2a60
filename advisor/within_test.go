package advisor_test

import (
	"context"
	"reflect"
	"testing"

	"rustadvisor/advisor"
)

// TestWithin: an engine whose context is done computes nothing, and one within a context that lasts computes the same
// as without one, whatever was given up half way before.
func TestWithin(t *testing.T) {
	e := engine(t)
	a := busy(t, e)
	want, standings := e.Advise(a), e.Standings(a)
	ctx, stop := context.WithCancel(context.Background())
	bound := e.Within(ctx)
	tasks := map[string]func(){
		"advice": func() { bound.Advise(a) }, "standings": func() { bound.Standings(a) },
		"enough":     func() { bound.Enough(a) },
		"comparison": func() { bound.Compare(a, advisor.Answers{}) },
	}
	if !reflect.DeepEqual(bound.Advise(a), want) {
		t.Error("within a context the advice is another one")
	}
	stop()
	for name, task := range tasks {
		if got := caught(task); got != any(advisor.ErrEnded) {
			t.Errorf("the %s ends with %v", name, got)
		}
	}
	for range 20 { // evaluations that were given up half way are used again
		ctx, stop := context.WithCancel(context.Background())
		go stop()
		_ = caught(func() { e.Within(ctx).Advise(a) })
	}
	if !reflect.DeepEqual(e.Advise(a), want) || !reflect.DeepEqual(e.Standings(a), standings) {
		t.Error("after some were given up the advice is another one")
	}
}

func caught(f func()) (what any) {
	defer func() { what = recover() }()
	f()
	return nil
}
