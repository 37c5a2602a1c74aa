// Package overlap (being written)
package overlap
