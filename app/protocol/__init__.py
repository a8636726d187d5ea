"""What crosses a wire: commands, views, events, error codes, phone messages."""
