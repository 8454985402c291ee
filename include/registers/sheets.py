"""Opens register files and yields their rows as they stand: XLSX and CSV, streamed, nothing evaluated."""

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from include.registers.problems import Fault, Problem, UnreadableError
from include.registers.values import is_blank
from include.registers.xlsx import ROWS_LIMIT, SheetPart, Workbook
from include.text import REPLACEMENT

Row = tuple[int, Sequence[object]]
SPREADSHEETS = frozenset({".xlsx", ".xlsm"})
UNSUPPORTED = frozenset({".xls", ".ods", ".xlsb", ".tsv", ".numbers"})
UNPACKED_LIMIT_BYTES = 2_000_000_000
CELL_LIMIT_CHARACTERS = 1_000_000
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old spreadsheets begin, and those that a password encrypts."""
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED_FLAG = 1  # bit 0 of an entry's general purpose flags (PKWARE's APPNOTE, 4.4.4)
BROKEN = (ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error)
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
csv.field_size_limit(CELL_LIMIT_CHARACTERS)


@dataclass(frozen=True)
class Sheet:
    """One sheet of one file; a CSV file is one sheet called csv."""

    file_name: str
    name: str
    is_hidden: bool
    rows: Callable[[], Iterator[Row]]

    def header(self) -> Sequence[object]:
        """Return the cells of row 1 without the blanks at its end; nothing for an empty sheet."""
        number, cells = next(self.rows(), (1, ()))
        cells = list(cells) if number == 1 else []
        while cells and is_blank(cells[-1]):
            cells.pop()
        return cells

    def data_rows(self) -> Iterator[Row]:
        """Yield number and cells of each row below the header that is not blank."""
        for number, cells in self.rows():
            if number > 1 and not all(map(is_blank, cells)):
                yield number, cells


def _unreadable(file_name: str, fault: Fault, detail: str) -> UnreadableError:
    """Return the error of a file that cannot be read."""
    return UnreadableError([Problem(file_name, "", 0, "", fault, detail=detail)])


def _check_archive(path: Path, file_name: str) -> None:
    """Refuse what is no archive, or unpacks to more than any register."""
    with path.open("rb") as stream:
        begin = stream.read(len(OLE_SIGNATURE))
        if begin == OLE_SIGNATURE:
            is_encrypted = ENCRYPTED in stream.read()
            fault = Fault.FILE_PROTECTED if is_encrypted else Fault.FORMAT_UNSUPPORTED
            raise _unreadable(file_name, fault, ".xls")
    if not begin:
        raise _unreadable(file_name, Fault.FILE_EMPTY, "")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except BROKEN as error:
        raise _unreadable(file_name, Fault.FILE_UNREADABLE, str(error)) from error
    if any(entry.compress_type not in PACKINGS or entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise _unreadable(file_name, Fault.FILE_UNREADABLE, "packed in a way that spreadsheet programs do not use")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_LIMIT_BYTES:
        raise _unreadable(file_name, Fault.FILE_TOO_LARGE, f"{unpacked // 1_000_000} MB")


@contextmanager
def _spreadsheet(path: Path, file_name: str) -> Iterator[list[Sheet]]:
    """Open an XLSX file; formulas come as text, macros are never loaded."""
    _check_archive(path, file_name)
    with zipfile.ZipFile(path) as archive:
        try:
            book = Workbook(archive)
        except BROKEN as error:
            raise _unreadable(file_name, Fault.FILE_UNREADABLE, str(error)) from error
        yield [_worksheet(book, part, file_name) for part in book.sheets]


def _worksheet(book: Workbook, part: SheetPart, file_name: str) -> Sheet:
    """Return one worksheet whose rows are streamed."""

    def rows() -> Iterator[Row]:
        try:
            yield from book.rows(part)
        except BROKEN as error:
            raise _unreadable(file_name, Fault.FILE_UNREADABLE, str(error)) from error

    return Sheet(file_name, part.name, part.is_hidden, rows)


def _encoding(path: Path) -> str:
    """Return UTF-16 when the file says so by its first bytes, else UTF-8."""
    with path.open("rb") as stream:
        return "utf-16" if stream.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _delimiter(path: Path, encoding: str) -> str:
    """Return the separator that splits the header into most columns."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        header = stream.readline(CELL_LIMIT_CHARACTERS)
    return max(",;\t", key=header.count)


def _text_file(path: Path, file_name: str) -> list[Sheet]:
    """Return the one sheet of a CSV file; bytes that are no text become U+FFFD and are found later.

    Quotation marks must pair: one that is never closed would swallow the rows after it.
    """
    if not path.stat().st_size:
        raise _unreadable(file_name, Fault.FILE_EMPTY, "")
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding)

    def rows() -> Iterator[Row]:
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            lines = csv.reader((line.replace("\0", REPLACEMENT) for line in stream), delimiter=delimiter, strict=True)
            first = 1
            try:
                for number, cells in enumerate(lines, start=1):
                    if number > ROWS_LIMIT:
                        raise _unreadable(file_name, Fault.FILE_TOO_LARGE, f"{ROWS_LIMIT} rows")
                    yield number, cells
                    first = lines.line_num + 1
            except csv.Error as error:
                raise _unreadable(file_name, Fault.QUOTES_UNBALANCED, str(first)) from error

    return [Sheet(file_name, "csv", False, rows)]


@contextmanager
def open_sheets(path: Path, file_name: str) -> Iterator[list[Sheet]]:
    """Open one file for as long as its rows are read.

    Raises:
        UnreadableError: The file is damaged, too large, or of a format that is not read.
    """
    suffix = path.suffix.casefold()
    if suffix in SPREADSHEETS:
        with _spreadsheet(path, file_name) as sheets:
            yield sheets
    elif suffix == ".csv":
        yield _text_file(path, file_name)
    else:
        raise _unreadable(file_name, Fault.FORMAT_UNSUPPORTED, suffix or "without suffix")
