"""Errors of aiohttp apps are answered, over loopback with aiohttp's server."""

import asyncio
import json
import logging
import socket
import subprocess
import sys
from asyncio import TaskGroup
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, cast

import pytest

pytest.importorskip("aiohttp")
pytest.importorskip("httpx")

import aiohttp
import httpx
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from answers import (
    HOSTILE,
    NO_SUCH_ARTICLE,
    PROBLEM,
    SECRET,
    Bug,
    Raised,
    body_of,
    check_every_error,
    made,
)
from multidict import CIMultiDict

from emma_errors import emma, lookup
from emma_errors.aiohttp import error_middleware

SHARED = emma.ArticleNotFound()


async def fail(error: Exception) -> None:
    raise error


async def parse_elsewhere(request: web.Request) -> object:
    await request.read()
    return json.loads("{" + SECRET)


READERS: dict[str, Callable[[web.Request], Coroutine[Any, Any, object]]] = {
    "json": web.Request.json,
    "text": web.Request.text,
    "post": web.Request.post,
    "upstream": parse_elsewhere,
}


async def answer(request: web.Request) -> web.StreamResponse:
    """Raise what the last part of the path names."""
    match request.match_info["path"].split("/"):
        case [*_, "raise", name]:
            raise made(lookup.find(name))
        case ["hostile", number]:
            raise emma.UserExists(HOSTILE[int(number)])
        case ["group"]:
            async with TaskGroup() as outer, TaskGroup() as inner:
                outer.create_task(fail(emma.ArticleNotFound()))
                inner.create_task(fail(emma.ArticleNotFound()))
        case ["mixed"]:
            async with TaskGroup() as group:
                group.create_task(fail(emma.ArticleNotFound()))
                group.create_task(fail(Bug(SECRET)))
        case ["bug"]:
            raise Bug(SECRET)
        case ["shared"]:
            raise SHARED
        case ["exception"]:
            raise web.HTTPGone(text="mine", headers={"X-Own": "1"})
        case ["abort", "413"]:
            raise web.HTTPRequestEntityTooLarge(1, 2, text=SECRET)
        case ["abort", status]:
            kinds = web.HTTPException.__subclasses__()
            kinds += [kind for each in kinds for kind in each.__subclasses__()]
            kinds += [kind for each in kinds for kind in each.__subclasses__()]
            [kind] = {kind for kind in kinds if kind.status_code == int(status)}
            raise kind(text=SECRET, headers={"Retry-After": "30"})
        case ["private"]:
            challenges = [("WWW-Authenticate", "Basic"), ("www-authenticate", "Bearer realm=a")]
            raise web.HTTPUnauthorized(headers=CIMultiDict(challenges))
        case ["8501"]:
            raise emma.MibBusy
        case ["parsed", reader]:
            return web.Response(text=str(await READERS[reader](request)))
        case ["nothing"]:
            return cast("web.Response", None)
        case ["cookie"]:
            conflict = web.HTTPConflict(text=SECRET)
            conflict.set_cookie("seen", "1", path="/cookie")
            raise conflict
        case ["moved"]:
            raise web.HTTPFound("/fine")
        case _:
            pass
    return web.Response(text="fine")


async def stream(request: web.Request) -> web.StreamResponse:
    """Fail at a stage of a response."""
    response = web.StreamResponse()
    if request.match_info["stage"] == "made":
        raise emma.ArticleNotFound
    await response.prepare(request)
    if request.match_info["stage"] == "prepared":
        raise emma.ArticleNotFound
    await response.write(b"begun")
    if request.match_info["stage"] == "written":
        raise emma.ArticleNotFound
    await response.write_eof()
    raise emma.ArticleNotFound


async def held_back(request: web.Request) -> web.StreamResponse:
    """Fail after a response was prepared, but before aiohttp sends any of it."""
    await web.Response(text="x" * 100, headers={"X-Own": "1"}).prepare(request)
    raise emma.ArticleNotFound


async def talk(request: web.Request) -> web.StreamResponse:
    """Fail before or after a WebSocket is accepted."""
    websocket = web.WebSocketResponse()
    if request.match_info["when"] == "after":
        await websocket.prepare(request)
        await websocket.send_str(await websocket.receive_str())
    raise emma.ArticleNotFound


