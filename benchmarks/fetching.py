"""Fetching from 20 hosts that answer after 20 ms, one connection a host: the share of what latency allows.

Peer: the ceiling by Little's law, hosts x connections / latency. Server and clients share this computer's cores; the
server runs in a process of its own.
"""

import asyncio
import multiprocessing
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from include.ingestion.fetch import Fetcher, Manners
from include.ingestion.network.guard import Guard
from include.ingestion.network.politeness import Pace

HOSTS, LATENCY_SECONDS, PAGE_BYTES, SECONDS = 20, 0.020, 30_000, 5.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % PAGE_BYTES


def _serve(told: Connection) -> None:
    """Answer every request after the latency; tell the port, then at the end the most that one host had at once."""
    open_now: dict[str, int] = {}
    most = [0]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                request = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            host = next(line for line in request.split(b"\r\n") if line.lower().startswith(b"host:")).decode()
            open_now[host] = open_now.get(host, 0) + 1
            most[0] = max(most[0], open_now[host])
            await asyncio.sleep(LATENCY_SECONDS)
            open_now[host] -= 1
            writer.write(HEAD + b"x" * PAGE_BYTES)

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        while not told.poll():
            await asyncio.sleep(0.05)
        told.send(most[0])

    asyncio.run(run())


def _ask(host: str, port: int, folder: Path, ends_at: float, counts: list[int]) -> None:
    """Ask one host until the time is up."""
    guard = Guard({host: f"127.0.0.1:{port}"})
    fetcher = Fetcher(guard, Manners("Benchmark/1.0", 0.0, lambda url: True), pace=Pace(folder))
    count = 0
    while time.monotonic() < ends_at:
        fetcher.get(f"http://{host}/{count}")
        count += 1
    counts.append(count)
    fetcher.close()


def run() -> list[dict[str, Any]]:
    """Measure and return the rows."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    counts: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        began, cpu = time.monotonic(), time.process_time()
        ends_at = began + SECONDS
        hosts = [f"h{number}.example.vn" for number in range(HOSTS)]
        workers = [threading.Thread(target=_ask, args=(h, port, Path(folder), ends_at, counts)) for h in hosts]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        elapsed, used = time.monotonic() - began, time.process_time() - cpu
    ours.send("end")
    most = ours.recv()
    server.join()
    rate, ceiling = sum(counts) / elapsed, HOSTS / LATENCY_SECONDS
    return [
        {"what": "pages fetched", "value": round(rate), "unit": "pages/s", "peer": "ceiling by latency",
         "peer_value": round(ceiling), "ratio": round(rate / ceiling, 3), "mark": ">= 0.85"},
        {"what": "pages per cpu-second", "value": round(sum(counts) / used), "unit": "pages/cpu-s"},
        {"what": "most requests at one host at once", "value": most, "unit": "requests", "mark": "1"},
    ]  # fmt: skip
