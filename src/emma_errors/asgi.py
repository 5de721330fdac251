"""Answer errors in Starlette, FastAPI and other ASGI apps.

    install(app, catalog=emma)  # a Starlette or FastAPI app
    app = ApiErrorMiddleware(app)  # any other ASGI app

An error raised after the response has started is re-raised, because the status line has already
been sent. A WebSocket is denied or closed. An `ExceptionGroup` that contains only such errors is
answered with the first of them. With `catalog=`, the framework's own errors are answered too,
including invalid input and unhandled exceptions. This module imports no framework before the app
does. For Litestar, use `emma_errors.litestar`.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from .errors import ApiError
from .fallbacks import answer_for, checked_catalog
from .reply import Format, Options, answer, api_error, log, status_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from typing import Never, Protocol, TypeAlias, TypeGuard

    from starlette.applications import Starlette

    from .lookup import Catalog

    # The common part of the frameworks' types of ASGI: some describe scopes and messages as
    # mappings, others as typed dictionaries.
    Scope: TypeAlias = Mapping[str, object]
    Message: TypeAlias = Mapping[str, object]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Never], Awaitable[None]]
    Write: TypeAlias = Callable[[Message], Awaitable[None]]
    Application: TypeAlias = Callable[[Never, Never, Never], Awaitable[None]]
    Call: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

    class StarletteApplication(Protocol):
        """The attributes by which a Starlette or FastAPI app is recognized."""

        def build_middleware_stack(self) -> object:
            """Return the app with its middleware around it."""
            ...
else:
    Application = Catalog = Message = Receive = Scope = Send = StarletteApplication = Write = object

__all__ = ("ApiErrorMiddleware", "install")

_REASON_LIMIT = 123  # bytes that the reason of a WebSocket's end may have (RFC 6455, section 5.5)


class ApiErrorMiddleware:
    """An ASGI app that answers the errors of another ASGI app."""

    def __init__(
        self,
        app: Application,
        *,
        format: Format = "wire",
        localize: bool = False,
        type_base: str | None = None,
        catalog: Catalog | None = None,
    ) -> None:
        """Wrap an app.

        Args:
            app: The app whose errors to answer.
            format: See `emma_errors.reply.reply`, also for the other options.
            localize: Whether the message of an envelope is in the client's language.
            type_base: The URL below which each code has a page.
            catalog: A package such as `emma_errors.emma`, whose definition for the status 500
                answers every other exception of an HTTP request.

        Raises:
            TypeError: `app` handles every exception itself, so none reaches this middleware; or
                `catalog` is not the package of a catalog.
        """
        if is_starlette(app) or _is_litestar(app):
            raise TypeError(
                f"{type(app).__name__} handles every exception itself, so none reaches this "
                f"middleware: call {_way_for(app)} instead"
            )
        self.app: Application = app
        self._call = cast("Call", app)
        self.options: Options = {"format": format, "localize": localize, "type_base": type_base}
        self.catalog: Catalog | None = checked_catalog(catalog)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or a WebSocket."""
        if scope["type"] not in ("http", "websocket"):
            await self._call(scope, receive, send)
            return
        progress = _Progress(receive, send)
        try:
            await self._call(scope, progress.receive, progress.send)
        except Exception as raised:
            error = self.error_for(scope, raised)
            if error is None or progress.ended:
                raise
            response: Answer | Close = Answer(error, raised, self.options)
            if scope["type"] == "websocket" and (progress.accepted or not _can_deny(scope)):
                response = Close(error, raised)
            await response(scope, receive, progress.write)
            # An error object that is raised repeatedly would keep the frames of each request.
            raised.__traceback__ = None

    def error_for(self, scope: Scope, raised: Exception) -> ApiError | None:
        """Return the error to answer with, or None to re-raise the exception."""
        error = api_error(raised)
        if error is None and self.catalog is not None and scope["type"] == "http":
            error = answer_for(self.catalog, 500)
        return error


