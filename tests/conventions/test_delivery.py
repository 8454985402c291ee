"""What an installation is made from is complete, keeps no secret and installs nothing that is not in the lock."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from include.settings import ROOT, Settings
from orchestration.outcomes import QUEUES
from orchestration.users import password_of, read_users

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
LASTING = [name for name in COMPOSE["services"] if name != "prepare"]


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^(?:# )?PRESS_(\w+)=", EXAMPLE, re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_gives_the_defaults() -> None:
    given = dict(re.findall(r"^# PRESS_(\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    wrong = [
        name
        for name, field in Settings.model_fields.items()
        if isinstance(field.default, str | int | float) and given[name.upper()].lower() != str(field.default).lower()
    ]
    assert wrong == []


def test_no_secret_stands_in_the_example() -> None:
    assert re.findall(r"^\w*(?:KEY|SECRET|PASSWORD)=.+$", EXAMPLE, re.MULTILINE) == []


def run_checker(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment."""
    return subprocess.run([Path(sys.executable).with_name(command[0]), *command[1:]], capture_output=True, text=True)


def is_by_specification(file: Path) -> bool:
    """Return whether a compose file is one by the schema of the compose specification."""
    return run_checker("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)).returncode == 0


def test_the_compose_file_is_one_by_the_compose_specification(tmp_path: Path) -> None:
    assert is_by_specification(ROOT / "docker-compose.yaml")
    text = (ROOT / "docker-compose.yaml").read_text(encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(text.replace("mem_limit:", "memory_limit:"), encoding="utf-8")
    assert not is_by_specification(tmp_path / "wrong.yaml")


def test_a_linter_finds_no_known_misconfiguration_in_the_compose_file() -> None:
    """An image's digest is left to .env, as docs/production.md says: the linter sees the variable alone."""
    ended = run_checker("compose-lint", "--format", "json", str(ROOT / "docker-compose.yaml"))
    report = json.loads(ended.stdout)
    assert {found["rule_id"] for found in report["findings"]} == {"CL-0019"}, report["findings"]


def test_every_queue_has_a_worker_with_a_place_for_each_slot_of_its_pool() -> None:
    """A task that waits in a queue for long counts as lost: a pool gives out no more than its worker can begin."""
    served: dict[str, int] = {}
    for service in COMPOSE["services"].values():
        words = service.get("command", [])
        if "include.local_stack.worker" in words:
            places = int(words[words.index("--concurrency") + 1])
            served |= dict.fromkeys(words[words.index("--queues") + 1].split(","), places)
    pools = json.loads((ROOT / "plugins" / "orchestration" / "pools.json").read_text(encoding="utf-8"))
    wanted = {queue: pools[pool]["slots"] for pool, queue in QUEUES.items()} | {"default": 1}
    assert served.keys() == wanted.keys()
    assert [queue for queue, slots in wanted.items() if served[queue] < slots] == []


def guide(first: str, end: str) -> str:
    """Return the commands that docs/production.md has a person type between two headings."""
    text = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text[text.index(first) : text.index(end)], re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return "\n".join(line for line in lines if not line.startswith("git clone"))


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which steps 1 to 3 of the guide were typed as they stand, but for giving files away."""
    folder = tmp_path_factory.mktemp("host")
    shutil.copy(ROOT / ".env.example", folder)
    shutil.copytree(ROOT / "include" / "outlets" / "profiles", folder / "include" / "outlets" / "profiles")
    script = f"set -euo pipefail\nchown() {{ :; }}\n{guide('## 1.', '## 4.')}"
    subprocess.run(["bash", "-c", script], cwd=folder, check=True)
    return folder


def test_the_guide_makes_every_folder_that_containers_mount(laid_out: Path) -> None:
    mounted = [name for service in COMPOSE["services"].values() for name in service.get("volumes", [])]
    folders = {name.partition(":")[0] for name in mounted if name.startswith("./")}
    assert folders == {"./secrets", "./profiles", "./registers", "./backups"}
    assert [name for name in folders if not (laid_out / name).is_dir()] == []
    assert (laid_out / ".env").is_file()


def test_the_guide_makes_every_secret_that_a_start_reads_and_users_who_can_sign_in(laid_out: Path) -> None:
    started = (ROOT / ".ci" / "start").read_text(encoding="utf-8")
    read = set(re.findall(r"secret (\w+)\)|address \S+ \w+ (\w+) ", started))
    secrets = laid_out / "secrets"
    names = {name for pair in read for name in pair if name} | {"ledger_owner_password", "users.yml"}
    assert len(names) == 7
    assert [name for name in sorted(names) if not (secrets / name).read_text(encoding="utf-8").strip()] == []
    Fernet((secrets / "fernet_key").read_text(encoding="utf-8"))
    users = read_users(secrets / "users.yml")
    assert {user.role for user in users} == {"Admin", "Op", "User"}
    assert all(password_of(user, secrets) for user in users)
    assert [path for path in secrets.rglob("*") if path.stat().st_mode & 0o077] == []


def test_every_variable_of_the_compose_file_is_in_the_example() -> None:
    named = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yaml").read_text(encoding="utf-8")))
    assert len(named) > 4
    assert named <= set(re.findall(r"^(?:# )?(\w+)=", EXAMPLE, re.MULTILINE))


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_says_whether_it_is_well(name: str) -> None:
    assert COMPOSE["services"][name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_no_secret_stands_in_a_containers_configuration(name: str) -> None:
    service = COMPOSE["services"][name]
    given = {key: str(value) for key, value in service.get("environment", {}).items()}
    secret = {key: value for key, value in given.items() if re.search("KEY|SECRET|PASSWORD", key)}
    assert all(key.endswith("_FILE") for key in secret)
    assert not [value for value in given.values() if "@" in value]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_image_is_named_by_a_setting_that_may_not_be_blank(name: str) -> None:
    variable = re.fullmatch(r"\$\{(\w+):\?.+\}", COMPOSE["services"][name]["image"])
    assert variable is not None
    assert re.search(rf"^{variable[1]}=", EXAMPLE, re.MULTILINE)


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_is_bounded_and_gains_no_rights(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["mem_limit"] and service["security_opt"] == ["no-new-privileges:true"]
    assert service["logging"]["options"]["max-size"]
    assert service["read_only"] and service["cap_drop"] == ["ALL"] and service["cpus"]


def test_the_image_installs_the_hashed_lock_and_runs_without_rights() -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.txt" in image
    assert re.search(r"^USER press$", image, re.MULTILINE)


def test_the_installer_is_pinned_by_hash() -> None:
    for name in (".ci/install", "Dockerfile"):
        assert re.search(
            r"pip install [^&\n]*--require-hashes -r (\.ci/)?uv\.txt", (ROOT / name).read_text(encoding="utf-8")
        )
    pinned = (ROOT / ".ci" / "uv.txt").read_text(encoding="utf-8")
    assert re.search(r"^uv==[\d.]+ \\$", pinned, re.MULTILINE)
    assert pinned.count("--hash=sha256:") > 1


def test_every_image_from_elsewhere_is_named_by_a_variable() -> None:
    foreign = [service["image"] for service in COMPOSE["services"].values() if "build" not in service]
    assert foreign
    assert [image for image in foreign if not re.fullmatch(r"\$\{\w+_IMAGE:\?[^}]+\}", image)] == []
    assert "FROM ${PYTHON_IMAGE}" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_every_pool_a_dag_names_is_in_the_one_list_of_pools() -> None:
    declared = set(json.loads((ROOT / "plugins" / "orchestration" / "pools.json").read_text(encoding="utf-8")))
    named = {
        name
        for path in (ROOT / "dags").glob("*.py")
        for name in re.findall(r'pool="(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert named == declared
    assert "pools import plugins/orchestration/pools.json" in (ROOT / ".ci" / "prepare").read_text(encoding="utf-8")


def test_what_may_hold_secrets_is_not_tracked() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not {".env", "airflow.cfg"} & set(tracked)
    assert not [path for path in tracked if path.startswith(("secrets/", "var/"))]
