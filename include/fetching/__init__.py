"""Requests to outlets: what robots.txt allows, where a connection may go, how often, and why a request failed."""
