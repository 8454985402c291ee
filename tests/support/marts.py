"""Every mart of the published copy, to compare one build with another."""

import pandas as pd

from include.warehouse import published


def marts() -> dict[str, pd.DataFrame]:
    """Return every mart of the published copy, its rows sorted."""
    names = [row["name"] for row in published.rows("select table_name as name from information_schema.tables")]
    frames = {name: published.query(f"select * from {name}") for name in sorted(names)}
    return {n: f.sort_values(list(f.columns), na_position="first").reset_index(drop=True) for n, f in frames.items()}


def assert_equal(left: dict[str, pd.DataFrame], right: dict[str, pd.DataFrame]) -> None:
    """Compare two sets of marts row by row."""
    assert left.keys() == right.keys()
    for name, frame in left.items():
        pd.testing.assert_frame_equal(frame, right[name], check_dtype=False, obj=name)
