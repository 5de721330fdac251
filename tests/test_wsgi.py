"""Errors of WSGI apps and Flask are answered, over loopback with real servers."""

import asyncio
import importlib.util
import json
import logging
import subprocess
import sys
import typing
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler as PlainRequestHandler
from wsgiref.simple_server import make_server as make_plain_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import FileWrapper, shift_path_info
from wsgiref.validate import validator

import httpx
import pytest

pytest.importorskip("flask")

from answers import HOSTILE, NO_SUCH_ARTICLE, check_every_error, path_of, tracebacks
from flask import Blueprint, Flask, Response, request, session
from servers import everything, serving_wsgi

from emma_errors import ApiError, baidu, emma, lookup, wsgi
from emma_errors.fallbacks import answer_for
from emma_errors.reply import api_error
from emma_errors.wsgi import ApiErrorMiddleware, install

GARBAGE = (b";;;,,q=;\xff", b"zh;q=x,en;q=", b"en," * 20_000, b"\xe4\xb8\xad", b"*" * 60_000)


class Secret(RuntimeError):
    """An ordinary bug."""


class Body:
    """A body that raises an error before its chunk `at`."""

    def __init__(self, error: Exception, at: int) -> None:
        self.error = error
        self.at = at
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for number in range(3):
            if number == self.at:
                raise self.error
            yield b"chunk"

    def close(self) -> None:
        self.closed += 1


def any_error(environ: WSGIEnvironment, _: StartResponse) -> list[bytes]:
    """Raise what `/errors/<catalog>/<name>` names."""
    shift_path_info(environ)
    catalog, name = shift_path_info(environ), shift_path_info(environ)
    arguments: list[str] = parse_qs(environ["QUERY_STRING"]).get("is", [])
    error: Callable[..., ApiError] = emma.error if catalog == "emma" else baidu.error
    raise error(lookup.find(name or ""), *arguments)


def bare(
    environ: WSGIEnvironment, start_response: StartResponse, streams: list[Body]
) -> Iterable[bytes]:
    """An app with a path for every way to raise."""
    path = environ["PATH_INFO"]
    length = [("Content-Type", "text/plain"), ("Content-Length", "15"), ("X-App", "1")]
    match path.split("/"):
        case ["", "errors", *_]:
            return any_error(environ, start_response)
        case ["", "hostile", number]:
            raise emma.UserExists(HOSTILE[int(number)])
        case ["", "bug"]:
            raise Secret("secret")
        case ["", "started"]:
            start_response("200 OK", length)
            raise emma.ArticleNotFound
        case ["", "written"]:
            start_response("200 OK", length)(b"chunk")
            raise emma.ArticleNotFound
        case ["", "first" | "later" | "buggy"]:
            start_response("200 OK", length)
            kind = Secret if path == "/buggy" else emma.ArticleNotFound
            streams.append(Body(kind(), 1 if path == "/later" else 0))
            return streams[-1]
        case ["", "lazy"]:
            return lazy(start_response)
        case ["", "group"]:
            raise ExceptionGroup("tasks", [emma.ArticleNotFound(), emma.UserExists("bob")])
        case ["", "mixed"]:
            raise ExceptionGroup("tasks", [emma.ArticleNotFound(), Secret("secret")])
        case _:
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"Hello"]


def lazy(start_response: StartResponse) -> Iterator[bytes]:
    """An app may be a generator, which starts no response before its first chunk."""
    if start_response:
        raise emma.ArticleNotFound
    yield b""


def refused_by_blueprint() -> str:
    raise emma.ArticleNotFound


def bug() -> str:
    raise Secret("secret")


def greeted() -> str:
    session["seen"] = 1
    raise emma.ArticleNotFound


def hostile(number: int) -> str:
    raise emma.UserExists(HOSTILE[number])


async def denied() -> None:
    raise emma.ArticleNotFound


