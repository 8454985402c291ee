"""What is read from an article page: its fields, one concern a module."""
