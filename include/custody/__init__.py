"""What happens to what is kept: sealing, retention, lawful erasure."""
