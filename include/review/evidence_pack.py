"""A finding's evidence as one file that opens without our program: a WACZ with the place it rests on and its proofs.

A WACZ is a ZIP: its web archive opens in any viewer of such archives, the pages in ``logs/`` in any browser, and the
hashes in its description are checked by the ``wacz`` command. What it shows of a page is an extract, said to be one:
raw pages never leave. The hash is that of the sealed original, which the department keeps; the time stamp is an
outside authority's (RFC 3161) on the ledger that holds the day's seal, and is checked by ``openssl ts``.
"""

import base64
import html
import json
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from warcio.warcwriter import WARCWriter

from include.archive.facts import Capture
from include.archive.reader import read
from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.pages.page import open_page
from include.periods.days import local_day, local_time
from include.review.cases import Finding, Matter
from include.review.causes import CAUSE, observed
from include.review.extracts import Extract, extract
from include.warehouse.disclaimer import NOT_EVIDENCE
from include.warehouse.published import rows

SUMMARY, STAMP, ORIGIN = "bang_chung.html", "dau_thoi_gian.tsr", "nguon_goc.json"
CUT = {
    "comments": "chỗ bình luận của người đọc",
    "bylines": "chỗ ghi tên tác giả",
    "names": "dòng có thể là tên người",
    "images": "hình ảnh",
    "blocks": "khối nội dung ngoài vị trí làm căn cứ",
}
VERSION = "select * from dim_rule_versions where rule_version_id = ?"
PACKING = Lock()  # the packer prints, and only one at a time may turn that aside
EXTRACT_SAID = "Bản trích: chỉ vị trí làm căn cứ, không mã lệnh, không hình ảnh, không bình luận, không tên tác giả."


@dataclass(frozen=True)
class Sealed:
    """What the ledger holds of the day on which a page was archived.

    Attributes:
        sequence: Number of the entry that sealed the day; 0 while it is not sealed.
        digest: Digest of the day's seal.
        stamped_at: An outside authority's time on a later state of the ledger; empty without one.
        reply: The authority's reply, as it came.
    """

    sequence: int = 0
    digest: str = ""
    stamped_at: str = ""
    reply: bytes = b""


def sealed(day: date) -> Sealed:
    """Return what the ledger holds of the day on which a page was archived."""
    seals = entries(EntryKind.ARCHIVE_SEALED, day.isoformat())
    if not seals:
        return Sealed()
    last = seals[-1]
    stamps = (entry for entry in entries(EntryKind.HEAD_STAMPED) if int(entry.payload["count"]) >= last.sequence)
    stamp = next(stamps, None)
    if stamp is None:
        return Sealed(last.sequence, str(last.payload["digest"]))
    reply = base64.b64decode(stamp.payload["reply"])
    return Sealed(last.sequence, str(last.payload["digest"]), str(stamp.payload["stamped_at"]), reply)


