"""Serves the sample city in the foreground: ``python -m include.sample_city --port 8123 --home DIR``."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from include.sample_city.layout import lay_out
from include.sample_city.server import serve


def main(arguments: list[str] | None = None) -> int:
    """Write the city below a folder, serve it until SIGINT or SIGTERM, and print one line once it is ready."""
    parser = argparse.ArgumentParser(prog="python -m include.sample_city", description=__doc__)
    parser.add_argument("--port", type=int, default=8090, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--home", type=Path, required=True, help="folder for profiles, registers and hosts.yml")
    chosen = parser.parse_args(arguments)
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    if chosen.port:
        lay_out(
            chosen.home, f"127.0.0.1:{chosen.port}"
        )  # before the port answers: whoever waits for it finds the files
    server = serve("127.0.0.1", chosen.port)
    if not chosen.port:
        lay_out(chosen.home, server.place)
    print(
        f"The sample city is served on {server.place}; profiles, registers and hosts.yml lie in {chosen.home}.",
        flush=True,
    )
    ended.wait()
    server.shutdown()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
