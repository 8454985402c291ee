"""Draws every file of a snapshot into its folder; drawing again gives the same bytes."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from include.atomic import replacing
from include.reporting.compose import read_snapshot
from include.reporting.model import Content
from include.reporting.render.docx import render_docx
from include.reporting.render.pdf import render_pdf
from include.reporting.render.xlsx import render_xlsx

RENDERERS: dict[str, Callable[[Content], bytes]] = {".docx": render_docx, ".pdf": render_pdf, ".xlsx": render_xlsx}


def file_name(content: Content, suffix: str) -> str:
    """Return the name of a report's file."""
    return f"{content.report_id}_{content.period_id}{suffix}"


def render(folder: str | Path) -> dict[str, Any]:
    """Draw DOCX, PDF and XLSX into a snapshot's folder and return their paths by suffix.

    Raises:
        ReportError: The folder holds no snapshot, or an altered one.
    """
    snapshot = read_snapshot(Path(folder))
    drawn = {}
    for suffix, renderer in RENDERERS.items():
        target = snapshot.folder / file_name(snapshot.content, suffix)
        with replacing(target) as stream:
            stream.write(renderer(snapshot.content))
        drawn[suffix.removeprefix(".")] = str(target)
    return drawn


def file_bytes(folder: Path, content: Content) -> dict[str, bytes]:
    """Return each drawn file by its name; a file not drawn is left out."""
    files = (folder / file_name(content, suffix) for suffix in RENDERERS)
    return {path.name: path.read_bytes() for path in files if path.exists()}


def file_hashes(folder: Path, content: Content) -> dict[str, str]:
    """Return the SHA-256 of each drawn file by its name; a file not drawn is left out."""
    return {name: hashlib.sha256(body).hexdigest() for name, body in file_bytes(folder, content).items()}
