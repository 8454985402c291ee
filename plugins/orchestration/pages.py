"""Finds the pages that the project adds to Airflow's interface, as people outside it reach them."""

from airflow.configuration import conf

REPORTS = "/report-approvals"


def reports_page() -> str:
    """Return the address of the page of reports; empty where the installation does not say where its interface is."""
    base = str(conf.get("api", "base_url", fallback="") or "").rstrip("/")
    return f"{base}{REPORTS}" if base else ""
