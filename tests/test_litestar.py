"""Errors of Litestar apps are answered, over loopback with uvicorn."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeAlias

import httpx
import pytest

pytest.importorskip("litestar")
pytest.importorskip("uvicorn")
pytest.importorskip("websockets")

import litestar
import litestar.types as L  # noqa: N812
from answers import HOSTILE, SECRET, Bug, Raised, act, body_of, broken, fail, faults
from litestar import Litestar
from litestar.background_tasks import BackgroundTask
from litestar.config.cors import CORSConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.dto import DataclassDTO
from litestar.exceptions import ClientException, HTTPException, ValidationException
from litestar.logging import LoggingConfig
from litestar.params import (
    CookieParameter,
    FromPath,
    FromQuery,
    HeaderParameter,
    JSONBody,
    QueryParameter,
)
from litestar.response import Stream
from litestar.serialization import decode_json
from pydantic import BaseModel
from servers import asking
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from emma_errors import asgi, baidu, emma
from emma_errors.litestar import ApiErrorPlugin
from emma_errors.lookup import Catalog

AnyRequest: TypeAlias = litestar.Request[Any, Any, Any]
ORIGIN = {"Origin": "https://reader.example"}
LAST = {"Connection": "close"}  # for a request after which the server drops the connection


async def act_or_abort(path: str) -> None:
    """Raise what a path says."""
    match path.split("/")[1:]:
        case ["invalid", number]:
            raise INVALID[int(number)]
        case ["conflict"]:
            raise ValidationException(SECRET, status_code=409)
        case ["abort", status]:
            raise HTTPException(SECRET, status_code=int(status), headers={"Retry-After": "30"})
        case _:
            await act(path)


# An app may pass anything in `extra`.
INVALID: list[ClientException] = [
    ValidationException(SECRET),
    ValidationException(SECRET, extra={SECRET: SECRET}),
    ValidationException(SECRET, extra=[SECRET]),
    ValidationException(SECRET, extra=[{"message": 1, "key": 2}]),
    ValidationException(SECRET, extra=[{"source": "query"}]),
    ClientException(SECRET, extra=[{"key": "a"}]),
]


@litestar.route("/act/{path:path}", http_method=["GET", "HEAD"], media_type="text/plain")
async def answer(request: AnyRequest) -> litestar.Response[Any]:
    path = f"/{str(request.path_params['path']).lstrip('/')}"
    await act_or_abort(path)
    match path:
        case "/stream":
            return Stream(broken())
        case "/background":
            task = BackgroundTask(fail, emma.ArticleNotFound())
            return litestar.Response("fine", background=task)
        case _:
            return litestar.Response("fine")


@litestar.websocket("/act/ws/{when:str}")
async def answer_socket(socket: litestar.WebSocket[Any, Any, Any]) -> None:
    if socket.path_params["when"] == "after":
        await socket.accept()
    if socket.path_params["when"] == "parsed":
        await socket.accept()
        await socket.receive_json()
    if socket.path_params["when"] == "bug":
        await socket.accept()
        raise Bug(SECRET)
    if socket.path_params["when"] == "invalid":
        raise ValidationException(SECRET, extra=[{"key": SECRET, "message": SECRET}])
    if socket.path_params["when"] == "private":
        raise HTTPException(SECRET, status_code=401)
    raise emma.UserExists(HOSTILE[0])


@dataclass
class Part:
    size: int


@dataclass
class Item:
    email: str
    prices: dict[str, int] = field(default_factory=dict[str, int])
    parts: list[Part] = field(default_factory=list[Part])

    def __post_init__(self) -> None:
        if self.email == SECRET:
            raise ValueError(f"{self.email} is no address")


class Order(BaseModel):
    email: str
    prices: dict[str, int] = {}


@litestar.post("/items")
async def write(data: JSONBody[Item]) -> None: ...


@litestar.post("/orders")
async def order(data: JSONBody[Order], request: AnyRequest, state: State) -> None: ...


@litestar.post("/transferred", dto=DataclassDTO[Item], return_dto=None)
async def transferred(data: JSONBody[Item]) -> None: ...


@litestar.get("/items/{number:int}")
async def read(
    number: FromPath[int],
    limit: FromQuery[int],
    token: Annotated[int | None, HeaderParameter(name="X-Token")] = None,
    session: Annotated[int | None, CookieParameter(name="session-id")] = None,
    offset: Annotated[int, QueryParameter(name="from")] = 0,
) -> None: ...


@litestar.post("/parsed/{reader:str}")
async def parsed(request: AnyRequest, reader: FromPath[str]) -> str:
    match reader:
        case "json":
            return str(await request.json())
        case "msgpack":
            return str(await request.msgpack())
        case _:
            await request.body()
            return str(decode_json("{" + SECRET))


@litestar.post("/raw", request_max_body_size=50)
async def raw(request: AnyRequest) -> int:
    return len(await request.body())


def app_of(plugin: ApiErrorPlugin | None = None, **options: Any) -> Litestar:  # noqa: ANN401
    """An app with a route for every way to fail."""
    options.setdefault("logging_config", None)
    return Litestar(
        [answer, answer_socket, write, order, transferred, read, raw, parsed],
        openapi_config=None,
        plugins=[plugin or ApiErrorPlugin()],
        **options,
    )


def passing(app: L.ASGIApp) -> L.ASGIApp:
    """Middleware without effect, for which Litestar wraps a route in one more layer."""

    async def passed(scope: L.Scope, receive: L.Receive, send: L.Send) -> None:
        await app(scope, receive, send)

    return passed


def refusing(app: L.ASGIApp) -> L.ASGIApp:
    """Middleware that raises."""

    async def refused(scope: L.Scope, receive: L.Receive, send: L.Send) -> None:
        match scope["path"]:
            case "/act/refused":
                raise emma.ArticleNotFound
            case "/act/middleware-bug":
                raise Bug(SECRET)
            case _:
                await app(scope, receive, send)

    return refused


def marking(app: L.ASGIApp) -> L.ASGIApp:
    """Middleware that adds a header field to responses, like that for CORS."""

    async def marked(scope: L.Scope, receive: L.Receive, send: L.Send) -> None:
        async def mark(message: L.Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-seen", b"1")]
            await send(message)

        await app(scope, receive, mark)

    return marked


MIDDLEWARE: list[list[Any]] = [[], [passing]]


@pytest.fixture(scope="module", params=MIDDLEWARE, ids=["plain", "with middleware"])
def middleware(request: pytest.FixtureRequest) -> list[Any]:
    """The middleware of the app."""
    middleware: list[Any] = request.param
    return middleware


@pytest.fixture(scope="module")
def client(middleware: list[Any]) -> Iterator[httpx.Client]:
    """A client of an app with no options."""
    with asking(app_of(middleware=middleware)) as client:
        yield client


@pytest.fixture(scope="module")
def catalog_client() -> Iterator[httpx.Client]:
    """A client of an app that uses Emma's catalog."""
    plugin = ApiErrorPlugin(catalog=emma)
    with asking(app_of(plugin, middleware=[marking, refusing])) as client:
        yield client


