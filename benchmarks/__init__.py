"""How fast the grader is, each time measured beside the same work done without it."""
