"""Keeps a list of the processes that tests killed, each with its stage and the write that was left unfinished.

Where ``KILLS_LOG`` names a file, the list is written there; continuous integration counts it at its end.
"""

import os
from collections import Counter
from pathlib import Path

VARIABLE = "KILLS_LOG"
LEAST = {
    "collect": 6, "admit": 6, "build": 6, "publish": 6, "approve": 6, "replay": 6, "deliver after DATA": 10,
    "correct after DATA": 6,
}  # fmt: skip
LEAST_OF_ALL = 60


def note_kill(stage: str, unfinished: str) -> None:
    """Print a kill, and add it to the list where there is one."""
    print(f"{stage}: killed, unfinished: {unfinished}")
    if path := os.environ.get(VARIABLE):
        with Path(path).open("a", encoding="utf-8") as lines:
            lines.write(f"{stage}\t{' '.join(unfinished.split())}\n")


def summarise_kills(path: Path) -> tuple[list[str], bool]:
    """Return the line that counts a run's kills by stage, a line for each stage that had too few, and whether none had.

    A run that kept no list says nothing.
    """
    if not path.exists():
        return [], True
    found = Counter(line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines())
    counts = ", ".join(f"{stage} {count}" for stage, count in sorted(found.items()))
    lines = [f"kills    {found.total():>6} ({counts})"]
    lines += [
        f"TOO FEW KILLS of {stage}: {found[stage]} of {least}" for stage, least in LEAST.items() if found[stage] < least
    ]
    if found.total() < LEAST_OF_ALL:
        lines.append(f"TOO FEW KILLS: {found.total()} of {LEAST_OF_ALL}")
    return lines, len(lines) == 1
