"""A framework's own errors on real servers are answered with a catalog's definitions."""

import dataclasses
import json
import logging
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from types import GenericAlias
from typing import Annotated, Any, NamedTuple, TypedDict

import httpx
import pytest

pytest.importorskip("fastapi")
pytest.importorskip("flask")
pytest.importorskip("multipart")
pytest.importorskip("uvicorn")
pytest.importorskip("websockets")

import flask
import werkzeug.datastructures
import werkzeug.exceptions
from answers import SECRET, Bug, Raised, body_of, faults
from fastapi import Body, Cookie, Depends, FastAPI, Form, Header, HTTPException, Query
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core import CoreSchema, core_schema
from servers import asking, asking_wsgi
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException as PlainHTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from werkzeug.datastructures import WWWAuthenticate

from emma_errors import ApiError, asgi, baidu, emma, wsgi
from emma_errors.fallbacks import answer_for, names_of, pydantic_faults
from emma_errors.headers import joined
from emma_errors.lookup import Catalog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

LAST = {"Connection": "close"}
MISSING = "Field required"
UNSAFE = "Invalid value"
BROWSER = {"Origin": "https://reader.example"}

Asked = Callable[[], Any]


# The rules


@pytest.mark.parametrize("catalog", [emma, baidu])
def test_every_fallback_makes_its_definition(catalog: Catalog) -> None:
    for failure, definition in catalog.FALLBACKS.items():
        error = answer_for(catalog, failure, field="email")
        assert type(error) is definition.exception
        assert error.message == definition.format(*["email"] * len(definition.params))


def test_unknown_field_is_named_request() -> None:
    assert str(answer_for(emma, 422)) == "[4216] Invalid request format"


@pytest.mark.parametrize(("catalog", "kind"), [(emma, emma.EmmaError), (baidu, baidu.BaiduError)])
def test_status_without_a_definition_keeps_status_and_phrase_and_has_no_code(
    catalog: Catalog, kind: type[ApiError]
) -> None:
    error = answer_for(catalog, 409, headers={"X-Own": "1", "X-Odd": "é"})
    assert type(error) is kind
    assert (error.http_status, error.message, error.code) == (409, "Conflict", None)
    assert dict(error.headers) == {"X-Own": "1"}
    assert error.reply().status == 409


class Money:
    """A class with an annotation that cannot be resolved, as it is imported for type checkers."""

    currency: "Decimal"

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> CoreSchema:
        return core_schema.any_schema()


@dataclasses.dataclass
class Size:
    width: int
    price: "Money | None" = None


class Sizes(TypedDict):
    small: Size


class Pair(NamedTuple):
    first: dict[str, list[Sizes]]


class Sent(Pair):
    """A class without annotations of its own."""


def test_names_of_a_schema_are_those_of_every_kind_of_class() -> None:
    names = {"first", "small", "width", "price", "currency"}
    assert names_of(Sent, int, None, "first", Annotated[Money, 1]) == names


def test_names_of_a_deep_schema_are_all_known() -> None:
    kind: type = int
    for number in range(30):
        prices = GenericAlias(dict, (str, GenericAlias(list, (kind,))))
        kind = dataclasses.make_dataclass(f"C{number}", [(f"f{number}", prices)])
    assert names_of(kind) == {f"f{number}" for number in range(30)}


# What an app may give to FastAPI's or Ninja's exception for invalid input, and what is sent of it.
RAISED_BY_APP: list[tuple[object, list[tuple[str, str]]]] = [
    ({"type": "value_error", "loc": (), "msg": SECRET}, [("request", UNSAFE)]),
    ({"type": "missing", "loc": ("email",), "msg": MISSING}, [("request.email", MISSING)]),
    (
        {"type": "value_error", "loc": (SECRET, 0), "msg": SECRET},
        [("request.*.0", UNSAFE)],
    ),
    ({"type": "value_error", "loc": SECRET, "msg": SECRET}, [("request", UNSAFE)]),
    ({"type": [SECRET], "loc": ["body", [SECRET]]}, [("body.*", UNSAFE)]),
    ({"msg": SECRET}, [("request", UNSAFE)]),
    (SECRET, [("request", UNSAFE)]),
]


def test_invalid_input_of_an_app_is_described_without_its_values() -> None:
    for error, expected in RAISED_BY_APP:
        described = [(fault.field, fault.message) for fault in pydantic_faults([error], {"a"})]
        assert described == expected, error


