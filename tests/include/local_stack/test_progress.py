"""What runs is shown line by line; on a terminal, what is running now as well."""

import io
from typing import Any

from rich.console import Console

from include.local_stack.progress import Progress, figures


def task(**given: Any) -> dict[str, Any]:
    return {"dag_id": "ingest_outlets", "task_id": "harvest", "state": "success", "rendered_map_index": "", **given}


def shown(*, is_terminal: bool, act: Any) -> str:
    output = io.StringIO()
    with Progress(Console(file=output, force_terminal=is_terminal, width=200)) as progress:
        act(progress)
    return output.getvalue()


def test_a_task_that_ended_is_one_line_with_its_counts() -> None:
    line = shown(
        is_terminal=False,
        act=lambda progress: progress.task_ended(
            task(rendered_map_index="bao_a"), {"landed": 31, "failed": 0, "days": ["x"]}
        ),
    )
    assert line.count("\n") == 1
    assert "✓ ingest_outlets.harvest  bao_a  landed 31" in line


def test_a_failed_task_is_marked() -> None:
    line = shown(is_terminal=False, act=lambda progress: progress.task_ended(task(state="failed"), None))
    assert "✗ ingest_outlets.harvest  failed" in line


def test_a_failure_that_only_tells_says_what_it_tells() -> None:
    sentence = "Too little was seen of 3 outlets. Everything else goes on."
    line = shown(is_terminal=False, act=lambda progress: progress.task_ended(task(state="failed"), sentence))
    assert f"✗ ingest_outlets.harvest  {sentence}" in line


def test_brackets_in_a_line_are_shown_as_they_are() -> None:
    assert "[bold]" in shown(is_terminal=False, act=lambda progress: progress.say("[bold]"))


def test_what_is_running_is_shown_on_a_terminal_only() -> None:
    running = [task(state="running"), task(state="running"), task(state="scheduled")]
    assert "harvest ×2 (1 waiting)" in shown(is_terminal=True, act=lambda progress: progress.running(running))
    assert shown(is_terminal=False, act=lambda progress: progress.running(running)) == ""


def test_only_counts_that_are_not_zero_are_worth_a_word() -> None:
    assert figures({"landed": 2, "failed": 0, "days": ["x"], "share": 0.5}) == "landed 2, share 0.5"
    assert figures(["a"]) == ""
