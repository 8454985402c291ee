"""Maps what the stages return and raise to outcomes of Airflow tasks; the only place that knows both.

A declaration that is wrong and a batch that contradicts itself fail at once: trying again is useless. The outside
world failing, and an error that nobody expected, is retried after a pause that doubles each time; a task whose
worker was lost without an error is retried within seconds.
"""

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn, ParamSpec, TypeVar

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryDecision, RetryRule, task
from airflow.sdk.exceptions import AirflowSkipException

from include.errors import DeclarationError, InvariantError, PressError, TransientError
from include.settings import settings

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)

# The queue of each pool's tasks: under Celery each kind of work has its own workers, so that slow outlets never take a
# build's place. Other executors read no queues.
QUEUES = {"outlet_fetch": "fetch", "admission": "classify", "warehouse": "warehouse"}

PAUSE = timedelta(seconds=settings().retry_delay_seconds)
LONGEST_PAUSE = timedelta(hours=1)
# A task whose worker was lost has raised nothing: it is tried again at once, by the defaults of the DAG.
LOST_PAUSE = min(timedelta(seconds=15), PAUSE)


class PausingPolicy(ExceptionRetryPolicy):  # type: ignore[misc]
    """Retries by the class of the error, each time after twice the pause of the time before."""

    def evaluate(
        self, exception: BaseException, try_number: int, max_tries: int, context: Any | None = None
    ) -> RetryDecision:
        """Return what the first rule for an error says, with the pause of this try."""
        found = super().evaluate(exception, try_number, max_tries, context)
        if found.action is not RetryAction.RETRY:
            return found
        return replace(found, retry_delay=min(PAUSE * 2 ** max(0, try_number - 1), LONGEST_PAUSE))


RETRY_POLICY = PausingPolicy(
    rules=[
        RetryRule(exception=DeclarationError, action=RetryAction.FAIL, reason="Our own declaration is wrong."),
        RetryRule(exception=InvariantError, action=RetryAction.FAIL, reason="The batch contradicts itself."),
        RetryRule(exception=TransientError, action=RetryAction.RETRY, reason="The outside world failed."),
        RetryRule(exception=Exception, action=RetryAction.RETRY, reason="Nobody expected this error."),
    ],
)


def summary_line(name: str, answer: object) -> str:
    """Return the one line a task's log ends with: its name and its counts."""
    if isinstance(answer, Mapping):
        counts: Mapping[str, Any] = answer.get("counts", answer)
        figures = ", ".join(f"{key} {value}" for key, value in counts.items() if not isinstance(value, list | dict))
    elif isinstance(answer, list):
        figures = f"{len(answer)} items"
    else:
        figures = "" if answer is None else str(answer)
    return f"Summary of {name}: {figures or 'nothing to count'}"


def logged(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a task's function so that its log ends with one summary line, or with its failure and the fix."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            answer = function(*args, **kwargs)
        except PressError as error:
            log.error("Failure of %s: %s", function.__name__, error)
            raise
        log.info(summary_line(function.__name__, answer))
        return answer

    return wrapper


def nothing_to_do(sentence: str) -> NoReturn:
    """Raise so that the task is skipped and emits no asset event.

    Raises:
        AirflowSkipException: Always.
    """
    raise AirflowSkipException(sentence)


def stage_task(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Return a decorator like Airflow's ``task`` whose functions also log their summary; takes the same options.

    A task that names a pool waits in that pool's queue. What it returns is kept as one answer: an entry for each key,
    which nobody reads, would be a request for each.
    """
    options.setdefault("multiple_outputs", False)
    if pool := options.get("pool"):
        options.setdefault("queue", QUEUES[pool])

    def decorate(function: Callable[..., Any]) -> Any:
        return task(**options)(logged(function))

    return decorate


def stage_sensor(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Return a decorator like Airflow's ``task.sensor`` that takes no slot while it waits; takes the same options.

    Its function returns whether what is waited for is there. A wait of days asks less and less often.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        return task.sensor(mode="reschedule", exponential_backoff=True, **options)(logged(function))

    return decorate
