"""The defaults of every DAG: time zone, retries by the class of the error, and pauses between them."""

from datetime import timedelta
from typing import Any

import pendulum

from orchestration.clock import ZONE
from orchestration.outcomes import LONGEST_PAUSE, LOST_PAUSE, RETRY_POLICY

START_DATE = pendulum.datetime(2026, 1, 1, tz=ZONE)

# How many runs of a DAG that follows assets may wait; its tasks run one by one in a pool of one slot instead.
# With one active run at most, Airflow acts on the first only of several asset events that come meanwhile: the days of
# the others would wait for a run that nothing starts (apache/airflow#56050).
RUNS_IN_LINE = 64

# No task runs longer: one outlet that answers a byte a second would delay the whole day, which waits for every outlet.
TASK_LIMIT = timedelta(hours=4)

DEFAULT_ARGS: dict[str, Any] = {
    "owner": "press-compliance",
    "retries": 3,
    "retry_delay": LOST_PAUSE,
    "retry_exponential_backoff": True,
    "max_retry_delay": LONGEST_PAUSE,
    "retry_policy": RETRY_POLICY,
    "execution_timeout": TASK_LIMIT,
}

# Arguments of every DAG that runs by the clock: nothing is caught up, since a run is for its own day alone.
ONE_AT_A_TIME: dict[str, Any] = {
    "start_date": START_DATE,
    "catchup": False,
    "max_active_runs": 1,
    "default_args": DEFAULT_ARGS,
}
