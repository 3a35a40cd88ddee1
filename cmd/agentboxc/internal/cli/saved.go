package cli

import (
	"fmt"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/codegen/plan"
)

// maxPlan bounds a saved plan: it holds both files, and what they say a second
// time.
const maxPlan = 256 << 20

func readPlan(path string) (*plan.Plan, error) {
	data, err := host.ReadFile(path, maxPlan)
	if err != nil {
		return nil, err
	}
	p, err := plan.Load(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}