@web.middleware
async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Middleware that raises, before a handler and after it."""
    if request.path.endswith("/before"):
        raise emma.ArticleNotFound
    response = await handler(request)
    if request.path.endswith("/after"):
        raise emma.ArticleNotFound
    return response


class Watched:
    """Middleware around ours that records exceptions and marks responses."""

    __middleware_version__ = 1

    def __init__(self) -> None:
        self.raised: list[Exception] = []

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except Exception as error:
            self.raised.append(error)
            raise
        if not response.prepared:
            response.headers["X-Seen"] = str(response.status)
        return response


def app_of(*middlewares: Middleware, **below: web.Application) -> web.Application:
    """An app with a path for every way to raise, and apps below it."""
    app = web.Application(middlewares=middlewares)
    for name, sub_application in below.items():
        app.add_subapp(f"/{name}", sub_application)
    app.router.add_get("/ws/{when}", talk)
    app.router.add_get("/stream/{stage}", stream)
    app.router.add_get("/held-back", held_back)
    app.router.add_post("/raise/{path:.*}", answer)
    app.router.add_post("/{path:parsed/.*}", answer)
    app.router.add_get("/{path:.*}", answer)
    return app


@contextmanager
def serving(app: web.Application, *, debug: bool = False) -> Generator[str]:
    """Serve on a port that the system picks; the server has stopped at the end of the block."""
    loop = asyncio.new_event_loop()
    loop.set_debug(debug)
    thread = Thread(target=loop.run_forever)
    thread.start()

    def run(coroutine: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, loop).result(10)

    runner = web.AppRunner(app, access_log=None)
    try:
        run(runner.setup())
        run(web.TCPSite(runner, "127.0.0.1", 0).start())
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        run(runner.cleanup())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def asking(app: web.Application) -> Generator[httpx.Client]:
    with serving(app) as url, httpx.Client(base_url=url, verify=False) as client:
        yield client


@pytest.fixture(scope="module")
def watching() -> Watched:
    return Watched()


@pytest.fixture(scope="module")
def site(watching: Watched) -> Iterator[httpx.Client]:
    """A client of an app with no options."""
    sub = app_of(nested=app_of(refuse))
    problems = app_of(error_middleware(format="problem"))
    app = app_of(watching, error_middleware, refuse, sub=sub, problems=problems)
    with asking(app) as client:
        yield client


@pytest.fixture
def client(site: httpx.Client, watching: Watched) -> httpx.Client:
    """A client of an app without recorded exceptions."""
    watching.raised.clear()
    return site


@pytest.fixture(scope="module")
def localized() -> Iterator[httpx.Client]:
    """A client of an app with localized messages."""
    with asking(app_of(error_middleware(localize=True))) as client:
        yield client


def everything(client: httpx.Client, head: str, body: str = "") -> str:
    """Everything that the server sends until it closes the connection."""
    assert client.base_url.port
    with socket.create_connection(("127.0.0.1", client.base_url.port), timeout=10) as connection:
        lines = [*head.splitlines(), "Host: localhost", "Connection: close", "", body]
        connection.sendall("\r\n".join(lines).encode())
        parts: list[bytes] = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts).decode()


def test_every_error_is_answered_with_its_status_and_body(client: httpx.Client) -> None:
    check_every_error(lambda d: client.get(f"/raise/{d.name}"))


def test_response_of_the_app_is_not_changed(client: httpx.Client) -> None:
    assert (client.get("/fine").status_code, client.get("/fine").text) == (200, "fine")


@pytest.mark.parametrize(
    ("name", "reader", "language"),
    [
        ("ARTICLE_NOT_FOUND", "zh-TW,en;q=0.5", "zh-Hant"),
        ("ACCESS_TOKEN_EXPIRED", "zh-CN", "zh-Hans"),
        ("ARTICLE_NOT_FOUND", "en", "en"),
        ("ARTICLE_NOT_FOUND", "fr", None),
    ],
)
def test_localized_message_is_in_the_client_s_language(
    localized: httpx.Client, name: str, reader: str, language: str | None
) -> None:
    response = localized.get(f"/raise/{name}", headers={"Accept-Language": reader})
    d = lookup.find(name)
    text = d.message if language is None else d.text("en" if language == "en" else "zh")
    assert response.json()["message" if d.catalog == "emma" else "error_msg"] == text
    assert response.headers.get("Content-Language") == language
    assert response.headers["Vary"] == "Accept, Accept-Language"


def test_languages_of_two_header_lines_are_both_read(localized: httpx.Client) -> None:
    lines = [("Accept-Language", "en;q=0.1"), ("Accept-Language", "zh")]
    response = localized.get("/raise/ARTICLE_NOT_FOUND", headers=lines)
    assert response.headers["Content-Language"] == "zh-Hant"


@pytest.mark.parametrize(
    "accepted", [b"", b",;q=,=;;", b"*", b"zh;q=abc", b"zh," * 2_000, b"\xff\xfe \x80"]
)
def test_any_accept_language_is_answered(localized: httpx.Client, accepted: bytes) -> None:
    headers = {b"Accept-Language": accepted, b"Accept": accepted}
    response = localized.get("/raise/ARTICLE_NOT_FOUND", headers=headers)
    assert (response.status_code, response.json()["code"]) == (404, "2101")


@pytest.mark.parametrize(
    "lines",
    [
        [("Accept", f"application/json;q=0.5, {PROBLEM}")],
        [("Accept", "application/json;q=0.5"), ("Accept", PROBLEM)],
    ],
    ids=["one line", "two lines"],
)
def test_problem_is_sent_if_the_client_accepts_it(
    client: httpx.Client, lines: list[tuple[str, str]]
) -> None:
    response = client.get("/raise/USER_EXISTS", headers=lines)
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json() == emma.UserExists("user").to_problem()
    assert response.status_code == response.json()["status"] == 400


def test_app_that_answers_problems_gives_each_code_its_type() -> None:
    base = "https://errors.example"
    with asking(app_of(error_middleware(format="problem", type_base=base))) as client:
        response = client.get("/raise/ACCESS_TOKEN_EXPIRED", headers={"Accept": "text/html"})
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json()["type"] == f"{base}/baidu/111"


def test_middleware_called_without_options_is_the_middleware() -> None:
    with asking(app_of(error_middleware())) as client:
        assert client.get("/raise/ARTICLE_NOT_FOUND").json() == NO_SUCH_ARTICLE


def test_head_is_answered_as_get_without_a_body(client: httpx.Client) -> None:
    head_response, get_response = (
        everything(client, f"{method} /raise/ARTICLE_NOT_FOUND HTTP/1.1").split("\r\n")
        for method in ("HEAD", "GET")
    )
    assert head_response[0] == get_response[0] == "HTTP/1.1 404 Not Found"
    assert f"Content-Length: {len(get_response[-1])}" in get_response
    undated = [
        [line for line in lines if "Date" not in line] for lines in (head_response, get_response)
    ]
    assert undated[0][-1] == ""
    assert undated[0][:-1] == undated[1][:-1]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
@pytest.mark.parametrize("accepted", ["application/json", PROBLEM])
def test_hostile_argument_does_not_break_the_response(
    client: httpx.Client, number: int, accepted: str
) -> None:
    response = client.get(f"/hostile/{number}", headers={"Accept": accepted})
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith(accepted)
    assert "Set-Cookie" not in response.headers
    body = response.json()
    assert HOSTILE[number] in (body["detail"] if accepted == PROBLEM else body["message"])


@pytest.mark.parametrize(
    "path",
    [
        "/before",
        "/after",
        "/group",
        "/stream/made",
        "/sub/raise/ARTICLE_NOT_FOUND",
        "/sub/nested/raise/ARTICLE_NOT_FOUND",
        "/sub/nested/before",
        "/problems/before",
    ],
)
def test_error_anywhere_is_answered_and_not_logged(
    client: httpx.Client, watching: Watched, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.INFO)
    response = client.get(path)
    assert (response.status_code, response.json()) == (404, NO_SUCH_ARTICLE)
    assert response.headers["X-Seen"] == "404"
    assert watching.raised == []
    assert [record for record in caplog.records if record.name.startswith("aiohttp")] == []


def test_sub_application_keeps_its_options(client: httpx.Client) -> None:
    response = client.get("/problems/raise/ARTICLE_NOT_FOUND")
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json() == emma.ArticleNotFound().to_problem()


@pytest.mark.parametrize(("path", "kind"), [("/bug", Bug), ("/mixed", ExceptionGroup)])
def test_ordinary_bug_stays_a_500_and_leaks_nothing(
    client: httpx.Client,
    watching: Watched,
    caplog: pytest.LogCaptureFixture,
    path: str,
    kind: type[Exception],
) -> None:
    response = client.get(path, headers={"Accept": PROBLEM})
    assert response.status_code == 500
    for text in (SECRET, "Bug", "Article", "2101", "Traceback"):
        assert text not in response.text
    assert [type(error) for error in watching.raised] == [kind]
    assert [record.getMessage() for record in caplog.records if record.exc_info] == [
        "Error handling request from 127.0.0.1"
    ]


def test_http_exception_of_aiohttp_is_not_changed(client: httpx.Client, watching: Watched) -> None:
    exception, moved = client.get("/exception"), client.get("/moved")
    assert (exception.status_code, exception.text, exception.headers["X-Own"]) == (410, "mine", "1")
    assert (moved.status_code, moved.headers["Location"]) == (302, "/fine")
    assert client.delete("/fine").status_code == 405
    assert [type(error) for error in watching.raised] == [
        web.HTTPGone,
        web.HTTPFound,
        web.HTTPMethodNotAllowed,
    ]


@pytest.mark.parametrize(
    ("stage", "end"),
    [("prepared", "\r\n\r\n"), ("written", "5\r\nbegun\r\n"), ("sent", "0\r\n\r\n")],
)
def test_error_after_the_response_began_is_raised_again(
    client: httpx.Client,
    watching: Watched,
    caplog: pytest.LogCaptureFixture,
    stage: str,
    end: str,
) -> None:
    sent = everything(client, f"GET /stream/{stage} HTTP/1.1")
    assert sent.startswith("HTTP/1.1 200 OK\r\n")
    assert sent.endswith(end)
    assert sent.count("HTTP/1.1") == 1
    assert [type(error) for error in watching.raised] == [emma.ArticleNotFound]
    [record] = [record for record in caplog.records if record.exc_info]
    assert record.name == "aiohttp.server"


def test_response_of_which_nothing_was_sent_is_replaced(client: httpx.Client) -> None:
    sent = everything(client, "GET /held-back HTTP/1.1")
    assert sent.startswith("HTTP/1.1 404 Not Found\r\n")
    assert sent.count("HTTP/1.1") == 1
    assert "X-Own" not in sent
    response = client.get("/held-back")
    assert (response.status_code, response.json()) == (404, NO_SUCH_ARTICLE)


def test_interim_response_does_not_start_the_response(client: httpx.Client) -> None:
    head = "POST /raise/ARTICLE_NOT_FOUND HTTP/1.1\nExpect: 100-continue\nContent-Length: 2"
    sent = everything(client, head.replace("/raise/", "/raise/raise/"), "{}")
    assert sent.startswith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\n")


async def talked(url: str) -> aiohttp.WSMessage:
    """The message that a WebSocket receives after an echo."""
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as websocket:
        await websocket.send_str("hello")
        assert await websocket.receive_str(timeout=10) == "hello"
        return await websocket.receive(timeout=10)


def test_websocket_is_denied_with_the_answer_before_it_is_prepared(
    client: httpx.Client, watching: Watched
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        asyncio.run(talked(f"{client.base_url}/ws/before"))
    assert caught.value.status == 404
    assert caught.value.headers
    assert caught.value.headers["Content-Type"] == "application/json; charset=utf-8"
    assert watching.raised == []


def test_error_after_a_websocket_is_prepared_is_raised_again(
    client: httpx.Client, watching: Watched
) -> None:
    message = asyncio.run(talked(f"{client.base_url}/ws/after"))
    assert message.type is aiohttp.WSMsgType.CLOSED
    assert [type(error) for error in watching.raised] == [emma.ArticleNotFound]


def test_error_that_is_raised_repeatedly_keeps_no_frames(client: httpx.Client) -> None:
    for _ in range(2):
        assert client.get("/shared").json() == NO_SUCH_ARTICLE
        assert SHARED.__traceback__ is None


@pytest.fixture(scope="module")
def catalog_client() -> Iterator[httpx.Client]:
    """A client of an app that uses Emma's catalog."""
    with asking(app_of(error_middleware(catalog=emma), refuse)) as client:
        yield client


