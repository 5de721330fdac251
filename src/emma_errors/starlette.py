"""`emma_errors.asgi.install` for Starlette and FastAPI: exception handlers, and one patch."""

from collections.abc import Awaitable, Callable, Sequence
from json import JSONDecodeError
from types import MethodType
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from .asgi import Answer, ApiErrorMiddleware, is_starlette
from .errors import ApiError
from .fallbacks import (
    answer_for,
    invalid_input,
    malformed_body,
    names_of,
    pydantic_faults,
    raised_in,
)
from .reply import Options, api_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fastapi.exceptions import ValidationException

    from .asgi import Message, Receive, Scope, Send, Write
    from .lookup import Catalog
else:
    Catalog = Message = Receive = Scope = Send = ValidationException = Write = object

__all__ = ("install_on",)

# The only patch: a public method of the app, not meant to be replaced, with which Starlette builds
# the middleware stack. All middleware and mounts are known only then. If Starlette no longer called
# it on the app, or no longer read `user_middleware` in it, errors of middleware and of mounted apps
# would be left to Starlette, and tests/test_asgi.py would fail.
_BUILD = "build_middleware_stack"
# The attributes that hold the next app: of a mount or middleware, and of FastAPI's included router.
_BELOW = ("app", "original_router")


class _Stack:
    """Builds the middleware stack of a Starlette or FastAPI app, with our layers."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._build = app.build_middleware_stack
        self.handlers = _Handlers()

    def __call__(self) -> object:
        catalog, options = self.handlers.catalog, self.handlers.options
        # A mounted app answers unknown errors with 500 itself, so each one needs the handlers.
        for mounted in _mounted(self._app.routes):
            if not isinstance(vars(mounted).get(_BUILD), _Stack):
                install_on(mounted, options, catalog)
        self.handlers.add_parsing_to(self._app)
        layer = Middleware(_Layer, catalog=catalog, **options)
        middleware = self._app.user_middleware
        self._app.user_middleware = [each for inner in middleware for each in (layer, inner)]
        try:
            stack = self._build()
        finally:
            self._app.user_middleware = middleware
        return _Outermost(cast("Any", stack), catalog=catalog, **options)


def install_on(app: Starlette, options: Options, catalog: Catalog | None) -> None:
    """Do what `install` does."""
    if app.middleware_stack is not None:
        raise RuntimeError(f"call install() before the app starts; {app!r} has already started")
    stack = vars(app).get(_BUILD)
    if not isinstance(stack, _Stack):
        stack = vars(app)[_BUILD] = _Stack(app)
    stack.handlers.options, stack.handlers.catalog = options, catalog
    stack.handlers.add_to(app)


def _mounted(routes: Sequence[object]) -> list[Starlette]:
    """Return the mounted apps, without those that another app of Starlette mounts."""
    apps: list[Starlette] = []
    seen: set[int] = set()
    layers = [*routes]
    while layers:
        layer = layers.pop()
        if id(layer) in seen:
            continue
        seen.add(id(layer))
        if is_starlette(layer):
            apps.append(layer)
            continue
        for name in _BELOW:
            below = getattr(layer, name, None)
            if below is not None and not isinstance(below, MethodType):  # as a router has it
                layers.append(below)
                break
        else:
            layers += getattr(layer, "routes", ())
    return apps


class _Handlers:
    """The exception handlers of an app of Starlette or FastAPI."""

    options: Options
    catalog: Catalog | None

    def add_to(self, app: Starlette) -> None:
        """Register the handlers of the exceptions for which the app has none."""
        handlers: dict[Any, Any] = app.exception_handlers
        handlers.setdefault(ApiError, self.api_error)
        handlers.setdefault(ExceptionGroup, self.api_error)
        for kind, (default, handler) in self._defaults(app).items():
            # `install` may be called again, with a catalog or without.
            before, after = (default, handler) if self.catalog is not None else (handler, default)
            if handlers.get(kind, default) == before:
                handlers[kind] = after
        if self.catalog is None and handlers.get(Exception) == self.bug:
            del handlers[Exception]
        elif self.catalog is not None and 500 not in handlers:
            handlers.setdefault(Exception, self.bug)

    def add_parsing_to(self, app: Starlette) -> None:
        """Register the handler for malformed JSON, after the app has registered all of its own."""
        handlers: dict[Any, Any] = app.exception_handlers
        if self.catalog is not None and ValueError not in handlers:
            for kind in _MALFORMED:
                handlers.setdefault(kind, self.malformed_body)

    def _defaults(self, app: Starlette) -> "dict[object, tuple[object, object]]":
        """Return the framework's handlers by exception, each with the handler that replaces it."""
        plain: Callable[[Any, HTTPException], Awaitable[Response]]
        plain = ExceptionMiddleware(app).http_exception
        defaults: dict[object, tuple[object, object]] = {}
        if hasattr(app, "openapi"):
            from fastapi import exception_handlers
            from fastapi.exceptions import RequestValidationError, WebSocketRequestValidationError

            plain = exception_handlers.http_exception_handler
            invalid = exception_handlers.request_validation_exception_handler
            defaults[RequestValidationError] = invalid, self.invalid_input
            closed = exception_handlers.websocket_request_validation_exception_handler
            defaults[WebSocketRequestValidationError] = closed, self.invalid_input
        self._plain = plain
        return {**defaults, HTTPException: (plain, self.http_exception)}

    async def api_error(self, conn: HTTPConnection, raised: Exception) -> Answer:
        """Answer an `ApiError`, or a group of them."""
        error = api_error(raised)
        if error is None or conn.scope["type"] == "websocket":
            raise raised  # to the middleware, which knows how far a WebSocket is
        return Answer(error, raised, self.options)

    async def http_exception(self, conn: HTTPConnection, raised: HTTPException) -> object:
        """Answer an exception that brings a status."""
        if raised.status_code < 400:
            return await self._plain(cast("Any", conn), raised)
        assert self.catalog is not None
        error = answer_for(self.catalog, raised.status_code, headers=raised.headers)
        return self._answer(conn, error, raised)

    async def invalid_input(self, conn: HTTPConnection, raised: ValidationException) -> Answer:
        """Answer FastAPI's exception for invalid input."""
        assert self.catalog is not None
        field = getattr(conn.scope.get("route"), "body_field", None)
        names = names_of(getattr(getattr(field, "field_info", None), "annotation", None))
        faults = pydantic_faults(raised.errors(), names)
        return self._answer(conn, invalid_input(self.catalog, faults, status=422), raised)

    async def malformed_body(self, conn: HTTPConnection, raised: Exception) -> Answer:
        """Answer an error of `await request.json()`."""
        error = _client_error(self.catalog, raised)
        if error is None:
            raise raised
        return self._answer(conn, error, raised)

    async def bug(self, conn: HTTPConnection, raised: Exception) -> Answer:
        """Answer any other exception."""
        assert self.catalog is not None
        return _AnsweredBug(answer_for(self.catalog, 500), raised, self.options)

    def _answer(self, conn: HTTPConnection, error: ApiError, raised: Exception) -> Answer:
        """Return the answer to a request; raise it to the middleware for a WebSocket."""
        if conn.scope["type"] == "websocket":
            raise error from raised
        return Answer(error, raised, self.options)


