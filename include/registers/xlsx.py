"""Streams the cells of an XLSX file: values as written, formulas as text, nothing evaluated and no macro loaded.

The big parts (sheets, shared strings) are cut by regular expressions, which reads ten times the rows of a tree of
objects in the same time; a file that is not laid out as spreadsheet programs do is refused, never guessed at.
Layout: ECMA-376, part 1, section 18.
"""

import codecs
import posixpath
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

CHUNK_BYTES = 1 << 20
LONGEST_ROW_CHARACTERS = 20_000_000
SMALL_PART_BYTES = 20_000_000  # parts that are read whole: a few thousand in real files
STRINGS_LIMIT = 5_000_000
STRING_CHARACTERS_LIMIT = 200_000_000
REMEMBERED_CHARACTERS = 1000  # of one cell; longer ones hardly repeat and would fill the cache
ROWS_LIMIT = 1_048_576  # of a sheet; spreadsheet programs end there
LONGEST_READ_SECONDS = 120.0  # a full sheet of a million rows takes a fraction of it
CELLS_LIMIT = 20_000  # in one row; spreadsheet programs end at 16,384
CELL = re.compile(r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
ANY_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
ATTRIBUTE = re.compile(r'\b(\w+)="([^"]*)"')
ROW = re.compile(r'<row\b(?:[^>]*?\br="(\d+)")?[^>]*>')
FORMULA = re.compile(r"<f\b[^>]*?(?:/>|>(.*?)</f>)", re.DOTALL)
VALUE = re.compile(r"<v\b[^>]*>(.*?)</v>", re.DOTALL)
TEXT = re.compile(r"<t\b[^>]*?(?:/>|>(.*?)</t>)", re.DOTALL)
PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
STRANGE = ("<!DOCTYPE", "<!ENTITY", "<![CDATA[", "<!--")


class LayoutError(ValueError):
    """The parts of the file are not laid out as spreadsheet programs do."""


@dataclass(frozen=True)
class SheetPart:
    """One worksheet: its name, whether people see it, and where it lies in the archive."""

    name: str
    is_hidden: bool
    path: str


def _tree(archive: zipfile.ZipFile, path: str) -> etree._Element:
    """Parse one of the small parts, without entities and without the network."""
    if archive.getinfo(path).file_size > SMALL_PART_BYTES:
        raise LayoutError(f"{path} is larger than any of its kind")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(path), parser)


def _local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(etree.QName(element).localname)


