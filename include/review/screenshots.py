"""A picture of an archived page, drawn from its archived bytes by a browser that can reach nothing.

The browser runs as an unprivileged user in an empty network namespace, with its own sandbox on and limits on time,
memory and files. What it is given holds no script, no comment of readers, no address and nothing that could load; the
policy in the page forbids that once more. Where one of these protections cannot be had, there is no picture.
"""

import html
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from include.archive.facts import Capture
from include.archive.reader import read
from include.pages.page import open_page
from include.pages.reader_comments import comment_elements
from include.review.archived_pages import COMMENTS_STRUCK, DEPTH, DROPPED, EMPTY, KEPT, VOID
from include.settings import settings

NOBODY = 65534
SECONDS = 20
LONGEST = 5_000_000  # characters of a page that is drawn
LARGEST_PICTURE = 20_000_000  # bytes
DATA_BYTES = 8_000_000_000  # that each process may reserve; the browser reserves several times what it fills
RESIDENT_BYTES = 1_500_000_000  # that all its processes may fill together
LOOKED_EVERY = 0.2  # seconds
SIZE = (1280, 3000)  # points: the page's beginning, as a wide window shows it
TOOLS = ("setpriv", "prlimit", "unshare")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
SHOWN = frozenset({"class", "id", "style", "dir", "lang", "colspan", "rowspan", "align", "width", "height"})
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)
SESSION, RESIDENT = 3, 21  # fields of /proc/PID/stat after the name
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=1)
def obstacle() -> str:
    """Return which protection is unavailable on this computer; None where a picture can be drawn."""
    lacking = [name for name in (*TOOLS, str(settings().chromium)) if shutil.which(name) is None]
    if lacking:
        return ", ".join(lacking)
    try:
        tried = subprocess.run([*_confined(), "true"], capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if tried.returncode == 0 else tried.stderr.decode("utf-8", "replace").strip() or "unshare"


def _confined() -> list[str]:
    """Return the command before the browser's: another user where this one is root, limits, and no network."""
    user = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    limits = [f"--data={DATA_BYTES}", f"--cpu={SECONDS}", f"--fsize={LARGEST_PICTURE}", "--core=0"]
    return [
        *("setpriv", *user, "--no-new-privs", "--inh-caps=-all", "--"),
        *("prlimit", *limits, "--"),
        *("unshare", "--user", "--map-current-user", "--net", "--"),
    ]


def screenshot(capture: Capture) -> bytes | None:
    """Return a picture (PNG) of a capture's page; nothing where it cannot be drawn safely, or in time.

    Raises:
        ArchiveError: The archive no longer holds the page, or not as it was received.
    """
    if obstacle():
        return None
    return draw(still_page(capture))


def draw(page: str) -> bytes | None:
    """Return a picture (PNG) of a page without scripts; nothing where the browser did not draw it in time."""
    if len(page) > LONGEST:
        return None
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="press-screenshot-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        source, picture = folder / "page.html", folder / "page.png"
        source.write_text(page, encoding="utf-8")
        source.chmod(0o644)
        command = [
            *_confined(), str(settings().chromium), *FLAGS, f"--user-data-dir={folder / 'profile'}",
            f"--window-size={SIZE[0]},{SIZE[1]}", f"--screenshot={picture}", source.as_uri(),
        ]  # fmt: skip
        return _drawn(command, folder, picture)


def _drawn(command: Sequence[str], folder: Path, picture: Path) -> bytes | None:
    """Run the browser without this process's environment, and kill whatever is left of it."""
    around = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as browser:
        try:
            has_ended = _ends_within_limits(browser)
        finally:
            _end(browser)
    if not has_ended or browser.returncode != 0 or not picture.is_file() or picture.is_symlink():
        return None
    return picture.read_bytes()


def _ends_within_limits(browser: "subprocess.Popen[bytes]") -> bool:
    """Wait for the browser's end; return whether it came before the limits of time and memory."""
    until = monotonic() + SECONDS
    while monotonic() < until and _resident_bytes(browser.pid) <= RESIDENT_BYTES:
        try:
            browser.wait(LOOKED_EVERY)
        except subprocess.TimeoutExpired:
            continue
        return True
    return False


def _resident_bytes(session: int) -> int:
    """Return the memory that all processes of a session fill."""
    pages = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # the process has ended
            continue
        if len(fields) > RESIDENT and fields[SESSION] == str(session):
            pages += int(fields[RESIDENT])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _end(browser: "subprocess.Popen[bytes]") -> None:
    """End every process of the browser's session."""
    try:
        os.killpg(browser.pid, signal.SIGKILL)
    except ProcessLookupError:  # all of them have ended
        return


def still_page(capture: Capture) -> str:
    """Return the archived page of a capture as HTML that keeps its own styles and nothing that runs or loads.

    Raises:
        ArchiveError: The archive no longer holds the page, or not as it was received.
    """
    page = open_page(read(capture).body, capture.final_url, capture.content_type)
    tree = page.tree
    struck = frozenset(comment_elements(tree))
    styles = "".join(f"<style>{_style(one.text)}</style>" for one in tree.iter("style"))
    parts: list[str] = []
    body = tree.find(".//body")
    _write(tree if body is None else body, struck, parts)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{POLICY}">{styles}</head><body>{"".join(parts)}</body></html>'
    )


def _style(text: str | None) -> str:
    """Return a style sheet that cannot end its own element."""
    return (text or "").replace("<", "\\3c ")


def _write(element: Any, struck: frozenset[Any], parts: list[str], depth: int = 0) -> None:
    """Write an element and what it holds; only attributes that place and colour it stay."""
    if not isinstance(element.tag, str) or element.tag in DROPPED - VOID or depth > DEPTH:
        return
    if element in struck:
        parts.append(COMMENTS_STRUCK)
        return
    tag = element.tag if element.tag in KEPT else "span"
    kept = "".join(f' {name}="{html.escape(value)}"' for name, value in element.attrib.items() if name in SHOWN)
    parts.append(f"<{tag}{kept}>" + html.escape(element.text or ""))
    for child in element:
        _write(child, struck, parts, depth + 1)
        parts.append(html.escape(child.tail or ""))
    parts.append("" if tag in EMPTY else f"</{tag}>")
