"""The record's tables, the log, and the transactions that keep the two together."""
