"""Answer errors in Litestar.

    Litestar(route_handlers, plugins=[ApiErrorPlugin(catalog=emma)])

The plugin registers exception handlers, so the app's own handlers take precedence. An error of a
middleware is answered just outside that middleware, and a WebSocket is denied or closed. An
`ExceptionGroup` that contains only such errors is answered with the first of them. With `catalog=`,
Litestar's own errors are answered too, including invalid input and unhandled exceptions.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any, cast

import msgspec
from litestar import Request, Response, WebSocket
from litestar.config.app import AppConfig
from litestar.dto import AbstractDTO
from litestar.exceptions import HTTPException, SerializationException, ValidationException
from litestar.exceptions import responses as _responses
from litestar.middleware import DefineMiddleware
from litestar.plugins import InitPluginProtocol
from litestar.serialization import decode_json

from .asgi import ApiErrorMiddleware
from .errors import ApiError
from .fallbacks import (
    INVALID,
    NO_JSON,
    REQUIRED,
    Fault,
    answer_for,
    checked_catalog,
    invalid_input,
    names_of,
    raised_in,
)
from .reply import Format, Options, answer, api_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias, TypeGuard

    from litestar.types import Scope

    from .asgi import Receive, Send
    from .lookup import Catalog

    AnyRequest: TypeAlias = Request[Any, Any, Any]
else:
    AnyRequest = Catalog = Receive = Scope = Send = object

__all__ = ("ApiErrorPlugin",)

# The functions with which Litestar answers exceptions; their types are incomplete.
_default_responses: Any = _responses

# In the scope of a connection while one of our layers waits for it.
_INSIDE = "emma_errors.inside"


class ApiErrorPlugin(InitPluginProtocol):
    """A Litestar plugin that answers errors."""

    def __init__(
        self,
        *,
        format: Format = "wire",
        localize: bool = False,
        type_base: str | None = None,
        catalog: Catalog | None = None,
    ) -> None:
        """Create the plugin with its options.

        Args:
            format: See `emma_errors.reply.reply`, also for the other options.
            localize: Whether the message of an envelope is in the client's language.
            type_base: The URL below which each code has a page.
            catalog: A package such as `emma_errors.emma`, whose definitions answer Litestar's own
                errors; None leaves them to Litestar. An unhandled exception is logged; if `debug`
                is on, it keeps Litestar's debug page.

        Raises:
            TypeError: `catalog` is not the package of a catalog.
        """
        self._options: Options = {"format": format, "localize": localize, "type_base": type_base}
        self._catalog = checked_catalog(catalog)

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Add the exception handlers and wrap the middleware of an app; Litestar calls this.

        If an app has several of these plugins, the options of the last one apply.
        """
        plugins = [p for p in app_config.plugins if isinstance(p, ApiErrorPlugin)]
        if plugins and plugins[-1] is not self:
            return app_config
        config = cast("Any", app_config)  # its types are incomplete
        handlers: dict[Any, Any] = dict(config.exception_handlers)
        handlers.setdefault(ApiError, self._answer_error)
        handlers.setdefault(ExceptionGroup, self._answer_group)
        if self._catalog is not None:
            handlers.setdefault(HTTPException, self._answer_http_exception)
            handlers.setdefault(500, self._answer_bug)
        config.exception_handlers = handlers
        layer = DefineMiddleware(cast("Any", _Layer), handlers=handlers, **self._options)
        wrapped = [each for inner in config.middleware for each in (layer, inner)]
        config.middleware = wrapped or [layer]
        config.after_exception.append(self._raise_to_layer)
        if config.logging_config is not None:
            logs = copy(config.logging_config)
            logs.exception_logging_handler = self._logging(logs.exception_logging_handler)
            config.logging_config = logs
        return app_config

    def _answer_error(self, request: AnyRequest, error: ApiError) -> Response[bytes]:
        return self._response(request, error, error)

    def _answer_group(self, request: AnyRequest, group: Exception) -> Response[Any]:
        error = api_error(group)
        if error is None:
            return self._answer_bug(request, group)
        return self._response(request, error, group)

    def _answer_http_exception(self, request: AnyRequest, raised: HTTPException) -> Response[Any]:
        if raised.status_code < 400:
            return self._plain(request, raised)
        return self._response(request, self._error_for(request, raised), raised)

    def _answer_bug(self, request: AnyRequest, raised: Exception) -> Response[Any]:
        if self._catalog is not None and _is_undecodable(raised):
            error = invalid_input(self._catalog, [_body_fault(raised)])
            return self._response(request, error, raised)
        if request.app.debug:
            page: Response[Any] = _default_responses.create_debug_response(request, raised)
            return page
        if self._catalog is None:
            return self._plain(request, raised)
        return self._response(request, answer_for(self._catalog, 500), raised)

    def _plain(self, request: AnyRequest, raised: Exception) -> Response[Any]:
        response: Response[Any] = _default_responses.create_exception_response(request, raised)
        return response

    def _error_for(self, connection: Any, raised: HTTPException) -> ApiError:  # noqa: ANN401
        """Return the answer to an exception of Litestar's."""
        assert self._catalog is not None
        status, headers = raised.status_code, raised.headers
        cause = raised.__cause__
        if status == 400 and _is_undecodable(cause):
            return invalid_input(self._catalog, [_body_fault(cause)], headers=headers)
        if isinstance(raised, ValidationException) and status in (400, 422):
            faults = _faults(raised, connection)
            return invalid_input(self._catalog, faults, status=status, headers=headers)
        return answer_for(self._catalog, status, headers=headers)

    def _response(
        self, request: AnyRequest, error: ApiError, raised: BaseException
    ) -> Response[bytes]:
        """Return Litestar's response for an error."""
        fields = request.headers
        reply = answer(
            error,
            raised,
            self._options,
            accept=",".join(fields.getall("Accept", ())),
            accept_language=",".join(fields.getall("Accept-Language", ())),
        )
        headers = dict(reply.headers)
        media_type = headers.pop("Content-Type")
        return Response(
            reply.body, status_code=reply.status, headers=headers, media_type=media_type
        )

    async def _raise_to_layer(self, raised: Exception, scope: Scope) -> None:
        """Raise an error of a WebSocket to our layer, for Litestar has no handlers for those."""
        if str(scope["type"]) != "websocket" or _INSIDE not in scope:
            return
        error = api_error(raised)
        if error is not None:
            raise raised
        if self._catalog is not None and isinstance(raised, HTTPException):
            raise self._error_for(None, raised) from raised
        if self._catalog is not None and _is_undecodable(raised):
            raise invalid_input(self._catalog, [_body_fault(raised)]) from raised

    def _logging(
        self, log: Callable[..., None] | None
    ) -> Callable[[Any, Any, list[str]], None] | None:
        """Return the app's logging of exceptions, without those that are answered here."""
        if log is None:
            return None

        def log_the_rest(logger: Any, scope: Any, lines: list[str]) -> None:  # noqa: ANN401
            answered = self._catalog is not None and not scope["litestar_app"].debug
            answered = answered and scope["type"] == "http"
            if not answered and api_error(sys.exception()) is None:
                log(logger, scope, lines)

        return log_the_rest


