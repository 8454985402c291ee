"""Starts Airflow, a mailbox and the sample city on this computer, runs the chain on them and watches it."""
