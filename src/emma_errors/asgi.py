"""ASGI, Starlette, FastAPI and Litestar: an error raised anywhere goes out as its HTTP answer.

    app = ApiErrorMiddleware(app)  # any ASGI app
    install(app)  # a Starlette, FastAPI or Litestar app

An error that comes before the response is answered; a later one is raised to the server, for the
status is gone. A WebSocket is denied or closed. An `ExceptionGroup` of such errors alone, as
`asyncio.TaskGroup` raises it, is answered with the first of them. Any other exception passes
through untouched. Neither imports a framework before an app of it is there.
"""

import sys
from collections.abc import Mapping
from copy import copy
from functools import lru_cache
from types import MethodType
from typing import cast

from .errors import ApiError
from .reply import Format, Reply, api_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from typing import Never, Protocol, TypeAlias, TypedDict, TypeGuard

    from starlette.applications import Starlette

    # The least that the types of ASGI have in common: each framework has its own, and some of them
    # describe scopes and messages as mappings, others as typed dictionaries.
    Scope: TypeAlias = Mapping[str, object]
    Message: TypeAlias = Mapping[str, object]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Never], Awaitable[None]]
    Tell: TypeAlias = Callable[[Message], Awaitable[None]]
    Application: TypeAlias = Callable[[Never, Never, Never], Awaitable[None]]

    class StarletteApplication(Protocol):
        """What tells an app of Starlette or FastAPI."""

        def build_middleware_stack(self) -> object:
            """Return the app with its middleware around it."""
            ...

    class LitestarApplication(Protocol):
        """What tells an app of Litestar."""

        @property
        def asgi_router(self) -> object:
            """The app without what stands around it."""
            ...

    class Options(TypedDict):
        """The options of both `ApiErrorMiddleware` and `install`."""

        format: Format
        localize: bool
        type_base: str | None

    class Layer(Protocol):
        """An app around another."""

        app: object

    class Logging(Protocol):
        """What is used of Litestar's `LoggingConfig`."""

        exception_logging_handler: Callable[[object, object, object], None] | None

    class Litestar(LitestarApplication, Protocol):
        """What is used of Litestar, whose own types leave much unsaid."""

        asgi_handler: object
        exception_handlers: dict[type[Exception], Callable[[object, ApiError], object]]
        after_exception: list[Callable[[Exception, Scope], Awaitable[None]]]
        logging_config: Logging | None
else:
    Application = LitestarApplication = Message = Receive = Scope = Send = object
    Options = StarletteApplication = object

__all__ = ("ApiErrorMiddleware", "install")

_REASON_LIMIT = 123  # bytes that the reason of a WebSocket's end may have (RFC 6455, section 5.5)


