"""The collect stage on many outlets of 100 pages each, against trafilatura alone on the same pages.

``run()`` measures 60 outlets; ``python -m benchmarks.collecting 1000`` as many as are named. The outlets are served
on this computer and asked without pause. Two worker processes close their day in batches, as the tasks of
``ingest_outlets`` do: fetch, archive, extract, observe, land. No outlet has a layout, so every page is read by general
means. The peer is one core's ``trafilatura.extract`` in its precision mode on the same bytes, before and after.
"""

import json
import logging
import multiprocessing
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from benchmarks.drawn_texts import drawn_paragraphs, text_seed
from benchmarks.local_server import serving, whole_answer
from benchmarks.memory import peak_kilobytes
from include.cli.output import to_json

PAGES, WORKERS, OUTLETS, BATCH = 100, 2, 60, 10
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
SUBJECTS = ("Thành phố", "Phường Hoàn Kiếm", "Sở Xây dựng", "Ban quản lý dự án", "Công an phường", "Trường tiểu học")
DEEDS = ("khởi công tuyến đường", "mở thêm điểm gửi xe", "họp bàn về cây xanh", "rà soát vỉa hè", "trồng lại cây")
MENU = "<ul>" + "".join(f'<li><a href="/muc-{n}">Chuyên mục số {n}</a></li>' for n in range(60)) + "</ul>"
PROFILE = """
outlet_id: trang_{number}
name: Trang số {number}
kind: newspaper
licensing_authority: city
domains: [trang{number}.example.vn]
credit_names: [Trang số {number}]
home_page: http://trang{number}.example.vn/
feeds: [http://trang{number}.example.vn/rss]
crawl_delay_seconds: 0
allow_loopback: true
"""


def _page(title: str, body: str, head: str = "") -> bytes:
    """Return a page with the frame that all pages of an outlet share."""
    related = "".join(
        f'<div class="item"><a href="/bai-{n}.html"><img src="/anh/{n}.jpg" alt="">Tin liên quan số {n} của trang'
        f'</a><p class="sapo">Tóm tắt của tin liên quan số {n}, chừng một dòng chữ.</p></div>'
        for n in range(24)
    )
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f'<style>.a{{color:red}}</style><script>var cau_hinh = {{"id": 1}};</script></head><body>'
        f'<header class="header"><a href="/"><img src="/logo.png" alt="Trang"></a><nav class="menu">{MENU}</nav>'
        f'</header><main>{body}</main><aside class="sidebar">{related}</aside><footer class="footer"><p>Giấy phép số '
        f"12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 01/02/2024</p><p>Tòa soạn: 1 phố Huế, Hà Nội. "
        f"Điện thoại: 024 3825 0000. Email: toasoan@trang.example.vn</p></footer></body></html>"
    ).encode()


def article(outlet: int, number: int) -> bytes:
    """Return the page of one article, about 25 kB."""
    title = f"Bài số {number} của trang {outlet}: {SUBJECTS[number % 6].lower()} {DEEDS[number % 5]}"
    at = (NOW - timedelta(minutes=5 * number)).isoformat()
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": at}
    head = (
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Trang số {outlet}">'
        f'<meta name="description" content="Tóm tắt của bài số {number}.">'
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
    )
    text = "".join(f"<p>{written}</p>" for written in drawn_paragraphs(text_seed(outlet, number)))
    source = "<p>Theo Hà Nội Mới</p>" if number % 5 == 0 else ""
    return _page(
        title,
        f'<article class="detail"><h1>{title}</h1><span class="date">23/11/2026 - 07:30</span><h2 class="sapo">Tóm tắt '
        f'của bài số {number}.</h2><div class="content">{text}{source}</div></article><div class="comment-box">'
        '<form><textarea placeholder="Ý kiến của bạn"></textarea></form></div>',
        head,
    )


