"""Names the files that hold a key, a password or a passphrase, so that nothing follows a link to one of them."""

from pathlib import Path

from include.errors import InvariantError
from include.settings import Settings, settings

NAMED = tuple(name for name in Settings.model_fields if name.endswith(("password_file", "passphrase_file")))


class SecretFiles:
    """The secret files of this installation as they lie on the disk now, by whatever name they are reached."""

    def __init__(self) -> None:
        """Find the ledger's key, the keys kept beside it under its name, and the secret files that settings name."""
        key = settings().ledger_key
        named = [path for name in NAMED if (path := getattr(settings(), name)) is not None]
        found = [*key.parent.glob(f"{key.name}*"), *named]
        self._places = {(stat.st_dev, stat.st_ino) for path in found if path.is_file() for stat in [path.stat()]}

    def __contains__(self, path: object) -> bool:
        """Return whether a path leads to one of them, also by a link."""
        if not isinstance(path, Path) or not path.is_file():
            return False
        stat = path.stat()
        return (stat.st_dev, stat.st_ino) in self._places


def require_no_way_out(folder: Path) -> None:
    """Refuse a working folder from which whoever writes there leads our own writes elsewhere, to overwrite a key.

    Args:
        folder: What databases and dbt write in, by names that are known before.

    Raises:
        InvariantError: It holds a link, or a secret file by a second name.
    """
    secret = SecretFiles()
    for path in folder.rglob("*"):
        if path.is_symlink() or path in secret:
            raise InvariantError(f"{path} leads elsewhere, and would be written to.", hint="Remove it, then try again.")
