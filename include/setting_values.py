"""The types of settings: each refuses, with a reason, a value that the code which uses it could not handle."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

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


DRIVERS = {"sqlite": ("pysqlite",), "postgresql": ("psycopg2", "psycopg")}
"""The synchronous drivers of each database; others would fail at the first query."""


def is_loopback(host: str) -> bool:
    """Return whether a host can only be this computer, not a name that merely begins like localhost."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def comma_parts(text: object) -> object:
    """Read a list that is separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()] if isinstance(text, str) else text


def _whole_path(path: Path) -> Path:
    """Refuse what only a shell would expand, and what no file system accepts."""
    if "~" in path.parts[:1] or str(path).startswith("~"):
        raise ValueError("~ is expanded by a shell only; write the whole path")
    if not str(path).isprintable():
        raise ValueError("it holds a character that cannot be printed")
    if not path.name.strip() and path != Path("/"):
        raise ValueError("it names no file and no folder")
    return path


def _printable(text: str) -> str:
    """Refuse control characters: the value goes into headers and onto terminals."""
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
    """Return what refuses an address that SQLAlchemy cannot read, or whose database or driver is another."""

    def check(text: str) -> str:
        """Read the address as SQLAlchemy will."""
        if not text:
            return text
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            address = make_url(text)
        except (ArgumentError, ValueError):
            raise ValueError("it is no database address such as postgresql://user@host/name") from None
        dialect, _, driver = address.drivername.partition("+")
        if dialect not in dialects:
            raise ValueError(f"its database is {dialect}, not {' or '.join(dialects)}")
        if driver and driver not in DRIVERS[dialect]:
            raise ValueError(f"its driver is {driver}, not {' or '.join(DRIVERS[dialect])}; none needs to be named")
        if dialect == "sqlite" and not (address.database or "").startswith("/"):
            raise ValueError(
                "it names no whole path: each process would open another file; write sqlite:////folder/file"
            )
        return text

    return AfterValidator(check)


def web_address(*schemes: str) -> AfterValidator:
    """Return what refuses an address without one of the schemes and a host, with a port that is none, or a password."""
    return AfterValidator(lambda text: _web_address(text, schemes))


def _web_address(text: str, schemes: tuple[str, ...]) -> str:
    """Read an address as whoever opens it will."""
    try:
        parts = urlsplit(text)
        has_host, _ = bool(parts.hostname), parts.port
    except ValueError as error:
        raise ValueError(f"it is no address: {error}") from None
    if text and (parts.scheme not in schemes or not has_host or parts.password is not None or " " in text):
        raise ValueError(f"write {schemes[0]}://host/… without a password")
    return text


def _mailbox(text: str) -> str:
    """Refuse what is neither the whole path of a maildir nor the address of an IMAP folder with its user."""
    if not text or (text.startswith("/") and text.strip("/")):
        return text
    if not urlsplit(_web_address(text, ("imaps",))).username:
        raise ValueError("write imaps://user@host/folder")
    return text


def _memory(text: str) -> str:
    """Refuse what is not a size, or one too small for a build or larger than any computer has."""
    found = re.fullmatch(r"([1-9]\d{0,6})(?:\.\d+)? ?([MGT])i?B", text)
    megabytes = int(found[1]) * {"M": 1, "G": 1000, "T": 1000_000}[found[2]] if found else 0
    if not 50 <= megabytes <= 4_000_000:
        raise ValueError("write a size from 50MB to 4TB, such as 3GB")
    return text


def _user_names(text: str) -> str:
    """Refuse a name that no user can have: the person who is meant could not sign in under it."""
    if found := set(text) & set(";*|\"'<>"):
        raise ValueError(f"user names are separated by commas, and {min(found)} stands in none")
    return text


Whole = Annotated[Path, AfterValidator(_whole_path)]
Text = Annotated[str, AfterValidator(_printable)]
Host = Annotated[Text, AfterValidator(_host)]
Mailbox = Annotated[Text, AfterValidator(_mailbox)]
Memory = Annotated[str, AfterValidator(_memory)]
UserNames = Annotated[Text, AfterValidator(_user_names)]
MailAddress = Annotated[Text, AfterValidator(_mail_address)]
MailAddresses = Annotated[Text, AfterValidator(_mail_addresses)]
Port = Annotated[int, Field(ge=1, le=65535)]
Days = Annotated[int, Field(ge=1, le=3650)]
DayList = Annotated[tuple[Days, ...], NoDecode, BeforeValidator(comma_parts), Field(min_length=1)]
