"""The append-only, hash-chained log of what people decided and what was sent."""
