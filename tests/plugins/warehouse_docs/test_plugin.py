"""Airflow finds the plugin, and loading it loads no web framework."""

import subprocess
import sys

from include.settings import ROOT


def test_the_plugin_is_light_and_says_where_its_page_is() -> None:
    code = (
        "import sys; from warehouse_docs.plugin import PREFIX, WarehouseDocsPlugin as P; "
        "assert P.fastapi_apps[0]['url_prefix'] == PREFIX; assert P.external_views[0]['href'] == PREFIX + '/'; "
        "assert 'warehouse_docs.pages' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "plugins", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
