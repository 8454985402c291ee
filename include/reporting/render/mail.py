"""Writes the mail: the answer and what changed in its body, as text and as HTML, and the files attached."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from html import escape

from include.ledger.marks import marks_in
from include.mailing.message_bytes import attached_file
from include.mailing.policy import MAIL
from include.reporting.model import Content, Headline, Paragraph, Section, Table
from include.reporting.render.charts import chart_png
from include.reporting.wording import NOT_MEASURED, cell, change

SUBJECT_LETTERS = 78  # characters a line of a mail should keep to (RFC 5322, 2.1.1)
NAME_LETTERS = 80
OPENING_LETTERS = 600  # of a section in the mail; an outsider's text may be long
FORBIDDEN = re.compile(r"[^\w\s().,–-]")
LEDGER_HEADER = "X-Press-Ledger"
REVISED = "[THAY THẾ LẦN {revision}] "
UNSIGNED = "Bản gửi tham khảo, chưa ký số."
AUTOMATIC = "Thư này được hệ thống gửi tự động sau khi báo cáo được duyệt."
REPLACES = "Báo cáo này thay thế bản đã gửi."
CELL = "border:1px solid #666;padding:5px"
FIGURE = f"{CELL};text-align:right;white-space:nowrap"
GREETING = "Kính gửi {role},"
CLOSING = "Báo cáo đầy đủ được gửi kèm (DOCX theo thể thức văn bản hành chính, PDF và bảng số liệu XLSX)."
UNDECIDED = "Số liệu là nội dung cần xác minh, chưa phải kết luận của cơ quan có thẩm quyền."
ATTACHMENT_TYPES = {
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def message_id(content: Content, recipient_id: str, sender: str, *, is_signed: bool = False) -> str:
    """Return the Message-ID that this content to this recipient always has, another one in its signed copy."""
    key = f"{content.report_id}/{content.period_id}/{recipient_id}/{content.content_hash}{'/signed' * is_signed}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{content.report_id}.{content.period_id}.{digest}@{sender.rpartition('@')[2]}>"


COMPARED_OVER = (
    "Thay đổi chỉ được tính trên các đơn vị được quan sát đủ và các quy định có hiệu lực ở cả hai kỳ; dấu – là chỉ "
    "tiêu không so sánh."
)
NOTHING_BEFORE = "Kỳ trước chưa có số liệu để so sánh."


def _has_previous(content: Content) -> bool:
    """Return whether any figure has one of the period before to stand beside."""
    return any(headline.previous is not None for headline in content.headlines)


def _headline(headline: Headline) -> tuple[str, str, str]:
    """Return a figure, its value, and how it changed."""
    return (
        headline.label,
        cell(headline.kind, headline.value),
        change(headline.kind, headline.comparable, headline.previous) if headline.previous is not None else "–",
    )


def _gaps(content: Content) -> str:
    """Return what could not be measured; nothing where the report prints no declared figure."""
    if not content.figures:
        return ""
    found = {figure.name: figure.value for figure in content.figures}
    share, measured = found.get("observed_share"), found.get("rules_measured")
    seen = f"Tỷ lệ quan sát được {cell('percent', share)}" if share is not None else "Chưa thu thập được dữ liệu"
    precision = (
        f"đo được đối với {cell('count', measured)}/{cell('count', found['rules_decided'])} nội dung quy định đã có "
        "quyết định rà soát"
        if measured
        else NOT_MEASURED
    )
    return f"{seen}; phần không quan sát được không tính là thiếu sót của đơn vị. Độ chính xác: {precision}."


def _short(content: Content) -> str:
    """Return the mark of the ledger as people can read it out; the header of the mail has its signature too."""
    return next((mark.short for mark in marks_in(content.ledger)), "")


def _opening(content: Content) -> str:
    """Return the opening sentence: who sends what."""
    days = "" if content.period_label in content.period_span else f" (số liệu {content.period_span})"
    about = " ".join(content.subject.split()) or f"báo cáo {content.period_label}"
    return f"{content.lead.department} gửi {about[:1].lower()}{about[1:]}{days}."


def _lines(content: Content) -> tuple[str, ...]:
    """Return the lines of page one; of a report without one, how each of its sections opens."""
    if content.summary or content.figures:  # a report with a page one, also where nothing was seen
        return content.summary
    opening = ((section.title, _first_sentence(section)) for section in content.sections)
    return tuple(f"{title}: {text}" if text else f"{title}." for title, text in opening)


def _first_sentence(section: Section) -> str:
    """Return the numbered figures of a section, else the paragraph that opens it; nothing where it has neither."""
    text = next((one.text for one in section.body if isinstance(one, Paragraph) and one.style != "note"), "")
    table = next((one for one in section.body if isinstance(one, Table)), None)
    if table is not None and table.columns[0].header == "STT":
        text = "; ".join(f"{row[1]}: {row[2]}" for row in table.rows)
    return text if len(text) <= OPENING_LETTERS else f"{text[: OPENING_LETTERS - 1].rstrip()}…"


def _answer_title(content: Content) -> str:
    """Return what stands above the verdict: a report without figures of matters has a note alone."""
    return "Kết quả chính" if content.headlines or content.summary else "Lưu ý"


def _closing(content: Content) -> str:
    """Return where the whole report is, and, where the mail holds figures of matters, what they are not."""
    return f"{CLOSING} {UNDECIDED}" if content.headlines else CLOSING


def _notices(content: Content, sender: str, says: str) -> tuple[str, ...]:
    """Return the notices: whether the PDF is signed, who else gets it, who answers, that the mail is automatic."""
    others = f"Báo cáo được gửi tới: {'; '.join(content.recipients)}." if content.recipients else ""
    questions = f"Câu hỏi về báo cáo xin gửi {content.lead.department} qua địa chỉ {sender}."
    return tuple(filter(None, (says, others, questions, AUTOMATIC)))


def _replacing(changes: Sequence[str], reason: str) -> str:
    """Return what differs from what was sent before, and why; nothing where this replaces nothing."""
    changed = f"Số liệu thay đổi: {'; '.join(changes)}." if changes else "Không có chỉ tiêu nào thay đổi."
    why = (f"Lý do: {reason.rstrip(' .')}.",) if reason else ()
    return " ".join((REPLACES, changed, *why)) if changes or reason else ""


def body_text(
    content: Content,
    role: str,
    sender: str = "",
    changes: Sequence[str] = (),
    *,
    reason: str = "",
    says: str = UNSIGNED,
) -> str:
    """Return the body as plain text."""
    compared = _has_previous(content)
    figures = "\n".join(
        f"- {label}: {value}{f' ({changed})' if compared else ''}"
        for label, value, changed in map(_headline, content.headlines)
    )
    title = "SỐ LIỆU VÀ THAY ĐỔI" if compared else f"SỐ LIỆU ({NOTHING_BEFORE.rstrip('.').lower()})"
    lines = "\n".join(f"{place}. {line}" for place, line in enumerate(_lines(content), start=1))
    parts = (
        GREETING.format(role=role),
        _opening(content),
        _replacing(changes, reason),
        f"{_answer_title(content).upper()}\n{content.verdict}",
        lines,
        f"BIỂU ĐỒ\n{content.chart.alt}" if content.chart else "",
        f"{title}\n{figures}" if figures else "",
        COMPARED_OVER if compared else "",
        _gaps(content),
        _closing(content),
        "\n".join(_notices(content, sender, says)),
        f"Mã nội dung: {content.content_hash}",
        f"Sổ ghi quyết định khi gửi: {_short(content)}" if content.ledger else "",
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _table_html(content: Content) -> str:
    """Return the figures as a table that fits a narrow screen; nothing where the report has none."""
    if not content.headlines:
        return ""
    compared = _has_previous(content)
    rows = "".join(
        f"<tr><td style='{CELL}'>{escape(label)}</td><td style='{FIGURE}'><b>{escape(value)}</b></td>"
        f"{f'<td style={CELL!r}>{escape(changed)}</td>' if compared else ''}</tr>"
        for label, value, changed in map(_headline, content.headlines)
    )
    heads = ("Chỉ tiêu", "Kỳ này", *(("Thay đổi",) if compared else ()))
    head = "".join(f"<th style='{CELL}'>{text}</th>" for text in heads)
    note = COMPARED_OVER if compared else NOTHING_BEFORE
    return f"<table style='border-collapse:collapse;width:100%'><tr>{head}</tr>{rows}</table><p>{note}</p>"


def _chart_html(content: Content, chart: str) -> str:
    """Return the picture with its words as alternative text."""
    if content.chart is None or not chart:
        return ""
    title, alt = escape(content.chart.title), escape(content.chart.alt, quote=True)
    return f"<p><b>{title}</b><br><img src='cid:{chart}' alt='{alt}' style='width:100%;max-width:620px'></p>"


def body_html(
    content: Content,
    role: str,
    sender: str = "",
    changes: Sequence[str] = (),
    *,
    reason: str = "",
    chart: str = "",
    says: str = UNSIGNED,
) -> str:
    """Return the body as HTML that loads nothing from anywhere; its picture comes with the mail."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in _lines(content))
    replacing = _replacing(changes, reason)
    small = "<br>".join(escape(line) for line in _notices(content, sender, says))
    ledger = f"<br>Sổ ghi quyết định khi gửi: {_short(content)}" if content.ledger else ""
    return (
        "<!doctype html><html lang='vi'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        "<body style='font-family:serif;font-size:16px;overflow-wrap:anywhere;max-width:640px;margin:8px'>"
        f"<p>{escape(GREETING.format(role=role))}</p><p>{escape(_opening(content))}</p>"
        f"{f'<p><b>{escape(replacing)}</b></p>' if replacing else ''}"
        f"<p><b>{_answer_title(content)}.</b> {escape(content.verdict)}</p><ol style='padding-left:24px'>{lines}</ol>"
        f"{_chart_html(content, chart)}{_table_html(content)}"
        f"<p>{escape(_gaps(content))}</p><p>{escape(_closing(content))}</p>"
        f"<p><small>{small}</small></p><p><small>Mã nội dung: {content.content_hash}{ledger}</small></p></body></html>"
    )