# Errors of the catalogs


@pytest.mark.parametrize("path", ["/act/mixed", "/act/bug"])
def test_bug_is_left_to_litestar_without_a_catalog(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 500
    assert response.json() == {"status_code": 500, "detail": "Internal Server Error"}
    assert client.get("/nowhere").json() == {"status_code": 404, "detail": "Not Found"}


def litestar_dependency(dependency: Callable[..., object]) -> Litestar:
    @litestar.get("/", dependencies={"needed": dependency})
    async def route(needed: NamedDependency[str | None]) -> str:
        return "fine"

    return Litestar([route], logging_config=None, plugins=[ApiErrorPlugin()])


async def refuse_soon() -> None:
    raise emma.ArticleNotFound


def fail_after() -> Iterator[None]:
    yield
    raise emma.ArticleNotFound


@pytest.mark.parametrize("dependency", [refuse_soon, fail_after])
def test_error_in_a_dependency_is_answered(dependency: Callable[..., object]) -> None:
    with asking(litestar_dependency(dependency)) as client:
        assert client.get("/").json()["code"] == "2101"


def test_error_in_middleware_is_answered_just_outside_it(raised: Raised) -> None:
    with asking(app_of(middleware=[marking, refusing, passing])) as client:
        response = client.get("/act/refused")
    assert response.json()["code"] == "2101"
    assert response.headers["X-Seen"] == "1"
    assert raised.errors.empty()


def test_answer_carries_cors_headers(middleware: list[Any]) -> None:
    with asking(app_of(middleware=middleware, cors_config=CORSConfig())) as client:
        for path in ("/act/raise/emma/ARTICLE_NOT_FOUND", "/act/group"):
            response = client.get(path, headers=ORIGIN)
            assert response.json()["error"] == 1
            assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_handler_of_the_app_takes_precedence(middleware: list[Any]) -> None:
    def handle(request: AnyRequest, error: Exception) -> litestar.Response[str]:
        return litestar.Response("mine", status_code=410)

    handlers: Any = {emma.NotFoundError: handle, 409: handle, 500: handle}
    plugin = ApiErrorPlugin(catalog=emma)
    app = app_of(plugin, middleware=[*middleware, refusing], exception_handlers=handlers)
    with asking(app) as client:
        for path in ("raise/emma/ARTICLE_NOT_FOUND", "abort/409", "bug", "refused"):
            assert client.get(f"/act/{path}").text == "mine", path
        assert client.get("/act/raise/emma/USER_EXISTS").status_code == 400


def test_litestar_logs_only_bugs(middleware: list[Any], raised: Raised) -> None:
    config = LoggingConfig(log_exceptions="always", configure_root_logger=False)
    app = app_of(middleware=middleware, logging_config=config, debug=False)
    logging.getLogger("litestar").addHandler(raised)
    with asking(app) as client:
        for path in ("/act/raise/emma/ARTICLE_NOT_FOUND", "/act/group", "/act/bug"):
            client.get(path)
    logging.getLogger("litestar").removeHandler(raised)
    assert {type(error) for error in raised.errors.queue} == {Bug}


def test_bug_is_logged_once_where_litestar_logs_none(raised: Raised) -> None:
    config = LoggingConfig(log_exceptions="never", configure_root_logger=False)
    with asking(app_of(ApiErrorPlugin(catalog=emma), logging_config=config, debug=False)) as client:
        assert client.get("/act/bug").json()["code"] == "8900"
    assert [record.name for record in raised.records] == ["emma_errors"]


def test_exception_with_a_status_below_400_is_left_to_litestar(
    catalog_client: httpx.Client,
) -> None:
    response = catalog_client.get("/act/abort/399")
    assert (response.status_code, response.json()["detail"]) == (399, SECRET)


def test_route_that_is_registered_later_is_answered() -> None:
    app = Litestar(logging_config=None, plugins=[ApiErrorPlugin()])
    app.register(answer)
    with asking(app) as client:
        assert client.get("/act/raise/emma/ARTICLE_NOT_FOUND").json()["code"] == "2101"


@pytest.mark.parametrize("call", [asgi.install, asgi.ApiErrorMiddleware])
def test_functions_for_other_frameworks_name_the_plugin(call: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match=r"emma_errors\.litestar\.ApiErrorPlugin"):
        call(Litestar())


# With a catalog


def answered(response: httpx.Response) -> tuple[int, str | None]:
    """The status and the code of a response in Emma's format without secrets."""
    assert SECRET not in response.text
    assert SECRET not in str(response.headers)
    assert "Bug" not in response.text
    body = body_of(response)
    assert body["error"] == 1
    assert body["message"]
    return response.status_code, body.get("code")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/nowhere", (404, "2902")),
        (f"/items/{SECRET}", (404, "2902")),
        *[(f"/act/invalid/{number}", (400, "4216")) for number in range(len(INVALID))],
        ("/act/conflict", (409, None)),
        ("/act/abort/401", (401, "1003")),
        ("/act/abort/403", (403, "3900")),
        ("/act/abort/409", (409, None)),
        ("/act/abort/429", (403, "1301")),
        ("/act/abort/503", (503, None)),
    ],
)
def test_error_of_litestar_is_answered(
    catalog_client: httpx.Client, path: str, expected: tuple[int, str | None]
) -> None:
    response = catalog_client.get(path)
    assert answered(response) == expected
    assert response.headers.get("Retry-After") == ("30" if "abort" in path else None)


