"""Every setting of the installation; the only module that reads the environment.

Each field of :class:`Settings` is one variable ``PRESS_<FIELD>``; `.env.example` lists them all.
Paths default to folders below ``PRESS_HOME``. What the environment does not say may stand in ``settings.env`` there,
one ``PRESS_<FIELD>=value`` a line; `make run` writes it, so that ``press`` speaks of what was run.
"""

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from include.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = "settings.env"


def _numbers(text: object) -> object:
    """Read numbers that are separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()] if isinstance(text, str) else text


class Settings(BaseModel):
    """One installation's settings, read once per process.

    Attributes:
        home: Folder that holds everything the installation writes.
        profiles: Folder of outlet profiles, one YAML file an outlet.
        registers: Folder into which the department drops its registers.
        hosts_file: YAML map of host name to ``address:port``, for outlets served on this computer; empty for none.
        ledger_url: SQLAlchemy address of the ledger.
        warehouse_target: dbt target, ``duckdb`` or ``postgres``.
        warehouse_url: SQLAlchemy address of a PostgreSQL warehouse; empty for DuckDB.
        warehouse_memory: Memory that DuckDB may use in a build; beyond it, it spills to disk.
        user_agent: What the collector calls itself; names a contact.
        request_interval_seconds: Least pause between two requests to one host; profiles and robots.txt may ask more.
        request_timeout_seconds: Longest wait for one whole answer.
        answer_limit_bytes: Largest answer accepted after decompression.
        observed_share_minimum: Share of what should have been seen under which a day counts as not observed.
        recheck_after_days: Days after its first capture, comma separated, on which an article is asked for again.
        rechecks_a_day: How many earlier articles of one outlet are asked for again on one day.
        backfill_articles_a_run: How many articles of a past interval one run asks one outlet for.
        archive_retention_days: Days after which raw pages go and only the excerpts that findings rest on remain.
        smtp_host: Mail server.
        smtp_port: Its port.
        smtp_user: User at the mail server; empty for none.
        smtp_password_file: File that holds its password; empty for none.
        smtp_starttls: Whether the connection must be encrypted.
        mail_sender: Address that reports are sent from.
        operators: Addresses, comma separated, that are told of incomplete runs.
        resend_uncertain: Whether a mail whose delivery was cut short is sent again under the same Message-ID.
        approvers: Users of the interface, comma separated, who may approve a report; empty for whoever may act on DAGs.
        reviewers: Users of the interface, comma separated, who may decide findings; empty for whoever may act on DAGs.
        is_scheduled: Whether DAGs run by the clock; without it they run when asked or when an asset changed.
        outlets_a_batch: How many outlets one task collects; a task of its own for each keeps them furthest apart.
        retry_delay_seconds: Pause before a failed task is tried again the first time.
        airflow_port: Port of the interface of the local stack; the next free one is taken when it is busy.
        mailbox_port: Port of the mailbox of the local stack, likewise.
        sample_city_port: Port of the sample city of the local stack, likewise.
    """

    model_config = ConfigDict(frozen=True)

    home: Path = ROOT / "var"
    profiles: Path = ROOT / "include" / "outlets" / "profiles"
    registers: Path = Path("registers")
    hosts_file: Path | None = None
    ledger_url: str = ""
    warehouse_target: Literal["duckdb", "postgres"] = "duckdb"
    warehouse_url: str = ""
    warehouse_memory: str = "3GB"
    user_agent: str = "HanoiPressCompliance/1.0 (+mailto:press-compliance@example.org)"
    request_interval_seconds: float = 1.0
    request_timeout_seconds: float = 30.0
    answer_limit_bytes: int = 10_000_000
    observed_share_minimum: float = 0.9
    recheck_after_days: Annotated[tuple[int, ...], BeforeValidator(_numbers)] = (1, 7, 30, 80)
    rechecks_a_day: int = 20
    backfill_articles_a_run: int = 300
    archive_retention_days: int = 730
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 1025
    smtp_user: str = ""
    smtp_password_file: Path | None = None
    smtp_starttls: bool = False
    mail_sender: str = "bao-cao@example.org"
    operators: str = "van-hanh@example.org"
    resend_uncertain: bool = False
    approvers: str = ""
    reviewers: str = ""
    is_scheduled: bool = True
    outlets_a_batch: int = 1
    retry_delay_seconds: float = 300.0
    airflow_port: int = 8080
    mailbox_port: int = 1025
    sample_city_port: int = 8090

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: dict[str, object]) -> dict[str, object]:
        """Place relative paths below the home folder and fill what depends on it."""
        home = Path(str(given.get("home", ROOT / "var"))).resolve()
        registers = home / str(given.get("registers", "registers"))
        ledger_url = given.get("ledger_url") or f"sqlite:///{home / 'ledger' / 'ledger.sqlite'}"
        return {**given, "home": home, "registers": registers, "ledger_url": ledger_url}

    @property
    def archive(self) -> Path:
        """Folder of the WARC archive."""
        return self.home / "archive"

    @property
    def landing(self) -> Path:
        """Folder of the landing tables."""
        return self.home / "landing"

    @property
    def warehouse(self) -> Path:
        """Folder of the working warehouse; nobody but the build opens it."""
        return self.home / "warehouse"

    @property
    def published(self) -> Path:
        """Folder of the published, read-only copy."""
        return self.home / "published"

    @property
    def reports(self) -> Path:
        """Folder of composed and rendered reports."""
        return self.home / "reports"


def _written(path: Path) -> dict[str, str]:
    """Return the variables a settings file gives; none when there is no such file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


@cache
def settings() -> Settings:
    """Return the settings of this process, read from the environment and the settings file at the first call.

    Raises:
        SettingError: A variable cannot be read as its field's type.
    """
    home = Path(os.environ.get("PRESS_HOME") or Settings.model_fields["home"].default)
    known = {**_written(home / SETTINGS_FILE), **{name: value for name, value in os.environ.items() if value}}
    given = {name: known.get(f"PRESS_{name.upper()}", "") for name in Settings.model_fields}
    try:
        return Settings.model_validate({name: text for name, text in given.items() if text})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingError(
            f"PRESS_{name} is {first['input']!r}: {first['msg']}.", hint="Correct the variable."
        ) from error
