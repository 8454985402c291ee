"""Whatever a hostile server says is fetched and read within 512 MB of addresses, by a process that has no more."""

import gzip
import json
import os
import subprocess
import sys
import zlib
from typing import Any

import pytest

from include.settings import ROOT

MEMORY_BYTES = 512 * 1024 * 1024
MEMBER = gzip.compress(b"\0" * 10_000_000)
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
SITEMAP = b"<urlset><url><loc>http://a.example.vn/1</loc></url></urlset>"
FEED = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]><rss version="2.0"><channel><title>&a11;</title>'
CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
from pathlib import Path
from include.errors import FetchError, ReadingError
from include.pages.extraction.article import extract_page
from include.pages.listings.parse import parse_listing
from include.fetching.fetch import Fetcher, Limits, FetchPolicy
from include.fetching.guard import Guard
from include.fetching.politeness import RateLimiter
from include.observing.article import observe_article
from include.observing.home_page import observe_home_page
from include.pages.page import open_page
guard = Guard({"a.example.vn": f"127.0.0.1:{sys.argv[1]}"})
limits = Limits(answer_seconds=3.0, pauses_seconds=(), slow_in_a_row=99)
policy = FetchPolicy("Tester/1.0", 0.0, lambda url: "//a.example.vn" in url)
fetcher = Fetcher(guard, policy, limits, rate_limiter=RateLimiter(Path(sys.argv[3])))
found = {}
for path in json.loads(sys.argv[4]):
    try:
        body = fetcher.get("http://a.example.vn" + path).body
    except FetchError as error:
        found[path] = error.cause
        continue
    listing = parse_listing(body, "http://a.example.vn" + path)
    try:
        page = open_page(body, "http://a.example.vn" + path)
        observe_article(page, extract_page(page))
        observe_home_page(page, None)
    except ReadingError:
        found[path] = "not read"
    else:
        found[path] = f"{len(listing.entries)} entries"
print(json.dumps(found))
"""


def bomb(window_bits: int) -> bytes:
    """Return 400 MB of zeros, compressed without ever holding them."""
    packer = zlib.compressobj(wbits=window_bits)
    return b"".join([*(packer.compress(b"\0" * 1_000_000) for _ in range(400)), packer.flush()])


def declare(server: Any, hostile: Any) -> dict[str, str]:
    """Let the server misbehave in every way, and return by path what must come of it."""
    head = b"HTTP/1.1 200 OK\r\n"
    expected: dict[str, str] = {}

    def on(path: str, say: Any, outcome: str) -> None:
        server.on(path, say)
        expected[path] = outcome

    on("/endless", hostile.say_bytes(head + b"\r\n", endless=b"x" * 50_000), "too_large")
    chunk = b"C350\r\n" + b"x" * 50_000 + b"\r\n"
    on("/chunks", hostile.say_bytes(head + b"Transfer-Encoding: chunked\r\n\r\n", endless=chunk), "too_large")
    for coding, bits in (("gzip", 31), ("deflate", 15)):
        on(f"/{coding}", hostile.reply(bomb(bits), headers=[f"Content-Encoding: {coding}"]), "too_large")
    on("/members", hostile.reply(MEMBER * 40, headers=["Content-Encoding: gzip"]), "too_large")
    for coding in ("br", "zstd"):  # never offered, so never unpacked
        on(f"/{coding}", hostile.reply(b"\x28\xb5\x2f\xfd" * 9, headers=[f"Content-Encoding: {coding}"]), "malformed")
    on("/twice", hostile.reply(bomb(31)), "0 entries")
    on("/thrice", hostile.reply(gzip.compress(bomb(31)), headers=["Content-Encoding: gzip"]), "0 entries")
    on("/within", hostile.reply(gzip.compress(gzip.compress(SITEMAP))), "0 entries")
    on("/flat", hostile.reply(b"<html><body><p>" + b"Tin n\xc3\xa0y. " * 900_000), "0 entries")
    on("/headers", hostile.say_bytes(head, endless=b"X-" + b"a" * 50_000 + b": a\r\n"), "header_flood")
    on("/laughs", hostile.reply(FEED.encode()), "0 entries")
    on("/deep", hostile.reply(b"<div>" * 1_900_000), "not read")
    on("/nested", hostile.reply(b"<div>" * 100_000), "0 entries")
    on("/strays", hostile.reply(b"<b>" * 45_000 + b"</i>" * 45_000), "0 entries")
    on("/brackets", hostile.reply(b"<" * 9_000_000), "not read")
    on("/deepfeed", hostile.reply(b'<rss version="2.0">' + b"<item>" * 1_500_000), "not read")
    on("/quotes", hostile.reply(b"<a href='" * 80_000), "0 entries")
    for number, target in enumerate(("http://127.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::7f00:1]/")):
        location = hostile.reply(status="302 Found", headers=[f"Location: {target}"])
        on(f"/private{number}", location, "address_refused")
    on("/file", hostile.reply(status="302 Found", headers=["Location: file:///etc/passwd"]), "scheme_refused")
    on("/circle", hostile.reply(status="302 Found", headers=["Location: /circle"]), "redirect_loop")
    on("/silent", lambda connection, _: connection.recv(1), "too_slow")
    return expected


@pytest.mark.slow
def test_a_process_of_512_mb_outlives_every_hostile_answer(server: Any, hostile: Any, tmp_path: Any) -> None:
    expected = declare(server, hostile)
    command = [sys.executable, "-c", CHILD, str(server.port), str(MEMORY_BYTES), str(tmp_path), json.dumps([*expected])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PRESS_HOME": str(tmp_path)}
    child = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert child.returncode == 0, child.stderr[-3000:]
    assert json.loads(child.stdout) == expected
