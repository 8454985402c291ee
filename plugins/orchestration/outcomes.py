"""Maps what the stages return and raise to outcomes of Airflow tasks; the only place that knows both.

A declaration that is wrong and a batch that contradicts itself fail at once: trying again is useless. The outside
world failing is tried again. Whatever else goes wrong follows the task's own retries.
"""

import functools
import logging
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, ParamSpec, TypeVar

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule, task
from airflow.sdk.exceptions import AirflowSkipException

from include.errors import DeclarationError, InvariantError, PressError, TransientError

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)

RETRY_POLICY = ExceptionRetryPolicy(
    rules=[
        RetryRule(exception=DeclarationError, action=RetryAction.FAIL, reason="Our own declaration is wrong."),
        RetryRule(exception=InvariantError, action=RetryAction.FAIL, reason="The batch contradicts itself."),
        RetryRule(exception=TransientError, action=RetryAction.RETRY, reason="The outside world failed."),
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
    """Return a decorator like Airflow's ``task`` whose functions also log their summary; takes the same options."""

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
