//go:build !race

package availability

const thin = 1
