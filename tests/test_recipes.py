"""The recipes of docs/recipes.md, each on a real server in a process of its own."""

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


def handle(path):
    match path:
        case "/missing":
            raise emma.ArticleNotFound
        case "/expired":
            raise baidu.AccessTokenExpired
        case "/bug":
            raise RuntimeError("secret")
    return "fine"


def pass_through(path):
    if path == "/middleware":
        raise emma.ArticleNotFound
"""

FALCON = """
class Middleware:
    {def_} process_request(self, request, response):
        pass_through(request.path)


{def_} sink(request, response):
    response.text = handle(request.path)


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
@app.route("/<path:path>", methods=["GET", "HEAD"])
async def view(request, path):
    return HTTPResponse(handle(request.path))


@app.on_request
async def middleware(request):
    pass_through(request.path)


app.run(sock=listening, single_process=True, motd=False)
""",
    "Quart": """
@app.route("/<path:path>")
async def view(path):
    return handle(request.path)


@app.before_request
async def middleware():
    pass_through(request.path)


import asyncio

from hypercorn import Config
from hypercorn.asyncio import serve

config = Config()
config.bind = f"fd://{listening.fileno()}"
asyncio.run(serve(app, config))
""",
    "Bottle": """
@bottle.route("/<path:path>")
def view(path):
    return handle(f"/{path}")


@bottle.hook("before_request")
def hook():
    from bottle import request

    pass_through(request.path)

"""
    + WERKZEUG,
}


class Site(NamedTuple):
    """A recipe that is served."""

    client: httpx.Client
    log: Path

    def logged(self, since: int) -> bytes:
        """What the server has logged since its log had so many bytes."""
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
        recipe = recipe.replace("def answer", "async def answer").replace("falcon.", "falcon.asgi.")
        recipe = recipe.replace("import falcon", "import falcon.asgi")
    log = tmp_path_factory.mktemp("recipe") / "log"
    command = [sys.executable, "-c", BEFORE + recipe + AFTER[name]]
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as server,
    ):
        try:
            assert server.stdout
            with httpx.Client(base_url=server.stdout.readline().strip()) as client:
                yield Site(client, log)
        finally:
            server.terminate()


def test_every_recipe_of_the_page_is_run() -> None:
    assert {name.partition(",")[0] for name in AFTER} == set(RECIPES)
    assert PAGE.count("```python") == PAGE.count("\n## ") == len(RECIPES)


@pytest.mark.parametrize("path", ["/missing", "/middleware"])
def test_error_is_answered_and_not_logged(site: Site, path: str) -> None:
    since = site.log.stat().st_size
    response = site.client.get(path)
    assert response.status_code == 404
    assert response.json() == {"error": 1, "code": "2101", "message": "Article is not found"}
    assert response.headers.get_list("Content-Type") == ["application/json; charset=utf-8"]
    assert response.headers["Content-Length"] == str(len(response.content))
    assert response.headers["Vary"] == "Accept"
    assert b"Traceback" not in site.logged(since)


def test_reader_gets_what_is_asked_for(site: Site) -> None:
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


def test_ordinary_bug_stays_a_500_and_leaks_nothing(site: Site) -> None:
    since = site.log.stat().st_size
    response = site.client.get("/bug")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert b"secret" in site.logged(since)
