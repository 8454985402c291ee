"""One running stack: sample city, mailbox and Airflow as children of this process, up and down together."""

import json
import secrets
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from include.errors import SettingError, TransientError
from include.local_stack.airflow_api import AirflowApi
from include.local_stack.children import Child, Children, end_leftovers
from include.local_stack.environment import (
    ADMINISTRATOR,
    APPROVER,
    Ports,
    child_environment,
    find_ports,
    write_settings,
)
from include.local_stack.passwords import write_passwords
from include.local_stack.ports import is_free
from include.locks import locked
from include.settings import ROOT, settings

# the scheduler would serve task logs on every address of this computer; the interface reads the files themselves
AIRFLOW_PARTS = (
    ("api-server", "airflow", "api-server"),
    ("scheduler", "include.local_stack.scheduler", "--skip-serve-logs"),
    ("dag-processor", "airflow", "dag-processor"),
    ("triggerer", "airflow", "triggerer", "--skip-serve-logs"),
)
RESTARTED = frozenset(name for name, *_ in AIRFLOW_PARTS)
RESTARTS = 3  # restarts of each part in an hour: one that ends more often has a fault that restarting does not cure
HOUR_SECONDS = 3600.0
HEALTHY_PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")
TRIGGERER = "triggerer"  # none of our tasks defers: without people who look at Airflow's page, nobody misses it
START_SECONDS = 240.0
PAUSE_SECONDS = 0.5
SLOTS_HERE = {"outlet_fetch": 3}  # one small machine that also serves the outlets; production has more


def pools() -> dict[str, tuple[int, str]]:
    """Return slots and description of each pool, as every installation makes them but for the slots of this machine."""
    declared = json.loads((ROOT / "plugins" / "orchestration" / "pools.json").read_text(encoding="utf-8"))
    return {name: (SLOTS_HERE.get(name, pool["slots"]), pool["description"]) for name, pool in declared.items()}


@dataclass(frozen=True)
class Stack:
    """A stack that is up: where its parts are, and how to ask and stop it."""

    home: Path
    ports: Ports
    children: Children
    say: Callable[[str], None] = print
    more: Mapping[str, str] = field(default_factory=dict)
    has_triggerer: bool = True
    restarts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def session(self, user: str) -> AirflowApi:
        """Return a session of one of the stack's users at Airflow."""
        return AirflowApi(self.ports.interface, self.passwords, user)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the stack's children."""
        return child_environment(self.home, self.ports) | dict(self.more)

    @property
    def passwords(self) -> Path:
        """File of the users' passwords, where Airflow looks for it."""
        return self.home / "airflow" / "simple_auth_manager_passwords.json.generated"

    @property
    def administrator(self) -> AirflowApi:
        """A session of the user who starts runs."""
        return self.session(ADMINISTRATOR)

    @property
    def approver(self) -> AirflowApi:
        """A session of the demo approver."""
        return self.session(APPROVER)

    def run_to_end(self, name: str, *command: str) -> str:
        """Run one further child to its end, in the stack's environment, and return the last line of JSON it printed.

        Raises:
            TransientError: It ended with another status than 0; its log is named.
        """
        child = self.children.start(name, [sys.executable, *command], self.environment, ROOT)
        _finish(self.children, child)
        said = child.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line for line in reversed(said) if line.startswith("{")), "{}")

    def check_children(self) -> None:
        """Start a part of Airflow again that has ended though nobody asked it to, as production's supervisor does.

        Airflow ends its scheduler where SQLite refuses a transaction because another process wrote in between.

        Raises:
            TransientError: Another part has ended, or one of Airflow has done so too often; its log is named.
        """
        while (ended := self.children.ended()) is not None:
            now, earlier = time.monotonic(), self.restarts[ended.name]
            if ended.name in RESTARTED and sum(now - one < HOUR_SECONDS for one in earlier) < RESTARTS:
                earlier.append(now)
                self.say(f"{ended.name} ended by itself and is started again: {ended.last_line()}")
                self.children.restart(ended)
                continue
            raise TransientError(
                f"{ended.name} ended by itself with status {ended.process.returncode}: {ended.last_line()}",
                hint=f"Read the end of {ended.log}, then start again: nothing that was done is lost.",
            )


