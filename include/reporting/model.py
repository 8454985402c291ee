"""What a report consists of, before it has any form: sections of paragraphs, notes and tables, and the figures in them.

DOCX, PDF, XLSX and mail are all drawn from these records, so they cannot say different things.
"""

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from include.text import clean_value

Value = str | int | float | None
CellKind = Literal["text", "count", "percent", "date", "money"]


class _Record(BaseModel):
    """Base of the records: immutable, nothing beside what is declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        """Let no character in that a form cannot hold, wherever the text came from and however old it is."""
        return clean_value(value)


class Paragraph(_Record):
    """A sentence or more; a note is set apart, a bullet opens with a dash."""

    block: Literal["paragraph"] = "paragraph"
    text: str
    style: Literal["body", "note", "bullet"] = "body"


class Column(_Record):
    """One column of a table: how its values are written, and its share of the width."""

    header: str
    kind: CellKind = "text"
    weight: float = 1.0


class Table(_Record):
    """A table with its title; a value of percent is a share between 0 and 1, a date is ISO 8601."""

    block: Literal["table"] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


Block = Annotated[Paragraph | Table, Field(discriminator="block")]


class Section(_Record):
    """One numbered section; figures are its numbers by name, as the published marts give them.

    ``named`` holds the ids of the findings and matters of which the section names the outlet: whoever decided one of
    them does not approve the report.
    """

    section_id: str
    title: str
    blocks: tuple[Block, ...]
    figures: dict[str, int | float] = {}
    named: tuple[str, ...] = ()


class Headline(_Record):
    """A figure that the mail's body carries, with the same figure of the period before."""

    label: str
    value: int | float | None
    previous: int | float | None
    kind: CellKind = "count"


class Lead(_Record):
    """The department that issues, and the body above it in the lines in which it is printed."""

    parent: tuple[str, ...]
    department: str
    symbol: str
    signatory: str


class Content(_Record):
    """Everything a report says; its hash is what people approve.

    ``ledger`` is the signed mark of the ledger when the report was composed. It is drawn into every file, so that
    whoever received one can prove later that the ledger was cut, but it is no part of what is said: the same figures
    are the same content however many entries were recorded meanwhile.
    """

    report_id: str
    period_id: str
    period_label: str
    period_span: str
    starts_on: date
    ends_before: date
    type_name: str
    type_symbol: str
    title: str
    addressee: str
    place: str
    lead: Lead
    bases: tuple[str, ...]
    opening: str
    verdict: str
    headlines: tuple[Headline, ...]
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    file_note: str
    ledger: str = ""

    @property
    def named(self) -> frozenset[str]:
        """Ids of the findings and matters that the report names."""
        return frozenset(one for section in self.sections for one in section.named)

    @property
    def content_hash(self) -> str:
        """SHA-256, in hex, of the canonical JSON of this content."""
        said = self.model_dump(mode="json", exclude={"ledger"})
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