def grouped() -> str:
    async def both() -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(denied())
            tasks.create_task(denied())

    asyncio.run(both())
    return "Hello"


def mixed() -> str:
    raise ExceptionGroup("tasks", [emma.ArticleNotFound(), Secret("secret")])


def streamed(at: int) -> Response:
    return Response(iter(Body(emma.ArticleNotFound(), at)), headers={"Content-Length": "15"})


def translated() -> str:
    raise KeyError("article")


def refuse_before() -> None:
    if request.path == "/before":
        raise emma.ArticleNotFound


def mark_after(response: Response) -> Response:
    if request.path == "/after":
        raise emma.ArticleNotFound
    response.headers["X-After"] = "1"
    return response


def refuse_on_teardown(_: BaseException | None) -> None:
    if request.path == "/teardown":
        raise emma.ArticleNotFound


def translate(_: KeyError) -> str:
    raise emma.ArticleNotFound


def with_edges(app: Flask) -> Flask:
    """Add a path for every way to raise to the app of the example."""
    app.secret_key = "test"
    blueprint = Blueprint("part", __name__, url_prefix="/part")
    blueprint.add_url_rule("/missing", view_func=refused_by_blueprint)
    inner = Blueprint("inner", __name__, url_prefix="/inner")
    inner.add_url_rule("/missing", view_func=refused_by_blueprint)
    blueprint.register_blueprint(inner)
    app.register_blueprint(blueprint)
    for view in (bug, greeted, grouped, mixed, translated):
        app.add_url_rule(f"/{view.__name__}", view_func=view)
    app.add_url_rule("/hostile/<int:number>", view_func=hostile)
    app.add_url_rule("/streamed/<int:at>", view_func=streamed)
    for path in ("/before", "/after", "/teardown", "/ok"):
        app.add_url_rule(path, path[1:], lambda: "Hello")
    app.before_request(refuse_before)
    app.after_request(mark_after)
    app.teardown_request(refuse_on_teardown)
    app.register_error_handler(KeyError, translate)
    return app


class Watched:
    """A WSGI app that records the exceptions that another one raises to the server."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.raised: list[BaseException] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        body: Iterable[bytes] = ()
        try:
            body = self.app(environ, start_response)
            yield from body
        except Exception as error:
            self.raised.append(error)
            raise
        finally:
            getattr(body, "close", lambda: None)()


class PlainHandler(PlainRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def served_by_wsgiref(app: WSGIApplication) -> Generator[str]:
    with make_plain_server("127.0.0.1", 0, app, handler_class=PlainHandler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Site(typing.NamedTuple):
    """A server of three apps: `/wire`, `/localized` and `/problem`."""

    url: str
    watched: Watched
    streams: list[Body]
    client: httpx.Client

    def get(self, path: str, app: str = "wire", **headers: str | bytes) -> httpx.Response:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"{self.url}/{app}{path}", headers=typing.cast("typing.Any", fields))

    def raised(self) -> list[BaseException]:
        """The exceptions that reached the server, whose only thread ends each request first."""
        assert self.get("/ok").text == "Hello"
        return self.watched.raised


OPTIONS: dict[str, dict[str, typing.Any]] = {
    "wire": {},
    "localized": {"localize": True},
    "problem": {"format": "problem", "type_base": "https://errors.example"},
}


@pytest.fixture(scope="module")
def create_app(root: Path) -> Callable[..., Flask]:
    """The function of the example that creates its app."""
    spec = importlib.util.spec_from_file_location("flask_app", root / "examples/flask_app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    create: Callable[..., Flask] = module.create_app
    return create


@pytest.fixture(scope="module")
def bare_sites() -> Iterator[dict[str, Site]]:
    """Bare WSGI, between two validators of PEP 3333, on both servers."""
    streams: list[Body] = []

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return bare(environ, start_response, streams)

    with mounted(
        {
            name: validator(ApiErrorMiddleware(validator(app), **options))
            for name, options in OPTIONS.items()
        },
        streams,
    ) as sites:
        yield sites


@pytest.fixture(scope="module")
def flask_sites(create_app: Callable[..., Flask]) -> Iterator[dict[str, Site]]:
    """The example's Flask app on both servers."""
    apps = {
        name: with_edges(create_app(**{"localize": False, "catalog": None, **options}))
        for name, options in OPTIONS.items()
    }
    with mounted({**apps}, []) as sites:
        yield sites


