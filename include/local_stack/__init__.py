"""Starts Airflow, a mailbox and the sample city on this computer and watches the chain."""
