"""Reads the digital signatures of a PDF: whether what they cover is unchanged, and whether anything came after them.

Whose they are and whether to trust them is not said: no root certificates stand here, so trust is never checked. No
name of a signatory is read.
"""

import io
import logging
from enum import StrEnum
from typing import Any

from include.errors import ReportError

TRUST = "not_checked"


class SignatureState(StrEnum):
    """What can be said of a file's signatures without trusting anybody."""

    NONE = "none"
    INTACT = "intact"
    CHANGED = "changed"


def signature_states(body: bytes) -> tuple[SignatureState, ...]:
    """Return the state of each signature of a PDF, in the order in which they were made.

    Raises:
        ReportError: The file is no PDF that can be read.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it logs a traceback for each doubt that we report
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(io.BytesIO(body), strict=False)
        return tuple(_state(one) for one in reader.embedded_regular_signatures)
    except (PdfError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise ReportError(f"The file is no PDF that can be read: {error}", hint="Give the signed PDF.") from error


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
