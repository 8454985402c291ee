"""Composes, renders, approves and delivers the periodic reports."""
