"""People and companies that do not exist, for demonstrations and benchmarks."""