def _chunks(archive: zipfile.ZipFile, path: str, root: str) -> Iterator[str]:
    """Yield the text of one big part in chunks; a namespace prefix is kept for the caller to remove."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with archive.open(path) as raw:
        first = True
        while chunk := raw.read(CHUNK_BYTES):
            text = decoder.decode(chunk)
            if any(word in text for word in STRANGE) or (first and root not in text):
                raise LayoutError(f"{path} is not written as spreadsheet programs write it")
            first = False
            yield text


def _pieces(archive: zipfile.ZipFile, path: str, root: str, end: str) -> Iterator[str]:
    """Yield the text of one big part, cut after each closing tag; what follows the last one comes last."""
    rest, prefix = "", None
    for text in _chunks(archive, path, root):
        if prefix is None:
            found = re.search(rf"<(\w+):{root}\b", text)
            prefix = found[1] if found else ""
        whole = rest + text
        if prefix:
            whole = whole.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</")
        *closed, rest = whole.split(end)
        yield from closed
        if len(rest) > LONGEST_ROW_CHARACTERS:
            raise LayoutError(f"{path} holds a row without end")
    yield rest


@lru_cache(maxsize=10_000)
def _entity(written: str) -> str:
    """Return the character of one XML entity; some programs write every Vietnamese letter as one."""
    return unescape(written)


def _plain(text: str) -> str:
    """Return text with XML entities and the escapes of spreadsheets resolved; what is no letter becomes U+FFFD."""
    if "&" in text:
        text = ENTITY.sub(lambda found: _entity(found[0]), text)
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\0", "\ufffd")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _rich_text(content: str) -> str:
    """Return the text of a shared or inline string, all runs joined, phonetic hints left out."""
    return _short_text(content) if len(content) <= REMEMBERED_CHARACTERS else _read_text(content)


def _read_text(content: str) -> str:
    """Read a shared or inline string; see :func:`_rich_text`."""
    if "<rPh" in content:
        content = PHONETIC.sub("", content)
    return _plain("".join(TEXT.findall(content)))


_short_text = lru_cache(maxsize=50_000)(_read_text)


@cache
def _position(letters: str) -> int:
    """Return the zero-based position of a column."""
    return column_index_from_string(letters) - 1


class _SharedStrings:
    """The table of strings, read only as far as it is needed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Remember where the table lies, if there is one."""
        path = "xl/sharedStrings.xml"
        self._pieces = _pieces(archive, path, "sst", "</si>") if path in archive.namelist() else iter(())
        self._known: list[str] = []
        self._characters = 0

    def __getitem__(self, index: int) -> str:
        """Return one string, reading on as far as needed."""
        known = self._known
        if not 0 <= index < STRINGS_LIMIT:
            raise LayoutError(f"string {index} is none that a table holds")
        while index >= len(known):
            piece = next(self._pieces, None)
            if piece is None:
                raise LayoutError(f"string {index} is missing from the table")
            before, sign, content = piece.rpartition("<si>")
            known.extend("" for _ in range(before.count("<si/>")))
            if sign:
                known.append(_rich_text(content))
                self._characters += len(known[-1])
            if self._characters > STRING_CHARACTERS_LIMIT:
                raise LayoutError("the table of strings is longer than any")
        return known[index]


class Workbook:
    """An open XLSX file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Read what says which sheets there are and which numbers are dates.

        Raises:
            LayoutError: The parts of a workbook are missing or broken.
        """
        self._archive = archive
        try:
            self.sheets = self._read_sheets()
            self._dates = self._date_styles()
        except (KeyError, etree.XMLSyntaxError) as error:
            raise LayoutError(f"the workbook is incomplete: {error}") from error
        self._strings = _SharedStrings(archive)

    def _read_sheets(self) -> list[SheetPart]:
        """Return the worksheets in their order; charts and dialogs are none."""
        book = _tree(self._archive, "xl/workbook.xml")
        relations = {r.get("Id"): r for r in _tree(self._archive, "xl/_rels/workbook.xml.rels")}
        properties = [e for e in book if _local(e) == "workbookPr"]
        is_mac = bool(properties) and properties[0].get("date1904") in ("1", "true")
        self._epoch = CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900
        found = []
        for sheet in (e for e in book.iter() if isinstance(e.tag, str) and _local(e) == "sheet"):
            key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
            relation = relations[key]
            if str(relation.get("Type")).endswith("/worksheet"):
                target = str(relation.get("Target"))
                path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                found.append(SheetPart(sheet.get("name"), sheet.get("state", "visible") != "visible", path))
        return found

    def _date_styles(self) -> frozenset[int]:
        """Return the cell styles that show a number as a date."""
        if "xl/styles.xml" not in self._archive.namelist():
            return frozenset()
        styles = [e for e in _tree(self._archive, "xl/styles.xml").iter() if isinstance(e.tag, str)]
        formats = {int(e.get("numFmtId", "0")): e.get("formatCode") for e in styles if _local(e) == "numFmt"}
        table = next((e for e in styles if _local(e) == "cellXfs"), ())
        numbers = [int(style.get("numFmtId", "0")) for style in table]
        codes = [formats.get(number) or BUILTIN_FORMATS.get(number) or "" for number in numbers]
        return frozenset(position for position, code in enumerate(codes) if is_date_format(code))

    def rows(self, sheet: SheetPart) -> Iterator[tuple[int, list[object]]]:
        """Yield number and cells of each row that the sheet holds; rows left out are simply absent.

        Raises:
            LayoutError: The sheet is missing or not laid out as expected.
        """
        if sheet.path not in self._archive.namelist():
            raise LayoutError(f"{sheet.path} is missing")
        number = count = 0
        until = time.monotonic() + LONGEST_READ_SECONDS
        for piece in _pieces(self._archive, sheet.path, "worksheet", "</row>"):
            opening = None
            for opening in ROW.finditer(piece):
                number = int(opening[1]) if opening[1] else number + 1
                count += 1
                if count > ROWS_LIMIT or number > ROWS_LIMIT:
                    raise LayoutError(f"{sheet.name} holds more rows than any sheet has")
            if time.monotonic() > until:
                raise LayoutError(f"{sheet.name} takes longer to read than any register")
            if opening is not None and not opening[0].endswith("/>"):
                yield number, self._cells(piece[opening.end() :])

    def _cells(self, row: str) -> list[object]:
        """Return the values of one row by position."""
        if row.count("<c") > CELLS_LIMIT:
            raise LayoutError("a row holds more cells than any sheet has columns")
        found: list[tuple[int, str, str, str]] = [(_position(a), s, t, v) for a, s, t, v in CELL.findall(row)]
        if len(found) != row.count("<c ") + row.count("<c>") + row.count("<c/>"):
            found = list(self._unusual_cells(row))
        cells: list[object] = [None] * (max((cell[0] for cell in found), default=-1) + 1)
        for position, style, kind, content in found:
            if content:
                cells[position] = self._value(style, kind, content)
        return cells

    @staticmethod
    def _unusual_cells(row: str) -> Iterator[tuple[int, str, str, str]]:
        """Yield position, style, kind and content of cells whose attributes stand in another order or are missing."""
        position = -1
        for attributes, content in ANY_CELL.findall(row):
            given = dict(ATTRIBUTE.findall(attributes))
            letters = given.get("r", "").rstrip("0123456789")
            position = _position(letters) if letters else position + 1
            yield position, given.get("s", ""), given.get("t", ""), content

    def _value(self, style: str, kind: str, content: str) -> object:
        """Return one cell's value: text, number, truth, date, or a formula as text that begins with =."""
        if "<f" in content and (formula := FORMULA.search(content)):
            return "=" + _plain(formula[1] or "")
        if kind == "inlineStr":
            return _rich_text(content)
        value = VALUE.search(content)
        if value is None:
            return None
        text = value[1]
        if kind == "s":
            return self._strings[int(text)]
        if kind in ("str", "e", "d"):
            return _plain(text)
        if kind == "b":
            return text.strip() == "1"
        return self._number(style, text)

    def _number(self, style: str, text: str) -> object:
        """Return a number, or the date that its style makes of it."""
        number = float(text)
        if style and int(style) in self._dates:
            try:
                return from_excel(number, self._epoch)
            except (ValueError, OverflowError):
                return text
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