def install(
    app: StarletteApplication,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
    catalog: Catalog | None = None,
) -> None:
    """Make a Starlette or FastAPI app answer every error that is raised in it.

    An exception handler answers the errors of routes, so the response passes through the app's
    middleware, and the app's own handlers take precedence. An error of a middleware is answered
    just outside that middleware. Routes, middleware and mounts may be added before or after the
    call.

    With `catalog`, the framework's own errors are answered with that catalog's definitions: unknown
    routes, wrong methods, any `HTTPException`, invalid input, uploads that are too large, and
    unhandled exceptions. An unhandled exception is logged and does not reach the server. If
    `app.debug` is on, it keeps the framework's debug page.

    Mounted apps are included, unless you call `install` on them with other options. An app that is
    wrapped in a function is not found: call `install` on it.

    Args:
        app: The app, before its first request.
        format: See `emma_errors.reply.reply`, also for the other options.
        localize: Whether the message of an envelope is in the client's language.
        type_base: The URL below which each code has a page.
        catalog: A package such as `emma_errors.emma`; None leaves the framework's own errors to it.

    Raises:
        TypeError: `app` is neither a Starlette nor a FastAPI app, or `catalog` is not the package
            of a catalog.
        RuntimeError: The app has already started.
    """
    if not is_starlette(app):
        raise TypeError(
            f"install() takes a Starlette or FastAPI app, got {app!r}: call {_way_for(app)}"
        )
    from .starlette import install_on

    options: Options = {"format": format, "localize": localize, "type_base": type_base}
    install_on(app, options, checked_catalog(catalog))


def is_starlette(app: object) -> "TypeGuard[Starlette]":
    """Return whether an app is a Starlette or FastAPI app."""
    return callable(getattr(app, "build_middleware_stack", None))


def _is_litestar(app: object) -> bool:
    """Return whether an app is a Litestar app."""
    return hasattr(app, "asgi_router") and hasattr(app, "after_exception")


def _way_for(app: object) -> str:
    """Return what to call for an app."""
    if is_starlette(app):
        return "emma_errors.asgi.install(app)"
    if _is_litestar(app):
        return "Litestar(plugins=[emma_errors.litestar.ApiErrorPlugin()])"
    return "emma_errors.asgi.ApiErrorMiddleware(app)"


class _Progress:
    """The progress of one request or WebSocket."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self.write = cast("Write", send)
        self.accepted = False
        self.ended = False
        """Whether it is too late for an answer."""

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self.ended = True
        return message

    async def send(self, message: Message) -> None:
        match message["type"]:
            case "http.response.start" | "websocket.http.response.start" | "websocket.close":
                self.ended = True
            case "websocket.accept":
                self.accepted = True
            case _:
                pass
        await self.write(message)


class Answer:
    """An ASGI app that responds with an error."""

    def __init__(self, error: ApiError, raised: BaseException, options: Options) -> None:
        self._error = error
        self._raised = raised
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Write) -> None:
        accept = accept_language = b""
        for name, value in cast("Iterable[tuple[bytes, bytes]]", scope["headers"]):
            if name == b"accept":
                accept = accept + b"," + value if accept else value
            elif name == b"accept-language":
                accept_language = accept_language + b"," + value if accept_language else value
        status, fields, body = answer(
            self._error,
            self._raised,
            self._options,
            accept=accept.decode("latin-1"),
            accept_language=accept_language.decode("latin-1"),
        )
        kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
        headers = [*_encoded(fields), (b"content-length", b"%d" % len(body))]
        await send({"type": f"{kind}.start", "status": status, "headers": headers})
        sent = b"" if scope.get("method") == "HEAD" else body
        await send({"type": f"{kind}.body", "body": sent})


@lru_cache  # `reply` has a few sets of header fields
def _encoded(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[bytes, bytes], ...]:
    """Return header fields as ASGI has them."""
    return tuple([(name.lower().encode(), value.encode()) for name, value in headers])


class Close:
    """An ASGI app that closes a WebSocket for an error."""

    def __init__(self, error: ApiError, raised: BaseException) -> None:
        self._error = error
        self._raised = raised

    async def __call__(self, scope: Scope, receive: Receive, send: Write) -> None:
        error = self._error
        number = "" if error.code is None else f"[{error.code}] "
        reason = (number + error.text("en")).encode("unicode_escape").decode()[:_REASON_LIMIT]
        status = status_of(error)
        if status >= 500:
            log(error, self._raised)
        # Codes from 4000 to 4999 are for applications; 4404 reads as HTTP's 404.
        await send({"type": "websocket.close", "code": 4000 + status, "reason": reason})


def _can_deny(scope: Scope) -> bool:
    """Return whether the server can answer a WebSocket's handshake as it answers a request."""
    extensions = scope.get("extensions")
    return isinstance(extensions, Mapping) and "websocket.http.response" in extensions
