"""Errors of Django, REST framework and Ninja are answered, under WSGI and ASGI over loopback."""

import asyncio
import importlib.util
import json
import logging
import sqlite3
import subprocess
import sys
import tempfile
import typing
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from types import ModuleType

import httpx
import pytest

pytest.importorskip("django")
pytest.importorskip("rest_framework")
pytest.importorskip("uvicorn")
pytest.importorskip("werkzeug")

from answers import (
    HOSTILE,
    NO_SUCH_ARTICLE,
    SECRET,
    Bug,
    body_of,
    check_every_error,
    faults,
    path_of,
    tracebacks,
)
from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.decorators import sync_and_async_middleware
from django.utils.deprecation import MiddlewareMixin
from servers import everything, serving, serving_wsgi

from emma_errors import ApiError, baidu, emma, lookup
from emma_errors.django import (
    ApiErrorMiddleware,
    drf_exception_handler,
    ninja_exception_handler,
)
from emma_errors.fallbacks import answer_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

GARBAGE = (b";;;,,q=;\xff", b"zh;q=x,en;q=", b"en," * 10_000, b"\xe4\xb8\xad", b"*" * 30_000)
FOLDER = tempfile.TemporaryDirectory(prefix="emma-errors-")
DATABASE = Path(FOLDER.name) / "database"

GetResponse: typing.TypeAlias = Callable[[HttpRequest], HttpResponseBase]


class Secret(RuntimeError):
    """An ordinary bug."""


def outer(get_response: GetResponse) -> GetResponse:
    """Raise above the middleware that answers."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path == "/outer":
            raise emma.ArticleNotFound
        if request.path.startswith("/above/"):
            raise RAISED_BY_DJANGO[request.path.removeprefix("/above/")]
        return get_response(request)

    return middleware


def before(request: HttpRequest) -> None:
    if request.path == "/before":
        raise emma.ArticleNotFound
    if request.path == "/middleware-bug":
        raise Secret("secret")


def after(request: HttpRequest) -> None:
    if request.path == "/after":
        raise emma.ArticleNotFound


def refusing_in_sync(get_response: GetResponse) -> GetResponse:
    """Raise before or after the rest of the chain, in sync middleware."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        before(request)
        response = get_response(request)
        after(request)
        return response

    return middleware


@sync_and_async_middleware
def refusing(get_response: typing.Any) -> typing.Any:  # noqa: ANN401
    """Do the same in middleware that is async if the rest of the chain is."""
    is_async = iscoroutinefunction(get_response)  # pyright: ignore[reportDeprecated]  # ty: ignore[deprecated]
    if not is_async:
        return refusing_in_sync(get_response)

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        before(request)
        response: HttpResponseBase = await get_response(request)
        after(request)
        return response

    return middleware


