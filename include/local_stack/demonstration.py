"""The chain as the demonstration runs it: registers, two ranges of days, the department's decisions, the report."""

import json
import time
from typing import Any

from include.local_stack.chain import Watch, approvals, close_leftovers, settle, start_watch
from include.local_stack.environment import APPROVER
from include.local_stack.progress import Progress, figures
from include.local_stack.stack import Stack, pools, running_stack
from include.local_stack.summary import summary_lines

RANGES = (("2021-01-11", "2021-01-15"), ("2026-10-15", "2026-11-14"))
REPORT = {"report": "monthly_compliance", "period": "2026-11"}
BUILD_POOL = "warehouse"
APPROVED_OPENLY = "Trình diễn: make run ONCE=1 tự duyệt công khai."
PASSES = 3  # what was decided is published, the report issued and what it named corrected, and that published too
PAUSE_SECONDS = 2.0


def demonstrate(progress: Progress, *, once: bool) -> None:
    """Run the whole chain; without ``once`` a person approves, and the stack stays up until Ctrl-C.

    Raises:
        PressError: A part of the stack or of the chain failed.
    """
    with running_stack(progress.say, has_triggerer=not once) as stack:
        if closed := close_leftovers(stack.administrator):
            progress.say(f"{closed} runs of an earlier, interrupted start are closed; their work is done again.")
        watch = start_watch(stack)
        _collect(watch, progress)
        _decide(watch, progress)
        _report(watch, progress, once=once)
        progress.rest()
        for line in summary_lines(stack):
            progress.console.print(line, markup=False)
        if not once:
            _stay_up(stack, progress)


def _collect(watch: Watch, progress: Progress) -> None:
    """Load the registers, close every day, and wait until the marts are published.

    The pool of builds has no slot until all days are collected and admitted: one build then takes them all, where each
    asset event would have started one of its own.
    """
    watch.api.set_pool(BUILD_POOL, 0, "held until everything is collected and admitted")
    watch.trigger("load_registers", {"from_day": RANGES[-1][1], "to_day": RANGES[-1][1]})
    collecting = {watch.trigger("ingest_outlets", {"from_day": a, "to_day": b}) for a, b in RANGES}
    progress.say("The chain runs: registers, collecting, admission, warehouse.")
    is_held = True

    def release_build(unfinished: list[dict[str, Any]]) -> None:
        nonlocal is_held
        progress.running(unfinished)
        if is_held and collecting <= watch.settled_runs and watch.only_waits_for("build_warehouse"):
            watch.api.set_pool(BUILD_POOL, *pools()[BUILD_POOL])
            is_held = False

    settle(watch, progress.task_ended, release_build)


def _decide(watch: Watch, progress: Progress) -> None:
    """Have the invented department decide what is declared, and build the marts again where anything was decided.

    The report that it issues names whom the marts let be named: it waits for a build, and what follows it for the next.
    """
    for _ in range(PASSES):
        counts = json.loads(watch.stack.run_to_end("deciding", "-m", "include.sample_city.deciding"))
        progress.say(f"The department decides on the declared days: {figures(counts) or 'nothing'}.")
        done, waiting = counts.get("done", 0), counts.get("waiting", 0)
        if done or waiting:
            watch.emit("decisions_recorded", {"days": [], "counts": {"decisions": done}})
            settle(watch, progress.task_ended, progress.running)
        if not waiting:
            return


def _report(watch: Watch, progress: Progress, *, once: bool) -> None:
    """Issue the report, with the approval of the demo approver or of a person."""
    run_id = watch.trigger("issue_reports", REPORT)
    for task in approvals(watch, run_id, progress.task_ended, progress.running):
        if once:
            progress.say(f"Approving the report openly as the demo approver {APPROVER}.")
            watch.stack.approver.approve(task, APPROVED_OPENLY)
        else:
            for line in _where_to_click(watch.stack, task):
                progress.say(line)


def _where_to_click(stack: Stack, task: dict[str, Any]) -> list[str]:
    """Return what a person needs to approve the report."""
    page = stack.administrator.report_of(task)
    return [
        "The report waits for a person.",
        f"Read it, then approve or return it at {stack.ports.interface}{page}",
        f"signed in as {APPROVER} with the password {stack.approver.password()}",
    ]


def _stay_up(stack: Stack, progress: Progress) -> None:
    """Keep the stack up until Ctrl-C, or until one of its parts ends."""
    progress.say("Everything stays up. Ctrl-C stops it.")
    while True:
        stack.check_children()
        time.sleep(PAUSE_SECONDS)
