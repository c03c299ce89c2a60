package adr

import (
	"path"
	"regexp"
	"strings"
)

// settings of other tools name the folder of records, and so tell how they are laid out.
var settings = map[string]Style{".log4brains.yml": Log4brains, ".adr-dir": Nygard}

// StyleFile tells whether a file of that name settles the style of the records in the folders below it.
func StyleFile(name string) bool { return settings[path.Base(name)] != "" }

// styleOf is the layout that lies in a folder: what the settings of a tool say, or that of most records and templates.
func styleOf(files []File) Style {
	count := map[Style]int{}
	for _, f := range files {
		if style, ok := settings[path.Base(f.Name)]; ok {
			return style
		}
		if isMarkdown(f.Name) && !strings.HasPrefix(f.Name, "../") {
			count[layoutOf(f.Text)]++
		}
	}
	most := MADR
	for _, style := range []Style{Log4brains, Nygard} { // on a draw the first of Styles
		if count[style] > count[most] {
			most = style
		}
	}
	return most
}

var (
	madrContext = regexp.MustCompile(`(?m)^## Context and Problem Statement\s*$`)
	inNygard    = regexp.MustCompile(`(?m)^## Status\s*$`)
	inList      = regexp.MustCompile(`(?mi)^[*-] status:`)
	inFront     = regexp.MustCompile(`(?m)\A---\r?\n(?:[^-].*\n|\r?\n)*status:`)
)

// layoutOf is the layout of one text, or "".
func layoutOf(text string) Style {
	switch {
	case inFront.MatchString(text):
		return MADR
	case inNygard.MatchString(text):
		return Nygard
	case inList.MatchString(text):
		return Log4brains
	case madrContext.MatchString(text):
		return MADR
	}
	return ""
}
