"""The recipes of docs/recipes.md, each on a real server in a separate process."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

for framework in ("bottle", "falcon", "httpx", "hypercorn", "quart", "sanic", "uvicorn"):
    pytest.importorskip(framework)

import httpx  # noqa: E402

from emma_errors import baidu  # noqa: E402

PAGE = Path(__file__).parents[1].joinpath("docs/recipes.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (\w+)\n.*?^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))

# Before a recipe: where to serve it, and what its handler and its middleware do.
BEFORE = """
import socket

from emma_errors import baidu, emma

listening = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)


def act(path):
    match path:
        case "/missing":
            raise emma.ArticleNotFound
        case "/group":
            raise ExceptionGroup("several", [emma.ArticleNotFound(), emma.UserExists("bob")])
        case "/expired":
            raise baidu.AccessTokenExpired
        case "/bug":
            raise RuntimeError("secret")
        case "/busy":
            raise emma.MibBusy
        case "/abort":
            abort()
    return "fine"


def pass_through(path):
    if path == "/middleware":
        raise emma.ArticleNotFound
"""

FALCON = """
def abort():
    raise falcon.HTTPTooManyRequests(description="secret", retry_after=30)


class Middleware:
    {def_} process_request(self, request, response):
        pass_through(request.path)


{def_} sink(request, response):
    response.text = act(request.path)


app.add_middleware(Middleware())
app.add_sink(sink)
"""

WERKZEUG = """
from werkzeug.serving import make_server

make_server("127.0.0.1", 0, app, fd=listening.fileno()).serve_forever()
"""

# After it.
AFTER = {
    "Falcon": FALCON.format(def_="def") + WERKZEUG,
    "Falcon, asynchronous": FALCON.format(def_="async def")
    + """
import uvicorn

uvicorn.Server(uvicorn.Config(app)).run([listening])
""",
    "Sanic": """
def abort():
    raise SanicException("secret", status_code=429, headers={"Retry-After": "30"})


@app.route("/<path:path>", methods=["GET", "HEAD"])
async def view(request, path):
    return HTTPResponse(act(request.path))


@app.on_request
async def middleware(request):
    pass_through(request.path)


app.run(sock=listening, single_process=True, motd=False)
""",
    "Quart": """
from werkzeug.exceptions import TooManyRequests


def abort():
    raise TooManyRequests("secret", retry_after=30)


@app.route("/<path:path>")
async def view(path):
    return act(request.path)


@app.before_request
async def middleware():
    pass_through(request.path)


@app.after_request
async def after(response):
    if response.status_code != 200:
        return response
    if request.path == "/after":
        raise emma.ArticleNotFound
    if request.path == "/after-bug":
        raise RuntimeError("secret")
    return response


import asyncio

from hypercorn import Config
from hypercorn.asyncio import serve

config = Config()
config.bind = f"fd://{listening.fileno()}"
asyncio.run(serve(app, config))
""",
    "Bottle": """
from bottle import HTTPError


def abort():
    raise HTTPError(429, "secret", **{"Retry-After": "30"})


@bottle.route("/<path:path>")
def view(path):
    return act(f"/{path}")


@bottle.hook("before_request")
def hook():
    from bottle import request

    pass_through(request.path)

"""
    + WERKZEUG,
}


class Site(NamedTuple):
    """A client of a recipe, and the log of its server."""

    client: httpx.Client
    log: Path

    def logged(self, since: int) -> bytes:
        """The log of the server after this number of bytes."""
        assert self.client.get("/fine").text == "fine"  # it may log after it has answered
        return self.log.read_bytes()[since:]


@pytest.fixture(scope="module", params=AFTER)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site for each recipe."""
    name: str = request.param
    recipe = RECIPES[name.partition(",")[0]]
    if name == "Falcon, asynchronous":  # as the page says
        recipe = recipe.replace("def handle", "async def handle").replace(
            "falcon.App", "falcon.asgi.App"
        )
        recipe = recipe.replace("import falcon\n", "import falcon.asgi\n")
    log = tmp_path_factory.mktemp("recipe") / "log"
    command = [sys.executable, "-c", BEFORE + recipe + AFTER[name]]
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as server,
    ):
        try:
            assert server.stdout
            address = server.stdout.readline().strip()
            with httpx.Client(base_url=address, timeout=60, verify=False) as client:
                yield Site(client, log)
        finally:
            server.terminate()


