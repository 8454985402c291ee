"""The page on which named approvers read a report and approve or return it, inside Airflow."""
