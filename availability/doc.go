// Package availability says who is available when.
//
// (being written)
package availability
