package advisor

// Picks is the joint pick alone, "" for a fallback; for tests that ask for very many.
func (e *Engine) Picks(a Answers) []string {
	v := e.begin(a)
	v.run()
	out := make([]string, len(v.picks))
	for d, o := range v.picks {
		out[d] = v.named(d, o).ID
	}
	return out
}
