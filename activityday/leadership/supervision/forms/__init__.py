"""What is typed in this room, made clean."""
