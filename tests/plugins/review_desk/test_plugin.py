"""The desk stands in Airflow's navigation and costs the processes that do not serve it nothing."""

import subprocess
import sys
from pathlib import Path

from include.settings import ROOT
from tests.plugins.review_desk.conftest import Server


def test_the_desk_stands_in_the_navigation(server: Server) -> None:
    visitor = server.session("xem")
    token = {"Authorization": f"Bearer {visitor.cookies['_token']}"}
    answer = visitor.get(f"{server.address}/api/v2/plugins", headers=token, timeout=120)
    views = [view for plugin in answer.json()["plugins"] for view in plugin["external_views"]]
    assert {"Bàn rà soát"} <= {view["name"] for view in views}


def test_reading_the_plugin_imports_none_of_the_desk(tmp_path: Path) -> None:
    code = (
        "import sys; import review_desk.plugin; print([m for m in sys.modules if m in ('duckdb', 'review_desk.desk')])"
    )
    environment = {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "PATH": str(Path(sys.executable).parent),
        "AIRFLOW_HOME": str(tmp_path),
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