# What decodes the body of a request, or a message. An app may decode other JSON too.
_request, _socket, _dto = cast("Any", Request), cast("Any", WebSocket), cast("Any", AbstractDTO)
_PARSERS = (
    *(_request.json, _request.msgpack, _socket.receive_json, _socket.receive_msgpack),
    _dto.decode_bytes,
)


def _is_undecodable(raised: BaseException | None) -> "TypeGuard[SerializationException]":
    """Return whether a client sent what is no JSON or MessagePack, or does not fit a DTO."""
    return isinstance(raised, SerializationException) and raised_in(raised, *_PARSERS)


def _body_fault(raised: SerializationException) -> Fault:
    """Return the fault of a body that cannot be decoded."""
    if isinstance(raised.__cause__, msgspec.ValidationError):  # of a DTO
        message, _, place = raised.detail.partition(" - at `$")
        return _fault({"source": "body", "key": f"data{place.rstrip('`')}", "message": message})
    return Fault("body", "", NO_JSON if raised_in(raised, decode_json) else INVALID)


class _Layer(ApiErrorMiddleware):
    """The layer around each middleware, and around a WebSocket."""

    def __init__(self, app: Any, handlers: Mapping[Any, object], **options: Any) -> None:  # noqa: ANN401
        super().__init__(app, **options)
        self._handlers = handlers

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401
        scope[_INSIDE] = True
        try:
            await super().__call__(scope, receive, send)
        finally:
            scope.pop(_INSIDE, None)

    def error_for(self, scope: Any, raised: Exception) -> ApiError | None:  # noqa: ANN401
        """Return None for an error that the app's own handler answers."""
        if scope["type"] == "http":
            handled = (self._handlers[c] for c in type(raised).__mro__ if c in self._handlers)
            if not isinstance(getattr(next(handled, None), "__self__", None), ApiErrorPlugin):
                return None
        return super().error_for(scope, raised)


