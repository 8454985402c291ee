"""Loads landing into the warehouse, builds it with dbt, publishes a read-only copy."""
