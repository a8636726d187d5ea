"""The console's window: the only code that knows Qt."""
