"""A restored installation judges as the one that was kept: its warehouse is built again and is equal."""

import shutil
from pathlib import Path

import pytest

from include.custody.backup.create import create_backup
from include.custody.backup.restore import restore_backup
from include.ledger.engine import _ready
from include.ledger.verification import verify
from include.warehouse.build import build_warehouse
from tests.include.custody.backup.conftest import NOW, WHY
from tests.include.warehouse.conftest import *  # noqa: F403 - the small city and all that it needs
from tests.support.marts import assert_equal, marts


@pytest.mark.slow
def test_the_warehouse_of_a_restored_installation_is_the_one_that_was_kept(
    settled_city: BuiltCity,  # noqa: F405
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    before = marts()
    made = Path(create_backup(NOW, tmp_path_factory.mktemp("backups"))["folder"])
    new = tmp_path / "new"
    (new / "keys").mkdir(parents=True)
    shutil.copy(settled_city.home / "keys" / "ledger.pem", new / "keys")
    with installation(new):  # noqa: F405
        _ready.cache_clear()
        restore_backup(made, WHY, "x")
        assert_equal(before, marts())  # the published copy came with the backup
        assert not (new / "warehouse").exists()  # the working warehouse did not: it is made again
        assert build_warehouse(None).is_full
        assert_equal(before, marts())
        assert verify().is_unbroken
    _ready.cache_clear()