# The messages that describe the schema. Any other message may contain the value that was sent.
_PLAIN = re.compile(
    r"Expected `[\w |.,\[\]]+`(, got `[\w |]+`)?( (of length )?[<>=]+ [\d.]+)?"
    r"|Field required|Input should be a valid \w+"
)
_MISSING_FIELD = re.compile(r"Object missing required field `(.+)`")
_MISSING_PARAMETER = re.compile(r"Missing required (\w+) parameter '([^']+)' for ")


_PARAMETERS = ("query", "header", "cookie")


def _parameter(handler: Any, source: str, name: str) -> str:  # noqa: ANN401
    """Return a parameter's name in the request, from its name in the signature of a handler."""
    field = handler.parsed_fn_signature.parameters.get(name)
    declared = getattr(field, "kwarg_definition", None)
    return getattr(declared, source, None) or getattr(declared, "name", None) or name


def _faults(raised: ValidationException, connection: Any) -> Iterator[Fault]:  # noqa: ANN401
    """Yield the faults of an exception of Litestar, without what was sent."""
    if missing := _MISSING_PARAMETER.match(raised.detail):
        yield Fault(missing[1], missing[2], REQUIRED, missing=True)
    handler: object = getattr(connection, "route_handler", None)
    extra: object = raised.extra
    for entry in cast("list[object]", extra) if isinstance(extra, list) else ():
        if isinstance(entry, dict):
            yield _fault(cast("dict[str, object]", entry), handler)


def _fault(entry: Mapping[str, object], handler: Any = None) -> Fault:  # noqa: ANN401
    """Return the fault of one entry."""
    source = str(getattr(entry.get("source"), "value", entry.get("source", "")))
    key = str(entry.get("key", "")).replace("[...]", ".*")  # msgspec's sign of a mapping's key
    path = [part for part in re.split(r"[.\[\]]+", key) if part]
    if path[:1] == ["data"]:
        path = path[1:]
    if handler is not None and path and source in _PARAMETERS:
        path[0] = _parameter(handler, source, path[0])
    if not source:  # pydantic's, in whose paths a key may stand that was sent
        data = handler and handler.parsed_fn_signature.parameters.get("data")
        names = names_of(getattr(data, "annotation", None))
        path = [part if part.isdecimal() or part in names else "*" for part in path]
    message = str(entry.get("message", ""))
    field = _MISSING_FIELD.fullmatch(message)
    if field:
        path.append(field[1])
    required = field is not None or message == REQUIRED
    shown = REQUIRED if required else message if _PLAIN.fullmatch(message) else INVALID
    return Fault(source or "body", ".".join(path), shown, required)
