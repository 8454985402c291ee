"""What a setting may be: each kind refuses, with a reason, what whoever reads it could not use."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

MAIL_ADDRESS = (
    r"[A-Za-z0-9_](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_])?"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
"""One mail address as a pattern: what headers carry as it is, in letters that no other letters look like.

Registers of recipients, units and contacts have the same pattern. Quotes, brackets, commas and comments, which the
standard allows, lead the library of Python into errors or to two recipients.
"""


def is_loopback(host: str) -> bool:
    """Return whether a host can only be this computer; a name that merely begins like it is another's."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def comma_parts(text: object) -> object:
    """Read a list that is separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()] if isinstance(text, str) else text


def _whole_path(path: Path) -> Path:
    """Refuse what only a shell would expand, and what no file system takes."""
    if "~" in path.parts[:1] or str(path).startswith("~"):
        raise ValueError("~ is expanded by a shell only; write the whole path")
    if not str(path).isprintable():
        raise ValueError("it holds a character that cannot be printed")
    if not path.name.strip() and path != Path("/"):
        raise ValueError("it names no file and no folder")
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


def is_mail_address(text: str) -> bool:
    """Return whether a text is one mail address that a header carries as it is."""
    return re.fullmatch(MAIL_ADDRESS, text) is not None


def _mail_address(text: str) -> str:
    """Refuse what is not one mail address."""
    if not is_mail_address(text.strip()):
        raise ValueError(f"{text!r} is no mail address")
    return text.strip()


def _mail_addresses(text: str) -> str:
    """Refuse what is no list of mail addresses, and a list of none."""
    return ",".join(map(_mail_address, text.split(",")))


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
MailAddress = Annotated[Text, AfterValidator(_mail_address)]
MailAddresses = Annotated[Text, AfterValidator(_mail_addresses)]
Port = Annotated[int, Field(ge=1, le=65535)]
Days = Annotated[int, Field(ge=1, le=3650)]
DayList = Annotated[tuple[Days, ...], NoDecode, BeforeValidator(comma_parts), Field(min_length=1)]
