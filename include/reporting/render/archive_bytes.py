"""Makes office files the same, byte for byte, whenever they are drawn from the same content."""

import io
import re
import zipfile
from datetime import date

EARLIEST = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")
CORE = "docProps/core.xml"


def with_fixed_times(office_file: bytes, dated: date) -> bytes:
    """Return the file with every time in it set to one day, its parts in the order of their names."""
    stamp = f"{dated.isoformat()}T00:00:00Z".encode()
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office_file)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = source.read(name)
            if name == CORE:
                part = STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return written.getvalue()
