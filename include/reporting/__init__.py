"""Periodic reports: composed from the published marts, rendered, approved by people, delivered once."""
