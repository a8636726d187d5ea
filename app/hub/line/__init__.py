"""The built-in line's worker: joins a telephone line to the door."""
