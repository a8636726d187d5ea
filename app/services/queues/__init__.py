"""Queues as the router and the line see them: what waits, who is free, whose turn it is."""
