"""The client that openapi-python-client generates for the FastAPI example is typed and works."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("openapi_python_client")
pytest.importorskip("uvicorn")

from fastapi import FastAPI
from servers import asking

from emma_errors import asgi, baidu, emma
from emma_errors.model import Code
from emma_errors.openapi import responses

DRIVE = """
import sys

from articles import Client
from articles.api.default import add_user_users_name_post as add_user
from articles.api.default import read_article_articles_number_get as read_article

client = Client(base_url=sys.argv[1])
for answer in (
    read_article.sync_detailed(3, client=client),
    read_article.sync_detailed("x", client=client),  # type: ignore[arg-type]
    add_user.sync_detailed("bob", client=client),
):
    error = answer.parsed
    print(int(answer.status_code), getattr(error, "code"), getattr(error, "message"))
"""


@pytest.fixture(scope="module")
def app(root: Path) -> FastAPI:
    """The example."""
    app: FastAPI = runpy.run_path(str(root / "examples/fastapi_app.py"))["app"]
    codes: list[Code] = [emma.EmmaCode.ARTICLE_NOT_FOUND, emma.EmmaCode.USER_NOT_FOUND]
    codes.append(baidu.BaiduCode.ACCESS_TOKEN_EXPIRED)
    app.get("/closed", responses=responses(*codes, codes="closed"))(closed)
    return app


def closed() -> None:
    """Do nothing."""


@pytest.fixture(scope="module")
def written(app: FastAPI, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the client and of a script that uses it."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(app.openapi()), encoding="utf-8")
    command = ["generate", "--path", "openapi.json", "--output-path", "articles", "--meta", "none"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # for its ruff
    ran = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Warning" not in ran.stdout + ran.stderr
    (folder / "drive.py").write_text(DRIVE, encoding="utf-8")
    return folder


def test_enum_of_closed_codes_is_named_after_the_catalog(written: Path) -> None:
    enums = {
        line.split()[1].partition("(")[0]: text
        for file in written.glob("articles/models/closed_*.py")
        for text in [file.read_text(encoding="utf-8")]
        for line in text.splitlines()
        if line.startswith("class") and "Enum" in line
    }
    emma_code = enums["ClosedClosedGetResponse404EmmaCode"]
    assert 'ARTICLE_NOT_FOUND = "2101"' in emma_code
    assert 'USER_NOT_FOUND = "2000"' in emma_code
    assert "ACCESS_TOKEN_EXPIRED = 111" in enums["ClosedClosedGetResponse401BaiduCode"]


def driven(written: Path, url: str) -> list[str]:
    """The status, code and message of each response, as the client parsed them."""
    ran = subprocess.run(
        [sys.executable, "drive.py", url], cwd=written, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_generated_client_is_typed(written: Path, mypy: list[str]) -> None:
    # What the generator writes for every document, and has errors of its own, is imported alone.
    command = [*mypy, "--follow-imports=silent", "articles/api", "articles/models", "drive.py"]
    ran = subprocess.run(command, cwd=written, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout


def test_generated_client_understands_the_example(written: Path, app: FastAPI) -> None:
    with asking(app) as client:
        assert driven(written, str(client.base_url)) == [
            "404 2101 Article is not found",
            "400 4216 Invalid number format",
            "400 4200 User bob exists",
        ]


def test_generated_client_accepts_a_code_that_is_declared_later(written: Path) -> None:
    def suspended() -> None:
        raise emma.UserNotFound

    later = FastAPI()
    later.get("/articles/{number}")(suspended)
    later.post("/users/{name}")(suspended)
    asgi.install(later)
    with asking(later) as client:
        assert {line[:8] for line in driven(written, str(client.base_url))} == {"404 2000"}
