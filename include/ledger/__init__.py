"""What people and the mail did: append-only, hash-chained, never derived."""
