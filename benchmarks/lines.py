"""Where the development data lies, and how its compressed JSON lines are read; no benchmark itself."""

import json
import lzma
from pathlib import Path
from typing import Any

from include.settings import ROOT

DATA = ROOT.parent / "shared" / "data"


def read_lines_xz(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a compressed file of JSON lines."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
