"""Cites a legal basis as Vietnamese documents do: the smallest part first, each provision before its own instrument.

A clause that only sanctions an act is cited as such: it is not the text that makes the duty. A text of which nobody
knows whether it is in force is cited as such too.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from include.reporting.wording import KIND, day
from include.warehouse.instruments import BETWEEN, is_force_unknown, sanctions

PARTS = re.compile(r"^(?P<whole>(?:Điều|Phần) \S+)(?: (?P<middle>(?:khoản|mục) \S+))?(?: (?P<smallest>điểm .+))?$")
SANCTION = "theo điều khoản xử phạt tại "
FORCE_UNKNOWN = "chưa xác định được hiệu lực của văn bản, dẫn để tham khảo"


def cite_on(instrument: str | None, provision: str | None, on: date) -> str:
    """Return the citation of one rule version as of a day, which says where the force of its texts is not known then.

    Args:
        instrument: Instruments, separated by semicolons.
        provision: Provisions of each instrument in the same order, likewise; empty where a text gives none.
        on: The day on which the text is applied.
    """
    return with_force(cite(instrument, provision), is_unknown=is_force_unknown(instrument or "", on))


def with_force(basis: str, *, is_unknown: bool) -> str:
    """Return a citation with what is not known of the force of its texts."""
    return f"{basis} ({FORCE_UNKNOWN})" if basis and is_unknown else basis


def cite(instrument: str | None, provision: str | None) -> str:
    """Return the citation of one rule version.

    Args:
        instrument: Instruments, separated by semicolons.
        provision: Provisions of each instrument in the same order, likewise; empty where a text gives none.
    """
    instruments, provisions = (instrument or "").split(BETWEEN), (provision or "").split(BETWEEN)
    if len(provisions) < len(instruments):
        provisions += [""] * (len(instruments) - len(provisions))
    return BETWEEN.join(
        (SANCTION if own and name in sanctions() else "") + " ".join(filter(None, (_cite_provisions(own), name)))
        for own, name in zip(provisions, instruments, strict=True)
        if own or name
    )


def _cite_provisions(provisions: str) -> str:
    """Turn ``Điều 94 khoản 1 điểm d, Điều 95`` into ``điểm d khoản 1 Điều 94, Điều 95``."""
    return ", ".join(_cite_one(one) for one in re.split(r", (?=Điều|Phần)", provisions.strip()))


def _cite_one(provision: str) -> str:
    """Turn one provision round; one that is written otherwise stays as it is."""
    found = PARTS.match(provision)
    return " ".join(filter(None, (found["smallest"], found["middle"], found["whole"]))) if found else provision


def text_of(row: Mapping[str, Any]) -> str:
    """Return instrument and provision of a version's row; a clause that only sanctions is cited as such."""
    cited = cite(row["instrument"], row["provision"] or "")
    return cited if row["provision"] else f"{cited} (chưa đọc điều khoản)"


def reader_of(row: Mapping[str, Any]) -> str:
    """Return who read the text of a version's row, when and where; that nobody did yet."""
    if not row["read_on"]:
        return "chưa đọc bản gốc"
    return f"{row['read_by_role']}, ngày {day(row['read_on'])}, nguồn {row['read_where']}"


def concerned(title: str, kinds: str | None) -> str:
    """Return a rule with the kinds of outlet that its version concerns."""
    named = [KIND[kind].lower() for kind in (kinds or "").split() if kind in KIND]
    return f"{title} ({', '.join(named)})" if named else title