def evidence_pack(
    matter: Matter, finding: Finding, captures: Sequence[Capture], rule: Mapping[str, str], at: datetime
) -> bytes:
    """Return the evidence of a finding as a WACZ.

    Args:
        matter: The finding's matter.
        finding: The finding.
        captures: The captures it rests on, the earlier first.
        rule: What the rule says, in words: its legal basis, its threshold.
        at: Instant of the pack.

    Raises:
        ArchiveError: The archive no longer holds a page, or not as it was received.
    """
    shown = [(capture, _extract(capture, finding)) for capture in captures]
    seals = [sealed(capture.day) for capture in captures]
    summary = _summary(matter, finding, list(zip(shown, seals, strict=True)), rule, at)
    with TemporaryDirectory() as folder:
        kept = Path(folder)
        (kept / "logs").mkdir()
        (kept / "logs" / SUMMARY).write_text(summary, encoding="utf-8")
        (kept / "logs" / ORIGIN).write_text(_origin(finding, captures, seals), encoding="utf-8")
        for number, seal in enumerate(seals, start=1):
            if seal.reply:
                (kept / "logs" / f"{number}_{STAMP}").write_bytes(seal.reply)
        pages = _write_archive(kept / "trich.warc.gz", shown, at)
        (kept / "pages.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
        return _packed(kept)


def _extract(capture: Capture, finding: Finding) -> Extract:
    """Return the place of a captured page that a finding rests on."""
    page = open_page(read(capture).body, capture.final_url, capture.content_type)
    return extract(page, finding.excerpt, is_article=finding.article_id is not None)


def _packed(folder: Path) -> bytes:
    """Return the WACZ of a folder with an archive, a list of pages, and what goes beside them."""
    from wacz.main import main  # imports what validates packages, which takes seconds: only where a pack is made

    target = folder / "bang_chung.wacz"
    with PACKING, redirect_stdout(StringIO()):
        main(["create", "-o", str(target), "-p", str(folder / "pages.jsonl"), "-l", str(folder / "logs"),
              "--title", "Bằng chứng", str(folder / "trich.warc.gz")])  # fmt: skip
    return target.read_bytes()


def _write_archive(path: Path, shown: Sequence[tuple[Capture, Extract]], at: datetime) -> list[dict[str, str]]:
    """Write the extracts as records of a web archive; return the list of its pages."""
    pages: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Bằng chứng"}]
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for capture, found in shown:
            instant = f"{capture.captured_at:%Y-%m-%dT%H:%M:%SZ}"
            body = _document(f"Bản trích {capture.final_url}", f"<p>{EXTRACT_SAID}</p>{found.body}").encode()
            heads = {"WARC-Date": instant, "X-Sealed-Original-SHA256": capture.body_sha256}
            record = writer.create_warc_record(
                capture.final_url, "resource", payload=BytesIO(body), length=len(body),
                warc_content_type="text/html; charset=utf-8", warc_headers_dict=heads,
            )  # fmt: skip
            writer.write_record(record)
            pages.append({"url": capture.final_url, "ts": instant, "title": f"Bản trích, lập {local_day(at):%d/%m/%Y}"})
    return pages


def _document(title: str, body: str) -> str:
    """Return a page that needs nothing and runs nothing."""
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{html.escape(title)}</title><style>body{{max-width:50rem;margin:2rem auto;padding:0 1rem;"
        "font:16px/1.5 sans-serif;overflow-wrap:anywhere}section{border:1px solid #999;padding:0 1rem;margin:1rem 0}"
        f"dt{{font-weight:600}}</style></head><body>{body}</body></html>"
    )


def _summary(
    matter: Matter,
    finding: Finding,
    pages: Sequence[tuple[tuple[Capture, Extract], Sealed]],
    rule: Mapping[str, str],
    at: datetime,
) -> str:
    """Return the page that people read first: what was seen, on which rule, where, and what was left out."""
    version = next(iter(rows(VERSION, [matter.rule_version_id])), {})
    facts = {
        "Đơn vị": matter.outlet_name,
        "Quy định": matter.title_vi,
        **rule,
        "Văn bản": finding.provision_address or "",
        "Quy định yêu cầu": observed(str(version.get("asks_for") or "")),
        "Người đọc văn bản, ngày đọc": _read_by(version),
        "Điều hệ thống ghi nhận": CAUSE.get(matter.cause, CAUSE[""]),
        "Cụ thể": observed(finding.observed_value) if finding.observed_value else "",
        "Đoạn trích": finding.excerpt or "",
        "SHA-256 của bài đăng trước": finding.original_page_sha256 or "",
        "Mã vụ việc": matter.matter_id,
        "Mã nội dung": finding.finding_id,
        "Lập ngày": f"{local_day(at):%d/%m/%Y}",
    }
    body = f"<h1>Bằng chứng ngày {finding.finding_date:%d/%m/%Y}</h1><p>{html.escape(NOT_EVIDENCE)}</p>{_listed(facts)}"
    for (capture, found), seal in pages:
        body += _page(capture, found, seal)
    return _document("Bằng chứng", body)


def _read_by(version: dict[str, Any]) -> str:
    """Return who read the rule's text, and when."""
    return ", ".join(str(version[name]) for name in ("read_by_role", "read_on") if version.get(name))


def _listed(facts: dict[str, str]) -> str:
    """Return facts as a list; what is empty is left out."""
    rows_of = (f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in facts.items() if value)
    return f"<dl>{''.join(rows_of)}</dl>"


def _page(capture: Capture, found: Extract, seal: Sealed) -> str:
    """Return one archived page: where it stood, its hash and seal, its extract, and what was left out."""
    facts = {
        "Địa chỉ": capture.final_url,
        "Chụp lúc": f"{local_time(capture.captured_at)} (giờ Hà Nội)",
        "SHA-256 của bản gốc được niêm phong": capture.body_sha256,
        "Niêm phong ngày": f"{seal.digest} (mục {seal.sequence} của sổ)" if seal.sequence else "chưa niêm phong",
        "Dấu thời gian (RFC 3161)": _stamped(seal) or "chưa có",
        "Đã lược bỏ": "; ".join(f"{count} {CUT[name]}" for name, count in found.cut.items() if count) or "không có",
    }
    return f"<h2>Trang được chụp</h2>{_listed(facts)}<p>{EXTRACT_SAID}</p>{found.body}"


def _stamped(seal: Sealed) -> str:
    """Return when an outside authority stamped a seal, as people read it; empty where none did."""
    return f"{local_time(datetime.fromisoformat(seal.stamped_at))} (giờ Hà Nội)" if seal.stamped_at else ""


def _origin(finding: Finding, captures: Sequence[Capture], seals: Sequence[Sealed]) -> str:
    """Return the same proofs for programs."""
    originals = [
        {"url": one.final_url, "captured_at": one.captured_at.isoformat(), "sha256": one.body_sha256,
         "bytes": one.body_bytes, "sealed_by_entry": seal.sequence, "seal_digest": seal.digest,
         "stamped_at": seal.stamped_at}
        for one, seal in zip(captures, seals, strict=True)
    ]  # fmt: skip
    return json.dumps({"finding_id": finding.finding_id, "originals": originals}, ensure_ascii=False, indent=1)
