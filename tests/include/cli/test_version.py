"""The command as it is after `pip install -e .`, in an environment and a checkout that have never seen it."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import include
from include.settings import ROOT
from tests.security.take_out import LEFT_OUT

UV = Path(sys.executable).with_name("uv")


def test_an_editable_installation_gives_the_command_with_the_version_of_the_package(tmp_path: Path) -> None:
    checkout, environment = tmp_path / "checkout", tmp_path / "environment"
    shutil.copytree(ROOT / "include", checkout / "include", ignore=LEFT_OUT)
    for name in ("pyproject.toml", "README.md", "requirements.in"):
        shutil.copy(ROOT / name, checkout)
    for name in ("orchestration", "review_desk", "warehouse_docs", "report_approvals"):
        (checkout / "plugins" / name).mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    # what requirements.txt installs stands there already, the builder too: no index is asked
    (packages / "installed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python, offline = environment / "bin" / "python", ["--offline", "--no-deps", "--no-build-isolation", "-q"]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([UV, "pip", "install", "--python", python, *offline, "-e", checkout], check=True, env=clean)
    said = subprocess.run(
        [environment / "bin" / "press", "--version"],
        cwd=tmp_path,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    assert include.__version__ in said.stdout
    found = [str(python), "-c", "import include; print(include.__file__)"]
    place = subprocess.run(found, cwd=tmp_path, env=clean, check=True, capture_output=True, text=True).stdout
    assert Path(place.strip()).is_relative_to(checkout)