def test_wrong_method_is_answered_and_allow_stays(catalog_client: httpx.Client) -> None:
    response = catalog_client.put("/items")
    assert answered(response) == (403, "1102")
    assert "POST" in response.headers["Allow"]


def test_upload_too_large_is_answered(catalog_client: httpx.Client) -> None:
    assert answered(catalog_client.post("/raw", content=b"x" * 51)) == (413, None)


def test_missing_csrf_token_is_answered() -> None:
    csrf = CSRFConfig(secret="x" * 32)
    with asking(app_of(ApiErrorPlugin(catalog=emma), csrf_config=csrf)) as client:
        assert answered(client.post("/items")) == (403, "3900")


@pytest.mark.parametrize("path", ["/act/bug", "/act/mixed", "/act/middleware-bug"])
def test_bug_is_answered_and_logged_once(path: str, raised: Raised) -> None:
    config = LoggingConfig(log_exceptions="always", configure_root_logger=False)
    app = app_of(
        ApiErrorPlugin(catalog=emma), middleware=[refusing], logging_config=config, debug=False
    )
    logging.getLogger("litestar").addHandler(raised)
    with asking(app) as client:
        assert answered(client.get(path)) == (500, "8900")
    logging.getLogger("litestar").removeHandler(raised)
    [record] = raised.records
    assert (record.name, vars(record)["error.type"]) == ("emma_errors", "emma.8900")


