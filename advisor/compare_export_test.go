package advisor

// CompareWithin compares with so few evaluations for each search that some do not end.
func (e *Engine) CompareWithin(people []Person, each int) Comparison {
	return e.compare(people, 0, each)
}
