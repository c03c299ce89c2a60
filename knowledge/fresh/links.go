package main

import (
	"os/exec"
	"slices"
	"strings"
	"sync"

	"rustadvisor/knowledge"
)

const (
	atOnce = 8                                             // links asked for at the same time
	agent  = "Mozilla/5.0 (compatible; rustadvisor-fresh)" // some servers answer browsers only
)

// checkLinks asks for the page of each source. A server that says the page is gone makes the link dead; one that
// does not answer, or answers that it will not, says nothing about it.
func checkLinks(b *knowledge.Base, r *report) {
	if !has("curl") {
		r.miss("links", "there is no curl to ask with")
		return
	}
	status := make([]string, len(b.Sources))
	next := make(chan int)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for i := range next {
				status[i] = page(b.Sources[i].URL)
			}
		})
	}
	for i := range b.Sources {
		r.at("links", i, len(b.Sources))
		next <- i
	}
	close(next)
	workers.Wait()
	if !slices.ContainsFunc(status, answered) {
		r.miss("links", "none of %d pages answered: is there a way out to the web?", len(status))
		return
	}
	for i, s := range b.Sources {
		switch status[i] {
		case "404", "410":
			r.add("link", "%s: %s %s", s.ID, status[i], s.URL)
		case "200":
		default:
			told := status[i]
			if !answered(told) {
				told = "no answer from"
			}
			r.miss("link", "%s: %s %s", s.ID, told, s.URL)
		}
	}
}

// answered tells whether a status came from a server.
func answered(status string) bool { return status != "" && status != "000" }

// page is the status that a server answers with, after redirections; "000" if it does not.
func page(url string) string {
	out, _ := exec.Command("curl", "--silent", "--location", "--max-time", "30", "--retry", "1", "--user-agent", agent,
		"--output", "/dev/null", "--write-out", "%{http_code}", "--", url).Output()
	return strings.TrimSpace(string(out))
}
