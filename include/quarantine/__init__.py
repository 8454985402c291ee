"""Quarantined records with a typed reason, and what was done with them."""
