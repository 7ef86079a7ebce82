"""Teams: a pure problem and its solver, what a placement is worth and why, and the verbs that keep it."""