def test_fields_of_one_name_are_joined_but_cookies() -> None:
    pairs = [("WWW-Authenticate", "Basic"), ("www-authenticate", "Bearer"), ("Allow", "GET")]
    cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    expected = {"WWW-Authenticate": "Basic, Bearer", "Allow": "GET", "Set-Cookie": "b=2"}
    assert joined([*pairs, *cookies]) == expected


def test_value_that_is_no_catalog_raises_type_error() -> None:
    for install in (asgi.install, asgi.ApiErrorMiddleware, wsgi.install, wsgi.ApiErrorMiddleware):
        app: Any = Starlette() if install is asgi.install else flask.Flask("x")
        with pytest.raises(TypeError, match=r"such as emma_errors\.emma, got 'emma'"):
            install(app, catalog="emma")  # type: ignore[arg-type]


# FastAPI and Starlette


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    email: str
    size: Annotated[int, Body(le=10)] = 1
    kind: str = "a"
    prices: dict[str, int] = {}
    parts: "list[Item]" = []

    @field_validator("kind")
    @classmethod
    def check(cls, value: str) -> str:
        if value != "a":
            raise ValueError(f"{value} is no kind")
        return value


class Priced(BaseModel):
    email: str
    price: Money


class Refusing:
    """Middleware that raises an error, or a bug."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope.get("path"):
            case "/middleware/401":
                raise emma.AuthorizationRequired
            case "/middleware/bug":
                raise Bug(SECRET)
            case "/middleware/8501":
                raise emma.MibBusy
            case "/middleware/json":
                await Request(scope, receive).json()
            case _:
                await self.app(scope, receive, send)


MIDDLEWARE = [Middleware(CORSMiddleware, allow_origins=["*"]), Middleware(Refusing)]


async def bug() -> None:
    raise Bug(SECRET)


async def abort(status: int) -> None:
    headers = {"Retry-After": "30"}
    raise HTTPException(status, SECRET, headers)


async def busy() -> None:
    try:
        raise Bug(SECRET)
    except Bug as cause:
        raise emma.error(emma.EmmaCode.MIB_BUSY) from cause


async def parse(request: Request) -> Response:
    return PlainTextResponse(str(await request.json()))


async def parse_elsewhere(request: Request) -> Response:
    await request.body()
    return PlainTextResponse(str(json.loads("{" + SECRET)))


async def parse_messages(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.receive_json()


class Parsing(HTTPEndpoint):
    async def post(self, request: Request) -> Response:
        return await parse(request)


PARSING = [
    Route("/json", parse, methods=["POST"]),
    Route("/json-endpoint", Parsing),
    Route("/upstream-json", parse_elsewhere, methods=["POST"]),
    WebSocketRoute("/json-messages", parse_messages),
]


async def begun() -> Response:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"begun"
        raise Bug(SECRET)

    from starlette.responses import StreamingResponse

    return StreamingResponse(chunks())


def fastapi_app(**options: Any) -> FastAPI:  # noqa: ANN401
    app = FastAPI(middleware=MIDDLEWARE, **options)

    @app.get("/items/{number}")
    async def read(
        number: int,
        limit: Annotated[int, Query()],
        x_token: Annotated[int | None, Header()] = None,
        session: Annotated[int | None, Cookie()] = None,
    ) -> None: ...

    @app.post("/items")
    async def write(item: Item) -> None: ...

    @app.post("/forms")
    async def form(name: Annotated[str, Form()], age: Annotated[int, Form()] = 1) -> None: ...

    @app.post("/priced")
    async def priced(priced: Priced) -> None: ...

    @app.get("/refused/{number}")
    async def refused(number: int) -> None:
        raise RequestValidationError([RAISED_BY_APP[number][0]])

    @app.get("/private", dependencies=[Depends(HTTPBearer())])
    async def private() -> None: ...

    @app.post("/raw")
    async def raw(request: Request) -> int:
        return len(await request.body())

    app.get("/bug")(bug)
    app.get("/abort/{status}")(abort)
    app.get("/busy")(busy)
    app.get("/begun")(begun)
    app.get("/redirect")(lambda: RedirectResponse("/docs"))
    app.post("/json")(parse)
    app.router.routes.extend(PARSING[1:])
    return app


def starlette_app(**options: Any) -> Starlette:  # noqa: ANN401
    async def raise_bug(request: Request) -> Response:
        raise Bug(SECRET)

    async def raise_status(request: Request) -> Response:
        headers = {"Retry-After": "30"}
        raise PlainHTTPException(int(request.path_params["status"]), SECRET, headers)

    async def raise_busy(request: Request) -> Response:
        await busy()
        return Response()

    async def stream(request: Request) -> Response:
        return await begun()

    async def raw(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    return Starlette(
        routes=[
            Route("/bug", raise_bug),
            Route("/abort/{status}", raise_status),
            Route("/busy", raise_busy),
            Route("/begun", stream),
            Route("/raw", raw, methods=["POST"]),
            *PARSING,
        ],
        middleware=MIDDLEWARE,
        **options,
    )


# Flask


def flask_app() -> flask.Flask:
    app = flask.Flask("shop")

    @app.get("/bug")
    def bug() -> str:
        raise Bug(SECRET)

    @app.get("/abort/<int:status>")
    def abort(status: int) -> str:
        error = werkzeug.exceptions.default_exceptions[status](SECRET)

        def get_headers(*_: object) -> list[tuple[str, str]]:
            return [("Content-Type", "text/html"), ("Retry-After", "30")]

        vars(error)["get_headers"] = get_headers
        raise error

    @app.get("/busy")
    def busy() -> str:
        try:
            raise Bug(SECRET)
        except Bug as cause:
            raise emma.error(emma.EmmaCode.MIB_BUSY) from cause

    @app.get("/begun")
    def begun() -> flask.Response:
        def chunks() -> Iterator[bytes]:
            yield b"begun"
            raise Bug(SECRET)

        return flask.Response(chunks())

    @app.get("/early")
    def early() -> flask.Response:
        def chunk(_: int) -> bytes:
            raise Bug(SECRET)

        return flask.Response(map(chunk, range(1)))

    @app.get("/private")
    def private() -> str:
        challenges = [WWWAuthenticate("basic"), WWWAuthenticate("bearer", {"realm": "a"})]
        raise werkzeug.exceptions.Unauthorized(www_authenticate=challenges)

    @app.post("/raw")
    def raw() -> str:
        return str(len(flask.request.get_data()))

    @app.post("/json")
    def parse() -> str:
        return str(flask.request.json)

    @app.post("/forms")
    def form() -> str:
        return flask.request.form["name"]

    @app.route("/read/<source>", methods=["GET", "POST"])
    def read(source: str) -> str:
        others = werkzeug.datastructures.MultiDict[str, str]()
        return str(getattr(flask.request, source, others)["limit"])

    @app.before_request
    def refuse() -> None:
        match flask.request.path:
            case "/middleware/401":
                raise emma.AuthorizationRequired
            case "/middleware/bug":
                raise Bug(SECRET)
            case "/middleware/8501":
                raise emma.MibBusy
            case _:
                pass

    return app


def installed(name: str, catalog: Any, **options: Any) -> Any:  # noqa: ANN401
    if name == "flask":
        app: Any = flask_app()
        app.config.update(options)
        wsgi.install(app, catalog=catalog)
        return app
    app = {"fastapi": fastapi_app, "starlette": starlette_app}[name](**options)
    asgi.install(app, catalog=catalog)
    return app


@contextmanager
def client_of(name: str, app: Any) -> Generator[httpx.Client, None, None]:  # noqa: ANN401
    with asking_wsgi(app) if name == "flask" else asking(app) as client:
        yield client


FRAMEWORKS = ("fastapi", "starlette", "flask")


@pytest.fixture(scope="module", params=FRAMEWORKS)
def name(request: pytest.FixtureRequest) -> str:
    """The framework."""
    return str(request.param)


@pytest.fixture(scope="module")
def client(name: str) -> Iterator[httpx.Client]:
    """A client of an app that uses Emma's catalog."""
    with client_of(name, installed(name, emma)) as client:
        yield client


