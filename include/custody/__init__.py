"""Keeps what was collected: sealing, retention, lawful erasure, time stamps, backups."""
