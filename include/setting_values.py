"""What a setting may be: each kind refuses, with a reason, what whoever reads it could not use."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

_ADDRESS = re.compile(r"[^@\s,<>]+@[^@\s,<>]+\.[^@\s,<>.]+")


def comma_parts(text: object) -> object:
    """Read a list that is separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()] if isinstance(text, str) else text


def _whole_path(path: Path) -> Path:
    """Refuse what only a shell would expand, and what no file system takes."""
    if "~" in path.parts[:1] or str(path).startswith("~"):
        raise ValueError("~ is expanded by a shell only; write the whole path")
    if "\0" in str(path):
        raise ValueError("it holds a NUL character")
    return path


def _printable(text: str) -> str:
    """Refuse control characters: what is set here goes into headers and on terminals."""
    if not text.isprintable():
        raise ValueError("it holds a character that cannot be printed")
    return text


def _host(text: str) -> str:
    """Refuse what is not a bare host name or address."""
    if not re.fullmatch(r"[A-Za-z0-9._:-]+", text) or "//" in text:
        raise ValueError("write a host name alone, without scheme, port or path")
    return text


def _mail_addresses(text: str) -> str:
    """Refuse what is no list of mail addresses."""
    for part in filter(None, (part.strip() for part in text.split(","))):
        if not _ADDRESS.fullmatch(part):
            raise ValueError(f"{part!r} is no mail address")
    return text


def database(*dialects: str) -> AfterValidator:
    """Return what refuses an address that SQLAlchemy cannot read or whose database is another."""

    def check(text: str) -> str:
        """Read the address as SQLAlchemy will."""
        if not text:
            return text
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            dialect = make_url(text).get_backend_name()
        except (ArgumentError, ValueError):
            raise ValueError("it is no database address such as postgresql://user@host/name") from None
        if dialect not in dialects:
            raise ValueError(f"its database is {dialect}, not {' or '.join(dialects)}")
        return text

    return AfterValidator(check)


Whole = Annotated[Path, AfterValidator(_whole_path)]
Text = Annotated[str, AfterValidator(_printable)]
Host = Annotated[Text, AfterValidator(_host)]
MailAddresses = Annotated[Text, AfterValidator(_mail_addresses)]
Port = Annotated[int, Field(ge=1, le=65535)]
Days = Annotated[int, Field(ge=1, le=3650)]
