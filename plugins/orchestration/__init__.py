"""What the DAGs share: their assets, the days they stand for, their defaults and how errors end a task."""
