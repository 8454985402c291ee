"""The users of an installation come from one file and can sign in; who left the list cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from include.errors import SettingError
from include.settings import ROOT
from orchestration.users import password_of, read_users
from tests.support.airflow_metadata import lend_metadata

ONE = "- {username: truong_phong, role: User, email: truongphong@example.org, password_file: passwords/truong_phong}\n"
OTHER = "- {username: ky_su, role: Op, email: kysu@example.org, password_file: passwords/ky_su}\n"
# Signs in as the API server does: the FAB manager checks name and password.
CHECK = """
import sys
from flask import current_app
from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder
with get_application_builder() as builder, current_app.test_request_context():
    for word in sys.argv[1:]:
        name, password = word.split(":", 1)
        user = builder.sm.auth_user_db(name, password)
        print(name, [role.name for role in user.roles] if user else None)
"""


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    (tmp_path / "passwords").mkdir()
    (tmp_path / "passwords" / "truong_phong").write_text("mật khẩu @/: dài\n", encoding="utf-8")
    (tmp_path / "passwords" / "ky_su").write_text("một mật khẩu khác\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lists nobody"),
        (ONE + ONE, "someone twice"),
        (ONE.replace("role: User", "role: King"), "role"),
        (ONE.replace("truong_phong, role", "Trưởng phòng, role"), "username"),
        (ONE.replace("email:", "full_name: x, email:"), "full_name"),
        ("- {", "cannot be read"),
    ],
)
def test_a_wrong_list_is_refused_with_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "users.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=said):
        read_users(tmp_path / "users.yml")


def test_a_short_or_missing_password_is_refused(secrets: Path) -> None:
    (secrets / "users.yml").write_text(ONE, encoding="utf-8")
    (user,) = read_users(secrets / "users.yml")
    assert password_of(user, secrets) == "mật khẩu @/: dài"
    (secrets / "passwords" / "truong_phong").write_text("ngắn", encoding="utf-8")
    with pytest.raises(SettingError, match="fewer than 12"):
        password_of(user, secrets)
    (secrets / "passwords" / "truong_phong").unlink()
    with pytest.raises(SettingError, match="truong_phong"):
        password_of(user, secrets)


@pytest.mark.slow
def test_who_is_listed_can_sign_in_and_who_left_the_list_cannot(secrets: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "AIRFLOW_HOME": str(secrets / "airflow"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__AUTH_MANAGER": "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{secrets / 'airflow.db'}",
    }

    def run(*command: str) -> str:
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
        assert ended.returncode == 0, ended.stderr[-3000:]
        return ended.stdout

    users = secrets / "users.yml"
    lend_metadata(secrets / "airflow.db", environment)
    users.write_text(ONE + OTHER, encoding="utf-8")
    assert "made: truong_phong, ky_su" in run(sys.executable, "-m", "orchestration.users", str(users))
    users.write_text(ONE.replace("role: User", "role: Viewer"), encoding="utf-8")
    (secrets / "passwords" / "truong_phong").unlink()  # read when the user is made and never again
    assert "switched_off: ky_su" in run(sys.executable, "-m", "orchestration.users", str(users))
    words = ["truong_phong:mật khẩu @/: dài", "truong_phong:sai", "ky_su:một mật khẩu khác"]
    printed = run(sys.executable, "-c", CHECK, *words).splitlines()
    answers = [line for line in printed if line.startswith(("truong_phong ", "ky_su "))]
    assert answers == ["truong_phong ['Viewer']", "truong_phong None", "ky_su None"]
