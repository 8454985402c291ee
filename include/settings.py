"""Reads the settings of the installation; the only module that reads the environment.

Each field of :class:`Settings` is one variable ``PRESS_<FIELD>``; `.env.example` lists them all.
Paths default to folders below ``PRESS_HOME``. What the environment does not set is read from one file:
``settings.env`` in the home folder, which `make run` writes, so that ``press`` works on that installation; where there
is none, ``.env`` beside this project's README.
"""

import os
import pwd
import reprlib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from include import setting_values as value
from include.errors import SettingError
from include.variables import PREFIX, read_variables, refuse_unknown

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = "settings.env"
ENVIRONMENT_FILE = ROOT / ".env"
HOME = f"{PREFIX}HOME"
# An address may hold a password: never repeat it.
_SECRET = {"ledger_url", "ledger_owner_url", "warehouse_url", "airflow_database_url"}
_SECRET |= {"timestamp_url", "bounce_mailbox", "reply_mailbox"}


class _Variables(EnvSettingsSource):
    """The environment, and below it the one file of the installation; empty values count as not given."""

    def _load_env_vars(self) -> dict[str, str | None]:
        """Return every variable by its name in lower case.

        Raises:
            SettingError: The file cannot be read, or a name that begins as a setting's does is none.
        """
        known = {PREFIX + name.upper() for name in Settings.model_fields}
        own = {name: value for name, value in os.environ.items() if value}
        refuse_unknown(own, known, "the environment")
        written = read_variables(ENVIRONMENT_FILE)
        home = own.get(HOME) or written.get(HOME) or ""
        path = Path(home or Settings.model_fields["home"].default) / SETTINGS_FILE
        if path.exists():
            written = {**read_variables(path), HOME: home}
        refuse_unknown(written, known, str(path if path.exists() else ENVIRONMENT_FILE))
        return {name.lower(): value for name, value in {**written, **own}.items() if value}


