"""What waits for people: tasks, messages of the reply mailbox, and the sealed files that entries name."""

import re
from typing import Annotated

from fastapi import BackgroundTasks, Form, HTTPException, Request
from fastapi.responses import Response

from include.errors import ActRefusedError
from include.ledger.sealed_files import read
from include.mails import UNREADABLE, header_of, read_mail
from include.reporting.clearings import matters_named
from include.review import cases, replies
from include.review.acts import Person
from include.review.board import board
from include.review.dossier import UNKNOWN
from include.review.queue import queue
from include.review.tasks import tasks
from include.review.views import log_view
from include.text import clean
from review_desk.asset_events import emit_decisions_recorded
from review_desk.rendering import LONGEST_TYPED, back, page
from review_desk.reviewers import Actor, EvidenceReader
from review_desk.shown import now
from review_desk.wording import refusal

DIGEST = re.compile(r"[0-9a-f]{64}")
INERT = {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}
LONGEST_SHOWN = 200_000


def _names() -> dict[str, str]:
    """Return the name of every outlet of the current copy that has a matter; of nobody known, too."""
    return {**queue(now()).names, UNKNOWN: "Chưa rõ đơn vị"}


def show_tasks(request: Request, who: EvidenceReader) -> Response:
    """Show what waits for somebody, longest first."""
    waiting = tasks(board(), now(), matters_named(), cases.without_evidence())
    return page("tasks.html", request, who, tasks=waiting, names=_names())


def show_messages(request: Request, who: EvidenceReader, done: str = "") -> Response:
    """Show the messages that nobody has entered or set aside."""
    return _messages(request, who, done=done)


def _messages(request: Request, who: Person, status: int = 200, **shown: object) -> Response:
    """Render the messages that wait, with what was typed where a form was refused."""
    waiting = [(dossier.outlet_id, entry) for dossier in board().dossiers() for entry in dossier.open_messages()]
    known: dict[str, object] = {"done": "", "waiting": waiting, "names": _names()}
    return page("messages.html", request, who, status, **{**known, **shown})


def handle_message(
    request: Request,
    who: Actor,
    later: BackgroundTasks,
    outlet_id: Annotated[str, Form(max_length=200)] = "",
    message: Annotated[str, Form(max_length=1000)] = "",
    outcome: Annotated[str, Form(max_length=LONGEST_TYPED)] = "",
) -> Response:
    """Record how a message was handled, whoever sent it."""
    try:
        replies.handle_message(outlet_id, message, outcome, who, now())
    except ActRefusedError as error:
        typed = {"message": message, "outcome": outcome}
        return _messages(request, who, 409, problem=refusal(error), typed=typed)
    later.add_task(emit_decisions_recorded, 1)
    return back(request, "/messages?done=handled", later)


def show_sealed(digest: str, who: EvidenceReader) -> Response:
    """Serve a sealed file: a mail as its words alone, anything else to be saved; the view is logged."""
    content = read(digest) if DIGEST.fullmatch(digest) else None
    if content is None:
        raise HTTPException(404, "Không có tệp này trong kho niêm phong.")
    log_view(UNKNOWN, {"file_sha256": digest}, who, now())
    if _is_message(digest):
        return Response(_words(content), media_type="text/plain; charset=utf-8", headers=INERT)
    saved = {"Content-Disposition": f'attachment; filename="{digest[:12]}"'}
    return Response(content, media_type="application/octet-stream", headers={**INERT, **saved})


def _is_message(digest: str) -> bool:
    """Return whether a file is a mail of the reply mailbox that waits."""
    return any(
        entry.payload.get("file_sha256") == digest
        for dossier in board().dossiers()
        for entry in dossier.open_messages()
    )


def _words(content: bytes) -> str:
    """Return sender, subject and words of a mail as plain text, and the names of what is attached."""
    mail = read_mail(content)
    try:
        body = mail.get_body(("plain", "html"))
        text = str(body.get_content()) if body is not None else ""
        attached = [part.get_filename() or "(không tên)" for part in mail.iter_attachments()]
    except UNREADABLE:  # what a hostile mail makes of its own structure
        text, attached = content.decode("utf-8", "replace"), []
    heads = [f"{name}: {header_of(mail, name)}" for name in ("From", "Date", "Subject")]
    files = [f"Tệp kèm theo: {name}" for name in attached]
    return clean("\n".join([*heads, *files, "", text]))[:LONGEST_SHOWN]
