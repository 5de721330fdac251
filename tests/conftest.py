import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from catalogs import Make, making
from hypothesis import HealthCheck, settings

from emma_errors import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from answers import Raised
    from playwright.sync_api import Browser


pytest.register_assert_rewrite("answers")  # its assertions fail as those of a test do

# A busy machine is no fault of the code: no example and no strategy has a time limit.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parents[1]


@pytest.fixture
def raised() -> "Iterator[Raised]":
    """Every exception that is logged, also by a server."""
    from answers import Raised

    handler = Raised()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture(scope="session")
def mypy(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of mypy, which reads the types of the standard library once for all tests."""
    pytest.importorskip("mypy")  # it does not run on PyPy
    cache = tmp_path_factory.mktemp("mypy")
    return [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache)]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Generate a catalog of a table, import it and register it until the test ends."""
    monkeypatch.syspath_prepend(str(tmp_path))  # pyright: ignore[reportUnknownMemberType]
    monkeypatch.setattr(lookup, "_index", lookup._index)  # pyright: ignore[reportPrivateUsage]
    with making(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def zuban() -> list[str]:
    """The command of zuban, which checks as mypy does in a tenth of the time."""
    program = Path(sys.executable).with_name("zuban")
    if not program.exists():
        pytest.skip("zuban is not installed")
    return [str(program), "mypy", "--strict", "--python-executable", sys.executable]


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