class ApiErrorMiddleware:
    """An ASGI app that answers the errors of another."""

    def __init__(
        self,
        app: Application,
        *,
        format: Format = "wire",
        localize: bool = False,
        type_base: str | None = None,
    ) -> None:
        """Wrap an app.

        Args:
            app: The app whose errors to answer.
            format: See `emma_errors.reply.reply`, as for the rest.
            localize: Whether an envelope speaks the reader's language.
            type_base: The address below which each code has a page.
        """
        self.app = app
        self.options: Options = {"format": format, "localize": localize, "type_base": type_base}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or a WebSocket."""
        app = cast("Callable[[Scope, Receive, Send], Awaitable[None]]", self.app)
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        progress = _Progress(receive, send)
        try:
            await app(scope, progress.receive, progress.send)
        except (ApiError, ExceptionGroup) as raised:
            error = api_error(raised)
            if error is None or progress.ended:
                raise
            answer: _Answer | _Close = _Answer(error, self.options)
            if scope["type"] == "websocket" and (progress.accepted or not _can_deny(scope)):
                answer = _Close(error)
            await answer(scope, receive, send)
            # An error object that is raised again and again would gather the frames of each time.
            raised.__traceback__ = None


def install(
    app: StarletteApplication | LitestarApplication,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
) -> None:
    """Have an app of Starlette, FastAPI or Litestar answer every error that is raised in it.

    The answer takes its way through the app's middleware, so that CORS headers and the like are
    added to it, and a handler that the app itself has for an error comes first. It does not matter
    whether routes, middleware and mounts are added before or after.

    What is mounted below an app of Starlette or FastAPI answers likewise, unless `install` was
    called on it with options of its own. An app that hides in a function, or below one of Litestar,
    is not seen: call `install` on it.

    Args:
        app: The app, before its first request.
        format: See `emma_errors.reply.reply`, as for the rest.
        localize: Whether an envelope speaks the reader's language.
        type_base: The address below which each code has a page.

    Raises:
        TypeError: `app` is of neither framework.
        RuntimeError: the app of Starlette or FastAPI has started.
    """
    options: Options = {"format": format, "localize": localize, "type_base": type_base}
    if _is_starlette(app):
        _install_starlette(app, options)
    elif _is_litestar(app):
        _install_litestar(app, options)
    else:
        raise TypeError(
            f"install() takes an app of Starlette, FastAPI or Litestar, got {app!r}; "
            f"wrap any other in ApiErrorMiddleware"
        )


class _Progress:
    """One request or WebSocket: how far its answer is."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = cast("Tell", send)
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
        await self._send(message)


class _Answer:
    """An ASGI app that answers with an error, and what Litestar takes for a response."""

    def __init__(self, error: ApiError, options: Options) -> None:
        self._error = error
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reply = self._reply(scope)
        kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
        length = (b"content-length", b"%d" % len(reply.body))
        headers = [*_encoded(reply.headers), length]
        body = b"" if scope.get("method") == "HEAD" else reply.body
        tell = cast("Tell", send)
        await tell({"type": f"{kind}.start", "status": reply.status, "headers": headers})
        await tell({"type": f"{kind}.body", "body": body})

    def to_asgi_response(self, *_: object, **__: object) -> "_Answer":
        return self

    def _reply(self, scope: Scope) -> Reply:
        accept: list[bytes] = []
        accept_language: list[bytes] = []
        for name, value in cast("Iterable[tuple[bytes, bytes]]", scope["headers"]):
            if name == b"accept":
                accept.append(value)
            elif name == b"accept-language":
                accept_language.append(value)
        return self._error.reply(
            accept=b",".join(accept).decode("latin-1"),
            accept_language=b",".join(accept_language).decode("latin-1"),
            **self._options,
        )


@lru_cache  # `reply` has a few sets of header fields
def _encoded(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[bytes, bytes], ...]:
    """Return header fields as ASGI has them."""
    return tuple([(name.lower().encode(), value.encode()) for name, value in headers])


class _Close:
    """An ASGI app that closes a WebSocket for an error."""

    def __init__(self, error: ApiError) -> None:
        self._error = error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = self._error
        number = "" if error.code is None else f"[{error.code}] "
        reason = (number + error.text("en")).encode("unicode_escape").decode()[:_REASON_LIMIT]
        # From 4000 on a code is the application's; one of 4404 is read as HTTP's 404.
        code = 4000 + (error.http_status or 500)
        tell = cast("Tell", send)
        await tell({"type": "websocket.close", "code": code, "reason": reason})


def _can_deny(scope: Scope) -> bool:
    """Return whether the server can answer a WebSocket's handshake as it answers a request."""
    extensions = scope.get("extensions")
    return isinstance(extensions, Mapping) and "websocket.http.response" in extensions


def _is_starlette(app: object) -> "TypeGuard[Starlette]":
    """Return whether an app is one of Starlette or FastAPI."""
    return callable(getattr(app, "build_middleware_stack", None))


def _is_litestar(app: object) -> "TypeGuard[Litestar]":
    """Return whether an app is one of Litestar."""
    return hasattr(app, "asgi_router") and hasattr(app, "after_exception")


