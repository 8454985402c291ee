"""What the DAGs share: assets, clock, defaults, outcomes, timetables."""
