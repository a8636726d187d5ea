"""What crosses a wire: commands, questions, views, events, error codes, phone messages."""
