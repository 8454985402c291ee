"""What the review desk does: decisions, replies, notices, kept in the ledger."""