@pytest.fixture(scope="module")
def fastapi_client() -> Iterator[httpx.Client]:
    """A client of the FastAPI app."""
    with asking(installed("fastapi", emma)) as client:
        yield client


def answered(response: httpx.Response) -> tuple[int, str | None]:
    """The status and the code of a response in Emma's format without secrets."""
    assert SECRET not in response.text
    assert SECRET not in str(response.headers)
    assert "Bug" not in response.text
    assert "Traceback" not in response.text
    body = body_of(response)
    assert body["error"] == 1
    assert body["message"]
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert response.headers["Content-Length"] == str(len(response.content))
    return response.status_code, body.get("code")


def test_unknown_route_is_answered(client: httpx.Client) -> None:
    assert answered(client.get("/nowhere")) == (404, "2902")


def test_wrong_method_is_answered_and_allow_stays(client: httpx.Client) -> None:
    response = client.put("/raw")
    assert answered(response) == (403, "1102")
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *[(400, "4216"), (401, "1003"), (403, "3900"), (404, "2902"), (405, "1102"), (422, "4216")],
        *[(429, "1301"), (500, "8900"), (409, None), (413, None), (418, None), (503, None)],
    ],
)
def test_exception_with_any_status_is_answered(
    client: httpx.Client, status: int, code: str | None
) -> None:
    response = client.get(f"/abort/{status}")
    definition = emma.FALLBACKS.get(status)
    expected = status if definition is None else definition.http_status
    assert answered(response) == (expected, code)
    assert response.headers["Retry-After"] == "30"
    assert response.headers.get("WWW-Authenticate") == (
        'Bearer realm="emma"' if expected == 401 else None
    )


