"""Writes the department's registers of the city as clerks would: spreadsheets and CSV files with Vietnamese headers."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from include.landing.contract import Column, table
from include.sample_city.articles import articles
from include.sample_city.declaration import Licence, Outlet, outlets, read_yaml
from include.sample_city.specials import releases

Row = dict[str, Any]
_ARTICLE = re.compile(r"\{(\w+):(\d{4}-\d{2}-\d{2}):(\d+)\}")
WRITTEN_AT = datetime(2026, 11, 16, 8, 0)  # noqa: DTZ001 - what the files say of themselves, the same every time


def write_registers(folder: Path) -> None:
    """Write every register below a folder; files of the same name are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, registers in read_yaml("registers.yml")["files"].items():
        write = _write_csv if name.endswith(".csv") else _write_workbook
        write(folder / name, registers)


def rows(register: str) -> list[Row]:
    """Return a register's rows by column name, good ones first, then those that must end in quarantine."""
    declared = read_yaml("registers.yml")
    if register == "licences":
        good = [_licence_row(outlet, licence) for outlet in outlets().values() for licence in outlet.licences]
    elif register == "releases":
        good = [{**release, "address": _release_address(release)} for release in releases().values()]
    else:
        good = declared["rows"][register]
    return [*good, *(bad["row"] for bad in declared["bad"].get(register, ()))]


def bad_rows() -> dict[str, list[str]]:
    """Return the reasons for which rows must end in quarantine, by register."""
    return {register: [row["reason"] for row in found] for register, found in read_yaml("registers.yml")["bad"].items()}


def _licence_row(outlet: Outlet, licence: Licence) -> Row:
    """Return the register's row of one licence."""
    return {
        "licence_number": licence.number,
        "outlet_id": outlet.outlet_id,
        "outlet_name": outlet.name,
        "organisation_name": outlet.organisation,
        "governing_body": outlet.governing_body,
        "legal_form": outlet.legal_form,
        "kind": outlet.kind,
        "licensing_authority": licence.authority,
        "issuer": licence.issuer,
        "domains": " ".join(licence.domains or outlet.domains),
        "is_city_owned": outlet.is_city_owned,
        "is_press_run": outlet.is_press_run,
        "is_domain_approved": licence.is_domain_approved,
        "issued_on": licence.issued_on,
        "valid_to": licence.valid_to,
    }


def _release_address(release: Row) -> str:
    """Return where the city's portal shows a release."""
    shown = (a for a in articles() if a.outlet_id == "cong_thanh_pho" and a.draft.title == release["title"])
    return next((a.url for a in shown), f"http://thanhpho.example.vn/thong-tin/{release['release_id']}.html")


def _clerk_columns(register: str) -> list[Column]:
    """Return the columns that a clerk fills in."""
    return [column for column in table(register).columns if column.header]


def _cell(column: Column, value: object) -> object:
    """Return a value as a clerk writes it; dates stay dates, for the caller to write."""
    if value is None or value == "":
        return None
    if column.choices:
        return dict(zip(column.choices, column.labels, strict=True))[str(value)] if column.labels else value
    if isinstance(value, bool):
        return "có" if value else "không"
    return _ARTICLE.sub(_address, value) if isinstance(value, str) else value


def _address(match: re.Match[str]) -> str:
    """Return the address of the article that a register means."""
    wanted = (match[1], date.fromisoformat(match[2]), int(match[3]))
    return next(a.url for a in articles() if (a.outlet_id, a.listed_on, a.day_number) == wanted)


def _cells(register: str, written: Iterable[Row]) -> list[list[object]]:
    """Return header and rows of a register."""
    columns = _clerk_columns(register)
    body = [[_cell(column, row.get(column.name)) for column in columns] for row in written]
    return [[column.header for column in columns], *body]


def _write_csv(path: Path, registers: list[str]) -> None:
    """Write one register of the city."""
    write_csv(path, registers[0], rows(registers[0]))


def write_csv(path: Path, register: str, written: Iterable[Row]) -> None:
    """Write a register as spreadsheets export it: UTF-8 with a mark, semicolons, dates as dd/mm/yyyy."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(
            [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in cells]
            for cells in _cells(register, written)
        )


def _write_workbook(path: Path, registers: list[str]) -> None:
    """Write registers as the sheets of one workbook, with true dates, the same bytes every time."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = WRITTEN_AT
    for number, register in enumerate(registers):
        sheet: Worksheet = book.create_sheet(table(register).title[:31], number)
        for cells in _cells(register, rows(register)):
            sheet.append(cells)
        for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row):
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    book.remove(book.worksheets[-1])
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(_steady(stream.getvalue()))


def _steady(content: bytes) -> bytes:
    """Return a workbook whose parts all carry one time, so that the same rows give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as found, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for part in found.infolist():
            data = found.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-11-16T08:00:00Z", data)
            written.writestr(zipfile.ZipInfo(part.filename, (2026, 11, 16, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