def subject(content: Content, revision: int = 1) -> str:
    """Return a subject of at most 78 letters: that it replaces another, what it is, and of which period."""
    prefix = REVISED.format(revision=revision) if revision > 1 else ""
    about = content.subject if content.subject.strip() else f"[{content.type_name}] {content.title}"
    text = " ".join(f"{prefix}{about}".split())
    return text if len(text) <= SUBJECT_LETTERS else f"{text[: SUBJECT_LETTERS - 1].rstrip()}…"


def attachment_name(content: Content, suffix: str) -> str:
    """Return the name that a recipient sees of a file: in Vietnamese, without a sign that a file system forbids."""
    text = content.subject or f"{content.type_name} {content.period_label}"
    return f"{' '.join(FORBIDDEN.sub(' ', text).split())[:NAME_LETTERS]}{suffix}"


def _head(content: Content, address: str, sender: str, at: datetime | None) -> EmailMessage:
    """Return a message with its headers but those that depend on which copy goes to whom."""
    message = EmailMessage(policy=MAIL)
    message["From"] = Address(content.lead.department, addr_spec=sender)
    message["To"] = address
    message["Reply-To"] = sender
    message["Date"] = at or datetime.combine(content.ends_before, time.min, UTC)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{content.report_id}.{sender.rpartition('@')[2]}>"
    message["List-Help"] = f"<mailto:{sender}>"
    if content.ledger:
        message[LEDGER_HEADER] = content.ledger
    return message


