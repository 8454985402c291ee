"""Drafts of letters: what was seen, when, on which provision, how to put it right and to answer; and corrections.

A person numbers, signs and sends them; nothing here leaves by itself. Answering is voluntary and the date is the
department's own. A draft is plain text: its first line is what the letter is about, its second to whom it goes, and
what stands between blank lines is a paragraph each; the official form around it is drawn when somebody asks for a file.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from include.review.cases import Finding, Matter
from include.review.causes import CAUSE, observed
from include.review.notices import LEAST_WORKING_DAYS, Contact
from include.settings import settings
from include.warehouse.disclaimer import NOT_EVIDENCE

OFFICIAL = ".gov.vn"
"""How the addresses end at which authorities publish; a letter names no copy that somebody else keeps."""
DRAFTS = Path(__file__).parent / "drafts"
Noticed = tuple[Matter, Sequence[Finding]]
Cite = Callable[[str | None, str | None, date], str]


def _day(value: date) -> str:
    """Format a day as 14/11/2026."""
    return value.strftime("%d/%m/%Y")


def _basis(finding: Finding, cite: Cite) -> str:
    """Return the legal basis of a rule version, with its address where an authority publishes it."""
    address = finding.provision_address or ""
    where = f" ({address})" if (urlsplit(address).hostname or "").endswith(OFFICIAL) else ""
    return f"{cite(finding.instrument, finding.provision, finding.finding_date)}{where}"


def _evidence(finding: Finding) -> str:
    """Return one piece of evidence but for its day: address, passage and the hash of the archived page."""
    passage = f"; đoạn trích: “{finding.excerpt}”" if finding.excerpt else ""
    value = f"; cụ thể: {observed(finding.observed_value)}" if finding.observed_value else ""
    archived = f"; mã băm bản lưu: {finding.page_sha256}" if finding.page_sha256 else ""
    return f"{finding.evidence_url or 'theo sổ quản lý'}{passage}{value}{archived}"


def _evidences(findings: Sequence[Finding]) -> list[str]:
    """Return a line for each piece of evidence; what was the same on several days stands once, with those days."""
    days: dict[str, list[date]] = {}
    for finding in findings:
        days.setdefault(_evidence(finding), []).append(finding.finding_date)
    return [f"  + {_days(sorted(set(seen)))}: {evidence}" for evidence, seen in days.items()]


def _days(days: Sequence[date]) -> str:
    """Return on which days something was seen, each of them or how many of a stretch."""
    if len(days) == 1:
        return f"Ngày {_day(days[0])}"
    return f"Từ ngày {_day(days[0])} đến ngày {_day(days[-1])} ({len(days)} ngày ghi nhận)"


def _matter(number: int, noticed: Noticed, cite: Cite) -> str:
    """Return the paragraph of a letter on one matter."""
    matter, findings = noticed
    days = _day(matter.first_day) + ("" if matter.last_day == matter.first_day else f" đến {_day(matter.last_day)}")
    lines = [f"{number}. {matter.title_vi} (ghi nhận: {days}; mã vụ việc: {matter.matter_id})"]
    if findings:
        seen = CAUSE.get(matter.cause, CAUSE[""])
        lines.append(f"- Căn cứ: {_basis(findings[0], cite)}")
        lines.append(f"- Điều hệ thống ghi nhận từ thông tin đã công bố: {seen}.")
        lines += _evidences(findings)
    return "\n".join(lines)


def notice_letter(noticed: Sequence[Noticed], contact: Contact, cite: Cite) -> str:
    """Return the draft of a notice, by the parts that Decree 30/2020 asks of an official letter.

    Args:
        noticed: The matters with their findings.
        contact: Where the outlet receives it.
        cite: How a legal basis is cited.
    """
    working_days = max(settings().reply_working_days, LEAST_WORKING_DAYS)
    matters = "\n\n".join(_matter(number, one, cite) for number, one in enumerate(noticed, start=1))
    return _draft(
        "notice",
        outlet_name=noticed[0][0].outlet_name,
        where="; ".join(filter(None, (contact.role, contact.postal_address, contact.email))),
        matters=matters,
        working_days=working_days,
    )


def reminder_letter(outlet_name: str, number: str, sent_on: date, due_on: date) -> str:
    """Return the draft of a reminder while the time to reply runs."""
    return _draft("reminder", outlet_name=outlet_name, number=number, sent_on=_day(sent_on), due_on=_day(due_on))


def withdrawal_letter(outlet_name: str, numbers: Sequence[str]) -> str:
    """Return the draft of a letter that takes back what a faulty reading had found."""
    return _draft("withdrawal", outlet_name=outlet_name, numbers=", ".join(numbers))


def recall_letter(outlet_name: str, title: str, referred_on: date) -> str:
    """Return the draft that takes a referral back whose matter came from a faulty reading."""
    return _draft("recall", outlet_name=outlet_name, title=title, referred_on=_day(referred_on))


def correction_letter(
    outlet_name: str, title: str, receivers: Sequence[str], sent_on: Sequence[date], cleared_on: date
) -> str:
    """Return the draft that corrects what a report said of an outlet that has been cleared since.

    Args:
        outlet_name: The outlet.
        title: What the matter was about.
        receivers: Everybody who was sent a report that named it.
        sent_on: Days on which those reports left.
        cleared_on: Day on which the outlet was cleared.
    """
    return _draft(
        "correction",
        outlet_name=outlet_name,
        title=title,
        receivers="; ".join(receivers),
        sent_days=", ".join(_day(day) for day in sent_on),
        cleared_on=_day(cleared_on),
    )


def referral_letter(referred: Sequence[Noticed], cite: Cite) -> str:
    """Return the draft that refers matters of one outlet to whoever licensed it; the outlet was not heard."""
    matters = "\n\n".join(_matter(number, one, cite) for number, one in enumerate(referred, start=1))
    return _draft("referral", outlet_name=referred[0][0].outlet_name, matters=matters)


def _draft(name: str, **fields: object) -> str:
    """Fill the draft of a name; its text stands in a file, so that people can read it."""
    text = (DRAFTS / f"{name}.txt").read_text(encoding="utf-8")
    return text.format(**fields, not_a_measure=NOT_EVIDENCE)
