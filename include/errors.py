"""Everything the project can raise.

PressError
├── DeclarationError        our file or setting is wrong: fix it, retrying is useless
│   ├── SettingError        an environment variable or path
│   ├── ProfileError        an outlet's profile
│   ├── RegisterError       a register whose header cannot be read at all
│   ├── ContractError       a landing table, or rows that do not fit it
│   ├── ReportError         a report's declaration or period
│   └── ModelError          a trained model that is damaged, changed or of another format
├── ActRefusedError         somebody may not do at the review desk what they asked; a code says why
├── TransientError          the outside world failed: retry later
│   ├── FetchError          an outlet's server, with a typed cause
│   ├── StoreBusyError      a store is locked by another process
│   └── DeliveryError       the mail server did not take a message
│       └── RefusedError    it said so itself: sending again is safe
├── UnfinishedError         a part of the work broke, the rest is done: run it again once that is fixed
├── ReadingError            a page that our own reader cannot read: not observed, never counted against its outlet
└── InvariantError          the batch contradicts itself: stop, publish nothing
    ├── ReconciliationError what was discovered and what landed do not add up
    ├── CoverageError       too little was seen of some outlets' days
    ├── GateError           a batch outside its bounds
    ├── ArchiveError        archived bytes that do not match their index
    ├── RetentionError      a run of retention would remove more than one run may: a person decides
    └── LedgerError         the hash chain is broken

Every message names what is wrong (file, line, outlet, key) and `hint` says what to do. A message may quote what came
from outside; it is safe to print all the same.
"""

from include.text import clean

# What a bug raises: the wrong value, the wrong type, a missing key. Caught where one outlet or one page must not stop
# the others, and nowhere else.
BUGS = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError)


class PressError(Exception):
    """Any failure that the project expects, with the fix for whoever reads it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the sentence that says what is wrong and the one that says what to do."""
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        """Return the message, followed by the fix where there is one."""
        message = clean(super().__str__())
        return f"{message} Fix: {self.hint}" if self.hint else message


class DeclarationError(PressError):
    """Our own file or setting is wrong; retrying is useless."""


class SettingError(DeclarationError):
    """An environment variable, a path or a port is wrong."""


class ProfileError(DeclarationError):
    """An outlet's profile is wrong or missing."""


class RegisterError(DeclarationError):
    """A register cannot be read at all: no header, unreadable file, unknown register."""


class ContractError(DeclarationError):
    """A landing table is declared wrongly, or rows do not fit its declaration."""


class ReportError(DeclarationError):
    """A report's declaration or period is wrong."""


class ModelError(DeclarationError):
    """A trained model is missing, damaged, changed since it was made, or of another format."""


class ActRefusedError(PressError):
    """The review desk refuses an act; nothing was written."""

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        """Keep the typed cause, a member of review's Refusal, beside the sentence."""
        super().__init__(message, hint=hint)
        self.code = code


class TransientError(PressError):
    """The outside world failed; the same call may succeed later."""


class FetchError(TransientError):
    """An outlet's server did not give a usable answer."""

    def __init__(self, message: str, *, cause: str, hint: str = "", retry_after_seconds: float | None = None) -> None:
        """Keep the typed cause, a member of fetching's HarvestCause, beside the sentence."""
        super().__init__(message, hint=hint)
        self.cause = cause
        self.retry_after_seconds = retry_after_seconds


class StoreBusyError(TransientError):
    """A store is locked by another process."""


class DeliveryError(TransientError):
    """The mail server did not take a message."""


class RefusedError(DeliveryError):
    """The mail server said that it did not take the message; sending it again is safe."""


class UnfinishedError(PressError):
    """A part of the work broke for a fault of ours; the rest was done all the same."""


class ReadingError(PressError):
    """A page could not be read: its bytes led to a bug in our own reader. It counts as not observed."""


class InvariantError(PressError):
    """The batch contradicts itself; nothing may be published from it."""


class ReconciliationError(InvariantError):
    """What was discovered and what landed do not add up."""


class CoverageError(InvariantError):
    """Too little was seen of some outlets' days; the other outlets' days are complete and go on to admission."""


class GateError(InvariantError):
    """A batch lies outside its bounds."""


class ArchiveError(InvariantError):
    """Archived bytes do not match their index."""


class RetentionError(InvariantError):
    """A run of retention would remove more than one run may; nothing was removed."""


class LedgerError(InvariantError):
    """The ledger's hash chain is broken."""