def compose_mail(
    content: Content,
    files: dict[str, bytes],
    recipient: tuple[str, str, str],
    sender: str,
    revision: int = 1,
    *,
    changes: Sequence[str] = (),
    reason: str = "",
    at: datetime | None = None,
    copy: tuple[bool, str] = (False, UNSIGNED),
) -> EmailMessage:
    """Return the whole message.

    Args:
        content: The snapshot's content.
        files: Attachments by file name.
        recipient: Id, role and work address.
        sender: Address it is sent from.
        revision: 1 for the first that this recipient gets of the period; more replace earlier ones.
        changes: What differs from the content sent before, where this one replaces it.
        reason: Why it is replaced.
        at: Instant of sending; the end of the period when left out.
        copy: Whether the attached PDF is the signed one, and what is said of its signature.
    """
    recipient_id, role, address = recipient
    is_signed, says = copy
    message = _head(content, address, sender, at)
    message["Message-ID"] = message_id(content, recipient_id, sender, is_signed=is_signed)
    message["Subject"] = subject(content, revision)
    chart = f"chart.{content.content_hash[:16]}@{sender.rpartition('@')[2]}" if content.chart else ""
    message.set_content(body_text(content, role, sender, changes, reason=reason, says=says), cte="base64")
    html = body_html(content, role, sender, changes, reason=reason, chart=chart, says=says)
    message.add_alternative(html, subtype="html", cte="base64")
    if content.chart is not None:
        drawn = message.get_body(("html",))  # which the picture belongs to
        assert isinstance(drawn, EmailMessage)  # noqa: S101 - it was added just before
        drawn.add_related(chart_png(content.chart), "image", "png", cid=f"<{chart}>", disposition="inline")
    _attach(message, content, files)
    return message


def _attach(message: EmailMessage, content: Content, files: dict[str, bytes]) -> None:
    """Attach the files; the boundary between them holds signs that no encoded part has."""
    if files:
        message.make_mixed(boundary=f"=_{content.content_hash[:40]}")
    for name, body in files.items():
        suffix = name[name.rindex(".") :]
        message.attach(attached_file(attachment_name(content, suffix), *ATTACHMENT_TYPES[suffix], body))
