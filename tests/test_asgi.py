"""Errors of ASGI apps are answered, over loopback with real servers and clients."""

import asyncio
import re
import subprocess
import sys
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
)
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_type_hints

import pytest

for framework in ("fastapi", "httpx", "starlette", "uvicorn", "websockets"):
    pytest.importorskip(framework)

import fastapi  # noqa: E402
import httpx  # noqa: E402
from answers import (  # noqa: E402
    HOSTILE,
    PROBLEM,
    SECRET,
    Bug,
    Raised,
    act,
    broken,
    check_every_error,
    fail,
    leaves,
    within,
)
from fastapi import Depends, FastAPI  # noqa: E402
from servers import asking, serving  # noqa: E402
from starlette.applications import Starlette  # noqa: E402
from starlette.authentication import AuthenticationBackend  # noqa: E402
from starlette.background import BackgroundTask  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.middleware.authentication import AuthenticationMiddleware  # noqa: E402
from starlette.middleware.base import BaseHTTPMiddleware  # noqa: E402
from starlette.middleware.cors import CORSMiddleware  # noqa: E402
from starlette.requests import HTTPConnection, Request  # noqa: E402
from starlette.responses import PlainTextResponse, Response, StreamingResponse  # noqa: E402
from starlette.routing import Mount, Route, Router, WebSocketRoute  # noqa: E402
from starlette.types import ASGIApp, Message, Receive, Scope, Send  # noqa: E402
from starlette.websockets import WebSocket  # noqa: E402
from websockets.exceptions import ConnectionClosed, InvalidStatus  # noqa: E402
from websockets.sync.client import connect  # noqa: E402

from emma_errors import ApiError, baidu, emma, parse_error  # noqa: E402
from emma_errors.asgi import ApiErrorMiddleware, install  # noqa: E402
from emma_errors.reply import Format  # noqa: E402

ORIGIN = {"Origin": "https://reader.example"}
LAST = {"Connection": "close"}  # for a request after which the server drops the connection


# One app of each framework, with the same routes