def feed(outlet: int) -> bytes:
    """Return the feed of one outlet."""
    items = "".join(
        f"<item><title>Bài số {n} của trang {outlet}</title><link>http://trang{outlet}.example.vn/bai-{n}.html</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(minutes=5 * n))}</pubDate></item>"
        for n in range(PAGES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


def answer(host: str, path: str) -> bytes:
    """Return what an outlet answers."""
    outlet = int(host.removeprefix("trang").partition(".")[0])
    if path.startswith("/bai-"):
        return whole_answer(article(outlet, int(path[5:-5])))
    if path == "/rss":
        return whole_answer(feed(outlet), "application/rss+xml")
    if path == "/robots.txt":
        return whole_answer(b"User-agent: *\nDisallow: /admin/\n", "text/plain")
    return whole_answer(_page(f"Trang số {outlet}", ""))


def close(outlet_ids: list[str]) -> tuple[int, int, int, float]:
    """Close the day of one batch; return articles landed, process, its peak memory so far in kB, seconds it worked."""
    from include.ingestion.harvest import close_days

    logging.getLogger("include").setLevel(logging.WARNING)
    used = time.process_time()
    counts = close_days(outlet_ids, [DAY], now=lambda: NOW)
    peak = peak_kilobytes()
    return counts["landed"], os.getpid(), peak, time.process_time() - used


def collect(outlets: int) -> dict[str, float]:
    """Close the day of a number of outlets in an installation of its own."""
    with tempfile.TemporaryDirectory() as folder, serving(answer) as (port, _):
        home = Path(folder)
        (home / "profiles").mkdir()
        for number in range(outlets):
            text = PROFILE.format(number=number)
            (home / "profiles" / f"trang_{number}.yml").write_text(text, encoding="utf-8")
        hosts = "".join(f'trang{number}.example.vn: "127.0.0.1:{port}"\n' for number in range(outlets))
        (home / "hosts.yml").write_text(hosts, encoding="utf-8")
        os.environ |= {
            "PRESS_HOME": folder, "PRESS_PROFILES": f"{folder}/profiles", "PRESS_HOSTS_FILE": f"{folder}/hosts.yml",
        }  # fmt: skip
        ids = [f"trang_{number}" for number in range(outlets)]
        began = time.monotonic()
        with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
            found = pool.map(close, [ids[n : n + BATCH] for n in range(0, outlets, BATCH)], chunksize=1)
        elapsed = time.monotonic() - began
    landed = sum(count for count, _, _, _ in found)
    peaks: dict[int, int] = {}
    for _, process, peak, _ in found:
        peaks[process] = max(peak, peaks.get(process, 0))
    used = sum(seconds for _, _, _, seconds in found)
    return {"landed": landed, "seconds": elapsed, "cpu_seconds": used, "megabytes": sum(peaks.values()) / 1024}


def bare_pages_a_second(pages: int = 200) -> float:
    """Return how many of the same pages one core reads with trafilatura alone."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    bodies = [article(n % 7, n) for n in range(pages)]
    for body in bodies[:5]:
        trafilatura.extract(body, favor_precision=True, include_comments=False)
    began = time.process_time()
    for body in bodies:
        trafilatura.extract(body, favor_precision=True, include_comments=False)
    return pages / (time.process_time() - began)


def run(outlets: int = OUTLETS) -> list[dict[str, Any]]:
    """Measure and return the rows."""
    before = bare_pages_a_second()
    small, large = collect(max(BATCH * WORKERS, outlets // 4)), collect(outlets)
    bare = (before + bare_pages_a_second()) / 2
    rate = large["landed"] / large["seconds"]
    worked = WORKERS * large["landed"] / large["cpu_seconds"]
    return [
        {"what": f"articles landed, {outlets} outlets x {PAGES}", "value": large["landed"], "unit": "articles",
         "mark": str(outlets * PAGES)},
        {"what": "articles collected on two cores", "value": round(rate, 1), "unit": "articles/s",
         "peer": "trafilatura precision, one core", "peer_value": round(bare, 1), "ratio": round(rate / bare, 3),
         "mark": ">= 1.5"},
        {"what": "the same by the workers' processor time, as on two cores of their own", "value": round(worked, 1),
         "unit": "articles/s", "peer": "trafilatura precision, one core", "peer_value": round(bare, 1),
         "ratio": round(worked / bare, 3)},
        {"what": "peak memory of the workers", "value": round(large["megabytes"]), "unit": "MB",
         "peer": f"the same, {round(small['landed'])} articles", "peer_value": round(small["megabytes"]),
         "ratio": round(large["megabytes"] / small["megabytes"], 2), "mark": "<= 1500, flat"},
    ]  # fmt: skip


if __name__ == "__main__":
    for row in run(int(sys.argv[1]) if len(sys.argv) > 1 else OUTLETS):
        print(to_json(row))
