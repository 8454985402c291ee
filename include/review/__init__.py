"""What the review desk does: decisions and replies, kept in the ledger."""
