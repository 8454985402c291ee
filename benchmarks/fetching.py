"""Fetching from 20 hosts that answer after 20 ms, one connection a host: the share of what latency allows.

The ceiling is that of Little's law, hosts x connections / latency; the peer is plain requests with one session and
one thread a host, by turns with ours. Server and clients share this computer's cores; the server runs in a process
of its own. A figure is the median of the rounds.
"""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.local_server import serving, whole_answer
from include.fetching.fetch import Fetcher, FetchPolicy
from include.fetching.guard import Guard
from include.fetching.politeness import RateLimiter

HOSTS, LATENCY_SECONDS, PAGE_BYTES, SECONDS, ROUNDS = 20, 0.020, 30_000, 3.0, 5
CEILING = HOSTS / LATENCY_SECONDS
PAGE = whole_answer(b"x" * PAGE_BYTES)
Ask = Callable[[str, int, Path, float], int]


@dataclass(frozen=True)
class Round:
    """What one client reached in one round."""

    pages_a_second: float
    pages_a_cpu_second: float


def page(host: str, path: str) -> bytes:
    """Answer every request alike."""
    return PAGE


def ask_with_ours(host: str, port: int, folder: Path, ends_at: float) -> int:
    """Ask one host until the time is up, with this project's fetcher."""
    guard = Guard({host: f"127.0.0.1:{port}"})
    fetcher = Fetcher(guard, FetchPolicy("Benchmark/1.0", 0.0, lambda url: True), rate_limiter=RateLimiter(folder))
    count = 0
    while time.monotonic() < ends_at:
        fetcher.get(f"http://{host}/{count}")
        count += 1
    fetcher.close()
    return count


def ask_with_requests(host: str, port: int, folder: Path, ends_at: float) -> int:
    """Ask one host until the time is up, with a session of requests and nothing that keeps it safe or polite."""
    import requests

    count = 0
    with requests.Session() as session:
        while time.monotonic() < ends_at:
            count += bool(session.get(f"http://127.0.0.1:{port}/{count}", headers={"Host": host}).content)
    return count


def _round(ask: Ask, port: int) -> Round:
    """Let one thread a host ask for some seconds."""
    counts: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        began, used = time.monotonic(), time.process_time()
        ends_at = began + SECONDS

        def work(host: str) -> None:
            counts.append(ask(host, port, Path(folder), ends_at))

        workers = [threading.Thread(target=work, args=(f"h{number}.example.vn",)) for number in range(HOSTS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return Round(sum(counts) / (time.monotonic() - began), sum(counts) / (time.process_time() - used))


def run() -> list[dict[str, Any]]:
    """Measure and return the rows."""
    clients: dict[str, Ask] = {"ours": ask_with_ours, "requests": ask_with_requests}
    rounds: dict[str, list[Round]] = {name: [] for name in clients}
    with serving(page, LATENCY_SECONDS) as (port, most):
        for _ in range(ROUNDS):
            for name, ask in clients.items():
                rounds[name].append(_round(ask, port))
    rates = {name: statistics.median(one.pages_a_second for one in found) for name, found in rounds.items()}
    costs = {name: statistics.median(one.pages_a_cpu_second for one in found) for name, found in rounds.items()}
    peer = "requests and threads"
    return [
        {"what": "pages fetched, against the ceiling", "value": round(rates["ours"]), "unit": "pages/s",
         "peer": "ceiling by latency", "peer_value": CEILING, "ratio": round(rates["ours"] / CEILING, 3),
         "mark": ">= 0.85"},
        {"what": "pages fetched", "value": round(rates["ours"]), "unit": "pages/s", "peer": peer,
         "peer_value": round(rates["requests"]), "ratio": round(rates["ours"] / rates["requests"], 3)},
        {"what": "pages per cpu-second", "value": round(costs["ours"]), "unit": "pages/cpu-s", "peer": peer,
         "peer_value": round(costs["requests"]), "ratio": round(costs["ours"] / costs["requests"], 3)},
        {"what": "most requests at one host at once", "value": most[0], "unit": "requests", "mark": "1"},
    ]  # fmt: skip
