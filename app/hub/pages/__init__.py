"""Flows on a plain web page: what a customer sees who opened a signed link."""
