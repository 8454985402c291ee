"""Shared by all DAGs: assets, the days of a run, defaults, and the outcomes of tasks."""
