"""WSGI and Flask: an error that is raised anywhere goes out as its HTTP answer.

    app = ApiErrorMiddleware(app)  # any WSGI app
    install(app)  # a Flask app

`ApiErrorMiddleware` answers an error of the app, and of its body before the first chunk; a later
one is raised to the server, for the status is gone. Both answer an `ExceptionGroup` of such errors
alone with the first of them. Neither imports a framework.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http.client import responses
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from .errors import ApiError
from .reply import Format, api_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Protocol, TypeAlias

    from flask import Flask, Response

    ExcInfo: TypeAlias = (
        tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
    )

    class Respond(Protocol):
        """`_respond` with its options."""

        def __call__(
            self,
            error: ApiError,
            environ: WSGIEnvironment,
            start_response: StartResponse,
            exc_info: ExcInfo | None = None,
        ) -> list[bytes]: ...
else:
    Any = ExcInfo = Flask = Respond = Response = object

__all__ = ("ApiErrorMiddleware", "install")


class ApiErrorMiddleware:
    """A WSGI app (PEP 3333) that answers the errors of another."""

    def __init__(
        self,
        app: WSGIApplication,
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
        self._respond: Respond = partial(
            _respond, format=format, localize=localize, type_base=type_base
        )

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        return _Exchange(environ, start_response, self._respond).body_of(self.app)


def install(
    app: Flask,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
) -> None:
    """Have a Flask app answer every error that is raised in it, also in its blueprints.

    An error of a view or of `before_request` is answered by an error handler, so `after_request`
    sees the response. One of `after_request`, of `teardown_request` or of a streamed body before
    its first chunk is answered by `ApiErrorMiddleware` around `app.wsgi_app`.

    Args:
        app: The app, before its first request.
        format: See `emma_errors.reply.reply`, as for the rest.
        localize: Whether an envelope speaks the reader's language.
        type_base: The address below which each code has a page.
    """
    respond = partial(_respond, format=format, localize=localize, type_base=type_base)
    unhandled: Callable[..., Response] = app.handle_exception

    def handle(error: Exception) -> WSGIApplication:
        told = api_error(error)
        if told is None:
            raise error
        return partial(respond, told)

    def handle_exception(*arguments: Any) -> Response:
        if api_error(sys.exception()) is not None:
            raise  # to the middleware; Flask would log it and answer 500
        return unhandled(*arguments)

    app.register_error_handler(ApiError, handle)
    app.register_error_handler(ExceptionGroup, handle)
    app.handle_exception = handle_exception  # type: ignore[assignment, method-assign]  # ty: ignore[invalid-assignment]
    app.wsgi_app = ApiErrorMiddleware(  # type: ignore[method-assign]
        app.wsgi_app, format=format, localize=localize, type_base=type_base
    )


class _Exchange:
    """One request: what of its response was sent, and the chunks of the rest."""

    def __init__(
        self, environ: WSGIEnvironment, start_response: StartResponse, respond: Respond
    ) -> None:
        self._environ = environ
        self._start_response = start_response
        self._respond = respond
        self._started = False
        self._sent = False
        self._body: Iterable[bytes] = ()
        self._chunks: Iterator[bytes] | None = None

    def body_of(self, app: WSGIApplication) -> Iterable[bytes]:
        """Return the body of the app's response, or that of the answer to its error."""
        try:
            self._body = app(self._environ, self._start)
        except Exception as error:
            answer = self._answer(error)
            if answer is None:
                raise
            return answer
        # A server measures the one and sends the other by the system; neither raises.
        wrapper: object = self._environ.get("wsgi.file_wrapper")
        plain = (list, tuple, wrapper) if isinstance(wrapper, type) else (list, tuple)
        return self._body if isinstance(self._body, plain) else self

    def _start(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        """Start the response, as the app asks."""
        write = self._start_response(status, headers, exc_info)
        self._started = True

        def write_chunk(chunk: bytes, /) -> object:
            self._sent = self._sent or bool(chunk)
            return write(chunk)

        return write_chunk

    def _answer(self, error: Exception) -> list[bytes] | None:
        """Start the answer to an error and return its body; None where there is none."""
        told = None if self._sent else api_error(error)
        if told is None:
            return None
        # A server raises the error from here if it sent the headers already.
        exc_info = sys.exc_info() if self._started else None
        return self._respond(told, self._environ, self._start_response, exc_info)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            if self._chunks is None:
                self._chunks = iter(self._body)
            chunk = next(self._chunks)
        except StopIteration:
            raise
        except Exception as error:
            answer = self._answer(error)
            if answer is None:
                raise
            self._chunks = iter(answer)
            chunk = next(self._chunks)
        self._sent = self._sent or bool(chunk)
        return chunk

    def close(self) -> None:
        """Close the app's body, as a server must."""
        close: Callable[[], object] | None = getattr(self._body, "close", None)
        if close is not None:
            close()


def _respond(
    error: ApiError,
    environ: WSGIEnvironment,
    start_response: StartResponse,
    exc_info: ExcInfo | None = None,
    *,
    format: Format,
    localize: bool,
    type_base: str | None,
) -> list[bytes]:
    """Start the response to a request that met an error, and return its body."""
    status, headers, body = error.reply(
        format=format,
        localize=localize,
        type_base=type_base,
        accept=environ.get("HTTP_ACCEPT"),
        accept_language=environ.get("HTTP_ACCEPT_LANGUAGE"),
    )
    line = f"{status} {responses.get(status, 'Error')}"
    fields = [*headers, ("Content-Length", str(len(body)))]
    if exc_info is None:
        start_response(line, fields)
    else:
        start_response(line, fields, exc_info)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
