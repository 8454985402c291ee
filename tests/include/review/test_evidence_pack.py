"""A pack of evidence opens without our program, proves the sealed original, and holds no more than its place."""

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from include.archive.facts import Capture
from include.archive.writer import open_day
from include.ledger.entries import append
from include.review import evidence_pack as packs
from include.review.cases import Finding, Matter
from include.review.evidence_pack import ORIGIN, SUMMARY, evidence_pack
from include.warehouse.disclaimer import NOT_EVIDENCE
from tests.include.review.test_extracts import ARTICLE, CREDIT, MIDDLE, SECRET
from tests.support.reviewed import AT

DAY = date(2026, 10, 15)
ADDRESS = "https://tong_hop.example/tin"
MATTER = Matter("m1", "tong_hop", "Trang Mẫu", "aggregator", "city", "source_credit", "Ghi rõ nguồn tin", "v1", "duty",
                "missing_on_item", DAY, DAY, 1, False)  # fmt: skip


def finding(**known: Any) -> Finding:
    """Return a finding with what is given, and nothing else."""
    base = dict.fromkeys(one.name for one in fields(Finding))
    given = {"finding_id": "f1", "outlet_id": "tong_hop", "rule_id": "source_credit", "article_id": "a1",
             "finding_date": DAY, "cause": "missing_on_item", "capture_id": "c1"}  # fmt: skip
    return Finding(**(base | given | known))  # type: ignore[arg-type]


@pytest.fixture
def capture(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Capture]:
    """Archive the article page; the rule's version is not read from a warehouse."""
    body = ARTICLE.format(credit=CREDIT, middle=MIDDLE).encode()
    at = datetime(2026, 10, 15, 3, tzinfo=UTC)
    monkeypatch.setattr(packs, "rows", lambda *_: [{"asks_for": "credited_agency", "read_by_role": "Người đọc"}])
    with open_day("tong_hop", DAY) as writer:
        yield writer.keep(
            "c1", "article", ADDRESS, final_url=ADDRESS, status=(200, "OK"), received=body, body=body,
            headers=[("Content-Type", "text/html; charset=utf-8")], captured_at=at, fetched_at=at,
            is_from_archive=False,
        )  # fmt: skip


def opened(pack: bytes) -> dict[str, bytes]:
    """Return what a pack holds by name, unpacked."""
    with ZipFile(BytesIO(pack)) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    return {name: gzip.decompress(body) if name.endswith(".gz") else body for name, body in held.items()}


def test_a_pack_holds_the_place_the_hash_and_the_rule_and_nothing_of_the_rest(capture: Capture) -> None:
    held = opened(evidence_pack(MATTER, finding(excerpt=CREDIT), [capture], {"Căn cứ": "Điều 1"}, AT))
    summary = held[f"logs/{SUMMARY}"].decode()
    for part in (CREDIT, "Điều 1", "tên cơ quan báo chí nguồn", capture.body_sha256, NOT_EVIDENCE, "Trang Mẫu",
                 "1 chỗ bình luận của người đọc", "1 chỗ ghi tên tác giả", "chưa niêm phong"):  # fmt: skip
        assert part in summary
    for name, body in held.items():
        assert not SECRET.search(body.decode("utf-8", "replace")), name
        assert "Đoạn giữa" not in body.decode("utf-8", "replace"), name


def test_a_pack_is_checked_by_the_tools_of_others(capture: Capture, tmp_path: Path) -> None:
    pack = evidence_pack(MATTER, finding(excerpt=CREDIT), [capture], {}, AT)
    path = tmp_path / "pack.wacz"
    path.write_bytes(pack)
    command = [sys.executable, "-m", "wacz", "validate", "-f", str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0
    assert "Validation succeeded, the passed WACZ is valid" in checked.stdout
    held = opened(pack)
    (record,) = ArchiveIterator(BytesIO(held["archive/trich.warc.gz"]))
    assert record.rec_headers["WARC-Target-URI"] == ADDRESS
    assert record.rec_headers["X-Sealed-Original-SHA256"] == capture.body_sha256
    described = json.loads(held["datapackage.json"])["resources"]
    with ZipFile(BytesIO(pack)) as parts:
        for one in described:
            assert one["hash"] == f"sha256:{hashlib.sha256(parts.read(one['path'])).hexdigest()}"


def test_a_pack_carries_the_seal_and_the_first_time_stamp_that_covers_it(capture: Capture) -> None:
    append("head_stamped", "ab", {"count": 1, "stamped_at": "2026-10-16T00:00:00+00:00", "reply": "b2xk"}, "x", AT)
    sealed = append("archive_sealed", DAY.isoformat(), {"digest": "d" * 64}, "x", AT)
    for reply in ("bmV3", "bmV3ZXI="):
        payload = {"count": sealed.sequence, "stamped_at": "2026-11-01T00:00:00+00:00", "reply": reply}
        append("head_stamped", "cd", payload, "x", AT)
    held = opened(evidence_pack(MATTER, finding(), [capture], {}, AT))
    assert held["logs/1_dau_thoi_gian.tsr"] == b"new"
    (original,) = json.loads(held[f"logs/{ORIGIN}"])["originals"]
    assert original["seal_digest"] == "d" * 64
    assert original["stamped_at"] == "2026-11-01T00:00:00+00:00"
    assert original["sha256"] == capture.body_sha256


def test_a_page_of_another_body_than_was_archived_makes_no_pack(capture: Capture) -> None:
    from dataclasses import replace

    from include.errors import ArchiveError

    with pytest.raises(ArchiveError):
        evidence_pack(MATTER, finding(), [replace(capture, body_sha256="0" * 64)], {}, AT)