def test_error_of_500_is_logged_once(client: httpx.Client, raised: Raised) -> None:
    client.get("/act/raise/emma/MIB_BUSY")
    client.get("/act/raise/emma/USER_EXISTS")
    assert [vars(record)["error.type"] for record in raised.records] == ["emma.8501"]


def test_debug_mode_keeps_the_page_of_a_bug() -> None:
    with asking(app_of(ApiErrorPlugin(catalog=emma), debug=True)) as client:
        response = client.get("/act/bug", headers={"Accept": "text/plain"})
        assert response.status_code == 500
        assert SECRET in response.text
        assert answered(client.get("/nowhere")) == (404, "2902")


REQUIRED = "Field required"
NO_INT = "Expected `int`, got `str`"


BODIES: list[tuple[object, str, list[tuple[str, str]]]] = [
    ({}, "4100", [("body.email", REQUIRED)]),
    ({"email": "a", "prices": {SECRET: SECRET}}, "4216", [("body.prices.*", NO_INT)]),
    ({"email": "a", "parts": [{}]}, "4100", [("body.parts.0.size", REQUIRED)]),
    ({"email": "a", "parts": [{"size": SECRET}]}, "4216", [("body.parts.0.size", NO_INT)]),
    ({"email": SECRET}, "4216", [("body", "Invalid value")]),
    ([SECRET], "4216", [("body", "Expected `object`, got `array`")]),
]


@pytest.mark.parametrize(
    ("path", "body", "code", "fields"),
    [("/items", *case) for case in BODIES]
    + [("/transferred", *case) for case in BODIES if case[0] != {"email": SECRET}],
)
def test_invalid_body_is_described_without_sent_values(
    catalog_client: httpx.Client, path: str, body: object, code: str, fields: list[tuple[str, str]]
) -> None:
    response = catalog_client.post(path, json=body)
    assert answered(response) == (400, code)
    assert faults(response) == fields


@pytest.mark.parametrize(
    ("body", "code", "fields"),
    [
        ({}, "4100", ["body.email"]),
        ({"email": {SECRET: 1}}, "4216", ["body.email"]),
        ({"email": "a", "prices": {SECRET: SECRET}}, "4216", ["body.prices.*"]),
    ],
)
def test_invalid_model_of_pydantic_is_described_without_sent_values(
    catalog_client: httpx.Client, body: object, code: str, fields: list[str]
) -> None:
    response = catalog_client.post("/orders", json=body)
    assert answered(response) == (400, code)
    assert [name for name, _ in faults(response)] == fields


@pytest.mark.parametrize("path", ["/items", "/orders", "/transferred"])
def test_malformed_json_is_answered(catalog_client: httpx.Client, path: str) -> None:
    json = {"Content-Type": "application/json"}
    for content in (f"{{{SECRET}".encode(), b"\x80"):
        response = catalog_client.post(path, content=content, headers=json)
        assert answered(response) == (400, "4216")
        assert faults(response) == [("body", "JSON decode error")]


@pytest.mark.parametrize(
    ("reader", "content"),
    [("json", b"{" + SECRET.encode()), ("json", b"\x80"), ("msgpack", b"\xc1")],
)
@pytest.mark.parametrize("debug", [False, True])
def test_malformed_body_that_a_handler_parses_is_answered(
    reader: str, content: bytes, debug: bool, raised: Raised
) -> None:
    with asking(app_of(ApiErrorPlugin(catalog=emma), debug=debug)) as client:
        response = client.post(f"/parsed/{reader}", content=content)
    assert answered(response) == (400, "4216")
    message = "Invalid value" if reader == "msgpack" else "JSON decode error"
    assert faults(response) == [("body", message)]
    assert raised.records == []


