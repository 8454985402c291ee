"""Explains expected failures of commands in one sentence, so that no store's error reaches people as a traceback."""

import errno
import sys
from json import JSONDecodeError

from include.errors import PressError

_STORES = (("duckdb", "Error"), ("sqlalchemy.exc", "SQLAlchemyError"), ("pyarrow", "ArrowException"))
_HINTS = {
    errno.ENOSPC: "Free some space on this disk; what was there before is whole.",
    errno.EDQUOT: "Free some space, or ask for a larger quota; what was there before is whole.",
    errno.EROFS: "Mount the disk for writing, or set PRESS_HOME to another.",
    errno.EACCES: "Run the command as the user who owns the installation, or correct the permissions.",
    errno.EPERM: "Run the command as the user who owns the installation, or correct the permissions.",
    errno.ENOENT: "Check the path.",
    errno.EIO: "The disk may be failing: look into the system's log before anything is written.",
}
_WORDS = {"disk is full": errno.ENOSPC, "no space left": errno.ENOSPC, "readonly database": errno.EROFS}


def expected() -> tuple[type[BaseException], ...]:
    """Return the errors that commands catch: ours, the system's, those of damaged files and of the stores in use."""
    loaded = [(sys.modules.get(module), name) for module, name in _STORES]
    stores = (getattr(module, name) for module, name in loaded if module)
    return (PressError, OSError, UnicodeError, JSONDecodeError, *stores)


def explain(error: BaseException) -> tuple[str, str]:
    """Return what is wrong, in one sentence, and the fix."""
    if isinstance(error, PressError):
        said = str(error.args[0])
        return said, _HINTS[_known(said)] if _known(said) else error.hint
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}.", _HINTS.get(error.errno or 0, "Check the path or address.")
    if isinstance(error, UnicodeError):
        return f"A text cannot be read: {error}.", "Save the file as UTF-8."
    if isinstance(error, JSONDecodeError):
        return f"A file that should hold JSON is damaged: {error}.", "Put it back from a backup, or make it again."
    said = (str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__])[0]
    return f"A store failed: {said}", _HINTS.get(_known(said), "press doctor names the store that does not work.")


def _known(said: str) -> int:
    """Return the errno of a system error that a library has reworded; 0 where it is none."""
    return next((number for words, number in _WORDS.items() if words in said.lower()), 0)
