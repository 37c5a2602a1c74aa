package overlap_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/overlap"
)

// release is a plan for the team.
func release() *overlap.Plan {
	ada, bo, chi := team()
	plan, err := overlap.NewPlan([]overlap.Task{
		{Name: "write", Owners: []string{"Ada"}, Work: 3 * time.Hour},
		{Name: "build", Machine: true, Work: 30 * time.Minute, After: []string{"write"}},
		{Name: "review", Owners: []string{"Bo", "Chi"}, Needs: 2, Work: time.Hour, After: []string{"write"}},
		{Name: "ship", Owners: []string{"Ada"}, Work: time.Hour, After: []string{"build", "review"}},
	}, ada, bo, chi)
	if err != nil {
		log.Fatal(err)
	}
	return plan
}

func ExamplePlan() {
	plan := release()
	run := plan.Run(noon)
	for _, task := range run.Tasks {
		fmt.Printf("%-6s %s to %s\n", task.Task.Name, task.Ready.Format("Mon 15:04"), task.Ended.Format("Mon 15:04 MST"))
	}
	ada, _, _ := team()
	mean, _ := plan.Reply().Wait(ada.In(march)).Mean()
	fmt.Println(mean.Round(time.Minute), "on average")
	// Output:
	// write  Wed 13:00 to Wed 16:00 CET
	// build  Wed 15:00 to Wed 15:30 UTC
	// review Wed 20:30 to Thu 11:00 IST
	// ship   Thu 06:30 to Thu 10:00 CET
	// 30h51m0s on average
}

func ExampleNewPlan() {
	ada, bo, _ := team()
	_, err := overlap.NewPlan([]overlap.Task{
		{Name: "write", Owners: []string{"Ada"}, After: []string{"review"}},
		{Name: "review", Owners: []string{"Bo"}, After: []string{"write"}},
	}, ada, bo)
	fmt.Println(err)
	// Output: overlap: request: Tasks: write → review → write: each waits for the next, so none can begin; leave out one of these
}

func ExampleTask() {
	ada, bo, chi := team()
	plan, err := overlap.NewPlan([]overlap.Task{
		{Name: "approve", Owners: []string{"Ada", "Bo", "Chi"}, Needs: 2, Work: 30 * time.Minute},
		{Name: "deploy", Machine: true, Work: 10 * time.Minute, After: []string{"approve"}},
	}, ada, bo, chi)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plan, plan.Run(noon).End.Format("15:04"))
	// Output: approve → deploy 12:40
}

func ExampleRun() {
	run := release().Run(noon)
	fmt.Println("ends", run.End.Format("Mon 15:04"))
	for _, i := range run.Critical {
		fmt.Println(run.Tasks[i].Task.Name)
	}
	// Output:
	// ends Thu 09:00
	// write
	// review
	// ship
}

func ExampleTaskRun() {
	review := release().Run(noon).Tasks[2]
	fmt.Println(review.Task.Name, "waits for", review.Owner)
	fmt.Println("handed over", review.Ready.Format("15:04 MST"), "begun", review.Started.Format("15:04 MST"))
	fmt.Println("could be handed over later by", review.Slack)
	for _, p := range review.Parts {
		fmt.Println(p.State, p.Time)
	}
	// Output:
	// review waits for Chi
	// handed over 20:30 IST begun 10:00 IST
	// could be handed over later by 5h0m0s
	// free 1h0m0s
	// off hours 13h30m0s
}

func ExamplePlan_InOrder() {
	ada, bo, _ := team()
	plan, err := overlap.NewPlan([]overlap.Task{
		{Name: "write", Owners: []string{"Ada"}, Work: time.Hour},
		{Name: "law", Owners: []string{"Ada"}, Work: time.Hour, After: []string{"write"}},
		{Name: "brand", Owners: []string{"Bo"}, Work: time.Hour, After: []string{"write"}},
		{Name: "print", Machine: true, After: []string{"law", "brand"}},
	}, ada, bo)
	if err != nil {
		log.Fatal(err)
	}
	one, err := plan.InOrder("brand", "law")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plan)
	fmt.Println(one)
	// Output:
	// write → law → brand → print
	// write → brand → law → print
}