def test_every_recipe_of_the_page_is_run() -> None:
    assert {name.partition(",")[0] for name in AFTER} == set(RECIPES)
    assert PAGE.count("```python") == PAGE.count("\n## ") == len(RECIPES)


@pytest.mark.parametrize("path", ["/missing", "/middleware", "/group"])
def test_error_is_answered_and_not_logged(site: Site, path: str) -> None:
    since = site.log.stat().st_size
    response = site.client.get(path)
    assert response.status_code == 404
    assert response.json() == {"error": 1, "code": "2101", "message": "Article is not found"}
    assert response.headers.get_list("Content-Type") == ["application/json; charset=utf-8"]
    assert response.headers["Content-Length"] == str(len(response.content))
    assert response.headers["Vary"] == "Accept"
    assert b"Traceback" not in site.logged(since)


def test_format_and_language_are_negotiated(site: Site) -> None:
    headers = {"Accept": "application/problem+json", "Accept-Language": "zh-CN,en;q=0.5"}
    response = site.client.get("/expired", headers=headers)
    assert response.status_code == 401
    assert response.json() == baidu.AccessTokenExpired().to_problem(lang="zh")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Content-Language"] == "zh-Hans"
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="baidu"'


def test_head_is_answered_without_a_body(site: Site) -> None:
    response = site.client.head("/missing")
    assert (response.status_code, response.content) == (404, b"")
    body = site.client.get("/missing").content
    assert response.headers["Content-Length"] == str(len(body))


def test_error_of_the_framework_is_answered_by_the_catalog(site: Site) -> None:
    response = site.client.get("/abort")
    assert (response.status_code, response.json()["code"]) == (403, "1301")
    assert response.headers["Retry-After"] == "30"
    assert response.headers.get_list("Content-Type") == ["application/json; charset=utf-8"]
    assert "secret" not in response.text


def test_wrong_method_is_answered_by_the_catalog(
    site: Site, request: pytest.FixtureRequest
) -> None:
    if "Falcon" in request.node.name:
        pytest.skip("a sink of Falcon's takes every method")
    response = site.client.put("/fine")
    assert (response.status_code, response.json()["code"]) == (403, "1102")
    assert "GET" in response.headers["Allow"]


def test_error_of_500_is_answered_and_logged_once(site: Site) -> None:
    since = site.log.stat().st_size
    response = site.client.get("/busy")
    assert (response.status_code, response.json()["code"]) == (500, "8501")
    logged = site.logged(since)
    assert logged.count(b"Traceback") == logged.count(b"emma.8501") == 1


def test_bug_is_answered_and_logged_once(site: Site) -> None:
    since = site.log.stat().st_size
    response = site.client.get("/bug")
    assert (response.status_code, response.json()["code"]) == (500, "8900")
    assert "secret" not in response.text
    logged = site.logged(since)
    assert logged.count(b"Traceback") == logged.count(b"RuntimeError: secret") == 1
    assert logged.count(b"answered HTTP 500 with emma.8900") == 1


@pytest.mark.parametrize(
    ("path", "expected"), [("/after", (404, "2101")), ("/after-bug", (500, "8900"))]
)
@pytest.mark.parametrize("site", ["Quart"], indirect=True)
def test_error_of_after_request_is_answered_and_logged_once(
    site: Site, path: str, expected: tuple[int, str]
) -> None:
    since = site.log.stat().st_size
    response = site.client.get(path)
    assert (response.status_code, response.json()["code"]) == expected
    logged = site.logged(since)
    assert logged.count(b"Traceback") == logged.count(b"emma.8900") == (path == "/after-bug")
