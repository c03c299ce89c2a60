package knowledge

import "testing"

// Joiners are letters to some scripts, and nothing but a trick beside Latin ones.
func TestCleanJoiners(t *testing.T) {
	for in, want := range map[string]string{
		"می\u200cخواهم": "می\u200cخواهم", "क्\u200dष": "क्\u200dष",
		"👩\u200d👩\u200d👧": "👩\u200d👩\u200d👧",
		"adm\u200din":     "admin", "\u200dx": "x", "é\u200d\u200dé": "é\u200dé", "é\x1b[0m\u200dé": "é[0mé",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%+q becomes %+q, want %+q", in, got, want)
		}
	}
}
