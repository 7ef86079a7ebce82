"""What every planner shares: a long computation in a process of its own, with progress, stopped at once."""
