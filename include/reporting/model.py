"""What a report consists of, before it has any form: sections of paragraphs, notes and tables, and the figures in them.

DOCX, PDF, XLSX and mail are all drawn from these records, so they cannot say different things.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from include.text import clean_value

Value = str | int | float | None
ADDED = ("summary", "figures", "is_draft", "chart", "subject")
CellKind = Literal["text", "count", "percent", "date", "money"]


class _Record(BaseModel):
    """Base of the records: immutable, nothing beside what is declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        """Let no character in that a form cannot hold, wherever the text came from and however old it is."""
        return clean_value(value)


# Left out where it says nothing: a snapshot of an earlier version, which does not hold it, keeps its hash.
Annexed = Annotated[bool, Field(exclude_if=lambda value: not value)]


class Paragraph(_Record):
    """A sentence or more; a note is set apart, a bullet opens with a dash; in an annex, it follows the signature."""

    block: Literal["paragraph"] = "paragraph"
    text: str
    style: Literal["body", "note", "bullet"] = "body"
    in_annex: Annexed = False


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
    in_annex: Annexed = False


class Series(_Record):
    """One row of figures of a chart, in the order of its labels; nothing where there is no figure."""

    name: str
    values: tuple[float | None, ...]


class Chart(_Record):
    """A picture of figures: bars over periods, a map of shares by day, or the distribution of a duration.

    ``alt`` says in words what the picture shows, for whoever does not see it.
    """

    block: Literal["chart"] = "chart"
    kind: Literal["bars", "map"]
    title: str
    alt: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


Block = Annotated[Paragraph | Table | Chart, Field(discriminator="block")]


def annexed(*blocks: Paragraph | Table) -> tuple[Paragraph | Table, ...]:
    """Return blocks as they stand in an annex, behind the signature."""
    return tuple(block.model_copy(update={"in_annex": True}) for block in blocks)


class Section(_Record):
    """One numbered section; figures are its numbers by name, as the published marts give them.

    ``part`` is the heading above it and the others of the same part, where it stands under one.
    ``named`` holds the ids of the findings and matters of which the section names the outlet: whoever decided one of
    them does not approve the report.
    """

    section_id: str
    title: str
    blocks: tuple[Block, ...]
    figures: dict[str, int | float] = {}
    named: tuple[str, ...] = ()
    part: Annotated[str, Field(exclude_if=lambda value: not value)] = ""

    @property
    def body(self) -> tuple[Block, ...]:
        """What stands before the signature."""
        return tuple(block for block in self.blocks if isinstance(block, Chart) or not block.in_annex)

    @property
    def annex(self) -> tuple[Block, ...]:
        """What stands behind the signature."""
        return tuple(block for block in self.blocks if not isinstance(block, Chart) and block.in_annex)


class Headline(_Record):
    """A figure of the mail's body; what is compared with the period before is counted over what is in both."""

    label: str
    value: int | float | None
    previous: int | float | None
    kind: CellKind = "count"
    comparable: int | float | None = None


class Figure(_Record):
    """One declared figure with its unit and what it counts, as the spreadsheet lists it."""

    name: str
    label: str
    value: Value
    unit: str
    population: str
    kind: CellKind = "count"


class Lead(_Record):
    """The department that issues, and the body above it in the lines in which it is printed.

    ``capacity`` stands above the signatory's office where somebody signs for the head, such as KT. Giám đốc.
    """

    parent: tuple[str, ...]
    department: str
    symbol: str
    signatory: str
    capacity: Annotated[str, Field(exclude_if=lambda value: not value)] = ""


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
    summary: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    is_draft: bool = False
    chart: Chart | None = None
    subject: str = ""

    @property
    def named(self) -> frozenset[str]:
        """Ids of the findings and matters that the report names."""
        return frozenset(one for section in self.sections for one in section.named)

    @property
    def tables(self) -> tuple[tuple[str, Table], ...]:
        """The tables with their section's title, numbered as they stand: through the body, then through the annexes."""
        placed = ((section.title, section.body) for section in self.sections)
        behind = ((section.title, section.annex) for section in self.sections)
        return tuple(
            (title, block) for title, blocks in (*placed, *behind) for block in blocks if isinstance(block, Table)
        )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; where it says something else, its hash is worked out anew."""
        copied = super().model_copy(update=update, deep=deep)
        if set(update or ()) - {"ledger"}:
            vars(copied).pop("content_hash", None)
        return copied

    @cached_property
    def content_hash(self) -> str:
        """SHA-256, in hex, of the canonical JSON of this content; worked out once, for a content never changes."""
        said = self.model_dump(mode="json", exclude={"ledger"})
        for name in ADDED:  # what a snapshot of an earlier version does not hold is no part of its hash
            if not said[name]:
                del said[name]
        for headline in said["headlines"]:
            if headline["comparable"] is None:
                del headline["comparable"]
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


class NotedFont(BaseModel):
    """The font of a report's PDF, as its snapshot notes it."""

    family: str
    sha256: str


class NotedWithdrawals(BaseModel):
    """What was lawfully withdrawn of a report, as its snapshot notes it."""

    passages: int


class Noted(BaseModel):
    """What a snapshot's file notes beside its content; whoever reads on takes these types for granted."""

    model_config = ConfigDict(strict=True)

    build_id: str
    content_hash: str
    marts_sha256: str = ""
    font: NotedFont | None = None
    withdrawn: NotedWithdrawals = NotedWithdrawals(passages=0)