@contextmanager
def running_stack(
    say: Callable[[str], None], more: Mapping[str, str] | None = None, *, has_triggerer: bool = True
) -> Iterator[Stack]:
    """Start everything, yield the stack while it is up, and stop everything however the block ends.

    Args:
        say: Called with one line for each step.
        more: Settings of the children that stand before the stack's own.
        has_triggerer: Whether a triggerer is started.

    Raises:
        TransientError: A part did not come up.
    """
    home, ports = settings().home, find_ports(settings())
    with _only_stack_of(home):
        if ended := end_leftovers(home):
            say(f"What an earlier start left running when it was killed is ended ({ended} processes).")
        stack = Stack(home, ports, Children(secrets.token_hex(8), home / "logs"), say, more or {}, has_triggerer)
        try:
            _start(stack, say)
            yield stack
        finally:
            say("Stopping everything that was started …")
            stack.children.stop()


@contextmanager
def _only_stack_of(home: Path) -> Iterator[None]:
    """Hold a lock on the home folder: two stacks on one home would write over each other."""
    hint = "Stop it with Ctrl-C, or set PRESS_HOME to another folder."
    with locked(home / ".stack.lock", SettingError(f"Another stack is running on {home}.", hint=hint), wait_seconds=0):
        yield


def _start(stack: Stack, say: Callable[[str], None]) -> None:
    """Start the children in the order of their dependencies, and wait until all of them answer."""
    environment = stack.environment
    write_settings(stack.home, stack.ports)
    python = (sys.executable, "-m")
    city_home, mailbox = stack.home / "sample_city", stack.home / "mailbox"

    def start(name: str, *command: str) -> None:
        stack.children.start(name, [*python, *command], environment, ROOT)

    say("Starting the sample city, the mailbox and Airflow …")
    start("mailbox", "include.local_stack.mailbox", "--port", str(stack.ports.mailbox), "--folder", str(mailbox))
    start("sample-city", "include.sample_city", "--port", str(stack.ports.sample_city), "--home", str(city_home))
    users = [user.partition(":")[0] for user in environment["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"].split(",")]
    write_passwords(stack.passwords, users)
    _migrate(stack, environment)
    for name, *command in AIRFLOW_PARTS:
        if stack.has_triggerer or name != TRIGGERER:
            start(name, *command)
    _wait(stack, "the mailbox", lambda: not is_free(stack.ports.mailbox))
    _wait(stack, "the sample city", lambda: not is_free(stack.ports.sample_city))
    _wait(stack, "Airflow", lambda: _is_healthy(stack.administrator, has_triggerer=stack.has_triggerer))
    api = stack.administrator
    for name, (slots, description) in pools().items():
        api.set_pool(name, slots, description)
    wanted = {path.stem for path in (ROOT / "dags").glob("*.py")}
    _wait(stack, "the DAGs", lambda: _are_read(api, wanted))
    say(f"Airflow is up at {stack.ports.interface}")


def _migrate(stack: Stack, environment: dict[str, str]) -> None:
    """Make or update Airflow's own database."""
    command = [sys.executable, "-m", "airflow", "db", "migrate"]
    _finish(stack.children, stack.children.start("migrate", command, environment, ROOT))


def _finish(children: Children, child: Child) -> None:
    """Wait until a child has done its work.

    Raises:
        TransientError: It failed.
    """
    status = child.process.wait()
    children.running.remove(child)
    children.end_session(child)
    if status:
        raise TransientError(
            f"{child.name} failed with status {status}: {child.last_line()}", hint=f"Read {child.log}."
        )


def _wait(stack: Stack, what: str, is_ready: Callable[[], bool]) -> None:
    """Wait for a part of the stack, watching that none of the others ends meanwhile."""
    until = time.monotonic() + START_SECONDS
    while not is_ready():
        stack.check_children()
        if time.monotonic() > until:
            raise TransientError(
                f"{what} did not come up within {START_SECONDS:.0f} seconds.", hint=f"Read {stack.children.logs}."
            )
        time.sleep(PAUSE_SECONDS)


def _is_healthy(api: AirflowApi, *, has_triggerer: bool = True) -> bool:
    """Return whether all parts of Airflow that the stack starts report that they are healthy."""
    health = api.health()
    return all(health.get(part) == "healthy" for part in HEALTHY_PARTS if has_triggerer or part != TRIGGERER)


def _are_read(api: AirflowApi, wanted: set[str]) -> bool:
    """Return whether Airflow has read every DAG file.

    Raises:
        SettingError: One of them cannot be read.
    """
    errors = api.import_errors()
    if errors:
        raise SettingError(f"A DAG file cannot be read: {errors[0]}", hint="Correct the file.")
    return wanted <= api.dag_ids()
