"""What an installation is made from is complete, keeps no secret and installs nothing that is not in the lock."""

import json
import re
import subprocess
from typing import Any

import pytest
import yaml

from include.settings import ROOT, Settings

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
    if service["image"].startswith("${AIRFLOW_IMAGE"):
        assert service["read_only"] and service["cap_drop"] == ["ALL"]


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
