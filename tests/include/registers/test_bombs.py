"""A spreadsheet that unpacks to far more than it seems is refused, within 512 MB of addresses."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from include.settings import ROOT

MEMORY_BYTES = 512 * 1024 * 1024
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="a" r:id="r"/></sheets></workbook>'
RELATED = f'<Relationships><Relationship Id="r" Type="{RELATIONS}/worksheet" Target="/xl/sheet.xml"/></Relationships>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]>'
SHEET = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>{}</v></c></row></sheetData></worksheet>'
CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
from pathlib import Path
from include.registers.problems import UnreadableError
from include.registers.sheets import open_sheets
found = {}
for path in map(Path, sys.argv[2:]):
    try:
        with open_sheets(path, path.name) as sheets:
            found[path.stem] = repr([cells for sheet in sheets for _, cells in sheet.rows()])[:50]
    except UnreadableError as error:
        found[path.stem] = error.problems[0].code
print(json.dumps(found))
"""


def write(path: Path, parts: dict[str, Iterable[str]]) -> str:
    """Write a workbook whose parts come piece by piece."""
    whole = {"xl/workbook.xml": [BOOK], "xl/_rels/workbook.xml.rels": [RELATED], "xl/sheet.xml": [SHEET.format(0)]}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, pieces in (whole | parts).items():
            with archive.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece.encode())
    return str(path)


@pytest.mark.slow
def test_no_spreadsheet_takes_more_memory_than_there_is(tmp_path: Path) -> None:
    blanks = [" " * 1_000_000] * 300
    strings: dict[str, Iterable[str]] = {
        "xl/sheet.xml": [SHEET.format(99_999_999)],
        "xl/sharedStrings.xml": ["<sst>", *["<si/>" * 200_000] * 60],
    }
    one_string: dict[str, Iterable[str]] = {
        "xl/sharedStrings.xml": ["<sst><si><t>", *["x" * 1_000_000] * 300, "</t></si></sst>"]
    }
    bombs: dict[str, dict[str, Iterable[str]]] = {
        "book": {"xl/workbook.xml": [BOOK.replace("</sheets>", ""), *blanks, "</sheets></workbook>"]},
        "styles": {"xl/styles.xml": ["<styleSheet>", *blanks, "</styleSheet>"]},
        "strings": strings,
        "one_string": one_string,
        "row": {"xl/sheet.xml": ["<worksheet><sheetData><row>", *["<c/>" * 200_000] * 300]},
        "empty_rows": {
            "xl/sheet.xml": ["<worksheet><sheetData>", *["<row/>" * 200_000] * 40, "</sheetData></worksheet>"]
        },
        "numbered_rows": {"xl/sheet.xml": ["<worksheet><sheetData>", '<row r="99999999"><c/></row>']},
        "entities": {"xl/workbook.xml": [ENTITIES, BOOK.replace('"a"', '"&a11;"')]},
        "sheet_entities": {"xl/sheet.xml": [ENTITIES, SHEET.format("&a11;")]},
        "outside": {
            "xl/workbook.xml": ['<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "<workbook>&e;</workbook>"]
        },
    }
    paths = [write(tmp_path / f"{name}.xlsx", parts) for name, parts in bombs.items()]
    command = [sys.executable, "-c", CHILD, str(MEMORY_BYTES), *paths]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PRESS_HOME": str(tmp_path)}
    child = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert child.returncode == 0, child.stderr[-3000:]
    assert json.loads(child.stdout) == dict.fromkeys(bombs, "file_unreadable")