def test_bug_is_answered_and_logged_once(client: httpx.Client, raised: Raised) -> None:
    for path in ("/bug", "/middleware/bug"):
        raised.records.clear()
        assert answered(client.get(path, headers=LAST)) == (500, "8900")
        [record] = raised.records
        assert (record.name, record.levelname) == ("emma_errors", "ERROR")
        assert vars(record)["error.type"] == "emma.8900"
        assert vars(record)["http.response.status_code"] == 500
        assert SECRET not in record.getMessage()
        assert record.exc_info
        assert record.exc_info[0] is Bug
        assert record.exc_info[2] is not None


def test_error_of_500_is_logged_once_with_its_cause(client: httpx.Client, raised: Raised) -> None:
    assert answered(client.get("/busy", headers=LAST)) == (500, "8501")
    [record] = raised.records
    assert (record.name, vars(record)["error.type"]) == ("emma_errors", "emma.8501")
    assert record.exc_info
    assert record.exc_info[1]
    assert type(record.exc_info[1].__cause__) is Bug
    assert SECRET in logging.Formatter().format(record)


def test_error_of_500_in_middleware_is_logged_once(client: httpx.Client, raised: Raised) -> None:
    assert answered(client.get("/middleware/8501", headers=LAST)) == (500, "8501")
    assert [vars(record)["error.type"] for record in raised.records] == ["emma.8501"]


def test_answer_below_500_is_not_logged(client: httpx.Client, raised: Raised) -> None:
    for path in ("/nowhere", "/abort/409", "/middleware/401"):
        client.get(path, headers=LAST)
    assert raised.records == []


def test_bug_after_the_response_began_reaches_the_server(
    client: httpx.Client, raised: Raised
) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/begun", headers=LAST)


def test_answers_have_the_format_of_the_catalog(name: str) -> None:
    with client_of(name, installed(name, baidu)) as client:
        response = client.get("/nowhere")
        assert response.status_code == 400
        assert response.json() == {"error_code": 3, "error_msg": "Unsupported openapi method"}
        response = client.get("/abort/409", headers={"Accept": "application/problem+json"})
        assert response.status_code == response.json()["status"] == 409
        assert response.json()["catalog"] == "baidu"
        assert "code" not in response.json()


def test_framework_answers_without_a_catalog(name: str, raised: Raised) -> None:
    with client_of(name, installed(name, None)) as client:
        for path in ("/nowhere", "/abort/409", "/bug"):
            response = client.get(path, headers=LAST)
            assert response.status_code in (404, 409, 500)
            assert '"error":1' not in response.text
    assert "emma_errors" not in [record.name for record in raised.records]


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_debug_mode_keeps_the_page_of_a_bug(name: str, raised: Raised) -> None:
    with asking(installed(name, emma, debug=True)) as client:
        response = client.get("/bug", headers={**LAST, "Accept": "text/html"})
        assert response.status_code == 500
        assert "Traceback" in response.text
        assert SECRET in response.text
        assert answered(client.get("/nowhere")) == (404, "2902")