class Hooks(MiddlewareMixin):
    """Raise in the hooks of middleware that is both sync and async."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path == "/process-request":
            raise emma.ArticleNotFound
        if request.path.startswith("/below/"):
            raise RAISED_BY_DJANGO[request.path.removeprefix("/below/")]

    def process_view(self, request: HttpRequest, *_: object) -> None:
        if request.path == "/process-view":
            raise emma.ArticleNotFound

    def process_template_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path == "/process-template":
            raise emma.ArticleNotFound
        return response

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path == "/process-response":
            raise emma.ArticleNotFound
        response.headers["X-Hooks"] = "1"
        return response


def loaded_example() -> typing.Any:  # noqa: ANN401
    """The example, with the settings of these tests."""
    file = Path(__file__).parents[1] / "examples/django_app.py"
    spec = importlib.util.spec_from_file_location("django_app", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.configure(
        ALLOWED_HOSTS=["127.0.0.1", "testserver"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": DATABASE,
                "ATOMIC_REQUESTS": False,
            }
        },
        CSRF_FAILURE_VIEW="emma_errors.django.csrf_failure",
        EMMA_ERRORS={},
        INSTALLED_APPS=["rest_framework"],
        LOGGING_CONFIG=None,
        MIDDLEWARE=[
            f"{__name__}.outer",
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "emma_errors.django.ApiErrorMiddleware",
            f"{__name__}.refusing",
            f"{__name__}.Hooks",
        ],
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "DEFAULT_PERMISSION_CLASSES": [],
            "UNAUTHENTICATED_USER": None,
        },
        ROOT_URLCONF=__name__,
        SECRET_KEY="test",
    )
    return module


example = loaded_example()

# Each reads the settings as it is imported.
pytest.importorskip("ninja")

from django.core.exceptions import (  # noqa: E402
    BadRequest,
    PermissionDenied,
    SuspiciousOperation,
)
from django.http import Http404  # noqa: E402
from django.http.multipartparser import MultiPartParserError  # noqa: E402
from django.views import View  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from ninja import Cookie, File, Form, NinjaAPI, Schema, UploadedFile  # noqa: E402
from ninja.errors import HttpError, ValidationError  # noqa: E402
from ninja.errors import Throttled as NinjaThrottled  # noqa: E402
from ninja.security import HttpBearer  # noqa: E402
from pydantic_core import CoreSchema, core_schema  # noqa: E402
from rest_framework import exceptions, serializers  # noqa: E402
from rest_framework.authentication import BasicAuthentication  # noqa: E402
from rest_framework.exceptions import Throttled  # noqa: E402
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser  # noqa: E402
from rest_framework.permissions import IsAuthenticated  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


def write_row() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO article VALUES (1)")


def greeting(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


def kept(request: HttpRequest) -> HttpResponse:
    write_row()
    return HttpResponse("Hello")


def written(request: HttpRequest) -> HttpResponse:
    write_row()
    raise emma.ArticleNotFound


def bug(request: HttpRequest) -> HttpResponse:
    raise Secret("secret")


def hostile(request: HttpRequest, number: int) -> HttpResponse:
    raise emma.UserExists(HOSTILE[number])


async def asynchronous(request: HttpRequest) -> HttpResponse:
    raise emma.ArticleNotFound


async def grouped(request: HttpRequest) -> HttpResponse:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(asynchronous(request))
        tasks.create_task(asynchronous(request))
    return HttpResponse("Hello")


def mixed(request: HttpRequest) -> HttpResponse:
    raise ExceptionGroup("tasks", [emma.ArticleNotFound(), Secret("secret")])


class Unrenderable(SimpleTemplateResponse):
    @property
    def rendered_content(self) -> str:
        raise emma.ArticleNotFound


def templated(request: HttpRequest) -> HttpResponse:
    return SimpleTemplateResponse("none.html")


def rendered(request: HttpRequest) -> HttpResponse:
    return Unrenderable("none.html")


def chunks() -> Iterator[bytes]:
    yield b"chunk"
    yield b"chunk"
    raise emma.ArticleNotFound


async def async_chunks() -> AsyncIterator[bytes]:
    for chunk in chunks():
        yield chunk


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    content = async_chunks() if isinstance(request, ASGIRequest) else chunks()
    return StreamingHttpResponse(content, headers={"Content-Length": "15"})


class Rest(APIView):
    """A view of REST framework with the default exception handler, so the middleware answers."""

    def get(self, request: Request) -> Response:
        write_row()
        raise emma.ArticleNotFound

    def post(self, request: Request) -> Response:
        raise Throttled(wait=7)

    def put(self, request: Request) -> Response:
        raise Secret("secret")


class HandledRest(Rest):
    """A view of REST framework with our exception handler."""

    def get_exception_handler(self) -> Callable[..., HttpResponseBase | None]:
        return drf_exception_handler


ninja = NinjaAPI(urls_namespace="plain", docs_url=None, openapi_url=None)
handled_ninja = NinjaAPI(urls_namespace="handled", docs_url=None, openapi_url=None)
for handled in (ApiError, ExceptionGroup):
    handled_ninja.add_exception_handler(handled, ninja_exception_handler)


@ninja.get("/")
@handled_ninja.get("/")
def operation(request: HttpRequest) -> dict[str, str]:
    write_row()
    raise emma.ArticleNotFound


@ninja.get("/mixed")
@handled_ninja.get("/mixed")
def mixed_operation(request: HttpRequest) -> dict[str, str]:
    raise ExceptionGroup("tasks", [emma.ArticleNotFound(), Secret("secret")])


ninja_async = NinjaAPI(urls_namespace="async", docs_url=None, openapi_url=None)


@ninja_async.get("/")
async def async_operation(request: HttpRequest) -> dict[str, str]:
    raise emma.ArticleNotFound


RAISED_BY_DJANGO: dict[str, Exception] = {
    "http404": Http404(SECRET),
    "denied": PermissionDenied(SECRET),
    "bad": BadRequest(SECRET),
    "suspicious": SuspiciousOperation(SECRET),
    "multipart": MultiPartParserError(SECRET),
    "upgrade": answer_for(emma, 426, headers={"Upgrade": "HTTP/3.0", "X-Own": "1"}),
    "bug": Bug(SECRET),
    "2101": emma.ArticleNotFound(),
    "8501": emma.MibBusy(),
}


def raising(request: HttpRequest, name: str) -> HttpResponse:
    raise RAISED_BY_DJANGO[name]


def own_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse("mine", status=404)


class Classed(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("Hello")


@csrf_exempt
def posted(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


@csrf_exempt
def parsed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(json.loads(request.body)))


@csrf_exempt
def parsed_elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(json.loads("{" + SECRET)))


class Part(serializers.Serializer[typing.Any]):
    size = serializers.IntegerField(max_value=10)


class Order(serializers.Serializer[typing.Any]):
    email = serializers.EmailField()
    kind = serializers.ChoiceField(["a"], default="a")
    prices = serializers.DictField(child=serializers.IntegerField(), default={})
    parts = Part(many=True, default=[])

    def validate(self, attrs: typing.Any) -> typing.Any:  # noqa: ANN401
        if attrs["email"] == "all@example.com":
            raise serializers.ValidationError(SECRET)
        return attrs


class CatalogRest(APIView):
    """A view that raises REST framework's own exceptions."""

    parser_classes: typing.Any = (JSONParser,)

    def get_exception_handler(self) -> Callable[..., HttpResponseBase | None]:
        return drf_exception_handler

    def get(self, request: Request) -> Response:
        match request.query_params.get("fail"):
            case "throttled":
                raise exceptions.Throttled(wait=7)
            case "bug":
                raise Bug(SECRET)
            case None:
                raise exceptions.ValidationError(
                    {"limit": [exceptions.ErrorDetail("x", "required")]}
                )
            case "denied":
                raise exceptions.PermissionDenied({SECRET: SECRET})
            case "unparsed":
                try:
                    json.loads("{" + SECRET)
                except ValueError:
                    raise exceptions.ParseError(SECRET)  # noqa: B904
                return Response()
            case "conflict":
                conflict = exceptions.APIException([SECRET])
                conflict.status_code = 409
                raise conflict
            case status:
                error = exceptions.APIException(SECRET)
                error.status_code = int(status)
                raise error

    def post(self, request: Request) -> Response:
        Order(data=request.data).is_valid(raise_exception=True)
        return Response()


