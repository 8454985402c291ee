"""Reads variables from files, and refuses unknown names: the basis of the settings.

The parser is python-dotenv's: quotes, comments and ``export`` mean what they mean in a shell; nothing is expanded.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from include.errors import SettingError

PREFIX = "PRESS_"
_NEAR = 0.5  # of difflib: PRESS_RETENTION_DAYS still finds PRESS_ARCHIVE_RETENTION_DAYS


def read_variables(path: Path) -> dict[str, str]:
    """Return the variables that a file gives; none when there is no such file.

    Raises:
        SettingError: It cannot be read, is not UTF-8, or a line is no ``NAME=value``.
    """
    if path.exists() and not path.is_file():  # a pipe would keep every command waiting
        raise SettingError(f"{path} is no file.", hint="Remove it.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise SettingError(
            f"{path} is not UTF-8: byte {error.start + 1} cannot be read.", hint="Save the file as UTF-8."
        ) from error
    except OSError as error:
        raise SettingError(f"{path} cannot be read: {error.strerror}.", hint="Correct its permissions.") from error
    found: dict[str, str] = {}
    for binding in parse_stream(StringIO(text)):
        if binding.error or (binding.key is not None and binding.value is None):
            raise SettingError(
                f"{path}, line {binding.original.line}: this is no NAME=value.",
                hint="Correct the line; a quote that is opened is closed on it, a comment begins with #.",
            )
        if binding.key is not None:
            found[binding.key] = binding.value or ""
    return found


def refuse_unknown(names: Iterable[str], known: Iterable[str], place: str) -> None:
    """Refuse the first name that looks like a setting but is not one, and suggest the nearest that is.

    Args:
        names: Names that were given.
        known: Names of all settings, with their prefix.
        place: Where they were given, for the sentence.

    Raises:
        SettingError: One of them is no setting.
    """
    every = sorted(known)
    for name in sorted(set(names) - set(every)):
        if not name.upper().startswith(PREFIX):
            continue
        nearest = get_close_matches(name.upper(), every, n=1, cutoff=_NEAR)
        asked = f"Did you mean {nearest[0]}?" if nearest else "Every setting is listed in .env.example."
        raise SettingError(f"{name} in {place} is no setting.", hint=f"{asked} Correct the name or remove it.")