@pytest.mark.parametrize("flag", ["TESTING", "DEBUG", "PROPAGATE_EXCEPTIONS"])
def test_bug_is_raised_where_flask_propagates(flag: str) -> None:
    app: flask.Flask = installed("flask", emma, **{flag: True})
    for path in ("/bug", "/early", "/middleware/bug"):
        with pytest.raises(Bug):
            app.test_client().get(path)
    assert app.test_client().get("/nowhere").status_code == 404


def test_bug_before_the_first_chunk_of_flask_is_answered(raised: Raised) -> None:
    with asking_wsgi(installed("flask", emma)) as client:
        assert answered(client.get("/early", headers=LAST)) == (500, "8900")
    assert [record.name for record in raised.records] == ["emma_errors"]


# Invalid input


NO_INTEGER = "Input should be a valid integer, unable to parse string as an integer"


@pytest.mark.parametrize(
    ("url", "headers", "code", "fields"),
    [
        (f"/items/{SECRET}?limit=1", {}, "4216", ["path.number"]),
        (f"/items/1?limit={SECRET}", {}, "4216", ["query.limit"]),
        ("/items/1", {}, "4001", ["query.limit"]),
        ("/items/1?limit=1", {"X-Token": SECRET}, "4216", ["header.x-token"]),
        ("/items/1?limit=1", {"Cookie": f"session={SECRET}"}, "4216", ["cookie.session"]),
        (
            f"/items/{SECRET}",
            {"X-Token": SECRET},
            "4216",
            ["path.number", "query.limit", "header.x-token"],
        ),
    ],
)
def test_invalid_parameters_of_fastapi_are_named(
    fastapi_client: httpx.Client, url: str, headers: dict[str, str], code: str, fields: list[str]
) -> None:
    response = fastapi_client.get(url, headers=headers)
    assert answered(response) == (400, code)
    assert [field for field, _ in faults(response)] == fields
    assert fields[0].partition(".")[2] in body_of(response)["message"]


@pytest.mark.parametrize(
    ("body", "code", "fields"),
    [
        ({}, "4100", [("body.email", MISSING)]),
        ({"email": {SECRET: SECRET}}, "4216", [("body.email", "Input should be a valid string")]),
        ({"email": "a", "kind": SECRET}, "4216", [("body.kind", "Invalid value")]),
        ({"email": "a", SECRET: SECRET}, "4216", [("body.*", "Invalid value")]),
        (
            {"email": "a", "size": SECRET},
            "4216",
            [
                (
                    "body.size",
                    "Input should be a valid integer, unable to parse string as an integer",
                )
            ],
        ),
        (
            {"email": "a", "prices": {SECRET: SECRET}},
            "4216",
            [
                (
                    "body.prices.*",
                    "Input should be a valid integer, unable to parse string as an integer",
                )
            ],
        ),
        (
            {"email": "a", "parts": [{"size": 11}]},
            "4100",
            [
                ("body.parts.0.size", "Input should be less than or equal to 10"),
                ("body.parts.0.email", MISSING),
            ],
        ),
        ([SECRET], "4216", [("body", "Invalid value")]),
        (SECRET, "4216", [("body", "Invalid value")]),
    ],
)
def test_invalid_body_of_fastapi_is_described_without_sent_values(
    fastapi_client: httpx.Client, body: object, code: str, fields: list[tuple[str, str]]
) -> None:
    response = fastapi_client.post("/items", json=body)
    assert answered(response) == (400, code)
    assert " * " not in body_of(response)["message"]
    assert sorted(faults(response)) == sorted(fields)


@pytest.mark.parametrize("content", [f'{{"email": {SECRET}', "", "\udcff"])
def test_malformed_json_of_fastapi_is_answered(fastapi_client: httpx.Client, content: str) -> None:
    response = fastapi_client.post(
        "/items",
        content=content.encode("utf-8", "surrogateescape"),
        headers={"Content-Type": "application/json"},
    )
    assert answered(response)[0] == 400


JSON_PATHS = ("/json", "/json-endpoint", "/middleware/json")