class _Stack:
    """What builds the middleware of an app of Starlette or FastAPI, ours included."""

    def __init__(self, app: "Starlette", options: Options) -> None:
        self.options = options
        self._app = app
        self._build = app.build_middleware_stack

    def __call__(self) -> object:
        # Starlette calls this when the app starts: every mount and middleware is known by now.
        from starlette.middleware import Middleware

        # An app answers 500 to what it does not know, so that none around it can answer instead.
        for mounted in _mounted(self._app.routes):
            if _is_litestar(mounted):
                _install_litestar(mounted, self.options, mounted=True)
            elif _is_starlette(mounted) and not isinstance(vars(mounted).get(_BUILD), _Stack):
                _install_starlette(mounted, self.options)
        own = self._app.user_middleware
        ours = Middleware(ApiErrorMiddleware, **self.options)
        # Inside the app's middleware, which may add to the answer, and around it for its errors.
        self._app.user_middleware = [ours, *own, ours] if own else [ours]
        try:
            return self._build()
        finally:
            self._app.user_middleware = own


_BUILD = "build_middleware_stack"
# Where an app is found: of a mount or of middleware, and of what FastAPI's include_router leaves.
_BELOW = ("app", "original_router")


def _install_starlette(app: "Starlette", options: Options) -> None:
    """Do what `install` does."""
    if app.middleware_stack is not None:
        raise RuntimeError(f"install() comes before the application starts, and {app!r} has")
    stack = vars(app).get(_BUILD)
    if isinstance(stack, _Stack):
        stack.options = options
    else:
        vars(app)[_BUILD] = _Stack(app, options)


def _mounted(routes: "Sequence[object]") -> list[object]:
    """Return the apps below some routes, but not those below another of Starlette."""
    found: list[object] = []
    seen: set[int] = set()
    layers = [*routes]
    while layers:
        layer = layers.pop()
        if id(layer) in seen:
            continue
        seen.add(id(layer))
        if _is_starlette(layer) or _is_litestar(layer):
            found.append(layer)
            continue
        for name in _BELOW:
            below = getattr(layer, name, None)
            if below is not None and not isinstance(below, MethodType):  # as a router has it
                layers.append(below)
                break
        else:
            layers += getattr(layer, "routes", ())
    return found


def _install_litestar(app: "Litestar", options: Options, *, mounted: bool = False) -> None:
    """Do what `install` does; leave a mounted app the options of its own."""
    outer: Layer | None = None
    layer: object = app.asgi_handler
    while (below := cast("Layer", layer).app) is not app.asgi_router:
        if isinstance(layer, ApiErrorMiddleware):
            if not mounted:
                layer.options.update(options)
            return
        outer, layer = cast("Layer", layer), below
    # Between what answers 500 to every exception and what adds CORS headers to every answer.
    around = ApiErrorMiddleware(cast("Application", layer), **options)
    if outer is None:
        app.asgi_handler = around
    else:
        outer.app = around

    def handle(request: object, error: ApiError) -> _Answer:
        return _Answer(error, around.options)

    async def after_exception(error: Exception, scope: Scope) -> None:
        # Litestar has handlers by class, so that one for groups would be for those of bugs as well,
        # and none for a WebSocket. Both come out of it, to the middleware around it.
        told = api_error(error)
        if told is not None and (told is not error or scope["type"] == "websocket"):
            raise error

    app.exception_handlers.setdefault(ApiError, handle)
    app.after_exception.append(after_exception)

    config = copy(app.logging_config)
    log = None if config is None else config.exception_logging_handler
    if config is not None and log is not None:

        def log_unless_answered(logger: object, scope: object, lines: object) -> None:
            if api_error(sys.exception()) is None:
                log(logger, scope, lines)

        config.exception_logging_handler = log_unless_answered
        app.logging_config = config
