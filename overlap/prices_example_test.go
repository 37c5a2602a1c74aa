package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/overlap"
)

func ExampleDefaultPrices() {
	p := overlap.DefaultPrices()
	fmt.Println(p.Inside, p.Stretch, p.Outside, p.Night, p.Nights)
	p.Night = 100 // nobody is to be woken
	fmt.Println(overlap.Burden{Night: time.Hour}.Cost(p))
	// Output:
	// 0 1 3 10 Mo-Su 22:00-07:00
	// 100h0m0s
}

func ExampleBurden() {
	b := overlap.Burden{Stretch: time.Hour}.Plus(overlap.Burden{Night: 30 * time.Minute})
	fmt.Println(b.Cost(overlap.Prices{}))
	// Output: 6h0m0s
}
