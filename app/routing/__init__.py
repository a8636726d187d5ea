"""Who takes what: pure functions of what waits, who is free, the rules and the time."""