# What parses JSON of a client, and what it raises. An app may parse other JSON too.
_PARSERS = (Request.json, WebSocket.receive_json)
_MALFORMED = (JSONDecodeError, UnicodeDecodeError)


def _client_error(catalog: Catalog | None, raised: Exception) -> ApiError | None:
    """Return the error to answer with: the one that was raised, or the one for malformed JSON."""
    error = api_error(raised)
    if error is None and catalog is not None and isinstance(raised, _MALFORMED):
        return malformed_body(catalog, raised) if raised_in(raised, *_PARSERS) else None
    return error


class _Layer(ApiErrorMiddleware):
    """The layer around each middleware. A bug passes through it, as through all middleware."""

    def error_for(self, scope: Scope, raised: Exception) -> ApiError | None:
        """Return the error to answer with, or None to re-raise the exception."""
        return _client_error(self.catalog, raised)


_BUGS = "emma_errors.bugs"  # in a scope: the exceptions that were answered as bugs
_TOO_LARGE = (b"Content Too Large", b'{"detail":"Content Too Large"}')


class _AnsweredBug(Answer):
    """An answer to a bug, which Starlette raises again once it is sent."""

    async def __call__(self, scope: Scope, receive: Receive, send: Write) -> None:
        await super().__call__(scope, receive, send)
        cast("list[BaseException]", scope.get(_BUGS, [])).append(self._raised)


class _Outermost(_Layer):
    """The layer around the whole middleware stack of an app of Starlette or FastAPI.

    A bug that was answered and logged does not reach the server, which would log it again. An
    upload that is too large is answered by Starlette outside every handler, and replaced here. The
    errors of a WebSocket are answered here: a handler does not know whether it is accepted.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        catalog = self.catalog
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        if catalog is None or _BUGS in scope:  # which the outermost app has
            await self._call(scope, receive, send)
            return
        write = cast("Write", send)
        start: Message | None = None

        async def replace(message: Message) -> None:
            nonlocal start
            if message.get("status") == 413:
                start = message
            elif start is None:
                await write(message)
            elif message.get("body") in _TOO_LARGE:
                start = None
                error = answer_for(catalog, 413)
                await Answer(error, error, self.options)(scope, receive, write)
            else:
                held, start = start, None
                await write(held)
                await write(message)

        # An app mounted below may get a copy of the scope, but with this list in it.
        bugs = cast("dict[str, list[BaseException]]", scope)[_BUGS] = []
        try:
            await self._call(scope, receive, replace)
        except Exception as raised:
            if not any(bug is raised for bug in bugs):
                raise
