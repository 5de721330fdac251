"""The service of docs/production.md runs, and answers as described there."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("ecs_logging")
pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

import httpx
from answers import body_of
from servers import asking

from emma_errors import emma, parse_error

PAGE = Path(__file__).parents[1].joinpath("docs/production.md").read_text(encoding="utf-8")
PARTS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SERVICE = "\n\n".join(PARTS[:-1])
WITH_TESTS = "\n\n".join(PARTS)


@pytest.fixture(scope="module")
def service() -> Iterator[ModuleType]:
    """The page's file."""
    module = ModuleType("service")
    sys.modules["service"] = module
    before = [*logging.getLogger().handlers]
    exec(compile(SERVICE, "service.py", "exec"), vars(module))
    logging.getLogger().handlers[:] = before
    yield module
    del sys.modules["service"]


@pytest.fixture(scope="module")
def client(service: ModuleType) -> Iterator[httpx.Client]:
    """A client of the page's service."""
    with asking(service.app) as client:
        yield client


def test_unknown_route_and_wrong_method_have_codes(client: httpx.Client) -> None:
    assert body_of(client.get("/nowhere"))["code"] == "2902"
    assert body_of(client.put("/users"))["code"] == "1102"


def test_missing_token_is_answered_with_a_challenge(client: httpx.Client) -> None:
    refused = client.get("/me")
    assert (refused.status_code, body_of(refused)["code"]) == (401, "1000")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="emma"'
    token = {"Authorization": "Bearer secret"}
    assert client.get("/me", headers=token).json() == {"name": "bob"}


def test_invalid_input_is_answered_as_on_the_page(client: httpx.Client) -> None:
    body = body_of(client.post("/users", json={"age": "old"}))
    [example] = re.findall(r"^```json\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert body == json.loads(example)
    assert body_of(client.post("/users", json={"name": "bob"}))["code"] == "4200"
    assert body_of(client.get("/search"))["code"] == "4001"


def test_input_that_the_page_parses_itself_is_answered(client: httpx.Client) -> None:
    assert client.post("/events", content=b'{"a": 1}\n[]').json() == 2
    for content in (b"{", b"[]\n\x80"):
        response = client.post("/events", content=content)
        assert response.status_code == 400
        assert body_of(response)["message"] == "Invalid body format"


def test_rate_limit_has_retry_after(client: httpx.Client) -> None:
    for _ in range(2):
        assert client.get("/search?q=b").json() == ["bob"]
    response = client.get("/search?q=b")
    error = parse_error(response.content, http_status=response.status_code)
    assert type(error) is emma.AppRateLimited
    assert response.headers["Retry-After"] == "30"


def test_subclass_is_answered_with_its_status(client: httpx.Client, service: ModuleType) -> None:
    response = client.get("/feed")
    assert (response.status_code, body_of(response)["code"]) == (429, "1301")
    assert response.headers["Retry-After"] == "60"
    assert issubclass(service.TooManyRequests, emma.AppRateLimited)


def test_error_of_middleware_has_cors_headers(client: httpx.Client) -> None:
    response = client.get("/closed/room", headers={"Origin": "https://app.example"})
    assert (response.status_code, body_of(response)["code"]) == (403, "3900")
    assert response.headers["Access-Control-Allow-Origin"] == "https://app.example"


def test_document_declares_the_answers(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    declared = paths["/users"]["post"]["responses"]
    assert {"201", "400", "404", "500", "default"} <= set(declared)
    assert "422" not in declared


def test_tests_of_the_page_pass(tmp_path: Path) -> None:
    (tmp_path / "test_service.py").write_text(WITH_TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_service.py"]
    # The plugins of this suite take longer to load than the tests of the page to run.
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ran = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout


def test_parts_of_the_page_are_typed(tmp_path: Path, zuban: list[str]) -> None:
    (tmp_path / "service.py").write_text(WITH_TESTS, encoding="utf-8")
    command = [*zuban, "service.py"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout
