"""The window in which flows are drawn, tried, published and judged. For supervisors and administrators."""
