module github.com/noonmark/noonmark

go 1.25

require (
	github.com/google/go-cmp v0.7.0
	github.com/rickar/cal/v2 v2.1.29
	github.com/rickb777/date/v2 v2.1.2
	github.com/teambition/rrule-go v1.8.2
)

require (
	github.com/govalues/decimal v0.1.29 // indirect
	github.com/rickb777/period v1.0.5 // indirect
	github.com/rickb777/plural v1.4.2 // indirect
)
