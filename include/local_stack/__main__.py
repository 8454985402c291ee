"""The entry of ``make run``: starts the stack, runs the chain on the sample city, prints a summary.

``--once`` approves the report as the demo approver and ends when the chain is done; without it the stack stays up
until Ctrl-C and the report waits for a person.
"""

import argparse
import os
import signal
import sys
from types import FrameType

from include.errors import PressError
from include.local_stack.preconditions import check_disk, check_home, check_python
from include.local_stack.progress import Progress
from include.settings import settings
from include.text import write_visibly

INTERRUPTED = 130


def _interrupt(number: int, frame: FrameType | None) -> None:
    """End like Ctrl-C, so that every child is stopped on the way out."""
    raise KeyboardInterrupt


def main() -> int:
    """Run the stack and return the exit status: 0 only when the whole chain succeeded."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--once", action="store_true", help="approve as the demo approver and end when done")
    once = parser.parse_args().once
    write_visibly(sys.stdout, sys.stderr)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        check_python()
        os.umask(0o077)
        check_disk(settings().home)
        check_home(settings().home)
        from include.local_stack.demonstration import demonstrate

        with Progress() as progress:
            demonstrate(progress, once=once)
    except KeyboardInterrupt:
        return INTERRUPTED
    except PressError as error:
        print(f"make run: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"make run: {error}. Fix: free disk space and ports, then start again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
