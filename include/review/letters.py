"""Drafts of letters to outlets: what was seen, when, on which provision, how to put it right, how to answer.

A person numbers, signs and sends them; nothing here leaves by itself. Answering is voluntary and the date is the
department's own.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from include.review.cases import Finding, Matter
from include.review.notices import LEAST_WORKING_DAYS, Contact
from include.settings import settings
from include.warehouse.claims import NOT_EVIDENCE

DRAFTS = Path(__file__).parent / "drafts"
Noticed = tuple[Matter, Sequence[Finding]]
Cite = Callable[[str | None, str | None], str]


def _day(value: date) -> str:
    """Write a day as 14/11/2026."""
    return value.strftime("%d/%m/%Y")


def _basis(finding: Finding, cite: Cite) -> str:
    """Write what the version rests on, and where it can be read."""
    where = f" ({finding.provision_address})" if finding.provision_address else ""
    return f"{cite(finding.instrument, finding.provision)}{where}"


def _evidence(finding: Finding) -> str:
    """Write one piece of evidence: its day, address, passage and the hash of the archived page."""
    passage = f"; đoạn trích: “{finding.excerpt}”" if finding.excerpt else ""
    value = f"; ghi nhận: {finding.observed_value}" if finding.observed_value else ""
    archived = f"; mã băm bản lưu: {finding.page_sha256}" if finding.page_sha256 else ""
    return (
        f"  + Ngày {_day(finding.finding_date)}: {finding.evidence_url or 'theo sổ quản lý'}{passage}{value}{archived}"
    )


def _matter(number: int, noticed: Noticed, cite: Cite) -> str:
    """Write what is asked to be looked at of one matter."""
    matter, findings = noticed
    days = _day(matter.first_day) + ("" if matter.last_day == matter.first_day else f" đến {_day(matter.last_day)}")
    lines = [f"{number}. {matter.title_vi} (ghi nhận: {days}; mã vụ việc: {matter.matter_id})"]
    if findings:
        lines += [f"- Căn cứ: {_basis(findings[0], cite)}", "- Điều hệ thống ghi nhận từ thông tin đã công bố:"]
        lines += [_evidence(finding) for finding in findings]
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
        not_a_measure=NOT_EVIDENCE,
    )


def reminder_letter(outlet_name: str, number: str, sent_on: date, due_on: date) -> str:
    """Return the draft of a reminder while the time to reply runs."""
    return _draft("reminder", outlet_name=outlet_name, number=number, sent_on=_day(sent_on), due_on=_day(due_on))


def withdrawal_letter(outlet_name: str, numbers: Sequence[str]) -> str:
    """Return the draft of a letter that takes back what a faulty reading had found."""
    return _draft("withdrawal", outlet_name=outlet_name, numbers=", ".join(numbers))


def _draft(name: str, **fields: object) -> str:
    """Fill the draft of a name; its text stands in a file, so that people can read it."""
    return (DRAFTS / f"{name}.txt").read_text(encoding="utf-8").format(**fields)