@contextmanager
def mounted(apps: dict[str, WSGIApplication], streams: list[Body]) -> Generator[dict[str, Site]]:
    def dispatch(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("REMOTE_PORT", None)  # an int of werkzeug's, which PEP 3333 does not allow
        return apps[shift_path_info(environ) or ""](environ, start_response)

    watched = Watched(dispatch)
    with (
        serving_wsgi(watched) as url,
        served_by_wsgiref(watched) as plain_url,
        httpx.Client(verify=False) as client,
    ):
        yield {
            "werkzeug": Site(url, watched, streams, client),
            "wsgiref": Site(plain_url, watched, streams, client),
        }


BOTH = [
    pytest.param((app, server), id=f"{app}-{server}")
    for app in ("bare", "flask")
    for server in ("werkzeug", "wsgiref")
]


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Site:
    """A site without recorded exceptions."""
    app, server = request.param
    sites: dict[str, Site] = request.getfixturevalue(f"{app}_sites")
    sites[server].watched.raised.clear()
    sites[server].streams.clear()
    return sites[server]


on_each = pytest.mark.parametrize("site", BOTH, indirect=True)
on_bare = pytest.mark.parametrize("site", BOTH[:2], indirect=True)
on_flask = pytest.mark.parametrize("site", BOTH[2:], indirect=True)


@pytest.mark.parametrize("site", [BOTH[1], BOTH[3]], indirect=True)
def test_every_error_is_answered_with_its_status_and_body(site: Site) -> None:
    check_every_error(lambda d: site.get(path_of(d)))


@on_each
def test_status_line_has_the_registered_phrase(site: Site) -> None:
    answer = everything(site.url, "GET", "/wire/errors/emma/ARTICLE_NOT_FOUND")
    assert answer.partition(b"\r\n")[0].partition(b" ")[2].upper() == b"404 NOT FOUND"


@on_each
@pytest.mark.parametrize(
    ("catalog", "name", "reader", "language"),
    [
        ("emma", "ARTICLE_NOT_FOUND", "zh-TW,en;q=0.5", "zh-Hant"),
        ("baidu", "ACCESS_TOKEN_EXPIRED", "zh-CN", "zh-Hans"),
        ("emma", "ARTICLE_NOT_FOUND", "en", "en"),
        ("emma", "ARTICLE_NOT_FOUND", "fr", None),
    ],
)
def test_localized_message_is_in_the_client_s_language(
    site: Site, catalog: str, name: str, reader: str, language: str | None
) -> None:
    response = site.get(f"/errors/{catalog}/{name}", "localized", accept_language=reader)
    d = lookup.find(name)
    text = d.message if language is None else d.text("en" if language == "en" else "zh")
    assert response.json()["message" if catalog == "emma" else "error_msg"] == text
    assert response.headers.get("Content-Language") == language
    assert response.headers["Vary"] == "Accept, Accept-Language"


@on_each
@pytest.mark.parametrize("app", ["wire", "problem"])
def test_problem_is_sent_if_the_client_accepts_it(site: Site, app: str) -> None:
    response = site.get(
        "/errors/emma/USER_EXISTS?is=bob",
        app,
        **({"accept": "application/problem+json"} if app == "wire" else {}),
    )
    assert response.headers["Content-Type"] == "application/problem+json"
    base = "https://errors.example" if app == "problem" else None
    assert response.json() == emma.UserExists("bob").to_problem(type_base=base)
    assert response.status_code == response.json()["status"] == 400


@on_each
def test_head_is_answered_without_a_body(site: Site) -> None:
    path = "/wire/errors/emma/ARTICLE_NOT_FOUND"
    head_response = everything(site.url, "HEAD", path)
    head, _, body = everything(site.url, "GET", path).partition(b"\r\n\r\n")
    assert json.loads(body) == NO_SUCH_ARTICLE
    assert f"Content-Length: {len(body)}".encode() in head
    undated = [line for line in head.split(b"\r\n") if not line.startswith(b"Date")]
    assert [line for line in head_response.split(b"\r\n") if not line.startswith(b"Date")] == [
        *undated,
        b"",
        b"",
    ]


@on_each
def test_hostile_argument_stays_an_argument(site: Site) -> None:
    for number, argument in enumerate(HOSTILE):
        response = site.get(f"/hostile/{number}", "localized", accept_language="zh")
        assert response.status_code == 400, argument
        assert argument in json.loads(response.content)["message"]
        assert "Set-Cookie" not in response.headers, argument
        assert response.headers["Content-Type"] == "application/json; charset=utf-8", argument


@on_each
def test_any_accept_language_is_read(site: Site) -> None:
    for garbage in GARBAGE:
        response = site.get("/errors/emma/ARTICLE_NOT_FOUND", "localized", accept_language=garbage)
        assert (response.status_code, response.json()["code"]) == (404, "2101"), garbage[:20]


@on_each
def test_ordinary_bug_stays_a_500_and_leaks_nothing(site: Site) -> None:
    response = site.get("/bug")
    assert response.status_code == 500
    assert "secret" not in response.text.lower()
    assert "emma" not in response.text.lower()
    assert all(type(error) is Secret for error in site.raised())


@on_each
def test_handled_error_leaves_no_traceback(
    site: Site, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    assert site.get("/errors/emma/ARTICLE_NOT_FOUND").status_code == 404
    assert site.raised() == []
    assert tracebacks(caplog) == []
    assert "Traceback" not in capfd.readouterr().err


@on_bare
@pytest.mark.parametrize("path", ["/started", "/first", "/lazy", "/group"])
def test_error_before_the_first_chunk_is_answered(site: Site, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 404
    assert response.json() == NO_SUCH_ARTICLE
    assert "X-App" not in response.headers
    assert site.raised() == []
    assert [stream.closed for stream in site.streams] == ([1] if path == "/first" else [])


@on_bare
@pytest.mark.parametrize("path", ["/later", "/written"])
def test_error_after_the_first_chunk_breaks_the_connection(site: Site, path: str) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="received 5 bytes, expected 15"):
        site.get(path)
    assert [type(error) for error in site.raised()] == [emma.ArticleNotFound]
    assert [stream.closed for stream in site.streams] == ([1] if path == "/later" else [])


@on_bare
@pytest.mark.parametrize(("path", "kind"), [("/mixed", ExceptionGroup), ("/buggy", Secret)])
def test_bug_is_raised_to_the_server_unchanged(
    site: Site, path: str, kind: type[Exception]
) -> None:
    response = site.get(path)
    assert response.status_code == 500
    assert "secret" not in response.text.lower()
    assert [type(error) for error in site.raised()] == [kind]


def called(
    app: WSGIApplication, *, strict: bool = False
) -> tuple[Iterable[bytes], list[tuple[object, ...]]]:
    """Call an app behind the middleware; return the body and the calls of start_response."""
    calls: list[tuple[object, ...]] = []

    def start_response(
        status: str,
        headers: list[tuple[str, str]],
        exc_info: tuple[object, ...] | None = None,
        /,
    ) -> Callable[[bytes], object]:
        calls.append((status, headers, exc_info))
        if strict and exc_info is not None:
            assert isinstance(exc_info[1], BaseException)
            raise exc_info[1]
        return len

    environ: WSGIEnvironment = {"REQUEST_METHOD": "GET", "wsgi.file_wrapper": FileWrapper}
    return ApiErrorMiddleware(app)(environ, start_response), calls


def test_answer_replaces_a_response_that_was_started() -> None:
    error = emma.ArticleNotFound()

    def app(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        raise error

    body, calls = called(app)
    assert [call[0] for call in calls] == ["200 OK", "404 Not Found"]
    exc_info = calls[1][2]
    assert isinstance(exc_info, tuple)
    assert exc_info[:2] == (emma.ArticleNotFound, error)
    assert json.loads(b"".join(body)) == NO_SUCH_ARTICLE


def test_fields_of_the_connection_are_left_to_the_server() -> None:
    connection = {"Upgrade": "HTTP/3.0", "Connection": "Upgrade", "Proxy-Authenticate": "Basic"}
    error = answer_for(emma, 426, headers={**connection, "X-Own": "1"})

    def app(*_: object) -> typing.Never:
        raise error

    site = Flask("site")
    site.before_request(app)
    install(site)
    _, [(status, headers, _)] = called(app)
    assert status == "426 Upgrade Required"
    sent = dict(typing.cast("list[tuple[str, str]]", headers))
    for fields in (sent, dict(site.test_client().get("/").headers)):
        assert fields["X-Own"] == "1"
        assert not connection.keys() & fields.keys()


def test_error_is_raised_where_the_server_sent_the_headers() -> None:
    def app(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return iter(Body(emma.ArticleNotFound(), 0))

    body, _ = called(app, strict=True)
    with pytest.raises(emma.ArticleNotFound):
        list(body)


def test_error_after_the_first_chunk_is_raised_whatever_the_server_allows() -> None:
    def yielding(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return iter(Body(emma.ArticleNotFound(), 1))

    def writing(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])(b"chunk")
        raise emma.ArticleNotFound

    body, calls = called(yielding)
    chunks = iter(body)
    assert next(chunks) == b"chunk"
    with pytest.raises(emma.ArticleNotFound):
        next(chunks)
    assert [call[0] for call in calls] == ["200 OK"]
    with pytest.raises(emma.ArticleNotFound):
        called(writing)


def test_unread_body_is_closed() -> None:
    stream = Body(emma.ArticleNotFound(), 0)
    body, _ = called(lambda _, __: stream)
    close: Callable[[], None] = getattr(body, "close")  # noqa: B009
    close()
    assert stream.closed == 1


def test_body_of_the_app_is_passed_to_the_server(root: Path) -> None:
    chunks = [b"Hello"]
    assert called(lambda _, __: chunks)[0] is chunks
    with (root / "README.md").open("rb") as file:
        wrapped = FileWrapper(file)
        assert called(lambda _, __: wrapped)[0] is wrapped


def test_first_leaf_of_a_group_is_the_error_to_answer() -> None:
    first, second = emma.ArticleNotFound(), baidu.AccessTokenExpired()
    nested = ExceptionGroup("outer", [ExceptionGroup("inner", [first]), second])
    assert api_error(nested) is first
    assert api_error(second) is second
    assert api_error(ExceptionGroup("outer", [nested, Secret()])) is None
    assert api_error(BaseExceptionGroup("outer", [first, KeyboardInterrupt()])) is None
    assert api_error(Secret()) is None
    assert api_error(None) is None


@on_flask
@pytest.mark.parametrize(
    "path",
    [
        "/articles/2",
        "/part/missing",
        "/part/inner/missing",
        "/before",
        "/after",
        "/teardown",
        "/grouped",
        "/translated",
        "/streamed/0",
    ],
)
def test_error_anywhere_in_flask_is_answered(
    site: Site, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = site.get(path)
    assert response.status_code == 404
    assert response.json() == NO_SUCH_ARTICLE
    assert site.raised() == []
    assert tracebacks(caplog) == []


@on_flask
def test_stream_of_flask_that_began_breaks_the_connection(site: Site) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="received 10 bytes, expected 15"):
        site.get("/streamed/2")
    assert [type(error) for error in site.raised()] == [emma.ArticleNotFound]


@on_flask
def test_group_with_a_bug_is_a_bug(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    response = site.get("/mixed")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert tracebacks(caplog) == ["Exception on /mixed [GET]"]


@on_flask
@pytest.mark.parametrize("path", ["/articles/2", "/part/missing", "/before", "/grouped"])
def test_answer_passes_through_after_request(site: Site, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 404
    assert response.headers["X-After"] == "1"


@on_flask
def test_answer_passes_through_the_session(site: Site) -> None:
    response = site.get("/greeted")
    assert response.status_code == 404
    assert response.headers["Set-Cookie"].startswith("session=")
    assert set(response.headers["Vary"].split(", ")) == {"Accept", "Cookie"}
    site.client.cookies.clear()


@on_flask
def test_response_of_the_app_is_not_changed(site: Site) -> None:
    assert site.get("/articles/1").json() == {"title": "Hello"}
    assert site.get("/nowhere").status_code == 404
    assert "Not Found" in site.get("/nowhere").text


@pytest.mark.parametrize("path", ["/articles/2", "/after", "/before"])
@pytest.mark.parametrize("flag", ["TESTING", "DEBUG", "PROPAGATE_EXCEPTIONS"])
def test_error_is_answered_where_flask_propagates_bugs(
    create_app: Callable[..., Flask], flag: str, path: str
) -> None:
    app = with_edges(create_app())
    app.config[flag] = True
    client = app.test_client()
    response = client.get(path)
    assert (response.status_code, response.json) == (404, NO_SUCH_ARTICLE)
    with pytest.raises(Secret):
        client.get("/bug")


def test_handler_of_a_blueprint_takes_precedence() -> None:
    def handle(error: emma.NotFoundError) -> tuple[str, int]:
        return str(error), 410

    app = Flask(__name__)
    install(app)
    blueprint = Blueprint("part", __name__)
    blueprint.add_url_rule("/missing", view_func=refused_by_blueprint)
    blueprint.register_error_handler(emma.NotFoundError, handle)
    app.register_blueprint(blueprint)
    response = app.test_client().get("/missing")
    assert (response.status_code, response.text) == (410, "[2101] Article is not found")


def test_second_install_does_not_wrap_the_app_again() -> None:
    app = Flask(__name__)
    install(app, format="problem")
    wrapped, handled = app.wsgi_app, app.handle_exception
    install(app, localize=True)
    assert (app.wsgi_app, app.handle_exception) == (wrapped, handled)
    app.add_url_rule("/missing", view_func=refused_by_blueprint)
    app.add_url_rule("/after", "after", lambda: "Hello")
    app.after_request(mark_after)
    for path in ("/missing", "/after"):
        response = app.test_client().get(path, headers={"Accept-Language": "zh"})
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        assert response.headers["Content-Language"] == "zh-Hant"


def test_import_loads_no_framework() -> None:
    code = "import emma_errors.wsgi, sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert "emma_errors.wsgi" in ran.stdout.split()
    assert not {"flask", "werkzeug", "django"} & set(ran.stdout.split())


def test_type_hints_can_be_read() -> None:
    for function in (wsgi.install, api_error, ApiErrorMiddleware.__init__):
        assert "return" in typing.get_type_hints(function)
    assert "environ" in typing.get_type_hints(ApiErrorMiddleware.__call__)


def test_flask_example_runs(root: Path) -> None:
    example = str(root / "examples/flask_app.py")
    with subprocess.Popen(
        [sys.executable, example, "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        try:
            response = httpx.get(server.stdout.readline().strip(), verify=False)
        finally:
            server.terminate()
    assert (response.status_code, response.json()) == (404, NO_SUCH_ARTICLE)
