"""The domain: what is collected, checked, classified, judged and reported. Knows nothing of Airflow."""
