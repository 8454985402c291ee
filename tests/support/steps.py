"""Counts the steps that a piece of code takes: executed instructions of Python, the same on every machine.

What numpy and Arrow do within one call counts as one step: a loop in Python is what makes a stage quadratic unseen.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from include.settings import ROOT

_WATCHED = str(ROOT / "include")


def steps_of(work: Callable[[], object]) -> int:
    """Return how many instructions of the project's own code some work executes."""
    count = 0

    def count_steps(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(_WATCHED):
            return None
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return count_steps

    before = sys.gettrace()
    sys.settrace(count_steps)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
