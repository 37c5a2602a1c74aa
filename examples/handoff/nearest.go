package main

import "strings"

// nearest returns the word that another one is most likely a slip of, or "" if none is near.
func nearest(word string, words []string) string {
	fold := strings.NewReplacer("_", "", "-", "", " ", "")
	w := fold.Replace(strings.ToLower(shorten(word)))
	best, least := "", max(2, 1+len(w)/5)
	for _, other := range words {
		if n := distance([]rune(w), []rune(strings.ToLower(other))); n < least {
			best, least = other, n
		}
	}
	return best
}

// distance counts the letters to insert, leave out or replace to turn a into b, and neighbours
// to swap.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				rows[i][j] = rows[i-1][j-1]
			default:
				rows[i][j] = 1 + min(rows[i-1][j-1], rows[i-1][j], rows[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
