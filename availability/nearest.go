package availability

import "strings"

// nearest returns the candidate that word is most likely a slip of, or "" when
// none is near enough to be worth naming: a wrong guess misleads more than no
// guess. Letter case, spaces, hyphens and underscores do not count.
func nearest(word string, candidates []string) string {
	w := []rune(fold(word))
	if len(w) == 0 {
		return ""
	}
	best, bestCost := "", max(2, 1+len(w)/5)
	if len(w) <= 3 {
		bestCost = 1 // a short word is one letter away from too many others
	}
	for _, c := range candidates {
		f := []rune(fold(c))
		if d := len(f) - len(w); d >= bestCost || -d >= bestCost {
			continue
		}
		if cost := editDistance(w, f); cost < bestCost {
			best, bestCost = c, cost
		}
	}
	return best
}

// didYouMean renders a guess of nearest as the end of an error message.
func didYouMean(guess string) string {
	if guess == "" {
		return ""
	}
	return ` (did you mean "` + guess + `"?)`
}

var folder = strings.NewReplacer(" ", "", "-", "", "_", "")

func fold(s string) string { return folder.Replace(strings.ToLower(s)) }

// editDistance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment distance), in
// characters.
func editDistance(a, b []rune) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}
