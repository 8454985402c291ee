"""A disk that fills up while the warehouse is built or published: it is said, and the last copy is whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from include.settings import ROOT
from tests.include.test_disk_full import has_namespaces
from tests.include.warehouse.conftest import BuiltCity

MEGABYTES = 400
CHILD = """
import hashlib, json, os
from include.failures import expected, explain
from include.settings import settings
from include.warehouse import build, published
from include.warehouse.publish import SUMS
from tests.support.marts import assert_equal, marts

filler = settings().home / "filler"

def filled(step):
    def on_a_full_disk(*given, **named):
        with filler.open("wb", buffering=0) as stream:
            try:
                while True:
                    stream.write(b"x" * 65536)
            except OSError:
                pass
        return step(*given, **named)
    return on_a_full_disk

def whole():
    folder = published.current()
    lines = (folder / SUMS).read_text("utf-8").splitlines()
    return all(hashlib.sha256((folder / n).read_bytes()).hexdigest() == d for d, n in (l.split("  ", 1) for l in lines))

before, copy, said = marts(), published.current(), {}
for name in ("_run", "publish"):
    step = getattr(build, name)
    setattr(build, name, filled(step))
    try:
        build.build_warehouse(None)
        said[name] = ["nothing", ""]
    except expected() as error:
        said[name] = list(explain(error))
    setattr(build, name, step)
    assert published.current() == copy and whole()
    filler.unlink()
    assert_equal(before, marts())
outcome = build.build_warehouse([])
assert published.manifest()["build_id"] == outcome.build_id
assert_equal(before, marts())
left = [p.name for p in (settings().published / "builds").glob(".*")]
print(json.dumps({"said": said, "left": left}))
"""


@pytest.mark.slow
def test_a_full_disk_in_a_build_is_said_and_the_last_copy_stays(settled_city: BuiltCity, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not has_namespaces(folder):
        pytest.skip("a small disk cannot be mounted here: it needs a mount namespace")
    script = tmp_path / "full.py"
    script.write_text(CHILD, encoding="utf-8")
    environment = {**os.environ, "PRESS_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    command = (
        f"mount -t tmpfs -o size={MEGABYTES}m tmpfs {folder} && cp -a {settled_city.home}/. {folder} && "
        f"exec {sys.executable} {script}"
    )
    ended = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    found = json.loads(ended.stdout.splitlines()[-1])
    for message, hint in found["said"].values():
        assert "no space left" in message.lower() or "disk is full" in message.lower(), found["said"]
        assert "Free some space" in hint
    assert found["left"] == []
