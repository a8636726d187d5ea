"""The console's side of the wire, free of Qt: questions and commands, the stream, the rows, the journal."""
