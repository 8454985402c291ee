"""Creates the users of an installation with the FAB auth manager, from one file; safe to repeat at each start.

``python -m orchestration.users FILE``. The file is YAML, a list of users::

    - {username: truong_phong, role: User, email: truongphong@example.org, password_file: passwords/truong_phong}

Roles are Airflow's: Admin, Op, User, Viewer. Who may decide or approve is a setting of the project, by user name.
A password lies in a file of its own beside the list; it is read when the user is made and never afterwards, so that a
password changed in the interface stays. A user who has left the list is switched off, not deleted: the log names them.
"""

import sys
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from include.errors import SettingError
from include.setting_values import MAIL_ADDRESS

PASSWORD_CHARACTERS = 12


class User(BaseModel):
    """One person's access: a role and a work address, no name of a person."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    username: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{1,63}$")]
    role: Literal["Admin", "Op", "User", "Viewer"]
    email: Annotated[str, StringConstraints(pattern=f"^{MAIL_ADDRESS}$")]
    password_file: Path


def read_users(path: Path) -> list[User]:
    """Return the users a file lists.

    Raises:
        SettingError: The file is missing, no YAML, or lists nobody, someone twice, or a key that is unknown.
    """
    try:
        users = TypeAdapter(list[User]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise SettingError(f"{path} cannot be read: {error}", hint="Write it as docs/production.md shows.") from error
    names = [user.username for user in users]
    addresses = {user.email.lower() for user in users}
    if not names or len(set(names)) < len(names) or len(addresses) < len(names):
        raise SettingError(f"{path} lists nobody, or someone twice.", hint="List each user and each address once.")
    return users


def password_of(user: User, folder: Path) -> str:
    """Return the first password of a user, from the file that holds it.

    Raises:
        SettingError: The file cannot be read or the password is short.
    """
    path = folder / user.password_file
    try:
        password = path.read_text(encoding="utf-8").rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"The password of {user.username}: {error}", hint=f"Write it into {path}.") from error
    if len(password) < PASSWORD_CHARACTERS:
        raise SettingError(
            f"The password of {user.username} has fewer than {PASSWORD_CHARACTERS} characters.",
            hint=f"Write a longer one into {path}.",
        )
    return password


def synchronise(path: Path) -> dict[str, list[str]]:
    """Create new users, set roles, deactivate users who left the list; return the names by what was done.

    Raises:
        SettingError: The file, a password file or a role is wrong; nobody is changed before all are read.
    """
    from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder

    users = read_users(path)
    done: dict[str, list[str]] = {"made": [], "kept": [], "switched_off": []}
    with get_application_builder() as builder:
        manager = builder.sm
        known = {user.username: user for user in manager.get_all_users()}
        passwords = {u.username: password_of(u, path.parent) for u in users if u.username not in known}
        for user in users:
            role = manager.find_role(user.role)
            if user.username in known:
                found = known[user.username]
                found.roles, found.email, found.active = [role], user.email, True
                manager.update_user(found)
                done["kept"].append(user.username)
                continue
            password = passwords[user.username]
            manager.add_user(user.username, user.username, user.role, user.email, role, password)
            done["made"].append(user.username)
        for name in sorted(set(known) - {user.username for user in users}):
            known[name].active = False
            manager.update_user(known[name])
            done["switched_off"].append(name)
    return done


def main() -> None:
    """Read the file that the command names and print what was done."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m orchestration.users FILE")
    try:
        done = synchronise(Path(sys.argv[1]))
    except SettingError as error:
        sys.exit(str(error))
    sys.stdout.write("".join(f"{what}: {', '.join(names) or 'nobody'}\n" for what, names in done.items()))


if __name__ == "__main__":
    main()
