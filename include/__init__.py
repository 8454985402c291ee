"""The domain: what is collected, checked, classified, judged and reported. Knows nothing of Airflow."""

__version__ = "1.1.0"