async def bare(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        for event in ("startup", "shutdown"):
            assert (await receive())["type"] == f"lifespan.{event}"
            await send({"type": f"lifespan.{event}.complete"})
        return
    path = scope["path"]
    if scope["type"] == "websocket":
        await receive()
        if path == "/ws/after":
            await send({"type": "websocket.accept"})
        raise emma.UserExists(HOSTILE[0])
    await act(path)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if path == "/stream":
        await send({"type": "http.response.body", "body": b"begun", "more_body": True})
        raise emma.ArticleNotFound
    await send({"type": "http.response.body", "body": b"fine"})
    if path == "/background":
        raise emma.ArticleNotFound


async def answer(request: Request) -> Response:
    path = f"/{str(request.path_params['path']).lstrip('/')}"
    await act(path)
    match path:
        case "/stream":
            return StreamingResponse(broken())
        case "/background":
            task = BackgroundTask(fail, emma.ArticleNotFound())
            return PlainTextResponse("fine", background=task)
        case _:
            return PlainTextResponse("fine")


async def answer_socket(websocket: WebSocket) -> None:
    if websocket.path_params["when"] == "after":
        await websocket.accept()
    raise emma.UserExists(HOSTILE[0])


def starlette_app(*middleware: Middleware) -> Starlette:
    routes = [WebSocketRoute("/ws/{when}", answer_socket), Route("/{path:path}", answer)]
    return Starlette(routes=routes, middleware=middleware)


def fastapi_app(*middleware: Middleware) -> FastAPI:
    app = FastAPI(middleware=middleware, openapi_url=None)
    app.api_route("/{path:path}", methods=["GET", "HEAD"])(answer)
    app.websocket("/ws/{when}")(answer_socket)
    return app


def installed(
    app: Starlette,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
) -> ASGIApp:
    install(app, format=format, localize=localize, type_base=type_base)
    return app


@contextmanager
def serving_app(name: str, **options: Any) -> Generator[httpx.Client]:  # noqa: ANN401
    """A client of an app of a framework that answers errors."""
    below = ""
    match name:
        case "bare":
            app: Any = ApiErrorMiddleware(bare, **options)
        case "starlette":
            app = installed(starlette_app(), **options)
        case "fastapi":
            app = installed(fastapi_app(), **options)
        case _:
            pytest.importorskip("litestar")
            from test_litestar import app_of, passing

            from emma_errors.litestar import ApiErrorPlugin

            middleware = [passing] if "middleware" in name else []
            app = app_of(ApiErrorPlugin(**options), middleware=middleware)
            below = "/act"
    with asking(app) as client:
        client.base_url = f"{client.base_url}{below}"
        yield client


APPS = ("bare", "starlette", "fastapi", "litestar", "litestar with middleware")


@pytest.fixture(scope="module", params=APPS)
def name(request: pytest.FixtureRequest) -> str:
    """The framework."""
    return str(request.param)


@pytest.fixture(scope="module")
def client(name: str) -> Iterator[httpx.Client]:
    """A client of an app with no options."""
    with serving_app(name) as client:
        yield client


@pytest.fixture(scope="module")
def localized(name: str) -> Iterator[httpx.Client]:
    """A client of an app with localized messages."""
    with serving_app(name, localize=True) as client:
        yield client


# What every framework answers


def test_every_code_answers_its_status_and_envelope(client: httpx.Client) -> None:
    check_every_error(lambda d: client.get(f"/raise/{d.catalog}/{d.name}"))


def test_response_of_the_app_is_not_changed(client: httpx.Client) -> None:
    assert (client.get("/fine").status_code, client.get("/fine").text) == (200, "fine")


@pytest.mark.parametrize(
    ("error", "accepted", "language"),
    [
        (emma.ArticleNotFound(), "zh-TW,en;q=0.5", "zh-Hant"),
        (emma.ArticleNotFound(), "zh;q=0,en", "en"),
        (baidu.AccessTokenExpired(), "zh_CN", "zh-Hans"),
        (emma.UserExists("user"), "yue", "zh-Hant"),
    ],
)
def test_message_is_in_the_client_s_language(
    localized: httpx.Client, error: ApiError, accepted: str, language: str
) -> None:
    assert error.definition
    path = f"/raise/{error.catalog}/{error.definition.name}"
    response = localized.get(path, headers={"Accept-Language": accepted})
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"].split(", ")
    body = response.json()
    text = error.text("en" if language == "en" else "zh")
    assert body.get("message", body.get("error_msg")) == text


GARBAGE = (b"", b",;q=,=;;", b"*", b"zh;q=abc", b"x" * 20_000, b"zh," * 6_000, b"\xff\xfe \x80")


def test_any_accept_language_is_answered(localized: httpx.Client) -> None:
    for accepted in GARBAGE:
        headers = {b"Accept-Language": accepted, b"Accept": accepted}
        response = localized.get("/raise/emma/ARTICLE_NOT_FOUND", headers=headers)
        assert (response.status_code, response.json()["code"]) == (404, "2101"), accepted[:20]


def test_languages_of_two_header_lines_are_both_read(localized: httpx.Client) -> None:
    response = localized.get(
        "/raise/emma/ARTICLE_NOT_FOUND",
        headers=[("Accept-Language", "en;q=0.1"), ("Accept-Language", "zh")],
    )
    assert response.headers["Content-Language"] == "zh-Hant"


def test_problem_is_sent_if_the_client_accepts_it(client: httpx.Client) -> None:
    path = "/raise/emma/USER_EXISTS"
    response = client.get(path, headers={"Accept": f"application/json;q=0.5, {PROBLEM}"})
    assert response.headers["Content-Type"] == PROBLEM
    assert response.status_code == response.json()["status"] == 400
    assert response.json()["code"] == 4200
    assert response.json()["type"] == "about:blank"
    assert client.get(path).headers["Vary"] == "Accept"


def test_app_that_answers_problems_gives_each_code_its_type(name: str) -> None:
    with serving_app(name, format="problem", type_base="https://errors.example") as client:
        response = client.get("/raise/baidu/ACCESS_TOKEN_EXPIRED", headers={"Accept": "text/html"})
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json()["type"] == "https://errors.example/baidu/111"


def test_401_carries_a_challenge_and_404_none(client: httpx.Client) -> None:
    unauthorized = client.get("/raise/baidu/ACCESS_TOKEN_EXPIRED")
    assert unauthorized.status_code == 401
    assert unauthorized.headers["WWW-Authenticate"] == 'Bearer realm="baidu"'
    assert "WWW-Authenticate" not in client.get("/raise/emma/ARTICLE_NOT_FOUND").headers


def test_head_is_answered_as_get_without_a_body(client: httpx.Client) -> None:
    responses = {
        method: client.request(method, "/raise/emma/USER_EXISTS") for method in ("GET", "HEAD")
    }
    assert responses["HEAD"].status_code == 400
    assert responses["HEAD"].content == b""
    for field in ("Content-Type", "Content-Length", "Vary"):
        assert responses["HEAD"].headers[field] == responses["GET"].headers[field]
    assert int(responses["GET"].headers["Content-Length"]) == len(responses["GET"].content)


@pytest.mark.parametrize("accepted", ["application/json", PROBLEM])
def test_hostile_argument_does_not_break_the_response(client: httpx.Client, accepted: str) -> None:
    for number, argument in enumerate(HOSTILE):
        response = client.get(f"/hostile/{number}", headers={"Accept": accepted})
        assert response.status_code == 400, argument
        assert response.headers["Content-Type"].startswith(accepted), argument
        assert "Set-Cookie" not in response.headers, argument
        body = response.json()
        assert argument in (body["detail"] if accepted == PROBLEM else body["message"])


def test_group_of_such_errors_is_answered_with_the_first(client: httpx.Client) -> None:
    response = client.get("/group")
    assert (response.status_code, response.json()["code"]) in [(404, "2101"), (400, "4200")]


@pytest.mark.parametrize("path", ["/mixed", "/bug"])
def test_bug_stays_a_500_and_is_reported_to_the_server_only(
    name: str, client: httpx.Client, raised: Raised, path: str
) -> None:
    response = client.get(path, headers={"Accept": PROBLEM, **LAST})
    assert response.status_code == 500
    for text in (SECRET, "Bug", "Article", "2101", "Traceback"):
        assert text not in response.text
    if name.startswith("litestar"):  # which logs it, if the app has a logging_config
        return
    error = raised.next()
    classes = [type(leaf) for leaf in leaves(error)]
    assert classes == ([emma.ArticleNotFound, Bug] if path == "/mixed" else [])
    assert isinstance(error, ExceptionGroup if path == "/mixed" else Bug)


def test_error_after_the_response_began_breaks_it_and_reaches_the_server(
    client: httpx.Client, raised: Raised
) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/stream")
    assert emma.ArticleNotFound in within(raised.next())


def test_error_in_a_background_task_reaches_the_server(
    client: httpx.Client, raised: Raised
) -> None:
    assert client.get("/background", headers=LAST).text == "fine"
    assert emma.ArticleNotFound in within(raised.next())


def test_websocket_is_denied_with_the_answer_before_it_is_accepted(client: httpx.Client) -> None:
    url = str(client.base_url).replace("http", "ws", 1)
    headers = {"Accept": PROBLEM, "Accept-Language": "zh"}
    with (
        pytest.raises(InvalidStatus) as caught,
        connect(f"{url}/ws/before", additional_headers=headers),
    ):
        pass
    response = caught.value.response
    assert response.status_code == 400
    assert response.headers["Content-Type"] == PROBLEM
    assert response.headers["Content-Language"] == "zh-Hant"
    assert response.body
    assert b'"code":4200' in response.body


def test_websocket_is_closed_with_code_and_reason_after_it_is_accepted(
    client: httpx.Client,
) -> None:
    url = str(client.base_url).replace("http", "ws", 1)
    with connect(f"{url}/ws/after") as websocket, pytest.raises(ConnectionClosed) as caught:
        websocket.recv(timeout=10)
    closed = caught.value.rcvd
    assert closed
    assert closed.code == 4400
    assert closed.reason.startswith("[4200] User bob\\r\\nSet-Cookie")


def test_error_below_500_is_not_logged(
    name: str, raised: Raised, caplog: pytest.LogCaptureFixture
) -> None:
    with serving_app(name) as client:
        for path in ("/raise/emma/ARTICLE_NOT_FOUND", "/group"):
            assert client.get(path).json()["error"] == 1
        url = str(client.base_url).replace("http", "ws", 1)
        with pytest.raises(InvalidStatus), connect(f"{url}/ws/before"):
            pass
        with connect(f"{url}/ws/after") as websocket, pytest.raises(ConnectionClosed):
            websocket.recv(timeout=10)
    assert raised.errors.empty()
    assert "Traceback" not in caplog.text


# Starlette and FastAPI

MAKERS: dict[str, Callable[..., Starlette]] = {"starlette": starlette_app, "fastapi": fastapi_app}


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Callable[..., Starlette]:
    """The function that creates a Starlette or a FastAPI app."""
    return MAKERS[request.param]


class Refusing:
    """ASGI middleware that raises."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            raise emma.ArticleNotFound
        await self.app(scope, receive, send)


async def refuse(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    if request.url.path == "/fine":
        raise emma.ArticleNotFound
    response = await call_next(request)
    response.headers["X-Seen"] = str(response.status_code)
    return response


DISPATCHED = Middleware(BaseHTTPMiddleware, dispatch=refuse)


@pytest.mark.parametrize("middleware", [DISPATCHED, Middleware(Refusing)], ids=["http", "plain"])
def test_error_in_middleware_is_answered(
    make: Callable[..., Starlette], middleware: Middleware, raised: Raised
) -> None:
    with asking(installed(make(middleware))) as client:
        assert client.get("/fine").json()["code"] == "2101"
    assert raised.errors.empty()


def test_error_in_middleware_that_is_added_later_is_answered(
    make: Callable[..., Starlette],
) -> None:
    app = make()
    install(app)
    app.add_middleware(Refusing)
    with asking(app) as client:
        assert client.get("/fine").json()["code"] == "2101"


def test_error_of_an_authentication_backend_is_answered(make: Callable[..., Starlette]) -> None:
    class Backend(AuthenticationBackend):
        async def authenticate(self, conn: HTTPConnection) -> None:
            raise emma.AuthorizationRequired

    with asking(installed(make(Middleware(AuthenticationMiddleware, backend=Backend())))) as client:
        response = client.get("/fine")
    assert (response.status_code, response.json()["code"]) == (401, "1003")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="emma"'


def test_answer_passes_through_middleware(make: Callable[..., Starlette]) -> None:
    cors = Middleware(CORSMiddleware, allow_origins=["*"])
    with asking(installed(make(DISPATCHED, cors))) as client:
        for path in ("/raise/emma/ARTICLE_NOT_FOUND", "/group"):
            response = client.get(path, headers=ORIGIN)
            assert response.json()["error"] == 1
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            assert response.headers["X-Seen"] == str(response.status_code)


def test_handler_of_the_app_takes_precedence(make: Callable[..., Starlette]) -> None:
    def handle(request: Request, error: Exception) -> Response:
        return PlainTextResponse(f"mine: {error}", status_code=410)

    app = make()
    install(app)
    app.add_exception_handler(emma.NotFoundError, handle)
    with asking(app) as client:
        assert client.get("/raise/emma/ARTICLE_NOT_FOUND").status_code == 410
        assert client.get("/raise/emma/USER_EXISTS").status_code == 400


def test_handler_for_every_exception_is_not_called_for_an_api_error(
    make: Callable[..., Starlette],
) -> None:
    def handle(request: Request, error: Exception) -> Response:
        return PlainTextResponse("mine", status_code=500)

    app = make()
    install(app)
    app.add_exception_handler(Exception, handle)
    with asking(app) as client:
        assert client.get("/raise/emma/ARTICLE_NOT_FOUND").status_code == 404
        assert client.get("/bug", headers=LAST).text == "mine"


def mounting(make: Callable[..., Starlette]) -> Starlette:
    """An app that mounts other apps in every possible way."""
    app = make()
    sub = starlette_app()
    sub.router.routes.insert(0, Mount("/nested", fastapi_app()))
    later = [
        Mount("/sub", sub),
        Mount("/routes", routes=[Mount("/in", starlette_app())]),
        Mount("/router", Router([Mount("/in", fastapi_app())])),
        Mount("/wrapped", CORSMiddleware(starlette_app(), allow_origins=["*"])),
        Mount("/middleware", starlette_app(), middleware=[Middleware(Refusing)]),
    ]
    app.router.routes[:0] = later
    return app


MOUNTS = (
    "/sub",
    "/sub/nested",
    "/routes/in",
    "/router/in",
    "/wrapped",
    "/middleware",
)


def test_error_in_a_mounted_app_is_answered(make: Callable[..., Starlette], raised: Raised) -> None:
    app = mounting(make)
    install(app, localize=True)
    with asking(app) as client:
        client.headers["Accept-Language"] = "zh"
        for mount in MOUNTS:
            response = client.get(f"{mount}/raise/emma/ARTICLE_NOT_FOUND")
            assert response.json()["message"] == emma.ArticleNotFound().text("zh"), mount
        url = str(client.base_url).replace("http", "ws", 1)
        with pytest.raises(InvalidStatus) as caught, connect(f"{url}/sub/nested/ws/before"):
            pass
        assert caught.value.response.status_code == 400
    assert raised.errors.empty()


def test_error_in_an_app_mounted_after_install_is_answered(
    make: Callable[..., Starlette],
) -> None:
    app = Starlette()
    install(app)
    app.mount("/sub", make())
    with asking(app) as client:
        assert client.get("/sub/raise/emma/ARTICLE_NOT_FOUND").json()["code"] == "2101"


def test_error_in_an_app_mounted_on_an_included_router_is_answered() -> None:
    router = fastapi.APIRouter()
    router.mount("/sub", starlette_app())
    app = FastAPI()
    install(app)
    app.include_router(router, prefix="/v1")
    with asking(app) as client:
        response = client.get("/v1/sub/raise/emma/ARTICLE_NOT_FOUND")
        assert (response.status_code, response.json().get("code")) == (404, "2101")


@pytest.mark.parametrize("name", ["starlette", "fastapi"])
def test_mounted_app_keeps_its_options(name: str) -> None:
    app = Starlette(routes=[Mount("/sub", installed(MAKERS[name](), format="problem"))])
    install(app)
    with asking(app) as client:
        answered = client.get("/sub/raise/emma/ARTICLE_NOT_FOUND").headers["Content-Type"]
    assert answered == PROBLEM


def test_bug_in_a_mounted_app_stays_a_500(make: Callable[..., Starlette], raised: Raised) -> None:
    app = mounting(make)
    install(app)
    with asking(app) as client:
        response = client.get("/sub/nested/bug", headers=LAST)
    assert (response.status_code, response.text) == (500, "Internal Server Error")
    assert type(raised.next()) is Bug


def test_install_after_the_start_raises(make: Callable[..., Starlette]) -> None:
    app = make()
    with serving(app):
        pass
    with pytest.raises(RuntimeError, match=r"before the app starts; <.+> has already started"):
        install(app)


# FastAPI's dependencies


def refuse_dependency() -> None:
    raise emma.ArticleNotFound


async def refuse_soon() -> None:
    raise emma.ArticleNotFound


async def turn_error() -> AsyncIterator[None]:
    try:
        yield
    except KeyError as error:
        raise emma.ArticleNotFound from error


def fail_after() -> Iterator[None]:
    yield
    raise emma.ArticleNotFound


def fine() -> str:
    return "fine"


def lose() -> str:
    raise KeyError


DEPENDENCIES = {
    "before": (fine, Depends(refuse_dependency)),
    "turned": (lose, Depends(turn_error)),
    "function": (fine, Depends(fail_after, scope="function")),
}


@pytest.mark.parametrize("when", DEPENDENCIES)
def test_error_in_a_dependency_of_fastapi_is_answered(when: str, raised: Raised) -> None:
    route, dependency = DEPENDENCIES[when]
    app = FastAPI()
    install(app)
    app.get("/", dependencies=[dependency])(route)
    with asking(app) as client:
        assert client.get("/").json()["code"] == "2101"
    assert raised.errors.empty()


def test_error_in_a_dependency_after_the_response_reaches_the_server(raised: Raised) -> None:
    app = FastAPI()
    install(app)
    app.get("/", dependencies=[Depends(fail_after)])(fine)
    with asking(app) as client:
        assert client.get("/", headers=LAST).json() == "fine"
    assert emma.ArticleNotFound in within(raised.next())


# Any app


def test_options_of_the_last_install_apply() -> None:
    app = starlette_app()
    install(app)
    with asking(installed(app, format="problem")) as client:
        answered = client.get("/raise/emma/ARTICLE_NOT_FOUND").headers["Content-Type"]
    assert answered == PROBLEM


def test_install_rejects_other_apps() -> None:
    with pytest.raises(TypeError, match="ApiErrorMiddleware"):
        install(bare)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def sent(app: ASGIApp, scope: Scope, *received: Message) -> list[Message]:
    """The messages that an app sends; this function is the server."""
    messages: list[Message] = []
    coming = iter(received)

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        messages.append(message)

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    return messages


def test_app_that_is_mounted_twice_answers_at_both_places() -> None:
    async def fail(request: Request) -> Response:
        raise emma.ArticleNotFound

    inner = Starlette(routes=[Route("/article", fail)])
    app = Starlette(routes=[Mount("/a", app=inner), Mount("/b", app=inner)])
    install(app)
    with asking(app) as client:
        for place in ("a", "b"):
            assert client.get(f"/{place}/article").json()["code"] == "2101", place


def test_head_sends_no_body() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise emma.ArticleNotFound

    scope: Scope = {"type": "http", "method": "HEAD", "headers": []}
    start, body = sent(ApiErrorMiddleware(app), scope)
    assert start["status"] == 404
    assert body["body"] == b""


def test_bug_of_any_app_is_answered_by_the_catalog(caplog: pytest.LogCaptureFixture) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("secret")

    scope: Scope = {"type": "http", "method": "GET", "headers": []}
    start, body = sent(ApiErrorMiddleware(app, catalog=emma), scope)
    assert start["status"] == 500
    assert b"8900" in body["body"]
    assert b"secret" not in body["body"]
    assert [record.name for record in caplog.records] == ["emma_errors"]


@pytest.mark.parametrize("kind", [FastAPI, Starlette])
def test_middleware_names_install_for_an_app_that_handles_every_exception(
    kind: Callable[[], ASGIApp],
) -> None:
    with pytest.raises(TypeError, match=r"reaches this middleware: call emma_errors.asgi.install"):
        ApiErrorMiddleware(kind())


def test_websocket_is_closed_where_the_server_cannot_deny() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        raise baidu.AccessTokenExpired

    scope: Scope = {"type": "websocket", "headers": [], "extensions": {}}
    assert sent(ApiErrorMiddleware(app), scope, {"type": "websocket.connect"}) == [
        {
            "type": "websocket.close",
            "code": 4401,
            "reason": f"[111] {baidu.AccessTokenExpired().text('en')}",
        }
    ]


def test_websocket_is_not_closed_with_a_status_of_success() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        error = parse_error({"error_code": 31064}, http_status=200)
        assert error is not None
        raise error

    [close] = sent(ApiErrorMiddleware(app), {"type": "websocket", "headers": []})
    assert close["code"] == 4500


@pytest.mark.parametrize("argument", ["使用者" * 100, "\ud800" * 100, "x" * 1000, "\0\r\n" * 100])
def test_reason_of_a_websocket_is_short_and_plain(argument: str) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise emma.UserExists(argument)

    [close] = sent(ApiErrorMiddleware(app), {"type": "websocket", "headers": []})
    assert re.fullmatch(r"\[4200\] User [ -~]{50,}", close["reason"])
    assert len(close["reason"].encode()) <= 123


@pytest.mark.parametrize(
    "last",
    [
        {"type": "websocket.close", "code": 1000},
        {"type": "websocket.http.response.start", "status": 403, "headers": []},
    ],
    ids=["closed", "denied"],
)
def test_error_after_a_websocket_has_ended_is_raised(last: Message) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(last)
        raise emma.ArticleNotFound

    with pytest.raises(emma.ArticleNotFound):
        sent(ApiErrorMiddleware(app), {"type": "websocket", "headers": []})


def test_error_after_the_client_disconnects_a_websocket_is_raised() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        raise emma.ArticleNotFound

    with pytest.raises(emma.ArticleNotFound):
        sent(
            ApiErrorMiddleware(app),
            {"type": "websocket", "headers": []},
            {"type": "websocket.disconnect"},
        )


@pytest.mark.parametrize("kind", ["lifespan", "mqtt"])
def test_other_scopes_pass_untouched(kind: str) -> None:
    seen: list[object] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)
        raise emma.ArticleNotFound

    scope = {"type": kind}
    with pytest.raises(emma.ArticleNotFound):
        sent(ApiErrorMiddleware(app), scope)
    assert seen[0] is scope


def test_error_that_is_raised_repeatedly_keeps_no_frames() -> None:
    error = emma.ArticleNotFound()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    for _ in range(3):
        sent(ApiErrorMiddleware(app), {"type": "http", "method": "GET", "headers": []})
        assert error.__traceback__ is None


def test_import_needs_no_framework(root: Path) -> None:
    code = "import emma_errors.asgi, sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(ran.stdout.split())
    assert "emma_errors.asgi" in loaded
    assert not {"starlette", "fastapi", "litestar", "uvicorn", "asyncio"} & loaded


@pytest.mark.parametrize(
    "function", [install, ApiErrorMiddleware.__init__, ApiErrorMiddleware.__call__]
)
def test_type_hints_can_be_read(function: Callable[..., object]) -> None:
    assert get_type_hints(function)["return"] is type(None)


def test_example_starts_with_one_command_and_answers(root: Path) -> None:
    command = [sys.executable, str(root / "examples/fastapi_app.py"), "0"]
    with subprocess.Popen(
        command, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as server:
        try:
            assert server.stderr
            [url] = re.findall(r"http://\S+", next(line for line in server.stderr if "://" in line))
            with httpx.Client(base_url=url, verify=False) as client:
                assert client.get("/articles/1").json() == {"title": "Hello"}
                assert client.get("/articles/3").json() == {
                    "error": 1,
                    "code": "2101",
                    "message": "Article is not found",
                }
                chinese = client.post("/users/bob", headers={"Accept-Language": "zh-TW"})
                assert chinese.json()["message"] == emma.UserExists("bob").text("zh")
                assert client.post("/users/eve").json() == {"name": "eve"}
                assert client.get("/disk").headers["WWW-Authenticate"] == 'Bearer realm="baidu"'
                token = {"Authorization": "Bearer secret"}
                assert client.get("/disk", headers=token).json() == ["photo.jpg"]
        finally:
            server.terminate()
