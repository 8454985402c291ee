"""Collects the sample city's month over real sockets, once for all tests that read it."""

from pathlib import Path

from include.ingestion.harvest import close_days
from include.outlets import registry
from include.sample_city.declaration import DAYS
from include.sample_city.layout import lay_out
from include.sample_city.server import serve


def collect(home: Path) -> None:
    """Serve the city, collect every day of every outlet into the installation, and close the city."""
    server = serve("127.0.0.1", 0)
    lay_out(home, server.place)
    close_days([profile.outlet_id for profile in registry.followed()], list(DAYS))
    server.shutdown()
    server.server_close()