class FormRest(CatalogRest):
    parser_classes = (FormParser, MultiPartParser)


class PrivateRest(CatalogRest):
    authentication_classes = (BasicAuthentication,)
    permission_classes = (IsAuthenticated,)


class Piece(Schema):
    size: int


class Article(Schema):
    title: str
    prices: dict[str, int] | None = None
    pieces: list[Piece] | None = None


class Money:
    """A class with an annotation that cannot be resolved, as it is imported for type checkers."""

    currency: "Decimal"

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> CoreSchema:
        return core_schema.any_schema()


class Priced(Schema):
    email: str
    price: Money


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> None: ...


catalog_ninja = NinjaAPI(urls_namespace="catalog", docs_url=None, openapi_url=None)
for kind in (Exception, HttpError, ValidationError, Http404):
    catalog_ninja.add_exception_handler(kind, ninja_exception_handler)


@catalog_ninja.get("/items/{number}")
def ninja_item(request: HttpRequest, number: int, limit: int) -> None: ...


@catalog_ninja.post("/items")
def ninja_write(request: HttpRequest, article: Article) -> None: ...


@catalog_ninja.post("/pairs")
def ninja_write_two(request: HttpRequest, article: Article, piece: Piece) -> None: ...


@catalog_ninja.post("/priced")
async def ninja_write_priced(request: HttpRequest, priced: Priced) -> None: ...


@catalog_ninja.post("/forms")
def ninja_form(
    request: HttpRequest, photo: File[UploadedFile], age: Form[int], session: Cookie[int]
) -> None: ...


@catalog_ninja.get("/private", auth=Bearer())
def ninja_private(request: HttpRequest) -> None: ...


@catalog_ninja.get("/fail/{name}")
def ninja_fail(request: HttpRequest, name: str) -> None:
    if name == "throttled":
        raise NinjaThrottled(wait=7)
    raise RAISED_BY_DJANGO.get(name) or HttpError(int(name), SECRET)


PASSED_BY = ("before", "after", "process-request", "process-view", "process-response", "outer")
urlpatterns = [
    *example.urlpatterns,
    *(path(name, greeting) for name in ("ok", "middleware-bug", *PASSED_BY)),
    path("process-template", templated),
    path("kept", kept),
    path("written", written),
    path("bug", bug),
    path("hostile/<int:number>", hostile),
    path("asynchronous", asynchronous),
    path("grouped", grouped),
    path("mixed", mixed),
    path("rendered", rendered),
    path("streamed", streamed),
    path("rest", Rest.as_view()),
    path("handled-rest", HandledRest.as_view()),
    path("ninja/", ninja.urls),
    path("handled-ninja/", handled_ninja.urls),
    path("async-ninja/", ninja_async.urls),
    path("raising/<str:name>", raising),
    path("above/<str:name>", raising),
    path("below/<str:name>", raising),
    path("json", parsed),
    path("upstream-json", parsed_elsewhere),
    path("own-404", own_404),
    path("classed", csrf_exempt(Classed.as_view())),
    path("posted", posted),
    path("catalog-rest", CatalogRest.as_view()),
    path("form-rest", FormRest.as_view()),
    path("private-rest", PrivateRest.as_view()),
    path("catalog-ninja/", catalog_ninja.urls),
]


BODIES: ContextVar[list[typing.IO[bytes]]] = ContextVar("BODIES")


class ClosingHandler(ASGIHandler):
    """A handler that closes the body of a request, also if the stream of its response breaks."""

    async def read_body(self, receive: typing.Any) -> typing.IO[bytes]:  # noqa: ANN401
        body = await super().read_body(receive)
        BODIES.get().append(body)
        return body

    async def __call__(self, scope: typing.Any, receive: typing.Any, send: typing.Any) -> None:  # noqa: ANN401
        bodies: list[typing.IO[bytes]] = []
        BODIES.set(bodies)
        try:
            await super().__call__(scope, receive, send)
        finally:
            for body in bodies:
                body.close()


class Site(typing.NamedTuple):
    """A server and a client."""

    url: str
    client: httpx.Client

    def get(self, path: str, **headers: str | bytes) -> httpx.Response:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(self.url + path, headers=typing.cast("typing.Any", fields))


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[str, Site]]:
    with sqlite3.connect(DATABASE) as database:
        database.execute("CREATE TABLE article (number INTEGER)")
    database.close()
    chain = [f"{entry}_in_sync" if "refusing" in entry else entry for entry in settings.MIDDLEWARE]
    with override_settings(MIDDLEWARE=chain):
        mixed = ClosingHandler()
    with (
        serving_wsgi(WSGIHandler()) as url,
        serving(ClosingHandler()) as async_url,
        serving(mixed) as mixed_url,
        httpx.Client(verify=False) as client,
    ):
        urls = {"wsgi": url, "asgi": async_url, "asgi with sync middleware": mixed_url}
        yield {name: Site(url, client) for name, url in urls.items()}
    FOLDER.cleanup()


