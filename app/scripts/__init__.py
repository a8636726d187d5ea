"""The flow language and its engine: pure. No I/O, no clock, no chance."""
