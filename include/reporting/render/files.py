"""Draws every file of a snapshot into its folder; drawing again gives the same bytes."""

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from include.atomic import replace_text, replacing
from include.errors import ReportError
from include.reporting.compose import SNAPSHOT, read_snapshot
from include.reporting.model import Content
from include.reporting.render.docx import render_docx
from include.reporting.render.fonts import font_record
from include.reporting.render.pdf import render_pdf
from include.reporting.render.xlsx import render_xlsx

RENDERERS: dict[str, Callable[[Content], bytes]] = {".docx": render_docx, ".pdf": render_pdf, ".xlsx": render_xlsx}


def file_name(content: Content, suffix: str) -> str:
    """Return the name of a report's file."""
    return f"{content.report_id}_{content.period_id}{suffix}"


def render(folder: str | Path) -> dict[str, Any]:
    """Draw DOCX, PDF and XLSX into a snapshot's folder and return their paths by suffix.

    Raises:
        ReportError: The folder holds no snapshot, or an altered one, or the font was exchanged meanwhile.
    """
    snapshot = read_snapshot(Path(folder))
    font, drawn = font_record(), {}
    for suffix, renderer in RENDERERS.items():
        target = snapshot.folder / file_name(snapshot.content, suffix)
        with replacing(target) as stream:
            stream.write(renderer(snapshot.content))
        drawn[suffix.removeprefix(".")] = str(target)
    if font_record() != font:
        raise ReportError("The font of reports was exchanged while a report was drawn.", hint="Draw it again.")
    _note_font(snapshot.folder / SNAPSHOT, font)
    return drawn


def _note_font(path: Path, font: dict[str, str]) -> None:
    """Note in the snapshot's file, outside its content, which font the PDF was drawn in."""
    record = json.loads(path.read_text(encoding="utf-8"))
    if record.get("font") != font:
        replace_text(path, json.dumps({**record, "font": font}, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def drawn_hashes(content: Content) -> dict[str, str]:
    """Return the SHA-256 of each file, by its name, as a content draws it, whatever lies in its folder."""
    return dict(_drawn(content.model_dump_json(), str(font_record())))


@lru_cache(maxsize=4)
def _drawn(content: str, _font: str) -> tuple[tuple[str, str], ...]:
    """Draw a content and return name and hash of each file; drawing takes a second."""
    read = Content.model_validate_json(content)
    drawn = ((file_name(read, suffix), renderer(read)) for suffix, renderer in RENDERERS.items())
    return tuple((name, hashlib.sha256(body).hexdigest()) for name, body in drawn)


def file_bytes(folder: Path, content: Content) -> dict[str, bytes]:
    """Return each drawn file by its name; what is not drawn is left out, as is a link or a pipe in its place."""
    files = (folder / file_name(content, suffix) for suffix in RENDERERS)
    return {path.name: path.read_bytes() for path in files if path.is_file() and not path.is_symlink()}


def file_hashes(folder: Path, content: Content) -> dict[str, str]:
    """Return the SHA-256 of each drawn file by its name; a file not drawn is left out."""
    return {name: hashlib.sha256(body).hexdigest() for name, body in file_bytes(folder, content).items()}