def test_malformed_json_from_another_server_is_a_bug(catalog_client: httpx.Client) -> None:
    assert answered(catalog_client.post("/parsed/upstream", content="{" + SECRET)) == (500, "8900")


def test_malformed_json_is_a_bug_without_a_catalog(client: httpx.Client) -> None:
    assert client.post("/parsed/json", content="{").status_code == 500


def test_websocket_that_sends_malformed_json_is_closed(catalog_client: httpx.Client) -> None:
    url = str(catalog_client.base_url).replace("http", "ws", 1)
    with connect(f"{url}/act/ws/parsed") as websocket:
        websocket.send("{" + SECRET)
        with pytest.raises(ConnectionClosed) as caught:
            websocket.recv(timeout=10)
    assert caught.value.rcvd
    assert caught.value.rcvd.code == 4400


def test_options_of_the_last_plugin_apply(raised: Raised) -> None:
    pairs: list[list[Catalog | None]] = [[baidu, emma], [None, emma], [emma, None]]
    for catalogs in pairs:
        app = Litestar(
            [answer],
            plugins=[ApiErrorPlugin(catalog=catalog) for catalog in catalogs],
            middleware=[refusing],
            logging_config=None,
        )
        with asking(app) as client:
            assert client.get("/nowhere").json().get("code") == (
                None if catalogs[-1] is None else "2902"
            )
            assert client.get("/act/refused").json()["code"] == "2101"
            assert client.get("/act/raise/emma/MIB_BUSY").json()["code"] == "8501"
    assert [vars(r)["error.type"] for r in raised.records] == ["emma.8501"] * 3


@pytest.mark.parametrize(
    ("url", "headers", "code", "fields"),
    [
        ("/items/1", {}, "4001", ["query.limit"]),
        (f"/items/1?limit={SECRET}", {}, "4216", ["query.limit"]),
        (f"/items/1?limit=1&from={SECRET}", {}, "4216", ["query.from"]),
        ("/items/1?limit=1", {"X-Token": SECRET}, "4216", ["header.X-Token"]),
        ("/items/1?limit=1", {"Cookie": f"session-id={SECRET}"}, "4216", ["cookie.session-id"]),
    ],
)
def test_invalid_parameters_are_named(
    catalog_client: httpx.Client, url: str, headers: dict[str, str], code: str, fields: list[str]
) -> None:
    response = catalog_client.get(url, headers=headers)
    assert answered(response) == (400, code)
    assert [name for name, _ in faults(response)] == fields


@pytest.mark.parametrize(
    ("when", "status", "code"), [("private", 401, "1003"), ("invalid", 400, "4216")]
)
def test_websocket_that_litestar_refuses_is_denied_by_the_catalog(
    catalog_client: httpx.Client, when: str, status: int, code: str
) -> None:
    url = str(catalog_client.base_url).replace("http", "ws", 1)
    with pytest.raises(InvalidStatus) as caught, connect(f"{url}/act/ws/{when}"):
        pass
    assert caught.value.response.status_code == status
    assert SECRET.encode() not in caught.value.response.body
    assert f'"code":"{code}"'.encode() in caught.value.response.body


def test_bug_of_a_websocket_is_left_to_litestar_and_logged(raised: Raised) -> None:
    config = LoggingConfig(log_exceptions="always", configure_root_logger=False)
    app = app_of(ApiErrorPlugin(catalog=emma), logging_config=config, debug=False)
    logging.getLogger("litestar").addHandler(raised)
    with asking(app) as client:
        url = str(client.base_url).replace("http", "ws", 1)
        with connect(f"{url}/act/ws/bug") as websocket, pytest.raises(ConnectionClosed):
            websocket.recv(timeout=10)
    logging.getLogger("litestar").removeHandler(raised)
    assert [type(error) for error in raised.errors.queue] == [Bug]


def test_answers_have_the_format_of_the_catalog() -> None:
    with asking(app_of(ApiErrorPlugin(catalog=baidu))) as client:
        assert client.get("/nowhere").json()["error_code"] == 3


def test_value_that_is_no_catalog_raises_type_error() -> None:
    with pytest.raises(TypeError, match="got 'emma'"):
        ApiErrorPlugin(catalog="emma")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
