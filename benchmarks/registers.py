"""200,000 register rows checked and landed from XLSX and CSV; the peer only reads the same XLSX with openpyxl."""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.memory import peak_kilobytes
from include.landing.contract import table
from include.registers.declaration import clerk_columns

ROWS = 200_000
DAY = date(2026, 11, 14)


def rows() -> Iterator[list[Any]]:
    """Yield the header and a number of licences, one in 1,000 of them wrong."""
    columns = clerk_columns(table("licences"))
    yield [column.header for column in columns]
    for number in range(ROWS):
        yield [
            f"{number}/GP-TTĐT", f"trang_{number}", f"Trang tin số {number}", f"Công ty số {number}", None,
            "doanh nghiệp", "trang thông tin điện tử tổng hợp", "Thành phố", "Sở Văn hóa và Thể thao Hà Nội",
            f"trang{number}.example.vn",
            "không", "không", "có", "31/02/2022" if number % 1000 == 0 else "15/03/2022", "14/03/2027", None,
        ]  # fmt: skip


def write_files(home: Path) -> dict[str, Path]:
    """Write the rows once as XLSX and once as CSV."""
    files = {kind: home / kind / "registers" / f"licences.{kind}" for kind in ("xlsx", "csv")}
    for path in files.values():
        path.parent.mkdir(parents=True)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Giấy phép hoạt động")
    for row in rows():
        sheet.append(row)
    book.save(files["xlsx"])
    with files["csv"].open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows())
    return files


def load() -> dict[str, Any]:
    """Land the registers of this process's installation."""
    from include.registers.load import load_registers

    return load_registers(DAY)


def read_alone() -> dict[str, Any]:
    """Read the same file with openpyxl and do nothing with it."""
    from include.settings import settings

    book = openpyxl.load_workbook(next(settings().registers.glob("*.xlsx")), read_only=True)
    return {"rows": sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))}


def child(what: str, home: Path) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.registers", what]
    answer = subprocess.run(
        command, env={**os.environ, "PRESS_HOME": str(home)}, check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def run() -> list[dict[str, Any]]:
    """Return seconds and memory of both formats."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder))
        landed = {kind: child("load", path.parent.parent) for kind, path in files.items()}
        peer = child("read_alone", files["xlsx"].parent.parent)
    found = []
    for kind, measured in landed.items():
        assert measured["rows"] == ROWS and measured["landed"] == ROWS - ROWS // 1000
        peer_value = peer["seconds"] if kind == "xlsx" else None
        found += [
            {
                "what": f"200,000 rows of {kind} landed", "value": measured["seconds"], "unit": "s", "mark": "≤ 30",
                "peer": "openpyxl, reading alone" if peer_value else None, "peer_value": peer_value,
                "ratio": round(measured["seconds"] / peer_value, 2) if peer_value else None,
            },
            {"what": f"peak memory, {kind}", "value": measured["memory_mb"], "unit": "MB", "mark": "≤ 1,000"},
        ]  # fmt: skip
    return found


if __name__ == "__main__":
    started = time.perf_counter()
    outcome = load() if sys.argv[1] == "load" else read_alone()
    outcome["seconds"] = round(time.perf_counter() - started, 1)
    outcome["memory_mb"] = peak_kilobytes() // 1024
    print(json.dumps(outcome))
