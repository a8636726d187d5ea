"""Entry points: they build the objects and pass them in. One module a subcommand."""