def answered(response: httpx.Response) -> tuple[int, str | None]:
    """The status and the code of a response in Emma's format without secrets."""
    assert SECRET not in response.text
    assert "Bug" not in response.text
    body = body_of(response)
    assert body["error"] == 1
    assert body["message"]
    return response.status_code, body.get("code")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, (401, "1003")),
        (403, (403, "3900")),
        (404, (404, "2902")),
        (409, (409, None)),
        (429, (403, "1301")),
        (503, (503, None)),
    ],
)
def test_exception_of_aiohttp_is_answered_by_the_catalog(
    catalog_client: httpx.Client, status: int, expected: tuple[int, str | None]
) -> None:
    response = catalog_client.get(f"/abort/{status}")
    assert answered(response) == expected
    assert response.headers["Retry-After"] == "30"
    assert response.headers.get_list("Content-Type") == ["application/json; charset=utf-8"]


def test_all_challenges_of_an_exception_of_aiohttp_are_kept(catalog_client: httpx.Client) -> None:
    response = catalog_client.get("/private")
    assert answered(response) == (401, "1003")
    assert response.headers.get_list("WWW-Authenticate") == ["Basic, Bearer realm=a"]


def test_unknown_route_wrong_method_and_upload_too_large_are_answered_by_the_catalog() -> None:
    async def read(request: web.Request) -> web.StreamResponse:
        return web.Response(text=str(len(await request.read())))

    app = web.Application(middlewares=[error_middleware(catalog=emma)], client_max_size=50)
    app.router.add_post("/read", read)
    with asking(app) as client:
        assert answered(client.get("/nowhere")) == (404, "2902")
        response = client.get("/read")
        assert answered(response) == (403, "1102")
        assert response.headers["Allow"] == "POST"
        assert answered(client.post("/read", content=b"x" * 51)) == (413, None)


