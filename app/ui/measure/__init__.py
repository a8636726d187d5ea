"""Measures the window from inside, for `contactdesk bench`."""
