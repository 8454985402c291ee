"""Writes a mail as the bytes that leave, once for our record and the server, and its files once for all recipients.

The library encodes a file anew for each mail, and looks for the boundary of its parts in every line of it. A report's
files are the same for hundreds of recipients, and most of what a mail weighs.
"""

import io
from email.generator import BytesGenerator
from email.message import EmailMessage
from functools import cached_property, lru_cache
from typing import Any

from include.mailing.policy import MAIL

FILES_KEPT = 8  # encoded files in memory: those of two reports


class AttachedFile(EmailMessage):
    """A file as a part of mails; nobody changes it, so it is encoded once however many mails carry it."""

    @cached_property
    def flat(self) -> bytes:
        """The part with its headers, as it stands between two boundaries."""
        return self.as_bytes()


@lru_cache(maxsize=FILES_KEPT)
def attached_file(name: str, maintype: str, subtype: str, body: bytes) -> AttachedFile:
    """Return a file as a part of a mail.

    Args:
        name: As the recipient sees it.
        maintype: Of its media type.
        subtype: Of its media type.
        body: Its bytes.
    """
    part = AttachedFile(policy=MAIL)
    part.set_content(body, maintype=maintype, subtype=subtype, filename=name)
    return part


class _Writer(BytesGenerator):
    """The library's writer, which takes an attached file as it was written before."""

    def __init__(self, stream: io.BytesIO, *args: Any, **named: Any) -> None:
        """Write into a stream."""
        super().__init__(stream, *args, **named)
        self._stream = stream

    def flatten(self, msg: Any, unixfrom: bool = False, linesep: str | None = None) -> None:
        """Write one part."""
        if isinstance(msg, AttachedFile):
            self._stream.write(msg.flat)
        else:
            super().flatten(msg, unixfrom, linesep)


def flat(message: EmailMessage) -> bytes:
    """Return a whole mail as it leaves: lines end as SMTP wants them."""
    written = io.BytesIO()
    _Writer(written, policy=message.policy).flatten(message, linesep="\r\n")
    return written.getvalue()