@pytest.fixture(params=["wsgi", "asgi", "asgi with sync middleware"])
def site(sites: dict[str, Site], request: pytest.FixtureRequest) -> Site:
    return sites[request.param]


@pytest.fixture
def atomic(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with ATOMIC_REQUESTS and an empty table."""
    monkeypatch.setitem(connections.settings["default"], "ATOMIC_REQUESTS", True)
    with sqlite3.connect(DATABASE) as database:
        database.execute("DELETE FROM article")
    database.close()
    return site


def rows() -> int:
    with sqlite3.connect(DATABASE) as database:
        count: int = database.execute("SELECT count(*) FROM article").fetchone()[0]
    database.close()
    return count


def test_every_error_is_answered_with_its_status_and_body(site: Site) -> None:
    check_every_error(lambda d: site.get(path_of(d)))


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
    with override_settings(EMMA_ERRORS={"localize": True}):
        response = site.get(f"/errors/{catalog}/{name}", accept_language=reader)
    d = lookup.find(name)
    text = d.message if language is None else d.text("en" if language == "en" else "zh")
    assert response.json()["message" if catalog == "emma" else "error_msg"] == text
    assert response.headers.get("Content-Language") == language
    assert response.headers["Vary"] == "Accept, Accept-Language"


def test_problem_is_sent_if_the_client_accepts_it(site: Site) -> None:
    response = site.get("/errors/emma/USER_EXISTS?is=bob", accept="application/problem+json")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == emma.UserExists("bob").to_problem()


def test_setting_answers_with_problems(site: Site) -> None:
    base = "https://errors.example"
    with override_settings(EMMA_ERRORS={"format": "problem", "type_base": base}):
        response = site.get("/errors/emma/USER_EXISTS?is=bob")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == emma.UserExists("bob").to_problem(type_base=base)


@pytest.mark.parametrize(
    "wrong", [{"locale": True}, {"format": "html"}, {"catalog": "emma"}, {"catalog": "json"}]
)
def test_wrong_setting_is_reported_at_the_start(wrong: dict[str, object]) -> None:
    with (
        override_settings(EMMA_ERRORS=wrong),
        pytest.raises(ImproperlyConfigured, match=r"EMMA_ERRORS.* takes"),
    ):
        ApiErrorMiddleware(greeting)


@pytest.mark.parametrize("where", ["/errors/emma/ARTICLE_NOT_FOUND", "/before", "/handled-rest"])
def test_head_is_answered_without_a_body(site: Site, where: str) -> None:
    head_response = everything(site.url, "HEAD", where)
    head, _, body = everything(site.url, "GET", where).partition(b"\r\n\r\n")
    assert json.loads(body) == NO_SUCH_ARTICLE
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert head_response.endswith(b"\r\n\r\n")
    assert head_response.count(b"\r\n\r\n") == 1
    assert f"content-length: {len(body)}".encode() in head_response.lower()


def test_hostile_argument_stays_an_argument(site: Site) -> None:
    for number, argument in enumerate(HOSTILE):
        with override_settings(EMMA_ERRORS={"localize": True}):
            response = site.get(f"/hostile/{number}", accept_language="zh")
        assert response.status_code == 400, argument
        assert argument in json.loads(response.content)["message"]
        assert "Set-Cookie" not in response.headers, argument
        assert response.headers["Content-Type"] == "application/json; charset=utf-8", argument


def test_any_accept_language_is_read(site: Site) -> None:
    for garbage in GARBAGE:
        with override_settings(EMMA_ERRORS={"localize": True}):
            response = site.get("/errors/emma/ARTICLE_NOT_FOUND", accept_language=garbage)
        assert (response.status_code, response.json()["code"]) == (404, "2101"), garbage[:20]


ANYWHERE = [
    "/articles/2",
    "/asynchronous",
    "/grouped",
    "/rendered",
    "/rest",
    "/handled-rest",
    "/handled-ninja/",
    "/before",
    "/after",
    "/process-request",
    "/process-view",
    "/process-template",
    "/process-response",
]


@pytest.mark.parametrize("debug", [False, True])
def test_error_anywhere_in_django_is_answered_and_not_logged_as_a_bug(
    site: Site, debug: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for where in ANYWHERE:
        caplog.clear()
        with override_settings(DEBUG=debug):
            response = site.get(where)
        assert (response.status_code, response.json()) == (404, NO_SUCH_ARTICLE), where
        assert response.headers["X-Content-Type-Options"] == "nosniff", where
        assert tracebacks(caplog) == [], where
        records = [r for r in caplog.records if r.name == "django.request"]
        logged = [(r.levelname, r.getMessage()) for r in records]
        assert logged == [("WARNING", f"Not Found: {where}")]


@pytest.mark.parametrize("where", ["/ninja/", "/async-ninja/"])
def test_ninja_needs_the_handler_only_in_debug_mode(
    site: Site, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = site.get(where)
    assert (response.status_code, response.json()) == (404, NO_SUCH_ARTICLE)
    assert tracebacks(caplog) == []
    with override_settings(DEBUG=True):
        assert site.get(where).status_code == 500
        assert site.get("/handled-ninja/").status_code == 404


@pytest.mark.parametrize(
    "where", ["/bug", "/mixed", "/middleware-bug", "/ninja/mixed", "/handled-ninja/mixed"]
)
def test_ordinary_bug_stays_a_500_and_leaks_nothing(
    site: Site, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = site.get(where)
    assert response.status_code == 500
    assert "secret" not in response.text.lower()
    assert "emma" not in response.text.lower()
    assert tracebacks(caplog) == [f"Internal Server Error: {where}"]


@pytest.mark.parametrize(
    "where", ["/articles/2", "/asynchronous", "/rest", "/handled-rest", "/ninja/"]
)
def test_answer_passes_through_the_middleware_below(site: Site, where: str) -> None:
    response = site.get(where)
    assert response.status_code == 404
    assert response.headers["X-Hooks"] == "1"


def test_error_above_the_middleware_is_left_to_django(site: Site) -> None:
    response = site.get("/outer")
    assert response.status_code == 500
    assert "<h1>Server Error (500)</h1>" in response.text
    assert "emma" not in response.text.lower()


def test_response_of_the_app_is_not_changed(site: Site) -> None:
    assert site.get("/articles/1").json() == {"title": "Hello"}
    assert site.get("/nowhere").status_code == 404
    assert "Not Found" in site.get("/nowhere").text


def test_stream_that_began_breaks_the_connection(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="received 10 bytes, expected 15"):
        site.get("/streamed")
    assert site.get("/ok").text == "Hello"
    assert any("ArticleNotFound" in (r.exc_text or r.getMessage()) for r in caplog.records)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("where", ["/written", "/rest", "/handled-rest", "/ninja/"])
def test_atomic_request_is_rolled_back(atomic: Site, where: str, debug: bool) -> None:
    if debug and where == "/ninja/":
        where = "/handled-ninja/"
    with override_settings(DEBUG=debug):
        assert atomic.get("/kept").text == "Hello"
        assert rows() == 1
        response = atomic.get(where)
    assert (response.status_code, response.json()) == (404, NO_SUCH_ARTICLE)
    assert rows() == 1


def test_row_is_kept_without_atomic_requests(atomic: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections.settings["default"], "ATOMIC_REQUESTS", False)
    assert atomic.get("/handled-rest").status_code == 404
    assert rows() == 1


def test_errors_of_rest_framework_are_not_changed_without_a_catalog(site: Site) -> None:
    response = site.client.post(f"{site.url}/handled-rest")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert "throttled" in response.json()["detail"]
    assert site.client.put(f"{site.url}/handled-rest").status_code == 500


def test_django_s_test_client_receives_the_answer() -> None:
    client = Client()
    response = client.get("/articles/2", headers={"Accept-Language": "zh"})
    assert (response.status_code, json.loads(response.content)) == (404, NO_SUCH_ARTICLE)
    with pytest.raises(Secret):
        client.get("/bug")


def test_type_hints_can_be_read() -> None:
    for function in (drf_exception_handler, ninja_exception_handler, ApiErrorMiddleware.__call__):
        assert "return" in typing.get_type_hints(function)
    assert "get_response" in typing.get_type_hints(ApiErrorMiddleware.__init__)


def test_import_loads_only_django() -> None:
    code = "import emma_errors.django, sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert "django" in ran.stdout.split()
    assert not {"rest_framework", "ninja", "flask"} & set(ran.stdout.split())


def test_django_example_runs(root: Path) -> None:
    file = str(root / "examples/django_app.py")
    with subprocess.Popen(
        [sys.executable, file, "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        try:
            response = httpx.get(
                server.stdout.readline().strip(), headers={"Accept-Language": "en"}, verify=False
            )
        finally:
            server.terminate()
    assert response.status_code == 404
    assert response.json() == {**NO_SUCH_ARTICLE, "message": emma.ArticleNotFound().text("en")}
    assert response.headers["Content-Language"] == "en"


# With a catalog


@pytest.fixture
def catalog_site(site: Site) -> Iterator[Site]:
    """A site that uses Emma's catalog."""
    with override_settings(EMMA_ERRORS={"catalog": "emma_errors.emma"}):
        yield site


def answered(response: httpx.Response) -> tuple[int, str | None]:
    """The status and the code of a response in Emma's format without secrets."""
    assert SECRET not in response.text, response.url
    assert SECRET not in str(response.headers), response.url
    assert "Bug" not in response.text, response.url
    assert response.headers["Content-Type"] == "application/json; charset=utf-8", response.url
    body = response.json()
    assert body["error"] == 1, response.url
    assert body["message"], response.url
    return response.status_code, body.get("code")


ANSWERED = {
    "/nowhere": (404, "2902"),
    "/articles/x": (404, "2902"),
    "/raising/http404": (404, "2902"),
    "/raising/denied": (403, "3900"),
    "/raising/bad": (400, "4216"),
    "/raising/suspicious": (400, "4216"),
    "/raising/multipart": (400, "4216"),
    "/catalog-rest?fail=400": (400, "4216"),
    "/catalog-rest?fail=409": (409, None),
    "/catalog-rest?fail=503": (503, None),
    "/catalog-rest?fail=denied": (403, "3900"),
    "/catalog-rest?fail=conflict": (409, None),
    "/catalog-ninja/nowhere": (404, "2902"),
    "/catalog-ninja/fail/http404": (404, "2902"),
    "/catalog-ninja/fail/denied": (403, "3900"),
    "/catalog-ninja/fail/bad": (400, "4216"),
    "/catalog-ninja/fail/suspicious": (400, "4216"),
    "/catalog-ninja/fail/2101": (404, "2101"),
    "/catalog-ninja/fail/409": (409, None),
}


@pytest.mark.parametrize("debug", [False, True])
def test_error_of_the_framework_is_answered_by_the_catalog(catalog_site: Site, debug: bool) -> None:
    with override_settings(DEBUG=debug):
        assert {where: answered(catalog_site.get(where)) for where in ANSWERED} == ANSWERED


@pytest.mark.parametrize("where", ["/classed", "/catalog-rest", "/catalog-ninja/fail/409"])
def test_wrong_method_is_answered_and_allow_stays(catalog_site: Site, where: str) -> None:
    response = catalog_site.client.delete(catalog_site.url + where)
    assert answered(response) == (403, "1102")
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "where",
    ["/raising/bug", "/middleware-bug", "/catalog-rest?fail=bug", "/catalog-ninja/fail/bug"],
)
def test_bug_is_answered_and_logged_once(
    catalog_site: Site, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert answered(catalog_site.get(where)) == (500, "8900")
    [record] = [r for r in caplog.records if r.levelname == "ERROR"]
    assert (record.name, vars(record)["error.type"]) == ("emma_errors", "emma.8900")
    assert record.exc_info
    assert record.exc_info[0] in (Bug, Secret)


@pytest.mark.parametrize("where", ["/raising/8501", "/catalog-ninja/fail/8501"])
def test_error_of_500_is_logged_once(
    site: Site, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert site.get(where).status_code == 500
    [record] = [r for r in caplog.records if r.levelname == "ERROR"]
    assert (record.name, vars(record)["error.type"]) == ("emma_errors", "emma.8501")


@pytest.mark.parametrize(
    "where",
    ["/raising/bug", "/middleware-bug", "/catalog-rest?fail=bug", "/catalog-ninja/fail/bug"],
)
def test_debug_mode_keeps_the_page_of_a_bug(catalog_site: Site, where: str) -> None:
    with override_settings(DEBUG=True):
        response = catalog_site.get(where, accept="text/html")
    assert response.status_code == 500
    assert "Traceback" in response.text


def test_suspicious_operation_is_still_logged_by_django(
    catalog_site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    catalog_site.get("/raising/suspicious")
    assert [r.name for r in caplog.records if r.levelname == "ERROR"] == [
        "django.security.SuspiciousOperation"
    ]


def test_404_of_a_view_is_not_changed(catalog_site: Site) -> None:
    assert catalog_site.get("/own-404").text == "mine"


def test_missing_csrf_token_is_answered(catalog_site: Site) -> None:
    assert answered(catalog_site.client.post(f"{catalog_site.url}/ok")) == (403, "3900")


def test_missing_csrf_token_is_left_to_django_without_a_catalog(site: Site) -> None:
    response = site.client.post(f"{site.url}/ok")
    assert response.status_code == 403
    assert "CSRF" in response.text


@pytest.mark.parametrize(
    ("limit", "fields"),
    [
        ({"DATA_UPLOAD_MAX_MEMORY_SIZE": 10}, {"data": {"a": SECRET}}),
        ({"DATA_UPLOAD_MAX_NUMBER_FIELDS": 1}, {"data": {"a": SECRET, "b": SECRET}}),
        ({"DATA_UPLOAD_MAX_NUMBER_FILES": 1}, {"files": {"a": b"1", "b": b"2"}}),
    ],
    ids=["bytes", "fields", "files"],
)
@pytest.mark.parametrize("where", ["/posted", "/form-rest", "/catalog-ninja/forms"])
def test_upload_too_large_is_answered_under_django_s_status(
    catalog_site: Site, where: str, limit: dict[str, int], fields: dict[str, typing.Any]
) -> None:
    with override_settings(**limit):
        response = catalog_site.client.post(catalog_site.url + where, **fields)
    assert answered(response) == (400, "4216")
    assert "details" not in response.json()


def test_fields_of_the_connection_are_left_to_the_server(catalog_site: Site) -> None:
    response = catalog_site.get("/raising/upgrade")
    assert response.status_code == 426
    assert response.headers["X-Own"] == "1"
    assert "Upgrade" not in response.headers


def test_throttling_keeps_retry_after(catalog_site: Site) -> None:
    for where in ("/catalog-rest?fail=throttled", "/catalog-ninja/fail/throttled"):
        response = catalog_site.get(where)
        assert answered(response) == (403, "1301")
        assert response.headers["Retry-After"] == "7"


def test_challenge_of_rest_framework_is_kept(catalog_site: Site) -> None:
    response = catalog_site.get("/private-rest")
    assert answered(response) == (401, "1003")
    assert response.headers.get_list("WWW-Authenticate") == ['Basic realm="api"']
    assert answered(catalog_site.get("/catalog-ninja/private")) == (401, "1003")


REQUIRED = "This field is required."


@pytest.mark.parametrize(
    ("body", "code", "fields"),
    [
        ({}, "4100", [("body.email", REQUIRED)]),
        ({"email": SECRET}, "4216", [("body.email", "Invalid value")]),
        ({"email": "a@example.com", "kind": SECRET}, "4216", [("body.kind", "Invalid value")]),
        (
            {"email": "a@example.com", "prices": {SECRET: SECRET}},
            "4216",
            [("body.prices.*", "Invalid value")],
        ),
        (
            {"email": "a@example.com", "parts": [{}, {"size": 11}]},
            "4100",
            [
                ("body.parts.0.size", REQUIRED),
                ("body.parts.1.*", "Ensure this value is less than or equal to 10."),
            ],
        ),
        (
            {"email": "a@example.com", "parts": {}, "prices": []},
            "4216",
            [("body.prices", "Invalid value"), ("body.parts", "Invalid value")],
        ),
        (
            {"email": "a@example.com", "parts": [SECRET]},
            "4216",
            [("body.parts.0", "Invalid value")],
        ),
        ({"email": "all@example.com"}, "4216", [("body", "Invalid value")]),
        ([SECRET], "4216", [("body", "Invalid value")]),
    ],
)
def test_invalid_body_of_rest_framework_is_described_without_sent_values(
    catalog_site: Site, body: object, code: str, fields: list[tuple[str, str]]
) -> None:
    response = catalog_site.client.post(f"{catalog_site.url}/catalog-rest", json=body)
    assert answered(response) == (400, code)
    assert faults(response) == fields


def test_invalid_query_of_rest_framework_is_a_parameter(catalog_site: Site) -> None:
    response = catalog_site.get("/catalog-rest")
    assert answered(response) == (400, "4001")
    assert [field for field, _ in faults(response)] == ["query.limit"]


@pytest.mark.parametrize("debug", [False, True])
def test_body_that_cannot_be_parsed_is_answered(catalog_site: Site, debug: bool) -> None:
    content = f"{{{SECRET}".encode()
    with override_settings(DEBUG=debug):
        for where, kind, message in (
            ("/catalog-rest", "application/json", "JSON decode error"),
            ("/form-rest", "multipart/form-data", "Invalid value"),
            ("/catalog-ninja/items", "application/json", "JSON decode error"),
        ):
            response = catalog_site.client.post(
                catalog_site.url + where, content=content, headers={"Content-Type": kind}
            )
            assert answered(response) == (400, "4216"), where
            assert faults(response) == [("body", message)], where


def test_error_of_rest_framework_for_something_other_than_the_body_has_no_details(
    catalog_site: Site,
) -> None:
    response = catalog_site.get("/catalog-rest?fail=unparsed")
    assert answered(response) == (400, "4216")
    assert "details" not in body_of(response)


def test_invalid_body_of_ninja_is_described_without_sent_values(catalog_site: Site) -> None:
    long = {"title": "x", "prices": {SECRET: SECRET}, "pieces": [{"size": SECRET}]}
    for name, body, code, fields in (
        ("items", {}, "4100", ["body.title"]),
        ("items", {"title": {SECRET: 1}}, "4216", ["body.title"]),
        ("items", long, "4216", ["body.prices.*", "body.pieces.0.size"]),
        ("items", None, "4100", ["body"]),
        ("pairs", {"article": long, "piece": {"size": 1}}, "4216", ["body.article.prices.*"]),
        ("pairs", {"article": {"title": "x"}}, "4100", ["body.piece"]),
        ("priced", {"price": SECRET}, "4100", ["body.email"]),
    ):
        response = catalog_site.client.post(f"{catalog_site.url}/catalog-ninja/{name}", json=body)
        assert answered(response) == (400, code), body
        assert [field for field, _ in faults(response)][: len(fields)] == fields, body


def test_invalid_parameters_of_ninja_are_named(catalog_site: Site) -> None:
    response = catalog_site.get(f"/catalog-ninja/items/{SECRET}")
    assert answered(response) == (400, "4216")
    assert [field for field, _ in faults(response)] == ["path.number", "query.limit"]
    assert answered(catalog_site.get("/catalog-ninja/items/1")) == (400, "4001")


def test_invalid_form_of_ninja_is_of_the_body(catalog_site: Site) -> None:
    response = catalog_site.client.post(
        f"{catalog_site.url}/catalog-ninja/forms", data={"age": SECRET}
    )
    assert answered(response) == (400, "4100")
    assert sorted(field for field, _ in faults(response)) == [
        "body.age",
        "body.photo",
        "cookie.session",
    ]


def test_unknown_route_is_left_to_django_without_a_catalog(site: Site) -> None:
    response = site.get("/nowhere")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("where", ["/middleware-bug", "/raising/bug"])
def test_bug_that_django_propagates_stays_an_exception(where: str) -> None:
    settings = {"DEBUG_PROPAGATE_EXCEPTIONS": True, "EMMA_ERRORS": {"catalog": emma}}
    with override_settings(**settings), pytest.raises((Bug, Secret)):
        Client().get(where)


def test_catalog_may_be_the_package_itself(site: Site) -> None:
    with override_settings(EMMA_ERRORS={"catalog": baidu}):
        response = site.get("/nowhere")
    assert (response.status_code, response.json()["error_code"]) == (400, 3)


def test_middleware_that_is_listed_twice_answers_once(caplog: pytest.LogCaptureFixture) -> None:
    middleware = "emma_errors.django.ApiErrorMiddleware"
    chain = [middleware, f"{__name__}.refusing", middleware]
    with (
        override_settings(MIDDLEWARE=chain, EMMA_ERRORS={"catalog": emma}),
        serving_wsgi(WSGIHandler()) as url,
        httpx.Client(verify=False) as client,
    ):
        twice = Site(url, client)
        for where in ("/before", "/after", "/raising/2101"):
            assert answered(twice.get(where)) == (404, "2101")
        for where in ("/middleware-bug", "/raising/bug"):
            caplog.clear()
            assert answered(twice.get(where)) == (500, "8900")
            assert [r.name for r in caplog.records if r.levelname == "ERROR"] == ["emma_errors"]


# With a catalog and `error_view`


@pytest.fixture
def error_view_site(catalog_site: Site) -> Iterator[Site]:
    """A site whose URLconf has our error view for every status."""
    urlconf = ModuleType("urlconf_with_error_view")
    vars(urlconf)["urlpatterns"] = urlpatterns
    for status in (400, 403, 404, 500):
        vars(urlconf)[f"handler{status}"] = "emma_errors.django.error_view"
    sys.modules[urlconf.__name__] = urlconf
    with override_settings(ROOT_URLCONF=urlconf.__name__):
        yield catalog_site
    del sys.modules[urlconf.__name__]


RAISED_ANYWHERE = [
    ("http404", (404, "2902")),
    ("denied", (403, "3900")),
    ("bad", (400, "4216")),
    ("suspicious", (400, "4216")),
    ("multipart", (400, "4216")),
    ("bug", (500, "8900")),
    ("2101", (404, "2101")),
    ("8501", (500, "8501")),
]


@pytest.mark.parametrize("where", ["above", "below"])
def test_error_view_answers_exceptions_of_any_middleware(
    error_view_site: Site, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    for name, expected in RAISED_ANYWHERE:
        caplog.clear()
        assert answered(error_view_site.get(f"/{where}/{name}")) == expected, name
        loggers = [r.name for r in caplog.records if r.levelname == "ERROR"]
        if name == "suspicious":
            assert loggers == ["django.security.SuspiciousOperation"]
        else:
            assert loggers == (["emma_errors"] if expected[0] == 500 else []), name


def test_error_view_answers_an_upload_that_the_csrf_check_reads(error_view_site: Site) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        cookie = {"Cookie": "csrftoken=" + "a" * 32}
        response = error_view_site.client.post(
            f"{error_view_site.url}/ok", data={"a": SECRET}, headers=cookie
        )
    assert answered(response) == (400, "4216")


@pytest.mark.parametrize("debug", [False, True])
def test_unknown_route_is_answered_where_there_is_an_error_view(
    error_view_site: Site, debug: bool
) -> None:
    with override_settings(DEBUG=debug):
        assert answered(error_view_site.get("/nowhere")) == (404, "2902")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("http404", "Not Found"),
        ("denied", "403 Forbidden"),
        ("bad", "Bad Request (400)"),
        ("bug", "Server Error (500)"),
    ],
)
def test_error_view_without_a_catalog_shows_django_s_page(
    error_view_site: Site, name: str, title: str
) -> None:
    with override_settings(EMMA_ERRORS={}):
        response = error_view_site.get(f"/above/{name}")
        assert error_view_site.get("/above/2101").json() == NO_SUCH_ARTICLE
    assert f"<h1>{title}</h1>" in response.text
    assert SECRET not in response.text


@pytest.mark.parametrize("debug", [False, True])
def test_error_view_of_the_app_takes_precedence(catalog_site: Site, debug: bool) -> None:
    urlconf = ModuleType("urlconf_with_own_view")
    vars(urlconf)["urlpatterns"] = urlpatterns
    vars(urlconf)["handler404"] = own_404
    sys.modules[urlconf.__name__] = urlconf
    with override_settings(ROOT_URLCONF=urlconf.__name__, DEBUG=debug):
        response = catalog_site.get("/nowhere", accept="text/html")
    del sys.modules[urlconf.__name__]
    assert "2902" not in response.text
    assert (response.text == "mine") is not debug


# A body that is not JSON


@pytest.mark.parametrize(
    "content",
    [b"{" + SECRET.encode(), b"{\xed\xa0\x80", "{é".encode("utf-16"), b"\x80", b"\xc3("],
)
@pytest.mark.parametrize("debug", [False, True])
def test_malformed_json_that_a_view_parses_is_answered(
    catalog_site: Site, content: bytes, debug: bool
) -> None:
    with override_settings(DEBUG=debug):
        response = catalog_site.client.post(f"{catalog_site.url}/json", content=content)
    assert answered(response) == (400, "4216")
    message = "JSON decode error" if b"{" in content else "Invalid value"
    assert faults(response) == [("body", message)]
    assert catalog_site.client.post(f"{catalog_site.url}/json", content=b"[1]").text == "[1]"


@pytest.mark.parametrize(
    ("where", "content"),
    [
        ("/upstream-json", b""),
        ("/upstream-json", b"[1]"),
        ("/upstream-json", b"[" + SECRET.encode()),
        ("/json", b""),  # the answer of another server may be empty too
    ],
)
def test_json_that_may_come_from_another_server_is_a_bug(
    catalog_site: Site, where: str, content: bytes
) -> None:
    assert answered(catalog_site.client.post(catalog_site.url + where, content=content)) == (
        500,
        "8900",
    )
    with override_settings(EMMA_ERRORS={}):
        assert catalog_site.client.post(f"{catalog_site.url}/json", content=b"{").status_code == 500
