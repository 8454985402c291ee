"""The documentation of the warehouse, inside Airflow's UI."""
