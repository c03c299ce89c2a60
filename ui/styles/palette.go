package styles

// palette is what the styles are made of: "#rrggbb", the number of one of the sixteen colours that a terminal names
// itself, or "" for the terminal's own colour. Plain text always has that.
type palette struct{ accent, bar, dim, faint, rival, good, link, code string }

// Dim text, and all that is louder, has a contrast of 4.5 to 1 against the backgrounds that terminals have, in high
// contrast
// 7 to 1; bars have 3 to 1. Faint is for rules alone.
var (
	dark  = palette{"#FF8A55", "#F0703A", "#ABA49C", "#5F5953", "#8E867E", "#9CC188", "#C9A98F", "#E5C7A3"}
	light = palette{"#9E2D08", "#C4531D", "#5F5850", "#C6BEB3", "#857B70", "#376423", "#744824", "#6F4319"}

	strongDark  = palette{"#FFC08A", "#FFB070", "", "#B8B8B8", "#C8C8C8", "#A9F5A0", "#A8DCFF", "#FFE9C2"}
	strongLight = palette{"#7A2800", "#8A2E00", "", "#5A5A5A", "#4A4A4A", "#0B4A12", "#062A5E", "#4A2C00"}

	// Of sixteen colours the grey and the bright ones are often no better than the background, and on a Linux console
	// there are eight: so only what has to stand out has a colour, and it is one that is dark on light and light on dark.
	fewDark  = palette{accent: "3", bar: "3", good: "2", link: "6"}
	fewLight = palette{accent: "1", bar: "1", link: "4"}
)

func (k Kind) palette() palette {
	list := [...]palette{light, dark, strongLight, strongDark, fewLight, fewDark}
	i := 0
	switch {
	case k.Few:
		i = 4
	case k.Contrast:
		i = 2
	}
	if k.Dark {
		i++
	}
	return list[i]
}