class Settings(BaseSettings):
    """One installation's settings, read once per process.

    Attributes:
        home: Folder that holds everything the installation writes.
        profiles: Folder of outlet profiles, one YAML file an outlet.
        registers: Folder into which the department drops its registers.
        hosts_file: YAML map of host name to ``address:port``, for outlets served on this computer; empty for none.
        ledger_url: SQLAlchemy address of the ledger, in PostgreSQL as the role that may only read and insert.
        ledger_owner_url: PostgreSQL address of the role that owns the ledger's tables; empty for the same role.
        timestamp_url: Address of the time stamp authority (RFC 3161) that stamps the ledger; empty for none.
        timestamp_ca_file: PEM file of the authority's root certificate.
        ledger_key_file: File of the key that signs the ledger; empty for a folder of its own below PRESS_HOME.
        warehouse_target: dbt target, ``duckdb``, ``postgres`` or ``spark``.
        warehouse_url: SQLAlchemy address of a PostgreSQL warehouse; empty for DuckDB.
        spark_master: Spark's master, such as ``spark://host:7077``; ``local[2]`` for threads of the build itself.
        spark_jar: Iceberg's runtime for Spark, which `.ci/spark` gets; none where the warehouse is not on Spark.
        warehouse_memory: Memory that DuckDB may use in a build; beyond it, it spills to disk.
        user_agent: What the collector calls itself; names a contact.
        request_interval_seconds: Least pause between two requests to one host; profiles and robots.txt may ask more.
        request_timeout_seconds: Longest wait for one whole answer.
        answer_limit_bytes: Largest answer accepted after decompression.
        observed_share_minimum: Share of what should have been seen under which a day counts as not observed.
        recheck_after_days: Days after its first capture, comma separated, on which an article is asked for again.
        rechecks_a_day: How many earlier articles of one outlet are asked for again on one day.
        backfill_articles_a_run: How many articles of a past interval one run asks one outlet for.
        articles_a_day: How many articles one run asks one outlet's day for; the rest is taken up on the next days.
        collecting_seconds_a_day: How long one run asks for one outlet's day; the rest is taken up on the next days.
        archive_retention_days: Days after which raw pages are removed but for the excerpts that findings rest on.
        retention_share_a_run: Largest share of the archive's outlet days that one run removes unconfirmed.
        backups: Folder where backups are kept, on another disk; empty where none are made.
        backups_kept: How many backups are kept; older ones are removed.
        backup_age_days: Days after which the newest backup counts as too old.
        backup_passphrase_file: File of the passphrase that backups are encrypted with; empty for none.
        airflow_database_url: Address of Airflow's metadata, kept with each backup; empty for the local stack's file.
        smtp_host: Mail server.
        smtp_port: Its port.
        smtp_user: User at the mail server; empty for none.
        smtp_password_file: File that holds its password; empty for none.
        smtp_starttls: Whether the connection must be encrypted.
        mail_sender: Address that reports are sent from.
        operators: Addresses, comma separated, that get a mail of incomplete runs.
        report_fonts: Folder that holds Tinos or Times New Roman, for PDFs; empty for the engine's own font.
        mail_record: Folder in which the mail server keeps what it took, one file a mail; empty where it keeps none.
        correction_share: Change of a figure of an issued report, as a share of it, beyond which it is corrected.
        mailed_copy: Which PDF of a report is mailed: ``reference``, unsigned and said to be so, or the ``signed`` one.
        bounce_mailbox: Where mails that came back arrive: a maildir's folder, or imaps://user@host/folder; or empty.
        bounce_mailbox_password_file: File that holds the password of the IMAP user; empty for none.
        resend_uncertain: Whether a mail whose delivery was cut short is sent again under the same Message-ID.
        approvers: Users of the interface, comma separated, who may approve reports; empty for nobody.
        reviewers: Users of the interface, comma separated, who may decide matters; empty for nobody.
        approval_working_days: Working days after the end of a period within which its report is to be approved.
        approval_poll_seconds: How often a run that waits for an approval looks into the ledger.
        reply_working_days: Working days that an outlet has to reply after delivery of a notice; ten at the least.
        reply_mailbox: Where outlets answer: the folder of a maildir, or imaps://user@host/folder; empty for none.
        reply_mailbox_password_file: File that holds the password of the IMAP user; empty for none.
        retest_after_days: Days after a notice was sent, comma separated, on which its place is judged again.
        chromium: Program that draws pictures of archived pages; without it the review desk says that there are none.
        is_beside_airflow: Whether this is an environment of Airflow's services, so that press doctor can ask Airflow.
        day_due_hour: Hour of Hanoi by which the day before must be judged; afterwards the operators get a mail.
        is_scheduled: Whether DAGs run by the clock; without it they run when asked or when an asset changed.
        outlets_a_batch: How many outlets one task collects; a task of its own for each keeps them furthest apart.
        retry_delay_seconds: Pause before a failed task is tried again the first time.
        airflow_port: Port of the interface of the local stack; the next free one is taken when it is busy.
        mailbox_port: Port of the mailbox of the local stack, likewise.
        sample_city_port: Port of the sample city of the local stack, likewise.
    """

    model_config = SettingsConfigDict(
        frozen=True, env_prefix=PREFIX, extra="forbid", allow_inf_nan=False, hide_input_in_errors=False
    )

    home: value.Whole = ROOT / "var"
    profiles: value.Whole = ROOT / "include" / "outlets" / "profiles"
    registers: value.Whole = Path("registers")
    hosts_file: value.Whole | None = None
    ledger_url: Annotated[value.Text, value.database("sqlite", "postgresql")] = ""
    ledger_owner_url: Annotated[value.Text, value.database("postgresql")] = ""
    timestamp_url: Annotated[value.Text, value.web_address("https", "http")] = ""
    timestamp_ca_file: value.Whole | None = None
    ledger_key_file: value.Whole | None = None
    warehouse_target: Literal["duckdb", "postgres", "spark"] = "duckdb"
    warehouse_url: Annotated[value.Text, value.database("postgresql")] = ""
    spark_master: value.Text = "local[2]"
    spark_jar: value.Whole | None = None
    warehouse_memory: value.Memory = "3GB"
    user_agent: Annotated[str, Field(pattern=r"^[!-~]+/[!-~][ -~]*$")] = (
        "HanoiPressCompliance/1.0 (+mailto:press-compliance@example.org)"
    )
    request_interval_seconds: Annotated[float, Field(ge=0, le=3600)] = 1.0
    request_timeout_seconds: Annotated[float, Field(ge=1, le=600)] = 30.0
    answer_limit_bytes: Annotated[int, Field(ge=100_000, le=200_000_000)] = 10_000_000
    observed_share_minimum: Annotated[float, Field(ge=0.5, le=1)] = 0.9
    recheck_after_days: value.DayList = (1, 7, 30, 80)
    rechecks_a_day: Annotated[int, Field(ge=0, le=100_000)] = 20
    backfill_articles_a_run: Annotated[int, Field(ge=1, le=100_000)] = 300
    articles_a_day: Annotated[int, Field(ge=1, le=100_000)] = 2000
    collecting_seconds_a_day: Annotated[float, Field(ge=10, le=12_000)] = 5400.0
    archive_retention_days: Annotated[int, Field(ge=90, le=36_500)] = 730
    retention_share_a_run: Annotated[float, Field(gt=0, le=0.5)] = 0.1
    backups: value.Whole | None = None
    backups_kept: Annotated[int, Field(ge=2, le=1000)] = 14
    backup_age_days: Annotated[int, Field(ge=1, le=90)] = 2
    backup_passphrase_file: value.Whole | None = None
    airflow_database_url: Annotated[value.Text, value.database("sqlite", "postgresql")] = ""
    smtp_host: value.Host = "127.0.0.1"
    smtp_port: value.Port = 1025
    smtp_user: value.Text = ""
    smtp_password_file: value.Whole | None = None
    smtp_starttls: bool = False
    mail_sender: value.MailAddress = "bao-cao@example.org"
    operators: value.MailAddresses = "van-hanh@example.org"
    report_fonts: value.Whole | None = None
    mail_record: value.Whole | None = None
    correction_share: Annotated[float, Field(ge=0, le=1)] = 0.05
    mailed_copy: Literal["reference", "signed"] = "reference"
    bounce_mailbox: value.Mailbox = ""
    bounce_mailbox_password_file: value.Whole | None = None
    resend_uncertain: bool = False
    approvers: value.UserNames = ""
    reviewers: value.UserNames = ""
    approval_working_days: Annotated[int, Field(ge=1, le=60)] = 2
    approval_poll_seconds: Annotated[float, Field(ge=1, le=3600)] = 60.0
    reply_working_days: Annotated[int, Field(ge=10, le=60)] = 10
    reply_mailbox: value.Mailbox = ""
    reply_mailbox_password_file: value.Whole | None = None
    retest_after_days: value.DayList = (7, 30, 84)
    chromium: value.Whole = Path("/usr/bin/chromium")
    is_beside_airflow: bool = False
    day_due_hour: Annotated[int, Field(ge=0, le=23)] = 7
    is_scheduled: bool = True
    outlets_a_batch: Annotated[int, Field(ge=1, le=1000)] = 1
    retry_delay_seconds: Annotated[float, Field(ge=0, le=86_400)] = 300.0
    airflow_port: value.Port = 8080
    mailbox_port: value.Port = 1025
    sample_city_port: value.Port = 8090

    @classmethod
    def settings_customise_sources(  # type: ignore[override]  # the sources that are not used go into one name
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, **_: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what the caller gives, then the environment and the installation's file; nothing else."""
        return init_settings, _Variables(settings_cls)

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Place relative paths below the home folder and fill what depends on it."""
        home = Path(str(given.get("home", ROOT / "var")))
        if str(home).startswith("~") or "\0" in str(home):
            return given  # the field's own check says what is wrong
        home = home.resolve()
        written = str(given.get("registers", "registers"))
        registers = written if written.startswith("~") else home / written
        ledger_url = given.get("ledger_url") or f"sqlite:///{home / 'ledger' / 'ledger.sqlite'}"
        return {**given, "home": home, "registers": registers, "ledger_url": ledger_url}

    @property
    def ledger_key(self) -> Path:
        """File of the private key that signs the ledger; it is made with the ledger."""
        return self.ledger_key_file or self.home / "keys" / "ledger.pem"

    @model_validator(mode="after")
    def _no_password_in_clear(self) -> Self:
        """Refuse a mail password that would cross the network unencrypted."""
        if self.smtp_user and not self.smtp_starttls and not value.is_loopback(self.smtp_host):
            raise ValueError("PRESS_SMTP_USER would log in without encryption; set PRESS_SMTP_STARTTLS=true")
        return self

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
    def restoring(self) -> Path:
        """Folder that is there as long as the restore of a backup is not done."""
        return self.home / ".restoring"

    @property
    def reports(self) -> Path:
        """Folder of composed and rendered reports."""
        return self.home / "reports"


@cache
def settings() -> Settings:
    """Return the settings of this process, read from the environment and the installation's file at the first call.

    Raises:
        SettingError: A name is unknown, a file cannot be read, or a value is not one that the setting accepts.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingError(_sentence(error.errors()[0]), hint="Correct the variable.") from error


def _sentence(problem: Any) -> str:
    """Return what is wrong with a value, without repeating one that may hold a password."""
    reason = problem["msg"].removeprefix("Value error, ")
    if not problem["loc"]:
        return f"{reason}."
    name = str(problem["loc"][0])
    given = "wrong" if name in _SECRET else reprlib.repr(problem["input"])
    return f"{PREFIX}{name.upper()} is {given}: {reason}."


def environment_at(home: Path) -> dict[str, str]:
    """Return the environment of a child that works in a home of its own, on DuckDB, beside this installation.

    It reads this installation's ledger, profiles and registers, and whatever else its file and its environment say.
    """
    own = settings()
    placed: dict[str, Path | str | None] = {
        "home": home,
        "profiles": own.profiles,
        "registers": own.registers,
        "hosts_file": own.hosts_file,
    }
    placed |= {"ledger_url": own.ledger_url, "ledger_key_file": own.ledger_key, "warehouse_target": "duckdb"}
    given = {PREFIX + name.upper(): str(value) for name, value in placed.items() if value is not None}
    return {**os.environ, **given, "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}


def account() -> str:
    """Return the account of this computer that runs the process, by its user id; no variable can say otherwise."""
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"
