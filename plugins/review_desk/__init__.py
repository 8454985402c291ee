"""The page where findings are decided, inside Airflow's UI."""
