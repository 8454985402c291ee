"""A hand-written landing: a few outlets on a few days, each row as short as its contract allows."""

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.articles.identity import article_id
from include.landing import store
from include.landing.contract import table
from include.settings import settings
from include.warehouse import projects
from include.warehouse.build import BuildOutcome, build_warehouse
from tests.support.shared import built_once, only_read

Row = dict[str, Any]
HOME_FACTS = (
    "organisation_name", "governing_body", "contact_address", "contact_email", "contact_phone", "responsible_person",
    "licence_number", "licence_date", "licence_issuer", "product_name",
)  # fmt: skip
ITEM_FACTS = ("credited_agency", "credited_author", "original_time", "original_link", "comment_form", "comments")


def noon(day: date, hours: float = 0) -> datetime:
    """Return an instant of a local day: noon in Hanoi and some hours."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC) + timedelta(hours=hours)


@dataclass
class Landing:
    """Gathers rows and writes them as partitions."""

    rows: dict[tuple[str, date, str], list[Row]] = field(default_factory=dict)

    def add(self, name: str, day: date, part: str = store.WHOLE, **row: Any) -> None:
        """Add one row; columns that are required and not given are filled with something of their type."""
        filler: dict[str, Any] = {
            "string": "-", "integer": 1, "number": 0.0, "boolean": False, "date": day, "timestamp": noon(day),
        }  # fmt: skip
        given = {c.name: (c.choices[0] if c.choices else filler[c.type]) for c in table(name).columns if c.is_required}
        self.rows.setdefault((name, day, part), []).append(given | {"day": day} | row)

    def outlet(self, outlet_id: str, kind: str, day: date, **licence: Any) -> None:
        """Add a followed outlet with one licence."""
        domain = f"{outlet_id.replace('_', '')}.example.vn"
        self.add(
            "outlet_profiles", day, outlet_id=outlet_id, outlet_name=outlet_id, kind=kind, domains=domain,
            credit_names=outlet_id, is_followed=True,
        )  # fmt: skip
        self.add("outlet_domains", day, outlet_id=outlet_id, kind=kind, domain=domain)
        row: dict[str, Any] = {
            "outlet_id": outlet_id, "outlet_name": outlet_id, "organisation_name": f"org {outlet_id}", "kind": kind,
            "legal_form": "company", "licensing_authority": "city", "domains": domain, "issued_on": date(2020, 1, 1),
            "licence_number": f"{outlet_id}/GP", "register_row_id": f"licence {outlet_id}", "valid_to": None,
        }  # fmt: skip
        self.add("licences", day, **(row | licence))

    def home_page(self, outlet_id: str, day: date, missing: tuple[str, ...] = (), place: str = "seen") -> None:
        """Add the home page of a day, which shows every fact but some."""
        capture = f"home {outlet_id} {day}"
        self.add(
            "captures", day, outlet_id, capture_id=capture, outlet_id=outlet_id, scope="home_page", http_status=200,
            captured_at=noon(day), final_url=f"http://{outlet_id}/",
        )  # fmt: skip
        self.add("harvests", day, outlet_id, outlet_id=outlet_id, scope="home_page", address="/", outcome="landed")
        for fact in HOME_FACTS:
            shown = fact not in missing
            self.add(
                "observations", day, outlet_id, capture_id=capture, outlet_id=outlet_id, scope="home_page",
                observation=fact, place="seen" if shown else place, is_present=shown, captured_at=noon(day),
            )  # fmt: skip

    def listing(self, outlet_id: str, day: date, outcome: str = "landed", cause: str | None = None) -> None:
        """Add the feed of a day."""
        self.add("harvests", day, outlet_id, outlet_id=outlet_id, scope="listing", address="/rss", outcome=outcome,
                 cause=cause)  # fmt: skip

    def article(
        self, outlet_id: str, day: date, name: str, missing: tuple[str, ...] = (), status: str = "admitted", **row: Any
    ) -> str:
        """Add an article that shows every fact but some, landed and validated; return its id."""
        url = f"http://{outlet_id}/{name}"
        key, capture = article_id(outlet_id, url), f"item {outlet_id} {name} {day}"
        self.add("articles", day, outlet_id, **({
            "article_id": key, "capture_id": capture, "outlet_id": outlet_id, "canonical_url": url, "url": url,
            "title": name, "text": "văn bản", "published_date": day, "published_at": noon(day), "has_byline": False,
        } | row))  # fmt: skip
        self.add("admissions", day, outlet_id, article_id=key, capture_id=capture, outlet_id=outlet_id, status=status)
        self.add("harvests", day, outlet_id, outlet_id=outlet_id, scope="article", address=url, outcome="landed",
                 article_id=key)  # fmt: skip
        for fact in ITEM_FACTS:
            shown = fact not in (*missing, "comment_form", "comments")
            self.add(
                "observations", day, outlet_id, capture_id=capture, outlet_id=outlet_id, article_id=key,
                scope="article", observation=fact, is_present=shown, place="seen", captured_at=noon(day),
            )  # fmt: skip
        return key

    def recapture(self, outlet_id: str, day: date, name: str, first: date, hours: float = 0) -> None:
        """Add that the page of an article was seen again, some hours after noon, as it was first captured."""
        url = f"http://{outlet_id}/{name}"
        self.add("harvests", day, outlet_id, outlet_id=outlet_id, scope="recheck", address=url, outcome="unchanged",
                 cause="already_captured", capture_id=f"item {outlet_id} {name} {first}", seen_at=noon(day, hours),
                 article_id=article_id(outlet_id, url))  # fmt: skip

    def attest(self, register: str, day: date, complete_to: date) -> None:
        """Add an attestation that a register is complete."""
        self.add("attestations", day, register=register, complete_to=complete_to, register_row_id=f"att {register}")

    def write(self) -> None:
        """Write every partition gathered so far."""
        for (name, day, part), rows in self.rows.items():
            store.write(name, day, rows, part)


@pytest.fixture
def landing(home: Path) -> Landing:
    """Give the test an empty landing of its own."""
    return Landing()


def fill(landing: Landing) -> dict[str, str]:
    """Write days of 2021 and 2026 of an agency, an aggregator with faults, a social network and a portal."""
    registers = date(2026, 10, 20)
    landing.outlet("bao_a", "newspaper", registers, legal_form="press_agency")
    landing.outlet("tong_hop", "aggregator", registers, valid_to=date(2026, 10, 16))
    landing.outlet("mang_b", "social_network", registers, domains="khac.example.vn", licensing_authority="ministry")
    landing.outlet("cong_c", "portal", registers, governing_body="UBND")
    landing.attest("licences", registers, date(2026, 10, 16))
    ids = {}
    for day in (date(2021, 6, 1), *(date(2026, 10, number) for number in (15, 16, 17))):
        for outlet_id in ("bao_a", "tong_hop"):
            landing.listing(outlet_id, day)
            landing.home_page(outlet_id, day, missing=("contact_email",) if outlet_id == "tong_hop" else ())
        landing.home_page("mang_b", day, missing=("licence_number",), place="script")
        ids[f"original {day}"] = landing.article("bao_a", day, f"goc-{day}")
        ids[f"credited {day}"] = landing.article("tong_hop", day, f"dan-{day}", published_at=noon(day, 2))
        ids[f"bare {day}"] = landing.article("tong_hop", day, f"khong-{day}", missing=("credited_agency",))
        landing.recapture("tong_hop", day, f"khong-{day}", first=day, hours=24)
        landing.add(
            "reprints", day, original_article_id=ids[f"original {day}"], reprint_article_id=ids[f"credited {day}"],
            original_outlet_id="bao_a", reprint_outlet_id="tong_hop", direction="known", is_earliest_original=True,
            delay_minutes_min=119.0, delay_minutes_max=121.0, containment=1.0, containment_of_original=1.0,
        )  # fmt: skip
    landing.write()
    return ids


@dataclass(frozen=True)
class BuiltCity:
    """The small city, built once for all tests that only look at it."""

    home: Path
    ids: dict[str, str]
    outcome: BuildOutcome


@pytest.fixture(scope="session")
def built_city() -> Iterator[BuiltCity]:
    """Build the small city on DuckDB, once for all workers; who changes or builds takes a copy of their own."""
    with built_once("built-city") as home:
        if not (home / "built").exists():
            with installation(home):
                ids = fill(Landing())
                (home / "built").write_bytes(pickle.dumps((ids, build_warehouse(None))))
    with only_read(home):
        yield BuiltCity(home, *pickle.loads((home / "built").read_bytes()))  # noqa: S301 - the suite's own file


@contextmanager
def installation(home: Path, **variables: str) -> Iterator[None]:
    """Make a folder the installation of this process for as long as the context lasts."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"home": str(home), "profiles": str(home / "profiles"), **variables}.items():
            patch.setenv(f"PRESS_{name.upper()}", value)
        for folder in ("profiles", "registers"):
            (home / folder).mkdir(exist_ok=True)
        settings.cache_clear()
        yield
    settings.cache_clear()


@pytest.fixture
def at_city(built_city: BuiltCity) -> Iterator[BuiltCity]:
    """Make the built city the current installation for one test, which may read but not build."""
    with installation(built_city.home):
        yield built_city


@pytest.fixture
def settled_city(built_city: BuiltCity, tmp_path: Path) -> Iterator[BuiltCity]:
    """Give one test a copy of the city in which nothing counts as changed, so that a build finds changes alone."""
    home = tmp_path / "city"
    copy_home(built_city.home, home)
    with installation(home):
        yield BuiltCity(home, built_city.ids, built_city.outcome)


def copy_home(built: Path, home: Path) -> None:
    """Copy an installation."""
    shutil.copytree(built, home, symlinks=True, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> str:
    """Return the address of a real PostgreSQL."""
    return str(postgres_server.get_uri())


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return a copy of the project whose reprints may follow after 180 instead of 60 minutes."""
    project = tmp_path / "dbt_project"
    shutil.copytree(projects.PROJECT, project)
    seed = project / "seeds" / "rule_versions.csv"
    text = seed.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("reprint_delay,") and "2024-12-25,," in line]
    seed.write_text(text.replace(line, line.replace(",60,", ",180,")), encoding="utf-8")
    return project
