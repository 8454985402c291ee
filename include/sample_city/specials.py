"""Texts that are declared, not generated: official releases and where they are printed, corrections, checked claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from include.sample_city.article import Article
from include.sample_city.declaration import Fault, Misbehaviour, outlets, read_yaml
from include.sample_city.writing import Draft, lot, places

SPECIAL = {
    Misbehaviour.CORRECTION_PUBLISHED: "correction",
    Misbehaviour.CORRECTION_COMPLETE: "complete_correction",
    Misbehaviour.CORRECTION_OF_OLD: "old_correction",
    Misbehaviour.REPEATS_CLAIM: "repeats_claim",
    Misbehaviour.DEBUNKS_CLAIM: "debunks_claim",
}
LATE_EVENING = ("bao_thang_long", date(2026, 10, 29), 3)


@dataclass(frozen=True, slots=True)
class ReleasePrint:
    """One outlet that prints an official release: its number of the day, and the clock."""

    release_id: str
    outlet_id: str
    day: date
    number: int
    clock: tuple[int, int]
    source_number: int = 11

    def draft(self) -> Draft:
        """Return the release as an article."""
        release = releases()[self.release_id]
        paragraphs = tuple(release["text"].strip().split("\n\n"))
        return Draft("release", "Thông tin chính thức", "thong-tin", release["title"], paragraphs[0], paragraphs[1:])


RELEASE_PRINTS = (
    ReleasePrint("tt-2026-037", "cong_thanh_pho", date(2026, 10, 27), 11, (8, 30)),
    ReleasePrint("tt-2026-037", "bao_thang_long", date(2026, 10, 27), 11, (9, 0)),
    ReleasePrint("tt-2026-037", "bao_kinh_thanh", date(2026, 10, 27), 11, (9, 10)),
    ReleasePrint("tt-2026-037", "cong_tin_phu_sa", date(2026, 10, 27), 1, (9, 20)),
    ReleasePrint("tt-2026-041", "cong_thanh_pho", date(2026, 11, 5), 11, (8, 30)),
    ReleasePrint("tt-2026-041", "bao_cua_bac", date(2026, 11, 5), 11, (14, 0)),
)


@cache
def releases() -> dict[str, Any]:
    """Return the official releases by id."""
    return {release["release_id"]: release for release in read_yaml("texts/releases.yml")}


def special_draft(fault: Fault | None, published: "Sequence[Article]") -> Draft | None:
    """Return the text that a fault speaks of, or nothing for an article like any other."""
    name = SPECIAL.get(fault.misbehaviour) if fault else None
    if fault is None or name is None:
        return None
    parts = read_yaml("texts/specials.yml")[name]
    words = {"ward": lot(name).choice(places(fault.days[0])), "outlet": outlets()[fault.outlet_id].name}
    if fault.source:
        corrected = next(a for a in published if (a.outlet_id, a.day, a.day_number) == fault.source)
        words |= {
            "corrected_title": corrected.draft.title,
            "corrected_section": corrected.draft.section,
            "corrected_day": f"{corrected.day:%d/%m/%Y}",
        }
    paragraphs = tuple(paragraph.format(**words) for paragraph in parts["paragraphs"])
    title, summary = (parts[part].format(**words) for part in ("title", "summary"))
    return Draft(name, parts["section"], parts["slug"], title, summary, paragraphs)
