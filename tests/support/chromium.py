"""Debian's Chromium for tests that look at pages as people do; where there is none they skip."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")

in_chromium = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed here; apt install chromium."),
]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Start Chromium once for the tests of a file."""
    from playwright.sync_api import sync_playwright  # imported only where a browser is started

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()
