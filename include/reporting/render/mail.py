"""Writes the mail: the answer and what changed in its body, as text and as HTML, and the files attached."""

import hashlib
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from include.ledger.marks import marks_in
from include.reporting.model import Content, Headline
from include.reporting.wording import NOT_MEASURED, cell, change

SUBJECT = "[{type_name}] {title}"
LEDGER_HEADER = "X-Press-Ledger"
REVISED = "[THAY THẾ LẦN {revision}] "
GREETING = "Kính gửi {role},"
CLOSING = (
    "Báo cáo đầy đủ được gửi kèm (DOCX theo thể thức văn bản hành chính, PDF và bảng số liệu XLSX). Số liệu là nội "
    "dung cần xác minh, chưa phải kết luận của cơ quan có thẩm quyền."
)
ATTACHMENT_TYPES = {
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def message_id(content: Content, recipient_id: str, sender: str) -> str:
    """Return the Message-ID that this content to this recipient always has."""
    key = f"{content.report_id}/{content.period_id}/{recipient_id}/{content.content_hash}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{content.report_id}.{content.period_id}.{digest}@{sender.rpartition('@')[2]}>"


NOTHING_BEFORE = "Kỳ trước chưa có số liệu để so sánh."


def _has_previous(content: Content) -> bool:
    """Return whether any figure has one of the period before to stand beside."""
    return any(headline.previous is not None for headline in content.headlines)


def _headline(headline: Headline) -> tuple[str, str, str]:
    """Write a figure, its value, and how it changed."""
    return (
        headline.label,
        cell(headline.kind, headline.value),
        change(headline.kind, headline.value, headline.previous),
    )


def _gaps(content: Content) -> str:
    """Say what could not be measured."""
    coverage = next(section for section in content.sections if section.section_id == "coverage")
    share = coverage.figures.get("observed_share")
    seen = f"Tỷ lệ quan sát được {cell('percent', share)}" if share is not None else "Chưa thu thập được dữ liệu"
    return f"{seen}; phần không quan sát được không tính là thiếu sót của đơn vị. Độ chính xác: {NOT_MEASURED}."


def _short(content: Content) -> str:
    """Return the mark of the ledger as people can read it out; the header of the mail has its signature too."""
    return next((mark.short for mark in marks_in(content.ledger)), "")


def body_text(content: Content, role: str) -> str:
    """Write the body as plain text."""
    compared = _has_previous(content)
    figures = "\n".join(
        f"- {label}: {value}{f' ({changed})' if compared else ''}"
        for label, value, changed in map(_headline, content.headlines)
    )
    title = "SỐ LIỆU VÀ THAY ĐỔI" if compared else f"SỐ LIỆU ({NOTHING_BEFORE.rstrip('.').lower()})"
    parts = (
        GREETING.format(role=role),
        f"{content.lead.department} gửi báo cáo {content.period_label} (số liệu {content.period_span}).",
        f"KẾT QUẢ CHÍNH\n{content.verdict}",
        f"{title}\n{figures}",
        _gaps(content),
        CLOSING,
        f"Mã nội dung: {content.content_hash}",
        *((f"Sổ ghi quyết định khi gửi: {_short(content)}",) if content.ledger else ()),
    )
    return "\n\n".join(parts) + "\n"


def body_html(content: Content, role: str) -> str:
    """Write the body as HTML that loads nothing from anywhere."""
    compared = _has_previous(content)
    rows = "".join(
        f"<tr><td>{escape(label)}</td><td align='right'><b>{escape(value)}</b></td>"
        f"{f'<td>{escape(changed)}</td>' if compared else ''}</tr>"
        for label, value, changed in map(_headline, content.headlines)
    )
    introduction = f"{content.lead.department} gửi báo cáo {content.period_label} (số liệu {content.period_span})."
    return (
        "<!doctype html><html lang='vi'><meta charset='utf-8'>"
        "<body style='font-family:serif;font-size:16px;overflow-wrap:anywhere'>"
        f"<p>{escape(GREETING.format(role=role))}</p><p>{escape(introduction)}</p>"
        f"<p><b>Kết quả chính.</b> {escape(content.verdict)}</p>"
        "<table border='1' cellpadding='6' cellspacing='0' style='border-collapse:collapse'>"
        f"<tr><th>Chỉ tiêu</th><th>Kỳ này</th>{'<th>Thay đổi</th>' if compared else ''}</tr>{rows}</table>"
        f"{'' if compared else f'<p>{NOTHING_BEFORE}</p>'}"
        f"<p>{escape(_gaps(content))}</p><p>{escape(CLOSING)}</p>"
        f"<p><small>Mã nội dung: {content.content_hash}<br>Sổ ghi quyết định khi gửi: {_short(content)}</small></p>"
        "</body></html>"
    )


def compose_mail(
    content: Content, files: dict[str, bytes], recipient: tuple[str, str, str], sender: str, revision: int = 1
) -> EmailMessage:
    """Return the whole message.

    Args:
        content: The snapshot's content.
        files: Attachments by file name.
        recipient: Id, role and work address.
        sender: Address it is sent from.
        revision: 1 for the first that this recipient gets of the period; more replace earlier ones.
    """
    recipient_id, role, address = recipient
    message = EmailMessage(policy=SMTP)
    prefix = REVISED.format(revision=revision) if revision > 1 else ""
    subject = prefix + SUBJECT.format(type_name=content.type_name, title=content.title)
    message["Subject"] = " ".join(subject.split())
    message["From"], message["To"] = sender, address
    message["Message-ID"] = message_id(content, recipient_id, sender)
    message["Auto-Submitted"] = "auto-generated"
    if content.ledger:
        message[LEDGER_HEADER] = content.ledger
    message.set_content(body_text(content, role), cte="base64")
    message.add_alternative(body_html(content, role), subtype="html", cte="base64")
    for name, body in files.items():
        maintype, subtype = ATTACHMENT_TYPES[name[name.rindex(".") :]]
        message.add_attachment(body, maintype=maintype, subtype=subtype, filename=name)
    return message
