"""Office files lose the time at which they were written."""

import io
import zipfile
from datetime import date

from include.reporting.render.archive_bytes import with_fixed_times

CORE = '<x><dcterms:created xsi:type="a">{}</dcterms:created><dcterms:modified>{}</dcterms:modified></x>'


def _office_file(year: int, order: list[str]) -> bytes:
    written = io.BytesIO()
    stamp = f"{year}-01-01T00:00:00Z"
    parts = {"docProps/core.xml": CORE.format(stamp, stamp), "[Content_Types].xml": "<t/>", "b.xml": "<b/>"}
    with zipfile.ZipFile(written, "w") as target:
        for name in order:
            target.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), parts[name])
    return written.getvalue()


def test_files_written_at_other_times_and_in_another_order_become_equal() -> None:
    one = _office_file(2020, ["[Content_Types].xml", "docProps/core.xml", "b.xml"])
    other = _office_file(2026, ["b.xml", "docProps/core.xml", "[Content_Types].xml"])
    fixed = with_fixed_times(one, date(2026, 11, 15))
    assert fixed == with_fixed_times(other, date(2026, 11, 15))
    with zipfile.ZipFile(io.BytesIO(fixed)) as parts:
        assert parts.namelist()[0] == "[Content_Types].xml"
        assert parts.read("docProps/core.xml").count(b"2026-11-15T00:00:00Z") == 2
