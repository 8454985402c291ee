"""Invented articles, landed and admitted, for the tests of classification."""

import hashlib
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from include.classification.admitted import AdmittedDay, Article
from include.landing import store

DAY = date(2026, 10, 15)
SYLLABLES = [
    "thành", "phố", "công", "bố", "kế", "hoạch", "cấp", "nước", "sạch", "tuyến", "đường", "mới", "người", "dân",
    "khu", "vực", "nội", "đô", "chợ", "trường", "học", "bệnh", "viện", "dự", "án", "vốn", "đầu", "tư", "tháng", "năm",
    "tuần", "lễ", "hội", "làng", "nghề", "quận", "phường", "xã", "giao", "thông", "xe", "buýt", "hồ", "cây", "xanh",
    "môi", "trường", "mưa", "nắng", "thể", "thao", "bóng", "đá", "giải", "đấu", "sân", "vận", "động", "nghệ", "sĩ",
    "triển", "lãm", "sách", "thư", "viện", "khoa", "học", "máy", "tính", "bảo", "tàng", "di", "sản",
]  # fmt: skip


def words(seed: int, count: int = 120) -> str:
    """Return a number of syllables, the same for one seed, grouped into sentences."""
    chance = random.Random(seed)  # noqa: S311
    chosen = [chance.choice(SYLLABLES) for _ in range(count)]
    sentences = [" ".join(chosen[first : first + 15]) for first in range(0, count, 15)]
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def article(article_id: str, outlet_id: str, text: str, at: datetime | None = None, **other: Any) -> Article:
    """Return an article as classification reads it."""
    return Article(
        article_id=article_id,
        capture_id=f"c_{article_id}",
        outlet_id=outlet_id,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        published_at=at,
        uncertainty_minutes=other.get("uncertainty_minutes", 0.0),
        published_date=at.date() if at else None,
        title=other.get("title", ""),
        text=text,
        canonical_url=other.get("canonical_url", f"http://{outlet_id}.example.vn/{article_id}"),
    )


def landing_row(
    article_id: str, outlet_id: str, text: str, day: date, hour: int | None, **other: Any
) -> dict[str, Any]:
    """Return a row of articles."""
    at = datetime.combine(day, time(hour), UTC) if hour is not None else None
    return {
        "article_id": article_id,
        "capture_id": f"c_{article_id}",
        "outlet_id": outlet_id,
        "url": f"http://{outlet_id}.example.vn/{article_id}",
        "canonical_url": f"http://{outlet_id}.example.vn/{article_id}",
        "title": f"Bài {article_id}",
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "extractor": "test",
        "text_characters": len(text),
        "has_byline": False,
        "published_uncertainty_minutes": 1.0,
        "published_date": at.date() if at else None,
        "published_at": at,
        "day": day,
        **other,
    }


def land(day: date, rows: list[dict[str, Any]], quarantined: frozenset[str] = frozenset()) -> None:
    """Land and admit rows of articles, outlet by outlet; replaces the outlets' partitions."""
    for outlet in sorted({row["outlet_id"] for row in rows}):
        own = [row for row in rows if row["outlet_id"] == outlet]
        store.write("articles", day, own, outlet)
        store.write("admissions", day, [_admission(row, day, quarantined) for row in own], outlet)


def landed_day(articles: Sequence[Article]) -> AdmittedDay:
    """Land articles on the day of the tests, admit them and read them back."""
    rows = [
        landing_row(one.article_id, one.outlet_id, one.text, DAY, 3, title=one.title, canonical_url=one.canonical_url)
        for one in articles
    ]
    land(DAY, rows)
    return AdmittedDay(DAY)


def _admission(row: dict[str, Any], day: date, quarantined: frozenset[str]) -> dict[str, Any]:
    """Return the admission of one article."""
    status = "quarantined" if row["article_id"] in quarantined else "admitted"
    return {**{name: row[name] for name in ("article_id", "capture_id", "outlet_id")}, "status": status, "day": day}


def register_row(number: int, day: date) -> dict[str, Any]:
    """Return the columns every register has."""
    return {
        "register_row_id": f"r{number}",
        "file_name": "so.xlsx",
        "file_sha256": "0" * 64,
        "sheet": "csv",
        "row_number": number + 2,
        "day": day,
    }


def licence(number: int, outlet_id: str, day: date, **other: Any) -> dict[str, Any]:
    """Return a row of licences."""
    return {
        **register_row(number, day),
        "licence_number": f"{number}/GP",
        "outlet_id": outlet_id,
        "outlet_name": outlet_id,
        "organisation_name": "Cơ quan",
        "legal_form": "press_agency",
        "kind": "newspaper",
        "licensing_authority": "city",
        "issuer": "Sở",
        "domains": f"{outlet_id}.example.vn",
        "is_city_owned": False,
        "is_press_run": True,
        "is_domain_approved": True,
        "issued_on": date(2020, 1, 1),
        **other,
    }


def release(number: int, text: str, issued_at: datetime, day: date) -> dict[str, Any]:
    """Return a row of releases."""
    return {
        **register_row(number, day),
        "release_id": f"tt-{number}",
        "title": "Thông tin",
        "issuing_unit_id": "van_phong_ubnd",
        "issuing_unit": "Văn phòng",
        "address": f"http://thanhpho.example.vn/tt-{number}",
        "text": text,
        "issued_at": issued_at,
    }
