"""Errors of the server are logged once, also for Sentry and ECS formatters."""

import io
import json
import logging
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from emma_errors import emma, parse_error
from emma_errors.reply import answer, log

# In a process of their own: Sentry's integrations patch frameworks for good.
SENTRY = """
import json
import sentry_sdk
from sentry_sdk.transport import Transport
from servers import asking, asking_wsgi

from emma_errors import emma

events = []
answers = {}


class Memory(Transport):
    def capture_envelope(self, envelope):
        if envelope.get_event():
            events.append(envelope.get_event())


def init(*integrations):
    # Those of the framework, as Sentry enables them by itself: it would import every other one's.
    sentry_sdk.init(
        "http://key@127.0.0.1/1",
        transport=Memory,
        integrations=[kind() for kind in integrations],
        auto_enabling_integrations=False,
    )


def fail(number):
    if number == 0:
        raise KeyError("a bug")
    try:
        raise OSError("the cause")
    except OSError as cause:
        raise emma.error(emma.EmmaCode(number)) from cause


def answers_of(client):
    seen = {}
    for number in (8501, 2101, 0):
        events.clear()
        response = client.get(f"/{number}")
        sentry_sdk.flush()
        seen[number] = [
            [e["type"] for e in event["exception"]["values"]] for event in events
        ], response.json()["code"]
    return seen
"""

APPS = {
    "fastapi": """
from fastapi import FastAPI
from emma_errors.asgi import install
from sentry_sdk.integrations.fastapi import FastApiIntegration
from sentry_sdk.integrations.starlette import StarletteIntegration

init(StarletteIntegration, FastApiIntegration)
app = FastAPI()
install(app, catalog=emma)
app.get("/{number}")(lambda number: fail(int(number)))
with asking(app) as client:
    answers["fastapi"] = answers_of(client)
""",
    "flask": """
from flask import Flask
from emma_errors.wsgi import install
from sentry_sdk.integrations.flask import FlaskIntegration

init(FlaskIntegration)
app = Flask("app")
install(app, catalog=emma)
app.get("/<int:number>")(fail)
with asking_wsgi(app) as client:
    answers["flask"] = answers_of(client)
""",
    "django": """
import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import path
from sentry_sdk.integrations.django import DjangoIntegration

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["emma_errors.django.ApiErrorMiddleware"],
    EMMA_ERRORS={"catalog": "emma_errors.emma"},
)
django.setup()
init(DjangoIntegration)
urlpatterns = [path("<int:number>", lambda request, number: fail(number))]
with asking_wsgi(WSGIHandler()) as client:
    answers["django"] = answers_of(client)
""",
}


@pytest.fixture(scope="module")
def answers() -> dict[str, object]:
    """The events of each request and the code of its response, by framework."""
    for module in ("sentry_sdk", "uvicorn", "werkzeug"):
        pytest.importorskip(module)
    apps = [app for framework, app in APPS.items() if find_spec(framework)]
    script = "".join([SENTRY, *apps, "print(json.dumps(answers))"])
    ran = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", script],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    answers: dict[str, object] = json.loads(ran.stdout)
    return answers


@pytest.mark.parametrize("framework", APPS)
def test_sentry_receives_one_event_for_an_error_of_the_server(
    framework: str, answers: dict[str, object]
) -> None:
    pytest.importorskip(framework)
    assert answers[framework] == {
        "8501": [[["OSError", "MibBusy"]], "8501"],
        "2101": [[], "2101"],
        "0": [[["KeyError"]], "8900"],
    }


ARRIVED = [  # the code of an error that arrived under HTTP 200, and the status to answer it with
    (110, 401),
    (2, 500),
    (31064, 500),  # not in the table
]


@pytest.mark.parametrize(("code", "status"), ARRIVED)
def test_log_fields_have_the_status_on_the_wire(
    code: int, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    error = parse_error({"error_code": code, "error_msg": "a secret"}, http_status=200)
    assert error is not None
    # In a client it is the status that arrived, and in a server the one that is sent.
    assert error.log_fields()["http.response.status_code"] == 200
    assert answer(error, error).status == status
    fields = [vars(record)["http.response.status_code"] for record in caplog.records]
    assert fields == ([500] if status == 500 else [])
    assert "a secret" not in "".join(record.getMessage() for record in caplog.records)


def test_filter_of_the_docs_passes_the_fields_to_the_ecs_formatter(root: Path) -> None:
    ecs_logging = pytest.importorskip("ecs_logging")
    page = (root / "docs/production.md").read_text(encoding="utf-8")
    [recipe] = [part for part in page.split("```python\n") if "def as_ecs" in part]
    names: dict[str, Any] = {}
    exec(recipe.partition("```")[0], names)
    handler = names["handler"]
    assert isinstance(handler.formatter, ecs_logging.StdlibFormatter)
    stream = io.StringIO()
    handler.setStream(stream)
    logger = logging.getLogger("emma_errors")
    logger.addHandler(handler)
    error = emma.MibBusy()
    try:
        log(error, error)
    finally:
        logger.removeHandler(handler)
        logging.getLogger().removeHandler(handler)
    record = json.loads(stream.getvalue().splitlines()[0])
    assert record["error"]["code"] == "emma.8501"
    assert record["error"]["type"] == "MibBusy"
    assert record["http"]["response"]["status_code"] == 500


def test_json_formatter_of_the_docs_writes_the_line_shown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (root / "docs/tutorial_clients.md").read_text(encoding="utf-8")
    [recipe] = [part for part in page.split("```python\n") if "class JsonFormatter" in part]
    code, _, after = recipe.partition("```")
    logger = logging.getLogger("articles")
    names: dict[str, Any] = {"logging": logging, "logger": logger, "error": emma.ArticleNotFound()}
    exec(code, names)
    try:
        logger.exception("failed", exc_info=ValueError("x"))
    finally:
        logger.removeHandler(names["handler"])
    shown = json.loads(after.partition("```json\n")[2].partition("```")[0])
    line, failed = map(json.loads, capsys.readouterr().err.splitlines())
    assert line.keys() == shown.keys()
    assert line | {"timestamp": ""} == shown | {"timestamp": ""}
    assert re.sub(r"\d", "0", line["timestamp"]) == re.sub(r"\d", "0", shown["timestamp"])
    assert failed["exception"] == "ValueError: x"
