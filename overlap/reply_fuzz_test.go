package overlap

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// FuzzReply makes an expression of bytes, as a stack machine does, and holds it against the simulation.
func FuzzReply(f *testing.F) {
	f.Add([]byte{0, 1, 2, 0x42, 3, 0x81, 9}, uint16(700))
	f.Add([]byte{4, 5, 6, 7, 0xc3, 0x10, 0x84}, uint16(4000))
	f.Add([]byte{0x33, 2, 0x41, 0xf0, 1, 0x90}, uint16(0))
	g := minuteSteps(f)
	r := rand.New(rand.NewPCG(97, 98))
	var people []*oracleHop
	for i := range 16 {
		a := Answerer{Schedule: busySchedule(f, r, g), Work: time.Duration(i%5) * 47 * time.Minute}
		if i%4 == 0 {
			a.States = availability.Free | availability.Busy
		}
		people = append(people, newOracleHop(g, a))
	}
	f.Fuzz(func(t *testing.T, program []byte, sent uint16) {
		var stack []expression
		pop := func(n int) []expression {
			n = min(max(n, 1), len(stack))
			out := slices.Clone(stack[len(stack)-n:])
			stack = stack[:len(stack)-n]
			return out
		}
		for _, op := range program[:min(len(program), 24)] {
			n := int(op & 15)
			if len(stack) == 0 && op>>4 > 3 {
				continue
			}
			switch op >> 4 {
			default:
				stack = append(stack, people[n])
			case 3:
				stack = append(stack, oracleDelay(time.Duration(n)*13*time.Minute))
			case 4, 5, 6:
				stack = append(stack, oracleChain(pop(n%4)))
			case 7, 8, 9, 10:
				pool := pop(n%4 + 1)
				stack = append(stack, oraclePool{k: min(n/4+1, len(pool)), pool: pool})
			case 11, 12:
				stack = append(stack, oraclePool{k: 1, choice: true, pool: pop(n%4 + 1)})
			case 13, 14:
				last := 2 * n * g.horizon / 40
				stack = append(stack, oracleUntil{pop(1)[0], last, g.time(last)})
			}
		}
		if len(stack) == 0 {
			return
		}
		e := stack[len(stack)-1]
		reply := e.reply()
		for _, n := range []int{int(sent), int(sent) + 1, int(sent) + 500} {
			if n >= g.horizon {
				continue
			}
			p := e.follow(g, n)
			got, ok := reply.At(g.time(n))
			if p.answer >= 0 && !(ok && got.Equal(g.time(p.answer))) || p.answer < 0 && ok && got.Before(g.time(g.horizon)) {
				t.Fatalf("%v, sent %v: %v %v, want step %d", e, g.time(n), got, ok, p.answer)
			}
			if legs, _ := reply.Trace(g.time(n)); p.answer >= 0 {
				sameLegs(t, g, legs, p.legs)
			}
			if p.answer >= 0 {
				if back, ok := reply.SendBy(got); !ok || back.Before(g.time(n)) {
					t.Fatalf("%v: to be there by %v it is sent by %v %v, not %v", e, got, back, ok, g.time(n))
				}
			}
		}
	})
}
