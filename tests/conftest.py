from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parents[1]


# Not for the session: while it is open, Playwright's event loop is the running one of this thread,
# and no other test could start its own.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The machine's own Chromium, without a window."""
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium")
    with playwright.sync_playwright() as driver:
        quiet = ["gpu", "quic", "background-networking", "component-update", "sync"]
        opened = driver.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--no-first-run", *[f"--disable-{what}" for what in quiet]],
        )
        try:
            yield opened
        finally:
            opened.close()
