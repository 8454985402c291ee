"""Reads the digital signatures of a PDF: whether what they cover is unchanged, and whether anything came after them.

Whose they are and whether to trust them is not said: no root certificates stand here, so trust is never checked. No
name of a signatory is read. The file comes from outside: it is read in a process of its own, this module's, that may
use neither endless time nor endless memory, and one that runs something when it is opened is refused.
"""

import io
import json
import logging
import resource
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from include.errors import BUGS, ReportError
from include.settings import ROOT

TRUST = "not_checked"
READING = "include.reporting.signatures"  # this module as the process that reads one file
CPU_SECONDS, MEMORY_BYTES = 60, 2 << 30
WALL_SECONDS = 600  # a busy machine is slow, not wrong
HINT = "Give the signed PDF."
ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute",
})  # fmt: skip
"""Actions (ISO 32000-2, 12.6.4) that run something or lead out of the file; a link to a page on the web is none."""
CARRIED = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"})
DEEPEST = 50


class SignatureState(StrEnum):
    """What can be said of a file's signatures without trusting anybody."""

    NONE = "none"
    INTACT = "intact"
    CHANGED = "changed"


def signature_states(body: bytes) -> tuple[SignatureState, ...]:
    """Return the state of each signature of a PDF, in the order in which they were made.

    Raises:
        ReportError: The file is no PDF that can be read within the limits, or it carries what runs when it is opened.
    """
    command = [sys.executable, "-m", READING, str(CPU_SECONDS)]
    try:
        ended = subprocess.run(command, input=body, capture_output=True, cwd=ROOT, timeout=WALL_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReportError("The file is no PDF that can be read in time.", hint=HINT) from error
    if ended.returncode:
        raise ReportError("The file is no PDF that can be read with the time and memory that one needs.", hint=HINT)
    found = json.loads(ended.stdout.splitlines()[-1])
    if "error" in found:
        raise ReportError(str(found["error"]), hint=HINT)
    return tuple(map(SignatureState, found["states"]))


def read_states(body: bytes) -> tuple[SignatureState, ...]:
    """Return what :func:`signature_states` does, read in this very process and without a limit; it raises the same."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it logs a traceback for each doubt that we report
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(io.BytesIO(body), strict=False)
        carried = _carried(reader)
        states = tuple(_state(one) for one in reader.embedded_regular_signatures)
    except (PdfError, *BUGS) as error:
        raise ReportError(f"The file is no PDF that can be read: {error}", hint=HINT) from error
    if carried:
        raise ReportError(
            f"The file carries what runs or leads elsewhere when it is opened: {', '.join(carried)}.",
            hint="No report of ours does. Sign the approved PDF itself.",
        )
    return states if carried is not None else (SignatureState.CHANGED,) * len(states)


def _carried(reader: Any) -> list[str] | None:
    """Return the names of what a PDF carries that runs; None where it holds what cannot be read, which may be that."""
    from pyhanko.pdf_utils.misc import PdfError

    try:
        return sorted(set(_active(reader)))
    except (PdfError, *BUGS):
        return None


def _active(reader: Any) -> Iterator[str]:
    """Yield the names of what a PDF carries that runs when somebody opens it, or that nobody sees on its pages."""
    xrefs = reader.xrefs
    for revision in range(xrefs.total_revisions):
        for reference in xrefs.explicit_refs_in_revision(revision):
            yield from _names(reader.get_object(reference), DEEPEST)


def _names(found: Any, levels: int) -> Iterator[str]:
    """Yield the names of what an object carries, itself or inside it; what it refers to is read by itself."""
    if not levels:
        raise ValueError("its objects are nested too deeply")
    entries = _entries_of(found) if isinstance(found, dict) else {}
    yield from CARRIED & entries.keys()
    yield from ACTIONS & {str(entries.get("/S"))}
    for one in entries.values() or (found if isinstance(found, list) else ()):
        yield from _names(one, levels - 1)


def _entries_of(dictionary: Any) -> dict[str, Any]:
    """Return what a dictionary of a PDF holds by name, references as they are."""
    return {str(key): dictionary.raw_get(key) for key in dictionary}


def _state(signature: Any) -> SignatureState:
    """Return whether one signature is intact and nothing but further signatures came after it."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        found = validate_pdf_signature(signature)
    except (PdfError, SignatureValidationError, ValueError, TypeError):
        return SignatureState.CHANGED  # what cannot be proven unchanged is not called intact
    is_alone = found.modification_level in (
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,
    )
    return SignatureState.INTACT if found.intact and found.valid and is_alone else SignatureState.CHANGED


def overall(states: tuple[SignatureState, ...]) -> SignatureState:
    """Return the state of a file: intact only where every signature is."""
    if not states:
        return SignatureState.NONE
    return SignatureState.INTACT if set(states) == {SignatureState.INTACT} else SignatureState.CHANGED


def _answer(body: bytes) -> dict[str, object]:
    """Return what is said of a file, for the process that asked."""
    try:
        return {"states": [state.value for state in read_states(body)]}
    except ReportError as error:
        return {"error": str(error.args[0])}


if __name__ == "__main__":
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    print(json.dumps(_answer(sys.stdin.buffer.read())))