@pytest.mark.parametrize("path", JSON_PATHS)
@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_malformed_json_that_a_handler_parses_is_answered(
    name: str, debug: bool, path: str, raised: Raised
) -> None:
    with asking(installed(name, emma, debug=debug)) as client:
        for content, message in (
            (b"{" + SECRET.encode(), "JSON decode error"),
            (b"", "JSON decode error"),
            (b"\x80", "Invalid value"),
        ):
            response = client.post(path, content=content, headers=BROWSER)
            assert answered(response) == (400, "4216")
            assert faults(response) == [("body", message)]
            assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert raised.records == []


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_malformed_json_from_another_server_is_a_bug(name: str, raised: Raised) -> None:
    with asking(installed(name, emma)) as client:
        response = client.post("/upstream-json", content="{" + SECRET, headers=LAST)
        assert answered(response) == (500, "8900")
    assert [record.name for record in raised.records] == ["emma_errors"]


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_malformed_json_is_a_bug_without_a_catalog(name: str) -> None:
    with asking(installed(name, None)) as client:
        for path in JSON_PATHS:
            response = client.post(path, content=b"{", headers=LAST)
            assert (response.status_code, response.text) == (500, "Internal Server Error")


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_app_s_handler_for_malformed_json_takes_precedence(name: str) -> None:
    def mine(request: Request, error: Exception) -> Response:
        return PlainTextResponse("mine", status_code=410)

    for kind in (ValueError, json.JSONDecodeError):
        app = installed(name, emma)
        app.add_exception_handler(kind, mine)
        with asking(app) as client:
            assert client.post("/json", content=b"{").text == "mine"


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_websocket_that_sends_malformed_json_is_closed(name: str) -> None:
    with asking(installed(name, emma)) as client:
        url = str(client.base_url).replace("http", "ws", 1)
        with connect(f"{url}/json-messages") as websocket:
            websocket.send("{" + SECRET)
            with pytest.raises(ConnectionClosed) as caught:
                websocket.recv(timeout=10)
    assert caught.value.rcvd
    assert caught.value.rcvd.code == 4400
    assert caught.value.rcvd.reason == "[4216] Invalid body format"


def test_model_with_a_class_that_cannot_be_resolved_is_described(
    fastapi_client: httpx.Client,
) -> None:
    response = fastapi_client.post("/priced", json={"price": SECRET})
    assert answered(response) == (400, "4100")
    assert faults(response) == [("body.email", MISSING)]


def test_invalid_input_that_the_app_raises_is_answered(fastapi_client: httpx.Client) -> None:
    for number, (error, expected) in enumerate(RAISED_BY_APP):
        response = fastapi_client.get(f"/refused/{number}")
        assert answered(response)[0] == 400, error
        assert faults(response) == expected, error


def test_missing_field_of_a_form_is_named(fastapi_client: httpx.Client) -> None:
    response = fastapi_client.post("/forms", data={"age": SECRET})
    assert answered(response) == (400, "4100")
    assert [field for field, _ in faults(response)] == ["body.name", "body.age"]


def test_problem_has_the_errors_as_a_member(fastapi_client: httpx.Client) -> None:
    accept = {"Accept": "application/problem+json"}
    problem = fastapi_client.get("/items/1", headers=accept).json()
    assert problem["errors"] == [{"field": "query.limit", "message": MISSING}]
    assert problem["code"] == 4001
    assert problem["params"] == {"parameter": "limit"}


def test_challenge_of_fastapi_s_security_classes_is_kept(fastapi_client: httpx.Client) -> None:
    response = fastapi_client.get("/private")
    assert answered(response) == (401, "1003")
    assert response.headers.get_list("WWW-Authenticate") == ["Bearer"]


def test_invalid_input_of_flask_is_answered(raised: Raised) -> None:
    as_json = {"Content-Type": "application/json"}
    with asking_wsgi(installed("flask", emma, MAX_CONTENT_LENGTH=50)) as client:
        response = client.post("/forms", data={"age": SECRET})
        assert answered(response) == (400, "4100")
        assert faults(response) == [("body.name", MISSING)]
        for content in (b"{" + SECRET.encode(), b"\x80", b""):
            response = client.post("/json", content=content, headers=as_json)
            assert answered(response) == (400, "4216")
            assert faults(response) == [("body", "JSON decode error")]
        assert answered(client.post("/json", content=SECRET)) == (415, None)
        assert answered(client.post("/raw", content=b"x" * 51)) == (413, None)
        response = client.get("/private")
        assert answered(response) == (401, "1003")
        assert response.headers.get_list("WWW-Authenticate") == ["Basic, Bearer realm=a"]
    assert raised.records == []


