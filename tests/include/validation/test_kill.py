"""The stages of admit_articles (gate, classification, the check behind them), killed at their writes and run again."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from include.landing import store
from include.ledger.engine import ledger_engine
from tests.include.validation.conftest import Article
from tests.support.kill_points import open_stage, spread

DAY = date(2026, 11, 3)
IMPORTS = (
    "include.validation.gate", "include.validation.landed", "include.classification.classify", "great_expectations",
)  # fmt: skip
ADMIT = """
from datetime import date
from include.classification.classify import classify_days
from include.validation.gate import admit_days
from include.validation.landed import check_landed, written_by
days = [date(2026, 11, 3)]
admit_days(days)
classify_days(days)
check_landed(written_by("include.classification"), days)
"""


def landed(home: Path) -> dict[str, bytes]:
    return {p.relative_to(home).as_posix(): p.read_bytes() for p in (home / "landing").rglob("*.parquet")}


@pytest.mark.slow
def test_an_admission_killed_at_any_write_ends_as_an_unbroken_one(home: Path, article: Article) -> None:
    for outlet_id in ("bao_a", "bao_b"):
        rows = [article(n, outlet_id=outlet_id, title=title) for n, title in enumerate(("Một", "Hai", None))]
        store.write("articles", DAY, rows, outlet_id)
    ledger_engine()  # a first start makes it: its own kills are tested with it
    shutil.copytree(home / "landing", home / "before")
    with open_stage("admit", ADMIT, IMPORTS, {}) as admit:
        whole = admit.run(home)
        unbroken = landed(home)
        assert whole.ended == 0
        assert {"admissions", "quarantined_records", "article_topics"} <= {name.split("/")[1] for name in unbroken}
        for killed_at in spread(len(whole.writes), 8):
            for made in ("landing", "fingerprints", "validation"):
                shutil.rmtree(home / made)
            shutil.copytree(home / "before", home / "landing")
            assert admit.run(home, killed_at).is_killed
            assert admit.run(home).ended == 0
            assert landed(home) == unbroken, whole.writes[killed_at - 1]
