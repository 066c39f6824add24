package main

import (
	"fmt"
	"strings"
)

// count names a number of things: 1 document, 2 documents, 3 matches.
func count(n int, thing string) string {
	end := "s"
	switch {
	case n == 1:
		end = ""
	case strings.HasSuffix(thing, "ch"):
		end = "es"
	}
	return fmt.Sprintf("%d %s%s", n, thing, end)
}