@pytest.mark.parametrize(
    ("method", "source", "code", "field"),
    [
        ("GET", "args", "4001", "query.limit"),
        ("POST", "args", "4001", "query.limit"),
        ("POST", "cookies", "4001", "cookie.limit"),
        ("POST", "form", "4100", "body.limit"),
        ("POST", "files", "4100", "body.limit"),
        ("GET", "values", "4001", "query.limit"),
        ("POST", "values", "4216", None),  # in the query or in the form
        ("POST", "others", "4216", None),  # of the app's own
    ],
)
def test_missing_key_of_flask_is_named_with_its_source(
    method: str, source: str, code: str, field: str | None
) -> None:
    bodies: list[dict[str, Any]] = [{}, {"data": {"a": "1"}}, {"files": {"a": b"1"}}]
    with asking_wsgi(installed("flask", emma)) as client:
        for fields in bodies:
            response = client.request(method, f"/read/{source}", **fields)
            assert answered(response) == (400, code)
            details = body_of(response).get("details")
            assert details == (field and {"errors": [{"field": field, "message": MISSING}]})


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_upload_too_large_is_answered(name: str) -> None:
    with asking(installed(name, emma, max_body_size=50)) as client:
        assert answered(client.post("/raw", content=b"x" * 51)) == (413, None)
        chunked = client.post("/raw", content=iter([b"x" * 40] * 2))
        assert answered(chunked) == (413, None)
        assert client.post("/raw", content=b"x" * 50).text.strip() == "50"


# Around it


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_error_of_middleware_has_the_headers_of_outer_middleware(name: str) -> None:
    with asking(installed(name, None)) as client:
        response = client.get("/middleware/401", headers=BROWSER)
        assert answered(response) == (401, "1003")
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_handlers_of_the_app_take_precedence(name: str) -> None:
    def mine(request: Request, error: Exception) -> Response:
        return PlainTextResponse("mine", status_code=410)

    app = installed(name, emma)
    app.add_exception_handler(404, mine)
    app.add_exception_handler(Exception, mine)
    with asking(app) as client:
        assert client.get("/nowhere").text == "mine"
        assert answered(client.get("/abort/409")) == (409, None)
        assert client.get("/bug", headers=LAST).text == "mine"


@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_bug_in_a_mounted_app_passes_through_middleware_and_is_answered(
    name: str, raised: Raised
) -> None:
    seen: list[Exception] = []

    class Watching:
        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await self.app(scope, receive, send)
            except Bug as error:
                seen.append(error)
                raise

    sub = {"fastapi": fastapi_app, "starlette": starlette_app}[name]()
    app = Starlette(routes=[Mount("/sub", sub)], middleware=[Middleware(Watching)])
    asgi.install(app, catalog=emma)
    with asking(app) as client:
        assert answered(client.get("/sub/bug", headers=LAST)) == (500, "8900")
    assert len(seen) == len(raised.records) == 1


def test_redirects_and_docs_are_not_changed(fastapi_client: httpx.Client) -> None:
    assert fastapi_client.get("/redirect").status_code == 307
    assert fastapi_client.get("/openapi.json").status_code == 200


@pytest.mark.parametrize("status", [304, 307])
@pytest.mark.parametrize("name", ["fastapi", "starlette"])
def test_exception_below_400_is_left_to_the_framework(name: str, status: int) -> None:
    with asking(installed(name, emma)) as client:
        assert client.get(f"/abort/{status}", follow_redirects=False).status_code == status


def test_catalog_of_the_last_install_applies(name: str, raised: Raised) -> None:
    install: Any = wsgi.install if name == "flask" else asgi.install
    app = installed(name, emma)
    install(app, catalog=baidu)
    with client_of(name, app) as client:
        assert client.get("/nowhere").json()["error_code"] == 3
        assert client.get("/bug", headers=LAST).json()["error_code"] == 1
        assert client.get("/middleware/401").json()["code"] == "1003"
    assert [record.name for record in raised.records] == ["emma_errors"]
    app = installed(name, emma)
    install(app)
    with client_of(name, app) as client:
        for path in ("/nowhere", "/bug", "/items/x", "/json"):
            assert '"error":1' not in client.get(path, headers=LAST).text
    app = installed(name, None)
    install(app, catalog=emma)
    with client_of(name, app) as client:
        assert answered(client.get("/nowhere")) == (404, "2902")