FORM = {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize(
    ("reader", "content", "headers", "message"),
    [
        ("json", b"{" + SECRET.encode(), {}, "JSON decode error"),
        ("json", b"", {}, "JSON decode error"),
        ("json", b"\x80", {}, "Invalid value"),
        ("text", b"\x80", {}, "Invalid value"),
        ("text", b"x", {"Content-Type": f"text/plain; charset={SECRET}"}, "Invalid value"),
        ("post", b"\x80", {"Content-Type": "application/x-www-form-urlencoded"}, "Invalid value"),
        ("post", SECRET.encode(), FORM, "Invalid value"),
        ("post", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", FORM, "Invalid value"),
    ],
)
def test_malformed_body_that_a_handler_reads_is_answered_by_the_catalog(
    catalog_client: httpx.Client,
    raised: Raised,
    reader: str,
    content: bytes,
    headers: dict[str, str],
    message: str,
) -> None:
    response = catalog_client.post(f"/parsed/{reader}", content=content, headers=headers)
    assert answered(response) == (400, "4216")
    assert body_of(response)["details"]["errors"] == [{"field": "body", "message": message}]
    assert raised.records == []


def test_malformed_json_from_another_server_is_a_bug(catalog_client: httpx.Client) -> None:
    assert answered(catalog_client.post("/parsed/upstream", content="{" + SECRET)) == (500, "8900")


def test_cookies_of_an_exception_of_aiohttp_are_kept(catalog_client: httpx.Client) -> None:
    response = catalog_client.get("/cookie")
    assert answered(response) == (409, None)
    assert response.headers.get_list("Set-Cookie") == ["seen=1; Path=/cookie"]


def test_handler_that_returns_no_response_is_a_bug(
    catalog_client: httpx.Client, client: httpx.Client, raised: Raised
) -> None:
    assert answered(catalog_client.get("/nothing")) == (500, "8900")
    [record] = raised.records
    assert (record.name, vars(record)["error.type"]) == ("emma_errors", "emma.8900")
    assert "answer" in logging.Formatter().format(record)  # the handler's name
    assert client.get("/nothing").status_code == 500  # without a catalog, as aiohttp answers it


def test_redirect_of_aiohttp_is_not_changed(catalog_client: httpx.Client) -> None:
    assert catalog_client.get("/moved").headers["Location"] == "/fine"


@pytest.mark.parametrize(("path", "kind"), [("/bug", Bug), ("/mixed", ExceptionGroup)])
def test_bug_is_answered_by_the_catalog_and_logged_once(
    catalog_client: httpx.Client, raised: Raised, path: str, kind: type[Exception]
) -> None:
    assert answered(catalog_client.get(path)) == (500, "8900")
    [record] = raised.records
    assert (record.name, vars(record)["error.type"]) == ("emma_errors", "emma.8900")
    assert record.exc_info
    assert record.exc_info[0] is kind
    assert record.exc_info[2] is not None


def test_error_of_500_is_logged_once(client: httpx.Client, raised: Raised) -> None:
    assert answered(client.get("/8501")) == (500, "8501")
    assert [vars(record)["error.type"] for record in raised.records] == ["emma.8501"]


def test_debug_mode_keeps_the_debug_page_of_aiohttp() -> None:
    app = app_of(error_middleware(catalog=emma))
    with serving(app, debug=True) as url, httpx.Client(base_url=url, verify=False) as client:
        response = client.get("/bug")
        assert response.status_code == 500
        assert "Traceback" in response.text
        assert answered(client.get("/abort/404")) == (404, "2902")


def test_value_that_is_no_catalog_raises_type_error() -> None:
    with pytest.raises(TypeError, match="got 'emma'"):
        error_middleware(catalog="emma")  # type: ignore[call-overload] # pyright: ignore


def test_import_of_the_package_does_not_load_aiohttp() -> None:
    code = "import emma_errors, sys; from emma_errors import hooks, emma; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = ran.stdout.split()
    assert "emma_errors.hooks" in loaded
    assert "aiohttp" not in loaded
