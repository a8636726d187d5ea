"""Item models: what lists show, as plain rows, fetched as they are needed."""
